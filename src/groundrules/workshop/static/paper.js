// What is printed for a room without devices: voting cards, a sheet of the scenario, role cards.

import { fill, h, inline, paragraphs } from "./dom.js";
import { part } from "./story.js";

const PAPER_WORDS = {
  vote: "Vote",
  cut: "One sheet for each person. Cut along the lines, and hold up one card when you vote.",
  minutes: "A case for all of us · about {minutes} minutes",
  you: "We are",
  people: "The people",
  meters: "What our choices move",
  notes: "My votes, and why",
  step: "Step {n}",
  role: "Role card",
  private: "For your eyes only.",
  are: "You are",
  meets: "You meet",
  wants: "What you want, behind what you say",
  wantsHelp: "Don’t say it at once. Let it show when you are asked well.",
  stakes: "What is at stake for you",
};
const PAPER_LETTERS = ["A", "B", "C", "D"];
const PAPER_STEPS = 8;

function cards() {
  return [
    part("paper-page paper-cards", PAPER_LETTERS.map((letter) => part(`paper-vote paper-${letter}`, h("p", { class: "paper-word" }, PAPER_WORDS.vote), h("p", { class: "paper-letter" }, letter)))),
    h("p", { class: "paper-hint" }, PAPER_WORDS.cut),
  ];
}

const named = ({ name, role }) => h("p", null, name ? h("strong", null, `${name}. `) : null, inline(role || ""));

function sheet(given) {
  const steps = Array.from({ length: PAPER_STEPS }, (_, index) =>
    h("tr", null, h("th", { scope: "row" }, fill(PAPER_WORDS.step, { n: index + 1 })), PAPER_LETTERS.map((letter) => h("td", { class: "paper-tick" }, letter)), h("td", null)),
  );
  return [
    part(
      "paper-page paper-sheet",
      h("p", { class: "paper-kicker" }, fill(PAPER_WORDS.minutes, given)),
      h("h1", null, given.title),
      h("p", { class: "paper-lead" }, inline(given.summary)),
      part("paper-case", paragraphs(given.case)),
      part(
        "paper-columns",
        h("section", null, h("h2", null, PAPER_WORDS.you), named(given.you), h("h2", null, PAPER_WORDS.meters), given.abouts.map(({ label, about }) => named({ name: label, role: about }))),
        h("section", null, h("h2", null, PAPER_WORDS.people), given.people.map(named)),
      ),
      h("h2", null, PAPER_WORDS.notes),
      h("table", { class: "paper-votes" }, h("tbody", null, steps)),
    ),
  ];
}

function role(given, is, meets, more) {
  return part("paper-role", h("p", { class: "paper-kicker" }, `${PAPER_WORDS.role} · ${given.title} · ${PAPER_WORDS.private}`), h("h2", null, PAPER_WORDS.are), named(is), h("h2", null, PAPER_WORDS.meets), named(meets), ...more);
}

function roles(given) {
  const stakes = [h("h2", null, PAPER_WORDS.stakes), ...given.abouts.map(({ label, about }) => named({ name: label, role: about }))];
  const first = role(given, given.you, given.people[0], stakes);
  const others = given.people.map((person) => role(given, person, given.you, [h("h2", null, PAPER_WORDS.wants), h("p", null, inline(person.wants)), h("p", { class: "paper-kicker" }, PAPER_WORDS.wantsHelp)]));
  return [part("paper-page paper-roles", first, others)];
}

/** Print: `kind` is cards, sheet or roles; `given` is the scenario's paper, null for the cards. */
export function printPaper(kind, given) {
  document.querySelector(".paper")?.remove();
  const made = { cards, sheet: () => sheet(given), roles: () => roles(given) }[kind]();
  document.body.append(h("div", { class: "paper" }, made));
  print();
}
