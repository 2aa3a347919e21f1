// The projector's page: what all are to see, in large letters, with nothing to press and nothing to hide.

import { drafts, fill, h, makeRoot } from "./dom.js";
import { joinBoard } from "./joining.js";
import { openLine } from "./line.js";
import { stagePage } from "./show.js";
import { part, soft } from "./story.js";
import { textOf } from "./walk.js";

const SCREEN_WORDS = {
  label: "The screen",
  welcome: "Welcome",
  closed: "The room is closed.",
  secret: "Open this page from the facilitator’s page.",
  people: "{n} here",
  quotes: "What some of you said",
  foot: "{address} · {word}",
};
const SCREEN_TOKEN = "room:screen";

const given = location.hash.slice(1);
if (given) {
  drafts.set(SCREEN_TOKEN, given);
  history.replaceState(null, "", location.pathname);
}
const root = document.getElementById("room");
const stage = makeRoot(root, SCREEN_WORDS.label);
const place = part("gr-page-body");
const foot = h("footer", { class: "room-foot" });
const known = {};
let page = null;
let line = null;

function draw() {
  const now = known.stage;
  const lobby = !now || now.page === "lobby";
  if (lobby) {
    page = null;
    place.replaceChildren(h("h1", { class: "room-welcome" }, SCREEN_WORDS.welcome), known.join ? joinBoard(known.join) : "");
  } else {
    page = stagePage(now, { level: 1, pick: null });
    place.replaceChildren(h("p", { class: "gr-running" }, now.title), page.element);
    scrollTo({ top: 0 });
  }
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
  const lines = known.stage?.page === "end" ? known.quotes?.quotes || [] : [];
  if (!lines.length) return;
  const items = lines.map(({ question, text }) => h("li", null, soft(textOf(known.stage, known.stage.questions[question])), h("blockquote", { class: "gr-quote" }, h("p", null, text))));
  place.querySelector(".gr-scene-head").after(part("room-quotes gr-card", h("h2", null, SCREEN_WORDS.quotes), h("ul", { class: "room-said-list" }, items)));
}

function update() {
  const { tally } = known;
  const mine = page && tally && tally.round === known.stage.round ? tally : null;
  page?.update(mine, mine?.counts || null, null);
  const { join, room } = known;
  const here = room?.here ? fill(SCREEN_WORDS.people, { n: room.here }) : "";
  const lobby = !known.stage || known.stage.page === "lobby";
  foot.replaceChildren(h("span", null, join && !join.offline && !lobby ? fill(SCREEN_WORDS.foot, join) : ""), h("span", null, here));
}

addEventListener("resize", fit);
const token = drafts.get(SCREEN_TOKEN);
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
