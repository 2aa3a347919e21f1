// The projector's page: what all are to see, in large letters, with nothing to press and nothing to hide.

import { fill, h, makeRoot } from "./dom.js";
import { openLine } from "./line.js";
import { quoteList } from "./quotes.js";
import { part } from "./story.js";
import { takeSecret, theatre } from "./theatre.js";

const SCREEN_WORDS = {
  label: "The screen",
  welcome: "Welcome",
  closed: "The room is closed.",
  secret: "Open this page from the facilitator’s page.",
  people: "{n} here",
  foot: "{address} · {word}",
};

const token = takeSecret("screen");
const root = document.getElementById("room");
const stage = makeRoot(root, SCREEN_WORDS.label);
const place = part("gr-page-body");
const foot = h("footer", { class: "room-foot" });
const known = {};
const all = theatre(place, () => h("h1", { class: "room-welcome" }, SCREEN_WORDS.welcome));
let line = null;

function draw() {
  all.draw(known);
  quotes();
  update();
  fit();
}

// Nobody scrolls a projector: the letters shrink until the page fits, and stay readable.
function fit() {
  const largest = Math.max(18, Math.min(44, innerWidth / 50));
  for (let size = largest; size >= 14; size -= 1) {
    root.style.setProperty("--room-size", `${size}px`);
    if (document.documentElement.scrollHeight <= innerHeight) return;
  }
}

function quotes() {
  place.querySelector(".room-quotes")?.remove();
  const list = quoteList(known);
  if (list) place.querySelector(".gr-scene-head").after(part("room-quotes", list));
}

function update() {
  all.update(known);
  const { join, room } = known;
  const here = room?.here ? fill(SCREEN_WORDS.people, { n: room.here }) : "";
  const lobby = !known.stage || known.stage.page === "lobby";
  foot.replaceChildren(h("span", null, join && !join.offline && !lobby ? fill(SCREEN_WORDS.foot, join) : ""), h("span", null, here));
}

addEventListener("resize", fit);
document.title = SCREEN_WORDS.label;
if (token) {
  stage.replaceChildren(place, foot);
  line = openLine({
    token,
    onNews(topic, body) {
      known[topic] = body;
      if (topic === "stage" || topic === "join") draw();
      else if (topic === "quotes") quotes();
      else update();
      if (topic === "tally" || topic === "quotes") fit();
    },
    onState(now) {
      if (now !== "gone") return;
      line.close();
      stage.replaceChildren(h("p", null, SCREEN_WORDS.closed));
    },
  });
} else {
  stage.replaceChildren(h("p", null, SCREEN_WORDS.secret));
}
