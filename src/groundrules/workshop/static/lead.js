// The facilitator's page: the scenario as all see it, the controls below it, and a panel that can be put away.

import { announce, drafts, fill, h, makeRoot, settings } from "./dom.js";
import { openLine } from "./line.js";
import { panel } from "./panel.js";
import { printPaper } from "./paper.js";
import { stagePage } from "./show.js";
import { steering } from "./steer.js";
import { joinBoard } from "./joining.js";
import { part, pressable } from "./story.js";

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
const LEAD_TOKEN = "room:lead";

const given = location.hash.slice(1);
if (given) {
  drafts.set(LEAD_TOKEN, given);
  history.replaceState(null, "", location.pathname); // so that a projector does not show the secret
}
const root = document.getElementById("room");
const stage = makeRoot(root, LEAD_WORDS.label);
const known = {};
let page = null;
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
  const now = known.stage || { page: "lobby" };
  if (now.page === "lobby") {
    page = null;
    place.replaceChildren(h("h1", { class: "gr-title" }, LEAD_WORDS.lobby), known.join ? joinBoard(known.join) : "");
  } else {
    page = stagePage(now, { level: 1, pick: null });
    place.replaceChildren(h("p", { class: "gr-running" }, now.title), page.element);
    announce(root, now.title);
    scrollTo({ top: 0 });
  }
  steer.draw(now, known.join?.offline);
  update();
}

function update() {
  const { tally } = known;
  const mine = page && tally && tally.round === known.stage.round ? tally : null;
  page?.update(mine, mine?.counts || null, null);
  steer.update(tally, known.count);
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

const token = drafts.get(LEAD_TOKEN);
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
