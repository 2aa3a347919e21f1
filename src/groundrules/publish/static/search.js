// Finding a passage: every word must be there, as the beginning of a word; headings count for more.

import { fill, h } from "./dom.js";

const SEARCH_WORDS = {
  none: "Nothing was found for “{query}”. Try fewer words, or only the beginning of one.",
  one: "1 passage",
  many: "{n} passages",
  first: "The first {shown} of {n} passages",
};
const SEARCH_MOST = 30;
const SEARCH_AROUND = 90;

const searchFold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const searchEscape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Give the passages for a query, the best first. A passage is {page, title, anchor, heading, text}. */
export function searchIn(passages, query) {
  const words = searchFold(query).split(/[^\p{L}\p{N}]+/u).filter((word) => word);
  if (!words.length) return [];
  const tests = words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${searchEscape(word)}`, "gu"));
  const worth = (passage) => {
    const heading = searchFold(passage.heading);
    const text = searchFold(passage.text);
    let sum = 0;
    for (const test of tests) {
      const hits = (heading.match(test) || []).length * 5 + Math.min((text.match(test) || []).length, 3);
      if (!hits) return 0;
      sum += hits;
    }
    return sum;
  };
  const rated = passages.map((passage) => ({ passage, sum: worth(passage) })).filter(({ sum }) => sum);
  return rated.sort((a, b) => b.sum - a.sum).map(({ passage }) => passage);
}

// The text around the first word that was found, with all words marked. Folding may change a text's length (ﬁ, é), so
// words are looked for in the text letter by letter, each letter folded by itself.
function searchExcerpt(text, query) {
  const letters = [...text];
  const folded = letters.map(searchFold);
  const starts = folded.map(() => 0);
  let whole = "";
  folded.forEach((letter, index) => {
    starts[index] = whole.length;
    whole += letter;
  });
  const words = searchFold(query).split(/[^\p{L}\p{N}]+/u).filter((word) => word).map(searchEscape);
  const test = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})[\\p{L}\\p{N}]*`, "gu");
  const spans = [...whole.matchAll(test)].map((hit) => [
    starts.findLastIndex((start) => start <= hit.index),
    starts.findLastIndex((start) => start < hit.index + hit[0].length) + 1,
  ]);
  const early = (spans[0]?.[0] || 0) - SEARCH_AROUND;
  const late = (spans[0]?.[1] || 0) + SEARCH_AROUND * 2;
  // Cut between words.
  const from = early > 0 ? letters.indexOf(" ", early) + 1 : 0;
  const to = late < letters.length ? letters.lastIndexOf(" ", late) : letters.length;
  const parts = [from ? "… " : ""];
  let at = from;
  for (const [start, end] of spans.filter(([, end]) => end <= to)) {
    parts.push(letters.slice(at, start).join(""), h("mark", null, letters.slice(start, end).join("")));
    at = end;
  }
  return [...parts, letters.slice(at, to).join(""), to < letters.length ? " …" : ""];
}

function searchResult(passage, query) {
  const address = passage.anchor ? `${passage.page}#${passage.anchor}` : passage.page;
  return h(
    "li",
    null,
    h("a", { href: address }, h("span", { class: "name" }, passage.heading), passage.heading === passage.title ? "" : h("span", { class: "minutes" }, passage.title)),
    h("p", null, searchExcerpt(passage.text, query)),
  );
}

/** Make the search page work: it looks as the person types, and its address can be kept. */
export async function drawSearch(passagesOf) {
  const field = document.querySelector(".find input");
  const told = document.querySelector(".found-count");
  const list = document.querySelector(".found");
  field.value = new URLSearchParams(location.search).get("q") || "";
  const passages = await passagesOf();

  function look() {
    const query = field.value.trim();
    const found = searchIn(passages, query);
    const shown = found.slice(0, SEARCH_MOST);
    list.replaceChildren(...shown.map((passage) => searchResult(passage, query)));
    const words = !found.length ? SEARCH_WORDS.none : found.length === 1 ? SEARCH_WORDS.one : found.length > shown.length ? SEARCH_WORDS.first : SEARCH_WORDS.many;
    told.textContent = query ? fill(words, { query, n: found.length, shown: shown.length }) : "";
    globalThis.history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  }

  field.form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", look);
  if (field.value) look();
}
