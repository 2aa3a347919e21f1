// What the coach says about a text, as lists: the checks of its kind, and the places it speaks about.

import { fill, h, icon } from "./dom.js";

const ADVICE_WORDS = {
  checks: "What this text needs",
  score: "{n} of {all} found",
  there: "There: ",
  missing: "Not yet: ",
  careful: "Look again: ",
  clear: "Clear: ",
  places: "Where to look",
  good: "What is there: {n}",
  none: "Nothing here to mend.",
  asks: "Could this be heard so? ",
  why: "Why: ",
  fix: "Try: ",
  showPlace: "Show it in the text",
  more: { one: " and 1 more place", many: " and {n} more places" },
  leave: "Leave this one alone",
  left: "Left alone: {n}. Bring back",
  tones: { mend: "May sound wrong", ask: "A question", found: "Good" },
};

const ADVICE_ICONS = {
  there: "M4 10.5 8.2 15 16 5.5",
  missing: "M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13",
  careful: "M10 4v8M10 15.5v.5",
};

/** The list of checks; `states` are {check, met, careful}. */
export function checkList(states, level) {
  const wanted = states.filter((state) => !state.careful);
  const met = wanted.filter((state) => state.met).length;
  const items = states.map(({ check, met: ok, careful }) => {
    const sign = ok ? "there" : careful ? "careful" : "missing";
    const word = careful ? (ok ? ADVICE_WORDS.clear : ADVICE_WORDS.careful) : ok ? ADVICE_WORDS.there : ADVICE_WORDS.missing;
    return h(
      "li",
      { class: "gr-check", "data-state": sign, "data-check": check.id },
      icon(ADVICE_ICONS[sign]),
      h("span", null, h("span", { class: "gr-unseen" }, word), h("strong", null, check.name), ok ? null : h("span", { class: "gr-check-say" }, check.say)),
    );
  });
  return h(
    "section",
    { class: "gr-checks" },
    h("div", { class: "gr-advice-head" }, h(`h${level}`, null, ADVICE_WORDS.checks), h("span", { class: "gr-soft" }, fill(ADVICE_WORDS.score, { n: met, all: wanted.length }))),
    h("ul", null, items),
  );
}

/** One finding: the words, what the coach sees, and behind a press why and what to try. */
function findingLine(finding, { words, more, tone, open, onShow, onLeave, onToggle }) {
  const say = tone === "ask" ? ADVICE_WORDS.asks + finding.message : finding.message;
  const line = h(
    "details",
    { class: "gr-finding", "data-tone": tone, "data-rule": finding.rule, open },
    h(
      "summary",
      null,
      h("span", { class: "gr-unseen" }, `${ADVICE_WORDS.tones[tone]}: `),
      h("q", { class: "gr-finding-words" }, words),
      more ? h("span", { class: "gr-soft" }, fill(ADVICE_WORDS.more[more === 1 ? "one" : "many"], { n: more })) : null,
      h("span", { class: "gr-finding-say" }, say),
    ),
    h("p", null, h("strong", null, ADVICE_WORDS.why), finding.why),
    h("p", null, h("strong", null, ADVICE_WORDS.fix), finding.fix),
    h(
      "div",
      { class: "gr-row" },
      h("button", { type: "button", class: "gr-button gr-button-small", onclick: onShow }, ADVICE_WORDS.showPlace),
      tone === "found" ? null : h("button", { type: "button", class: "gr-button gr-button-small", onclick: onLeave }, ADVICE_WORDS.leave),
    ),
  );
  line.addEventListener("toggle", () => onToggle(line.open));
  return h("li", null, line);
}

// What is good to see is told once a rule, with the number of its other places.
function byRule(entries) {
  const firsts = new Map();
  for (const entry of entries) {
    const first = firsts.get(entry.finding.rule);
    if (first) first.more += 1;
    else firsts.set(entry.finding.rule, { ...entry, more: 0 });
  }
  return [...firsts.values()];
}

function goodList(lines, open, onGood) {
  const list = h("details", { class: "gr-more gr-good", open }, h("summary", null, fill(ADVICE_WORDS.good, { n: lines.length })), h("ul", null, lines));
  list.addEventListener("toggle", () => onGood(list.open));
  return list;
}

/** The places that may sound wrong, then what is there; and a way to bring back what was left alone. */
export function findingLists(entries, { level, left, goodOpen, handlers, onBringBack, onGood }) {
  const line = (entry) => findingLine(entry.finding, { ...entry, ...handlers(entry) });
  const mend = entries.filter(({ tone }) => tone !== "found").map(line);
  const good = byRule(entries.filter(({ tone }) => tone === "found")).map(line);
  const back = left
    ? h("button", { type: "button", class: "gr-button gr-button-small", "data-back": true, onclick: onBringBack }, fill(ADVICE_WORDS.left, { n: left }))
    : null;
  return h(
    "section",
    { class: "gr-findings" },
    h(`h${level}`, null, ADVICE_WORDS.places),
    mend.length ? h("ul", null, mend) : h("p", { class: "gr-soft" }, ADVICE_WORDS.none),
    back,
    good.length ? goodList(good, goodOpen, onGood) : null,
  );
}
