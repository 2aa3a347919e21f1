// The meters: small labelled bars, and what a step changed, always in words and numbers too.

import { fill, h } from "./dom.js";

const METER_WORDS = {
  label: "Where things stand",
  value: "{value} of {max}",
  change: "{label} {change}",
  told: "{label} {change}, now {value}.",
  still: "No meter moved.",
};

function signed(change) {
  return change > 0 ? `+${change}` : `−${-change}`;
}

/** The bars for `values`. With `before`, what changed stands beside each bar. */
export function meterBars(meters, values, before = values) {
  return h(
    "dl",
    { class: "gr-meters", "aria-label": METER_WORDS.label },
    meters.map(({ label, min, max }, index) => {
      const value = values[index];
      const change = value - before[index];
      const share = max > min ? ((value - min) / (max - min)) * 100 : 0;
      const told = [fill(METER_WORDS.value, { value, max }), change ? h("b", null, signed(change)) : null];
      const bar = h("span", { style: { "inline-size": `${share}%` } });
      return h(
        "div",
        { class: "gr-meter" },
        h("dt", null, label),
        h("dd", { class: "gr-meter-value" }, told),
        h("dd", { class: "gr-meter-track", "aria-hidden": "true" }, bar),
      );
    }),
  );
}

/** What changed between two rows of values, as a short list; null where nothing did. */
export function meterChanges(meters, before, after) {
  const moved = meters.map(({ label }, index) => [label, after[index] - before[index]]).filter(([, change]) => change);
  if (!moved.length) return null;
  return h(
    "ul",
    { class: "gr-changes" },
    moved.map(([label, change]) => {
      const told = fill(METER_WORDS.change, { label, change: signed(change) });
      return h("li", { "data-change": change > 0 ? "up" : "down" }, told);
    }),
  );
}

/** The same for a screen reader: "Trust −1, now 4." */
export function tellChanges(meters, before, after) {
  const told = meters
    .map(({ label }, index) => ({ label, value: after[index], change: after[index] - before[index] }))
    .filter(({ change }) => change)
    .map(({ label, value, change }) => fill(METER_WORDS.told, { label, value, change: signed(change) }));
  return told.join(" ") || (meters.length ? METER_WORDS.still : "");
}
