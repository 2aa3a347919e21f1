// The facilitator's page: the scenario as all see it, the controls below it, and a panel that can be put away.

import { announce, fill, h, makeRoot, settings } from "./dom.js";
import { openLine } from "./line.js";
import { panel } from "./panel.js";
import { printPaper } from "./paper.js";
import { steering } from "./steer.js";
import { part, pressable } from "./story.js";
import { takeSecret, theatre } from "./theatre.js";

const LEAD_WORDS = {
  label: "Facilitator",
  brand: "Ground Rules · facilitator",
  secret: "Open this page with the address that the terminal shows.",
  closed: "The room is closed.",
  here: "Connected",
  lost: "The connection to the room is lost. It is being restored.",
  hide: "Put the panel away",
  show: "Show the panel",
  lobby: "Open a scenario, or wait until everybody is here.",
  people: "{n} here",
  controls: "Steps",
};

const token = takeSecret("lead");
const root = document.getElementById("room");
const stage = makeRoot(root, LEAD_WORDS.label);
const known = {};
let line = null;
let waiting = null;

const send = (message) => {
  refusal.textContent = "";
  line.send(message);
};
const state = h("span", { class: "room-state", "data-state": "lost" }, LEAD_WORDS.lost);
const count = h("span", { class: "gr-soft" });
const refusal = h("p", { class: "room-fault", role: "alert" });
const place = part("gr-page-body");
const all = theatre(place, () => h("h1", { class: "gr-title" }, LEAD_WORDS.lobby));
const steer = steering(send);
const side = panel(send, print);
const away = pressable(() => putAway(!root.hasAttribute("data-wide")), { look: "gr-button-small" }, "");

function putAway(wide) {
  root.toggleAttribute("data-wide", wide);
  settings.set("room:wide", wide ? "yes" : "no");
  away.textContent = wide ? LEAD_WORDS.show : LEAD_WORDS.hide;
  side.element.hidden = wide;
}

function drawStage() {
  const now = all.draw(known);
  if (now) announce(root, now.title);
  steer.draw(now || { page: "lobby" }, known.join?.offline);
  update();
}

function update() {
  all.update(known);
  steer.update(known.tally, known.count);
  count.textContent = fill(LEAD_WORDS.people, { n: known.room?.here || 0 });
}

function print(kind, scenario) {
  if (kind === "cards") {
    printPaper(kind, null);
    return;
  }
  waiting = kind;
  send({ do: "paper", scenario });
}

function hear(topic, body) {
  known[topic] = body;
  if (topic === "refused") refusal.textContent = [body.what, body.remedy].join(" ");
  else if (topic === "stage") drawStage();
  else if (topic === "paper") {
    if (waiting) printPaper(waiting, body);
    waiting = null;
  } else {
    side.update(topic, body);
    if (topic === "join") drawStage();
    else update();
  }
}

function showState(now) {
  state.setAttribute("data-state", now);
  state.textContent = now === "here" ? LEAD_WORDS.here : LEAD_WORDS.lost;
  if (now !== "gone") return;
  line.close();
  stage.replaceChildren(h("h1", { class: "gr-title" }, LEAD_WORDS.closed));
}

document.title = LEAD_WORDS.brand;
if (token) {
  stage.replaceChildren(
    h("header", { class: "room-top" }, h("span", { class: "room-brand" }, LEAD_WORDS.brand), count, state, away),
    part(
      "room-desk",
      part("room-main", place, h("section", { class: "room-controls", "aria-label": LEAD_WORDS.controls }, refusal, steer.element)),
      side.element,
    ),
  );
  putAway(settings.get("room:wide") === "yes");
  line = openLine({ token, onNews: hear, onState: showState });
} else {
  stage.replaceChildren(h("h1", { class: "gr-title" }, LEAD_WORDS.secret));
}
