// What the review has for today, on the home page.

import { fill, h, icon } from "./dom.js";
import { homeLink } from "./homelink.js";

const HOMEREVIEW_WORDS = {
  title: "Today’s review",
  one: "1 card is due. It takes a minute.",
  many: "{n} cards are due, about {minutes} minutes.",
  go: "Review now",
  done: "Done for today. Well done.",
  tomorrow: "The next cards come tomorrow.",
  later: "The next cards come on {day}.",
  none: "Nothing is due.",
};
const HOMEREVIEW_TICK = "M4 10.5l4 4 8-9";

/** The card of the review; null before anything was met. */
export function reviewCard(found, { host, heading }) {
  if (!found.met && !found.count) return null;
  const title = heading(1, { class: "gr-subtitle" }, HOMEREVIEW_WORDS.title);
  if (found.count) {
    const minutes = Math.max(1, Math.round((found.count * 42) / 60));
    const words = found.count === 1 ? HOMEREVIEW_WORDS.one : fill(HOMEREVIEW_WORDS.many, { n: found.count, minutes });
    const dots = h("div", { class: "gr-home-cards", "aria-hidden": "true" }, Array.from({ length: Math.min(found.count, 12) }, () => h("span")));
    return h("section", { class: "gr-card" }, title, dots, h("p", null, words), h("p", null, homeLink(host, { notebook: "review.ipynb", class: "gr-button" }, HOMEREVIEW_WORDS.go)));
  }
  const next = found.ahead.findIndex((n) => n);
  const day = new Date();
  day.setDate(day.getDate() + next + 1);
  const words = next < 0 ? "" : next === 0 ? HOMEREVIEW_WORDS.tomorrow : fill(HOMEREVIEW_WORDS.later, { day: day.toLocaleDateString(undefined, { weekday: "long" }) });
  const state = found.done ? h("p", null, icon(HOMEREVIEW_TICK), ` ${HOMEREVIEW_WORDS.done}`) : h("p", null, HOMEREVIEW_WORDS.none);
  return h("section", { class: "gr-card" }, title, state, words ? h("p", { class: "gr-soft" }, words) : null);
}
