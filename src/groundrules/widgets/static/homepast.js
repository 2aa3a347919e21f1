// What the past attempts show, on the home page: teaching points strong and weak, and the meters of each scenario.

import { fill, h } from "./dom.js";
import { homeLink } from "./homelink.js";
import { markDots, meterPicture, shareBar } from "./pictures.js";

const HOMEPAST_WORDS = {
  points: "What sits, and what does not yet",
  pointsEmpty: "Once you have decided a few times, this shows what sits well and what wants another look.",
  count: "{strong} sit well, {mixed} are mixed, {weak} want another look.",
  weak: "Worth another look",
  strong: "Sits well",
  mixed: "Mixed so far ({n})",
  where: "in “{title}”",
  more: "All {n}",
  attempts: "Your ways through the stories",
  latest: "Last time: {ending}",
  good: "a good ending",
  middling: "a mixed ending",
  bad: "a hard ending",
  once: "played once",
  times: "played {n} times",
  table: "As a table",
  attempt: "Attempt",
  ending: "Ending",
  now: "{value} of {max}",
};
const HOMEPAST_MOST = 5;
const endingWords = (kind) => HOMEPAST_WORDS[kind === "mixed" ? "middling" : kind] || "";

/** The card of teaching points: a bar, and those that stand weak and strong with their newest marks. */
export function homePoints(points, { host, heading }) {
  if (!points.length) return null;
  const of = (standing) => points.filter((point) => point.standing === standing);
  const [strong, mixed, weak] = ["strong", "mixed", "weak"].map(of);
  const line = (point) =>
    h(
      "li",
      null,
      h("span", null, point.title),
      markDots(point.newest),
      point.standing !== "strong" && point.lesson
        ? h("span", { class: "gr-soft gr-home-where" }, homeLink(host, { notebook: point.lesson.notebook }, fill(HOMEPAST_WORDS.where, point.lesson)))
        : null,
    );
  const list = (title, found) =>
    found.length
      ? h(
          "div",
          null,
          heading(2, null, title),
          h("ul", { class: "gr-home-list" }, found.slice(0, HOMEPAST_MOST).map(line)),
          found.length > HOMEPAST_MOST
            ? h("details", null, h("summary", null, fill(HOMEPAST_WORDS.more, { n: found.length })), h("ul", { class: "gr-home-list" }, found.slice(HOMEPAST_MOST).map(line)))
            : null,
        )
      : null;
  return h(
    "section",
    { class: "gr-card" },
    heading(1, { class: "gr-subtitle" }, HOMEPAST_WORDS.points),
    shareBar([
      { n: strong.length, quality: "strong" },
      { n: mixed.length, quality: "partial" },
      { n: weak.length, quality: "weak" },
    ]),
    h("p", { class: "gr-soft" }, fill(HOMEPAST_WORDS.count, { strong: strong.length, mixed: mixed.length, weak: weak.length })),
    h("div", { class: "gr-home-standings" }, list(HOMEPAST_WORDS.weak, weak), list(HOMEPAST_WORDS.strong, strong)),
    mixed.length ? h("details", null, h("summary", null, fill(HOMEPAST_WORDS.mixed, { n: mixed.length })), h("ul", { class: "gr-home-list" }, mixed.map(line))) : null,
  );
}

function attemptTable({ endings, meters }) {
  return h(
    "table",
    null,
    h("thead", null, h("tr", null, [HOMEPAST_WORDS.attempt, ...meters.map(({ label }) => label), HOMEPAST_WORDS.ending].map((text) => h("th", { scope: "col" }, text)))),
    h(
      "tbody",
      null,
      endings.map((ending, index) =>
        h(
          "tr",
          null,
          h("th", { scope: "row" }, index + 1),
          meters.map(({ values }) => h("td", null, values[index])),
          h("td", null, `${ending.title} (${endingWords(ending.kind)})`),
        ),
      ),
    ),
  );
}

/** The card of the meters over attempts, one small picture for each meter of each scenario. */
export function homeAttempts(attempts, { heading }) {
  if (!attempts.length) return null;
  const one = (found) => {
    const last = found.endings.at(-1);
    const kinds = found.endings.map(({ kind }) => kind);
    const times = found.endings.length === 1 ? HOMEPAST_WORDS.once : fill(HOMEPAST_WORDS.times, { n: found.endings.length });
    return h(
      "li",
      null,
      heading(2, null, found.title, h("span", { class: "gr-soft" }, ` · ${times}`)),
      h("p", { class: "gr-soft" }, fill(HOMEPAST_WORDS.latest, { ending: `${last.title}, ${endingWords(last.kind)}` })),
      h(
        "div",
        { class: "gr-sparks" },
        found.meters.map((meter) =>
          h(
            "figure",
            null,
            meterPicture(meter, kinds),
            h("figcaption", null, meter.label, h("span", { class: "gr-soft" }, ` ${fill(HOMEPAST_WORDS.now, { value: meter.values.at(-1), max: meter.max })}`)),
          ),
        ),
      ),
      h("details", null, h("summary", null, HOMEPAST_WORDS.table), h("div", { class: "gr-home-scroll", tabindex: "0", role: "group", "aria-label": found.title }, attemptTable(found))),
    );
  };
  return h("section", { class: "gr-card gr-home-attempts" }, heading(1, { class: "gr-subtitle" }, HOMEPAST_WORDS.attempts), h("ul", null, attempts.map(one)));
}
