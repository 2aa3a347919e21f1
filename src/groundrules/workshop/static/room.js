// A participant's page: joining, the scenario that everybody steps through, the role card, words for the debrief.

import { announce, drafts, fill, focusOn, h, makeRoot } from "./dom.js";
import { roleCard } from "./card.js";
import { holdFocus } from "./hold.js";
import { openLine } from "./line.js";
import { offers } from "./offer.js";
import { quoteList } from "./quotes.js";
import { reporter } from "./report.js";
import { stagePage } from "./show.js";
import { part, pressable, soft } from "./story.js";

const ROOM_WORDS = {
  label: "The room",
  brand: "Ground Rules",
  join: "Join the room",
  joinAbout: "No account is needed. What you write stays in this browser, unless you choose to share it.",
  name: "Nickname",
  nameHelp: "It need not be your real name.",
  word: "Join word",
  wordHelp: "It is on the screen, for example river-lamp-47.",
  enter: "Join",
  unreachable: "The room cannot be reached. Are you on the same network as the facilitator?",
  connecting: "Connecting…",
  here: "Connected",
  lost: "The connection is lost. You are being reconnected; your vote is kept.",
  gone: "You are no longer in this room. Either it was closed, or your place was given up.",
  people: "{n} people are here",
  peopleOne: "1 person is here",
  lobby: "You are in. The facilitator opens a scenario soon.",
  lobbyMore: "Meanwhile you can read a lesson. You will see there when a vote begins.",
  lessons: "Read the lessons",
  watchNote: "You are only watching: you are not counted, and nobody is told why.",
  yours: "Your place in the room",
  stuck: "I am stuck",
  stuckAbout: "The facilitator sees your nickname and comes by.",
  watch: "Only watch",
  watchAbout: "You see everything and take part in nothing. It has no consequences.",
  share: "Share how far I am",
  shareAbout: "In lessons: only which lesson, and numbers of steps. Never what you chose or wrote.",
  leave: "Leave the room",
  takeHome: "Your workbook and your progress are in this browser. On the lessons’ first page you can save them to a file and take them home.",
  opened: "A scenario is open: {title}",
  voteNow: "A vote is open: {title}",
  voted: "Your vote is in.",
};
const ROOM_TOKEN = "room:token";

const stage = makeRoot(document.getElementById("room"), ROOM_WORDS.label);
const root = document.getElementById("room");
const known = { room: null, stage: null, tally: null, you: null, quotes: null };
let line = null;
let page = null;

function field(name, label, help, value, more = {}) {
  const id = `room-${name}`;
  const input = h("input", { id, name, class: "gr-field", type: "text", value, required: true, autocomplete: "off", "aria-describedby": `${id}-help`, ...more });
  return [h("label", { for: id }, label), input, h("p", { class: "gr-soft", id: `${id}-help` }, help)];
}

function drawJoin(told = "") {
  const given = decodeURIComponent(location.hash.slice(1));
  const fault = h("p", { class: "room-fault", role: "alert" }, told);
  const form = h(
    "form",
    { class: "room-join" },
    h("h1", { class: "gr-title" }, ROOM_WORDS.join),
    soft(ROOM_WORDS.joinAbout),
    field("name", ROOM_WORDS.name, ROOM_WORDS.nameHelp, drafts.get("room:name") || "", { maxlength: "24" }),
    field("word", ROOM_WORDS.word, ROOM_WORDS.wordHelp, given, { maxlength: "60", autocapitalize: "none", spellcheck: "false" }),
    fault,
    h("button", { type: "submit", class: "gr-button gr-button-main" }, ROOM_WORDS.enter),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = form.elements.name.value;
    drafts.set("room:name", name);
    try {
      const body = JSON.stringify({ name, word: form.elements.word.value });
      const answer = await fetch("/api/join", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const reply = await answer.json();
      if (answer.ok) {
        history.replaceState(null, "", location.pathname);
        drafts.set(ROOM_TOKEN, reply.token);
        enter(reply.token);
      } else {
        fault.textContent = [reply.body.what, reply.body.remedy].join(" ");
      }
    } catch {
      fault.textContent = ROOM_WORDS.unreachable;
    }
  });
  stage.replaceChildren(form);
  (drafts.get("room:name") && !given ? form.elements.word : form.elements.name).focus({ preventScroll: true });
}

const state = h("span", { class: "room-state", "data-state": "lost" }, ROOM_WORDS.connecting);
const count = h("span", { class: "gr-soft" });
const me = h("strong", null);
const refusal = h("p", { class: "room-fault", role: "alert" });
const place = part("gr-page-body");
const said = part("room-quotes");
const deal = part("room-card-place");
const offerPlace = part("room-offer-place");

function enter(token) {
  stage.replaceChildren(
    h("header", { class: "room-top" }, h("span", { class: "room-brand" }, ROOM_WORDS.brand), me, count, state),
    refusal,
    deal,
    place,
    said,
    offerPlace,
    tools(),
  );
  drawStage();
  line = openLine({ token, onNews: hear, onState: showState });
  reporter.start((message) => line.send(message), known);
}

