// The facilitator's panel: how to join, what to open, who is where, pairs, turning points, offered words, paper.

import { fill, h } from "./dom.js";
import { holdFocus, withId } from "./hold.js";
import { joinBoard } from "./joining.js";
import { part, pressable, soft } from "./story.js";

const PANEL_WORDS = {
  label: "Panel",
  join: "Joining",
  door: "New people may come in",
  screen: "Open the screen for the projector",
  screenHelp: "It shows what all are to see, and nothing else. Put it on the projector’s display.",
  open: "Open a scenario",
  lesson: "{id} · {title}",
  scenario: "{title} ({minutes} min)",
  choose: "Scenario",
  openIt: "Open it for all",
  people: "People",
  counts: "{here} here, {away} away",
  nobody: "Nobody has joined yet.",
  stuck: "is stuck",
  away: "away",
  steps: "{title}: {n} steps",
  stepsOne: "{title}: 1 step",
  ended: "{title}: played to the end",
  remove: "Remove {name}",
  removeShort: "Remove",
  pairs: "Pairs with role cards",
  person: "One plays the learner’s role, the other:",
  deal: "Deal the cards",
  swap: "Change roles",
  collect: "Collect the cards",
  dealt: "{title}, with {person}",
  through: "{done} of {all} pairs are through",
  pairDone: "through",
  turns: "Turning points",
  turnsNone: "They show up here once moves were voted on and played.",
  turn: "{turning} of {votes} votes went where things turn",
  split: "{others} of {votes} votes were for another move",
  quotes: "Offered words",
  quotesNone: "Nobody has offered words yet, and nobody has to.",
  show: "Show it to all",
  paper: "On paper",
  paperHelp: "For a room without devices: cards to vote with, and sheets of the scenario that is chosen above.",
  cards: "Print voting cards",
  sheet: "Print the scenario’s sheet",
  roles: "Print role cards",
  trouble: "The record could not be written. {what} {remedy}",
};

function fold(words, open, ...children) {
  return h("details", { class: "gr-fold room-fold", open }, h("summary", null, words), children);
}

