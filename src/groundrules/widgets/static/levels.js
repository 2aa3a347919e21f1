// Five statements about oneself, from 1 to 5: first at the start, then over time, shown as small pictures.

import { fill, h } from "./dom.js";
import { meterPicture } from "./pictures.js";

const LEVELS_WORDS = {
  title: "Where you stand",
  before: "Before you begin: where do you stand?",
  about: "Five sentences, one minute. Nobody sees it but you. In some weeks you look again.",
  again: "Some time has passed. Where do you stand now?",
  scale: "1: not at all. 5: completely.",
  no: "I can say no to somebody at work without carrying it around for days.",
  early: "I speak up when something begins to go wrong, not only when I have had enough.",
  facts: "I can say what is wrong with facts, and blame nobody.",
  heard: "When somebody is angry, I listen to the end and say back what I heard.",
  agreed: "After a hard talk we both know what we agreed on, and it stands in writing.",
  save: "Keep this",
  missing: "Choose a number for each sentence.",
  kept: "Kept. You find it here, and in two weeks you are asked again.",
  failed: "This could not be kept.",
  first: "At the start {first}, now {last}.",
  once: "At the start {first}.",
  more: "Look again now",
};
const LEVELS_IDS = ["no", "early", "facts", "heard", "agreed"];

function levelsForm({ host, tell, look }) {
  const name = `gr-level-${Date.now()}`;
  const rows = LEVELS_IDS.map((id) => {
    const boxes = [1, 2, 3, 4, 5].map((level) => {
      const input = h("input", { type: "radio", name: `${name}-${id}`, value: level });
      return { input, element: h("label", null, input, h("span", null, level)) };
    });
    const element = h("fieldset", { class: "gr-level" }, h("legend", null, LEVELS_WORDS[id]), h("div", { class: "gr-row" }, boxes.map((box) => box.element)));
    return { id, element, value: () => Number(boxes.find(({ input }) => input.checked)?.input.value || 0) };
  });
  const told = h("p", { class: "gr-soft" });

  async function save() {
    const levels = Object.fromEntries(rows.map((row) => [row.id, row.value()]));
    const missing = rows.find((row) => !row.value());
    if (missing) {
      told.textContent = LEVELS_WORDS.missing;
      missing.element.querySelector("input").focus();
      return tell(LEVELS_WORDS.missing);
    }
    const reply = await host.ask({ do: "levels.save", levels }).catch(() => ({ ok: false }));
    told.textContent = reply.ok ? LEVELS_WORDS.kept : [LEVELS_WORDS.failed, reply.error?.what].filter((part) => part).join(" ");
    tell(told.textContent);
    if (reply.ok) look();
  }

  const button = h("button", { type: "button", class: "gr-button", onclick: save }, LEVELS_WORDS.save);
  return h("div", { class: "gr-levels" }, h("p", { class: "gr-soft" }, LEVELS_WORDS.scale), rows.map((row) => row.element), h("p", null, button), told);
}

function levelPictures(given) {
  return h(
    "ul",
    { class: "gr-level-list" },
    LEVELS_IDS.map((id) => {
      const values = given.map((one) => one.levels[id]);
      const [first, last] = [values[0], values.at(-1)];
      const words = fill(values.length > 1 ? LEVELS_WORDS.first : LEVELS_WORDS.once, { first, last });
      const picture = meterPicture({ label: LEVELS_WORDS[id], start: first, min: 1, max: 5, values }, values.map(() => "level"));
      return h("li", null, picture, h("p", null, LEVELS_WORDS[id], h("span", { class: "gr-soft" }, ` ${words}`)));
    }),
  );
}

/** The card of the self-assessment, folded where it is not the time for one. */
export function levelsCard({ given, due }, tools) {
  const none = !given.length;
  const title = tools.heading(1, { class: "gr-subtitle" }, none ? LEVELS_WORDS.before : LEVELS_WORDS.title);
  if (none) {
    return h("section", { class: "gr-card" }, h("details", null, h("summary", null, title), h("p", { class: "gr-soft" }, LEVELS_WORDS.about), levelsForm(tools)));
  }
  return h(
    "section",
    { class: "gr-card" },
    title,
    levelPictures(given),
    h("details", null, h("summary", null, due ? LEVELS_WORDS.again : LEVELS_WORDS.more), levelsForm(tools)),
  );
}
