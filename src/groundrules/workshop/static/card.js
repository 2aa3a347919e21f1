// A role card: who you are, what you want, and nothing of what the other one wants.

import { fill, h, inline, paragraphs } from "./dom.js";
import { part, soft } from "./story.js";

const CARD_WORDS = {
  title: "Your role card · {title}",
  private: "For your eyes only. Hold it so that your partner cannot read it.",
  with: "You play with {names}.",
  you: "You are",
  meets: "You meet",
  wants: "What you want, behind what you say",
  wantsHelp: "Don’t say it at once. Let it show when you are asked well.",
  stakes: "What is at stake for you",
  watch: "You watch. Write down one sentence that opened the conversation, and one that closed it.",
  case: "The case",
  done: "We are through",
  and: " and ",
};

function person({ name, role }) {
  return h("p", null, name ? h("strong", null, `${name}. `) : null, inline(role));
}

/** Draw a card; `finish(on)` is called when the pair says that it is through. */
export function roleCard(card, finish) {
  const done = h("input", { type: "checkbox", id: "room-done", checked: card.done, onchange: () => finish(done.checked) });
  const title = (words) => h("h3", null, words);
  const role =
    card.part === "watch"
      ? [h("p", null, CARD_WORDS.watch)]
      : [title(CARD_WORDS.you), person(card.is), title(CARD_WORDS.meets), person(card.meets)];
  if (card.part === "other") role.push(title(CARD_WORDS.wants), h("p", null, inline(card.wants)), soft(CARD_WORDS.wantsHelp));
  if (card.part === "you") {
    role.push(title(CARD_WORDS.stakes), h("ul", { class: "room-stakes" }, card.stakes.map(({ label, about }) => h("li", null, h("strong", null, `${label}. `), inline(about)))));
  }
  return h(
    "section",
    { class: "gr-card gr-you room-card", "aria-labelledby": "room-card" },
    h("h2", { id: "room-card" }, fill(CARD_WORDS.title, { title: card.title })),
    soft(CARD_WORDS.private),
    card.with.length ? h("p", null, fill(CARD_WORDS.with, { names: card.with.join(CARD_WORDS.and) })) : null,
    ...role,
    h("details", { class: "gr-fold" }, h("summary", null, CARD_WORDS.case), part("gr-story gr-narration", paragraphs(card.case))),
    h("div", { class: "room-toggle" }, done, h("label", { for: "room-done" }, CARD_WORDS.done)),
  );
}
