// How to join, to be read from the last row: the address, the word, the QR code.

import { h } from "./dom.js";
import { part } from "./story.js";

const JOINING_WORDS = {
  open: "Open",
  word: "Join word",
  scan: "or scan this code",
  code: "QR code that opens the join page",
  offline: "Votes are counted by hand here. Nobody needs a device.",
};

function qrCode({ side, path }) {
  const quiet = 3;
  const whole = side + 2 * quiet;
  return h(
    "svg",
    { class: "room-qr", viewBox: `${-quiet} ${-quiet} ${whole} ${whole}`, role: "img", "aria-label": JOINING_WORDS.code, "shape-rendering": "crispEdges" },
    h("path", { d: `M${-quiet} ${-quiet}h${whole}v${whole}h${-whole}z`, fill: "#fff" }),
    h("path", { d: path, fill: "#000" }),
  );
}

/** Draw it. `join` is what the room says: {address, word, qr, offline}. */
export function joinBoard(join) {
  if (join.offline) return h("p", { class: "room-offline" }, JOINING_WORDS.offline);
  const lines = h(
    "dl",
    { class: "room-how" },
    h("div", null, h("dt", null, JOINING_WORDS.open), h("dd", { class: "room-address" }, join.address)),
    h("div", null, h("dt", null, JOINING_WORDS.word), h("dd", { class: "room-word" }, join.word)),
  );
  return part("room-joining", lines, join.qr ? h("figure", { class: "room-code" }, qrCode(join.qr), h("figcaption", { class: "gr-soft" }, JOINING_WORDS.scan)) : null);
}