/** Make the panel. `send` sends a message, `print(kind)` prints. Gives {element, update(topic, known)}. */
export function panel(send, print) {
  const joining = part("room-fold-body");
  const door = h("input", { type: "checkbox", id: "room-door", checked: true, onchange: () => send({ do: "door", on: door.checked }) });
  const screen = h("a", { class: "gr-button gr-button-small", target: "_blank", rel: "noopener" }, PANEL_WORDS.screen);
  const choose = h("select", { id: "room-choose", class: "gr-field", onchange: () => drawPersons() });
  const person = h("select", { id: "room-person", class: "gr-field" });
  const people = part("room-fold-body");
  const pairs = part("room-fold-body");
  const turns = part("room-fold-body");
  const quotes = part("room-fold-body");
  const trouble = h("p", { class: "room-fault", role: "alert" });
  const titles = new Map();
  let contents = { lessons: [] };
  let desk = { seats: [], pairs: null, turns: [], quotes: [] };

  const joinFold = fold(PANEL_WORDS.join, false, joining, h("div", { class: "room-toggle" }, door, h("label", { for: "room-door" }, PANEL_WORDS.door)), part("gr-row", screen), soft(PANEL_WORDS.screenHelp));
  const element = h(
    "section",
    { class: "room-panel", "aria-label": PANEL_WORDS.label },
    trouble,
    fold(PANEL_WORDS.open, true, h("label", { for: "room-choose" }, PANEL_WORDS.choose), choose, part("gr-row", pressable(() => send({ do: "open", scenario: choose.value }), { look: "gr-button-main" }, PANEL_WORDS.openIt))),
    joinFold,
    fold(PANEL_WORDS.people, false, people),
    fold(PANEL_WORDS.pairs, false, h("label", { for: "room-person" }, PANEL_WORDS.person), person, pairs),
    fold(PANEL_WORDS.turns, false, turns),
    fold(PANEL_WORDS.quotes, false, quotes),
    fold(PANEL_WORDS.paper, false, soft(PANEL_WORDS.paperHelp), part("gr-row", ["cards", "sheet", "roles"].map((kind) => pressable(() => print(kind, choose.value), { look: "gr-button-small" }, PANEL_WORDS[kind])))),
  );

  function drawCourse() {
    choose.replaceChildren(
      ...contents.lessons
        .filter(({ scenarios }) => scenarios.length)
        .map((lesson) =>
          h(
            "optgroup",
            { label: fill(PANEL_WORDS.lesson, lesson) },
            lesson.scenarios.map((scenario) => h("option", { value: scenario.id }, fill(PANEL_WORDS.scenario, scenario))),
          ),
        ),
    );
    for (const { id, title, scenarios } of contents.lessons) {
      titles.set(id, fill(PANEL_WORDS.lesson, { id, title }));
      for (const scenario of scenarios) titles.set(scenario.id, scenario.title);
    }
    screen.setAttribute("href", `/screen#${contents.screen}`);
    drawPersons();
  }

  function drawPersons() {
    const found = contents.lessons.flatMap(({ scenarios }) => scenarios).find(({ id }) => id === choose.value);
    person.replaceChildren(...(found?.people || []).map(({ id, name }) => h("option", { value: id }, name)));
  }

  function how([scenario, , n, ended]) {
    const title = titles.get(scenario) || scenario;
    return fill(ended ? PANEL_WORDS.ended : n === 1 ? PANEL_WORDS.stepsOne : PANEL_WORDS.steps, { title, n });
  }

  function seatLine(seat) {
    const last = seat.plays.at(-1);
    const where = [seat.lesson && (titles.get(seat.lesson) || seat.lesson), last && how(last)].filter((words) => words).join(" · ");
    return h(
      "li",
      { "data-stuck": seat.stuck ? "yes" : null },
      h("div", null, h("strong", null, seat.name), seat.stuck ? h("span", { class: "room-tag" }, PANEL_WORDS.stuck) : null, seat.here ? null : h("span", { class: "gr-soft" }, ` ${PANEL_WORDS.away}`), where ? soft(where) : null),
      withId(pressable(() => send({ do: "remove", seat: seat.seat }), { look: "gr-button-small", label: fill(PANEL_WORDS.remove, seat) }, PANEL_WORDS.removeShort), `room-remove-${seat.seat}`),
    );
  }

  function drawDesk() {
    const { seats } = desk;
    const here = seats.filter((seat) => seat.here).length;
    const sorted = [...seats].sort((a, b) => b.stuck - a.stuck || b.here - a.here || a.name.localeCompare(b.name));
    people.replaceChildren(
      soft(seats.length ? fill(PANEL_WORDS.counts, { here, away: seats.length - here }) : PANEL_WORDS.nobody),
      h("ul", { class: "room-people" }, sorted.map(seatLine)),
    );
    const deal = () => send({ do: "pair", scenario: choose.value, person: person.value, seats: seats.filter((seat) => seat.here).map(({ seat }) => seat) });
    const dealt = desk.pairs;
    pairs.replaceChildren(
      part("gr-row", withId(pressable(deal, { look: "gr-button-small" }, PANEL_WORDS.deal), "room-deal"), dealt ? [withId(pressable(() => send({ do: "swap" }), { look: "gr-button-small" }, PANEL_WORDS.swap), "room-swap"), pressable(() => send({ do: "unpair" }), { look: "gr-button-small" }, PANEL_WORDS.collect)] : null),
      ...(dealt
        ? [
            h("p", null, fill(PANEL_WORDS.dealt, dealt)),
            soft(fill(PANEL_WORDS.through, { done: dealt.pairs.filter(({ done }) => done).length, all: dealt.pairs.length })),
            h("ul", { class: "room-pairs" }, dealt.pairs.map(({ names, done }) => h("li", null, names.join(" · "), done ? h("span", { class: "room-tag" }, PANEL_WORDS.pairDone) : null))),
          ]
        : []),
    );
    turns.replaceChildren(
      desk.turns.length
        ? h("ol", { class: "room-turns" }, desk.turns.map((turn) => h("li", null, h("strong", null, turn.scene), soft(turn.scenario), fill(turn.turning ? PANEL_WORDS.turn : PANEL_WORDS.split, turn))))
        : soft(PANEL_WORDS.turnsNone),
    );
    quotes.replaceChildren(desk.quotes.length ? h("ul", { class: "room-people" }, desk.quotes.map(quoteLine)) : soft(PANEL_WORDS.quotesNone));
    door.checked = desk.door;
  }

  function quoteLine({ id, text, shown }) {
    const box = h("input", { type: "checkbox", id: `room-quote-${id}`, checked: shown, onchange: () => send({ do: "pick", quote: id, on: box.checked }) });
    return h("li", null, h("div", null, h("blockquote", { class: "gr-quote" }, h("p", null, text)), h("div", { class: "room-toggle" }, box, h("label", { for: `room-quote-${id}` }, PANEL_WORDS.show))));
  }

  return {
    element,
    update(topic, body) {
      if (topic === "course") {
        contents = body;
        drawCourse();
      }
      if (topic === "desk") desk = body;
      if (topic === "join") joining.replaceChildren(joinBoard(body));
      if (topic === "trouble") trouble.textContent = fill(PANEL_WORDS.trouble, body);
      if (topic === "course" || topic === "desk") holdFocus(element, drawDesk);
    },
  };
}