function showState(now) {
  state.setAttribute("data-state", now);
  state.textContent = now === "here" ? ROOM_WORDS.here : ROOM_WORDS.lost;
  if (now === "lost") announce(root, ROOM_WORDS.lost);
  if (now !== "gone") return;
  drafts.drop(ROOM_TOKEN);
  line?.close();
  reporter.stop();
  drawJoin(ROOM_WORDS.gone);
}

function hear(topic, body) {
  if (topic === "refused") {
    refusal.textContent = [body.what, body.remedy].join(" ");
    return;
  }
  const before = known[topic];
  known[topic] = body;
  if (topic === "stage") drawStage();
  else if (topic === "room") drawRoom();
  else if (topic === "quotes") drawQuotes();
  else if (topic === "you") drawYou(before);
  if (topic === "tally" || topic === "you") update();
}

function drawRoom() {
  const n = known.room?.here || 0;
  count.textContent = fill(n === 1 ? ROOM_WORDS.peopleOne : ROOM_WORDS.people, { n });
}

function drawLobby() {
  const words = h("h1", { class: "gr-title" }, ROOM_WORDS.lobby);
  const link = h("a", { class: "gr-button", href: "/lessons/index.html" }, ROOM_WORDS.lessons);
  return { element: part("gr-scene", words, h("p", null, ROOM_WORDS.lobbyMore), h("p", null, link)), landing: words, update: () => {} };
}

function drawStage() {
  const now = known.stage;
  const held = place.contains(document.activeElement);
  const lobby = !now || now.page === "lobby";
  refusal.textContent = "";
  page = lobby ? drawLobby() : stagePage(now, { level: 1, pick: now.page === "vote" ? pick : null });
  place.replaceChildren(lobby ? "" : h("p", { class: "gr-running" }, now.title), page.element);
  if (!lobby) announce(root, fill(now.page === "vote" ? ROOM_WORDS.voteNow : ROOM_WORDS.opened, { title: now.title }));
  if (held) focusOn(page.landing);
  else if (now) scrollTo({ top: 0 });
  drawOffers();
  drawQuotes();
  update();
}

function pick(option) {
  line.send({ do: "vote", round: known.stage.round, option });
  // It is shown at once; the room's answer confirms it.
  known.you = { ...known.you, round: known.stage.round, vote: option };
  update();
  announce(root, ROOM_WORDS.voted);
}

function update() {
  const { tally, you } = known;
  if (known.stage?.page !== "vote") return;
  const mine = tally && tally.round === known.stage.round ? tally : null;
  page.update(mine, mine?.counts || null, you?.round === known.stage.round ? you.vote : null);
}

function drawQuotes() {
  said.replaceChildren(quoteList(known) || "");
}

function drawOffers() {
  const end = known.stage?.page === "end" && !known.stage.look;
  holdFocus(offerPlace, () => offerPlace.replaceChildren(end ? offers(known.stage, known.you?.quotes || {}, (message) => line.send(message)) : ""));
}

function drawYou(before) {
  const { you } = known;
  me.textContent = you.name;
  for (const [name, input] of Object.entries(switches)) input.checked = you[name === "watch" ? "watching" : name];
  if (JSON.stringify(before?.card) !== JSON.stringify(you.card)) {
    holdFocus(deal, () => deal.replaceChildren(you.card ? roleCard(you.card, (on) => line.send({ do: "finish", on })) : ""));
  }
  if (JSON.stringify(before?.quotes) !== JSON.stringify(you.quotes)) drawOffers();
  watching.hidden = !you.watching;
}

const switches = {};
const watching = h("p", { class: "gr-note", hidden: true }, ROOM_WORDS.watchNote);

function toggle(name, label, about, onChange, on = false) {
  const id = `room-${name}`;
  const input = h("input", { type: "checkbox", id, checked: on, "aria-describedby": `${id}-about`, onchange: () => onChange(input.checked) });
  if (name !== "share") switches[name] = input;
  return h("div", { class: "room-toggle" }, input, h("div", null, h("label", { for: id }, label), h("p", { class: "gr-soft", id: `${id}-about` }, about)));
}

function tools() {
  return h(
    "section",
    { class: "gr-card room-tools", "aria-labelledby": "room-yours" },
    h("h2", { id: "room-yours" }, ROOM_WORDS.yours),
    watching,
    toggle("stuck", ROOM_WORDS.stuck, ROOM_WORDS.stuckAbout, (on) => line.send({ do: "stuck", on })),
    toggle("watch", ROOM_WORDS.watch, ROOM_WORDS.watchAbout, (on) => line.send({ do: "watch", on })),
    toggle("share", ROOM_WORDS.share, ROOM_WORDS.shareAbout, (on) => reporter.allow(on), reporter.allowed()),
    soft(ROOM_WORDS.takeHome),
    part(
      "gr-row",
      h("a", { class: "gr-button gr-button-small", href: "/lessons/index.html" }, ROOM_WORDS.lessons),
      pressable(() => line.send({ do: "leave" }), { look: "gr-button-small" }, ROOM_WORDS.leave),
    ),
  );
}

document.title = ROOM_WORDS.label;
const kept = drafts.get(ROOM_TOKEN);
if (kept) enter(kept);
else drawJoin();
