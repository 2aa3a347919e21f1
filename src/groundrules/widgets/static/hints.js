// Hints in three steps: where to look, what to weigh, and a part of the answer. What the author wrote comes first.

import { fill, h, paragraphs } from "./dom.js";

const HINT_WORDS = {
  hint: "Hint {n} of {all}",
  noMoreHints: "No more hints",
  about: "It is about this: {text}.",
  asked: "It is about this: {text}",
  not: "{text} is not it. {why}",
  many: "{n} of them are right.",
  one: "{text} is one of them.",
  first: "{text} comes first.",
  last: "{text} comes last.",
  quoted: "“{text}”",
  belongs: "{text} belongs to “{group}”.",
  looked: "It is looked at for: {labels}.",
  begin: "One could begin like this: {text}",
};

// Speech stands in quotation marks already.
function hintQuote(text) {
  return /^[“"«„]/.test(text) ? text : fill(HINT_WORDS.quoted, { text });
}

// The last step: a part of the answer, and never the whole of it.
function hintPart({ kind, options, items, groups, reveal }) {
  const textOf = (entries, id) => (entries || []).find((entry) => entry.id === id)?.text || "";
  const quoted = (entries, id) => hintQuote(textOf(entries, id));
  if (!reveal) return "";
  if (kind === "single") {
    // With two options, to rule one out is to give the answer: the principle is said instead.
    if (options.length < 3) return reveal.explain;
    const { id, text } = options.find((option) => option.id !== reveal.key);
    return fill(HINT_WORDS.not, { text: hintQuote(text), why: reveal.feedback?.[id] || "" }).trim();
  }
  if (kind === "several") {
    return `${fill(HINT_WORDS.many, { n: reveal.key.length })} ${fill(HINT_WORDS.one, { text: quoted(options, reveal.key[0]) })}`;
  }
  if (kind === "order") {
    const ends = { first: reveal.key[0], last: reveal.key.at(-1) };
    return Object.entries(ends)
      .map(([word, id]) => fill(HINT_WORDS[word], { text: quoted(items, id) }))
      .join(" ");
  }
  if (kind === "classify") {
    const [{ id, text }] = items;
    return fill(HINT_WORDS.belongs, { text: hintQuote(text), group: textOf(groups, reveal.key[id]) });
  }
  const start = /^.*?[.?!…](?=\s|$)/s.exec(reveal.model?.[0]?.trim() || "")?.[0];
  return start ? fill(HINT_WORDS.begin, { text: hintQuote(start) }) : "";
}

// What a text is looked at for says more about it than what its teaching point is.
function hintWeigh({ about, reveal }) {
  const labels = (reveal?.checks || []).filter((check) => !check.advise).map((check) => check.label);
  return labels.length ? fill(HINT_WORDS.looked, { labels: labels.join(", ") }) : about?.[1];
}

/** The three hints of a practice question: its author's own, and after them the steps that they leave. */
export function threeHints(question) {
  const [name] = question.about || [];
  const look = name ? fill(/[?!.]$/.test(name) ? HINT_WORDS.asked : HINT_WORDS.about, { text: name }) : "";
  const own = question.hints || [];
  return [...own, ...[look, hintWeigh(question), hintPart(question)].slice(own.length)].filter((text) => text);
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
