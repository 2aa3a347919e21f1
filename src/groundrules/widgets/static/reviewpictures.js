// Pictures of the review: how much is remembered, as far as that can be said, and how many cards come on the next days.

import { fill, h } from "./dom.js";
import { ringPicture } from "./pictures.js";

const REVIEWPICTURE_WORDS = {
  kept: "You remembered {kept} of {asked} cards that came back after a day or more, in the last three months.",
  few: "Too few answers to say yet: {asked} of the {needed} that it takes.",
  ahead: "{n} on {day}",
  none: "No card comes back in the next seven days.",
  today: "Today",
};

/** The share of cards that were remembered; below enough answers only how many are still needed. */
export function keptFigure({ kept, asked, enough, needed }) {
  if (!enough) return h("p", null, fill(REVIEWPICTURE_WORDS.few, { asked, needed }));
  const told = fill(REVIEWPICTURE_WORDS.kept, { kept, asked });
  const percent = Math.round((kept / asked) * 100);
  const figure = h("div", { class: "gr-ring-figure" }, ringPicture(kept, asked), h("span", { "aria-hidden": "true" }, `${percent}%`));
  return h("div", { class: "gr-row gr-kept" }, figure, h("p", null, told));
}

/** A bar for each of the next days, from tomorrow on, with its number. */
export function aheadBars(ahead) {
  if (!ahead.some((n) => n)) return h("p", null, REVIEWPICTURE_WORDS.none);
  const most = Math.max(...ahead);
  const dayOf = (index, style) => {
    const day = new Date();
    day.setDate(day.getDate() + index + 1);
    return day.toLocaleDateString(undefined, { weekday: style });
  };
  return h(
    "ol",
    { class: "gr-ahead" },
    ahead.map((n, index) =>
      h(
        "li",
        null,
        h("span", { class: "gr-unseen" }, fill(REVIEWPICTURE_WORDS.ahead, { n, day: dayOf(index, "long") })),
        h("span", { class: "gr-ahead-number", "aria-hidden": "true" }, n || ""),
        h("span", { class: "gr-ahead-bar", "aria-hidden": "true", style: { "block-size": `${(n / most) * 4}rem` } }),
        h("span", { class: "gr-soft", "aria-hidden": "true" }, dayOf(index, "short")),
      ),
    ),
  );
}
