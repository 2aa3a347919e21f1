// Pictures of progress: a ring, a small chart of a meter over attempts, dots of marks; each says in words what it shows.

import { fill, h } from "./dom.js";

const PICTURE_WORDS = {
  ring: "{done} of {all} done",
  meter: "{label}: it began at {start}; then {values}. It goes from {min} to {max}.",
  marks: "Newest marks: {marks}",
  strong: "strong",
  partial: "partial",
  weak: "weak",
};
const PICTURE_TICK = "M6.2 10.4l2.6 2.6 5-5.6";

/** A ring that fills; with `tick`, a whole one carries a tick. Without a label it only decorates words beside it. */
export function ringPicture(done, all, { label = "", tick = false } = {}) {
  const share = all ? (done / all) * 100 : 0;
  const told = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  const whole = { cx: 10, cy: 10, r: 8, fill: "none", pathLength: 100 };
  return h(
    "svg",
    { class: "gr-ring", viewBox: "0 0 20 20", "data-whole": share >= 100 ? "yes" : "no", ...told, focusable: "false" },
    h("circle", { ...whole, class: "gr-ring-track" }),
    share ? h("circle", { ...whole, class: "gr-ring-fill", "stroke-dasharray": `${share} 100`, transform: "rotate(-90 10 10)" }) : null,
    tick && share >= 100 ? h("path", { class: "gr-ring-tick", d: PICTURE_TICK }) : null,
  );
}

/** The ring with its number inside, and what it counts. */
export function ringFigure(done, all) {
  const percent = all ? Math.floor((done / all) * 100) : 0;
  return h(
    "div",
    { class: "gr-ring-figure" },
    ringPicture(done, all, { label: fill(PICTURE_WORDS.ring, { done, all }) }),
    h("span", { "aria-hidden": "true" }, `${percent}%`),
  );
}

/** One meter over attempts: a dashed line where it began, a dot for each attempt, the last one bigger. */
export function meterPicture({ label, start, min, max, values }, kinds) {
  const width = 132;
  const height = 48;
  const high = (value) => 42 - (max > min ? (value - min) / (max - min) : 0) * 36;
  const across = (index) => (values.length === 1 ? width / 2 : 8 + (index * (width - 16)) / (values.length - 1));
  const points = values.map((value, index) => [across(index), high(value)]);
  const line = points.map(([x, y], index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const told = fill(PICTURE_WORDS.meter, { label, start, min, max, values: values.join(", ") });
  return h(
    "svg",
    { class: "gr-spark", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": told, focusable: "false" },
    h("path", { class: "gr-spark-start", d: `M0 ${high(start).toFixed(1)}H${width}` }),
    h("path", { class: "gr-spark-line", d: line }),
    points.map(([cx, cy], index) =>
      h("circle", { cx: cx.toFixed(1), cy: cy.toFixed(1), r: index === points.length - 1 ? 4.5 : 3, "data-kind": kinds[index] }),
    ),
  );
}

/** The newest marks of a teaching point, oldest first: full, half and empty dots. */
export function markDots(newest) {
  const told = fill(PICTURE_WORDS.marks, { marks: newest.map((quality) => PICTURE_WORDS[quality]).join(", ") });
  return h(
    "svg",
    { class: "gr-dots", viewBox: `0 0 ${newest.length * 12} 12`, width: newest.length * 12, height: 12, role: "img", "aria-label": told },
    newest.map((quality, index) => {
      const cx = index * 12 + 6;
      const half = quality === "partial" ? h("path", { d: `M${cx} 2a4 4 0 0 0 0 8z`, class: "gr-dot-half" }) : null;
      return [h("circle", { cx, cy: 6, r: 4, class: "gr-dot", "data-quality": quality }), half];
    }),
  );
}

/** Several numbers as one bar; the numbers stand beside it in words. */
export function shareBar(shares) {
  const all = shares.reduce((sum, { n }) => sum + n, 0);
  return h(
    "div",
    { class: "gr-share", "aria-hidden": "true" },
    shares.filter(({ n }) => n).map(({ n, quality }) => h("span", { "data-quality": quality, style: { "inline-size": `${(n / all) * 100}%` } })),
  );
}
