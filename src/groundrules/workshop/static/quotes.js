// Words that were offered and picked, at the end of a scenario.

import { h } from "./dom.js";
import { part, soft } from "./story.js";
import { textOf } from "./walk.js";

const QUOTES_WORDS = { title: "What some of you said" };

/** Draw them; null where there are none. `known` is what the room told. */
export function quoteList({ stage, quotes }) {
  const shown = stage?.page === "end" ? quotes?.quotes || [] : [];
  const lines = shown.map(({ question, text }) => h("li", null, soft(textOf(stage, stage.questions[question])), h("blockquote", { class: "gr-quote" }, h("p", null, text))));
  return lines.length ? part("gr-card", h("h2", null, QUOTES_WORDS.title), h("ul", { class: "room-said-list" }, lines)) : null;
}
