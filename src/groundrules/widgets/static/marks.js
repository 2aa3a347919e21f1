// Underlines below a text as one types it: the field lies over a copy of its text that carries the marks.

import { h } from "./dom.js";

const MARK_RANK = { found: 1, ask: 2, mend: 3 };

/** The look of a finding: found (good to see), mend (may sound wrong), ask (the coach is not sure). */
export function toneOf(finding) {
  if (finding.tone !== "mend") return "found";
  return finding.asks ? "ask" : "mend";
}

/** Python counts characters, JavaScript halves of them: the place in a JavaScript string of a Python place. */
export function placeOf(text, point) {
  let at = 0;
  for (let n = 0; n < point && at < text.length; n += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** Cut a text at the borders of its marks. Gives [{text, tone}], tone null where nothing is marked; where marks lie
 *  over each other the gravest shows. */
export function segments(text, marks) {
  const borders = new Set([0, text.length]);
  for (const { start, end } of marks) borders.add(start).add(end);
  const cuts = [...borders].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const over = marks.filter(({ start, end }) => start <= cuts[i] && end >= cuts[i + 1]);
    const tone = over.map((mark) => mark.tone).sort((a, b) => MARK_RANK[b] - MARK_RANK[a])[0] || null;
    parts.push({ text: text.slice(cuts[i], cuts[i + 1]), tone });
  }
  return parts;
}

/** Lay a text area over its marked copy. Gives {element, show(marks), destroy()}; each mark is {start, end, tone}. */
export function markedPaper(area) {
  const copy = h("div", { class: "gr-paper-copy", "aria-hidden": "true" });
  const element = h("div", { class: "gr-paper" }, copy, area);
  area.classList.add("gr-paper-field");
  let marks = [];
  let marked = "";

  // While one types, marks before the change stay, marks that it touches go, and those behind it move along.
  function follow() {
    const text = area.value;
    let same = 0;
    while (same < text.length && same < marked.length && text[same] === marked[same]) same += 1;
    const shift = text.length - marked.length;
    marks = marks
      .filter(({ start, end }) => end <= same || start >= same + Math.max(0, -shift))
      .map((mark) => (mark.end <= same ? mark : { ...mark, start: mark.start + shift, end: mark.end + shift }));
    draw();
  }

  function draw() {
    marked = area.value;
    const pieces = segments(marked, marks).map((part) =>
      part.tone ? h("span", { class: "gr-underline", "data-tone": part.tone }, part.text) : part.text,
    );
    // A last empty line has height only with something in it.
    copy.replaceChildren(...pieces, "\u200b");
    fit();
  }

  // The field grows with its text, so the two never scroll apart.
  function fit() {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }

  area.addEventListener("input", follow);
  const watcher = typeof ResizeObserver === "function" ? new ResizeObserver(fit) : null;
  watcher?.observe(element);
  draw();
  return {
    element,
    show(next) {
      marks = next;
      draw();
    },
    destroy() {
      area.removeEventListener("input", follow);
      watcher?.disconnect();
    },
  };
}
