// Hints in three steps: those that the author wrote, and then, where they are fewer, steps that follow from the answer.

import { fill, h, paragraphs } from "./dom.js";

const HINT_WORDS = {
  hint: "Hint {n} of {all}",
  noMoreHints: "No more hints",
  not: "It is not {text}.",
  many: "{n} of them are right.",
  one: "{text} is one of them.",
  first: "{text} comes first.",
  last: "{text} comes last.",
  quoted: "“{text}”",
  belongs: "{text} belongs to “{group}”.",
  looked: "It is looked at for: {labels}.",
  begin: "One could begin like this: {text}",
};
const HINT_STEPS = 3;

// Speech stands in quotation marks already.
function hintQuote(text) {
  return /^[“"«„]/.test(text) ? text : fill(HINT_WORDS.quoted, { text });
}

// What may be said without giving the whole answer away, the least first.
function derivedHints({ kind, options, items, groups, reveal }) {
  const textOf = (entries, id) => (entries || []).find((entry) => entry.id === id)?.text || "";
  const quoted = (entries, id) => hintQuote(textOf(entries, id));
  if (!reveal) return [];
  if (kind === "single") {
    const wrong = options.filter(({ id }) => id !== reveal.key);
    return wrong.slice(0, Math.max(0, wrong.length - 1)).map(({ text }) => fill(HINT_WORDS.not, { text: hintQuote(text) }));
  }
  if (kind === "several") {
    const [first] = reveal.key;
    return [fill(HINT_WORDS.many, { n: reveal.key.length }), fill(HINT_WORDS.one, { text: quoted(options, first) })];
  }
  if (kind === "order") {
    const ends = { first: reveal.key[0], last: reveal.key.at(-1) };
    return Object.entries(ends).map(([word, id]) => fill(HINT_WORDS[word], { text: quoted(items, id) }));
  }
  if (kind === "classify") {
    return items.slice(0, -1).map(({ id, text }) => fill(HINT_WORDS.belongs, { text: hintQuote(text), group: textOf(groups, reveal.key[id]) }));
  }
  const labels = (reveal.checks || []).filter((check) => !check.advise).map((check) => check.label);
  const start = /^.*?[.?!…](?=\s|$)/s.exec(reveal.model?.[0]?.trim() || "")?.[0];
  return [labels.length ? fill(HINT_WORDS.looked, { labels: labels.join(", ") }) : "", start ? fill(HINT_WORDS.begin, { text: hintQuote(start) }) : ""].filter((text) => text);
}

/** The hints of a practice question, three of them where there is enough to say. */
export function threeHints(question) {
  const own = question.hints || [];
  return [...own, ...derivedHints(question)].slice(0, Math.max(own.length, HINT_STEPS));
}

/** The button that gives one hint at a time, and the list of those given. `onHint(text)` hears each. Gives {list, button}. */
export function hintSteps(question, onHint) {
  const hints = threeHints(question);
  const list = h("ol", { class: "gr-question-hints", hidden: true });
  if (!hints.length) return { list, button: "" };
  const label = (n) => (n < hints.length ? fill(HINT_WORDS.hint, { n: n + 1, all: hints.length }) : HINT_WORDS.noMoreHints);
  const button = h("button", { type: "button", class: "gr-button", onclick: more }, label(0));
  function more() {
    const next = list.children.length;
    if (next >= hints.length) return;
    list.hidden = false;
    list.append(h("li", null, paragraphs(hints[next])));
    button.textContent = label(next + 1);
    if (next + 1 === hints.length) button.setAttribute("aria-disabled", "true");
    onHint(hints[next]);
  }
  return { list, button };
}
