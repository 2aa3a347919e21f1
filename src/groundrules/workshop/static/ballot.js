// The vote on a move: the moves with their letters, how many have voted, and, once it is shown, for what.

import { fill, h, inline, roving } from "./dom.js";
import { textOf } from "./walk.js";

const BALLOT_WORDS = {
  ask: "What do we do?",
  say: "What do we say?",
  yours: "Your vote",
  voted: "{voted} of {of} have voted",
  votedOne: "1 of {of} has voted",
  none: "No votes yet",
  open: "You can change your vote until the vote is closed.",
  closed: "The vote is closed.",
  share: "{n} of {all}",
  played: "played",
};

/** The text of an option, in quotation marks where it is said. */
export function optionText(sheet, option) {
  const text = textOf(sheet, option.text);
  return h("span", { class: option.said ? "room-said" : null }, inline(text));
}

/** A letter as on the voting cards. */
export function letterMark(option) {
  return h("span", { class: "room-letter" }, option.letter);
}

/** Bars for `counts` beside the moves; `played` is the id of the one that was taken. */
export function distribution(sheet, options, counts, played = null) {
  const all = options.reduce((sum, { id }) => sum + (counts[id] || 0), 0);
  return h(
    "ol",
    { class: "room-counts" },
    options.map((option) => {
      const n = counts[option.id] || 0;
      const bar = h("span", { style: { "inline-size": `${all ? (100 * n) / all : 0}%` } });
      return h(
        "li",
        { "data-played": option.id === played ? "yes" : null },
        letterMark(option),
        h("div", null, optionText(sheet, option), h("span", { class: "room-bar", "aria-hidden": "true" }, bar)),
        h("strong", { class: "room-number" }, fill(BALLOT_WORDS.share, { n, all }), option.id === played ? h("span", { class: "room-played" }, BALLOT_WORDS.played) : null),
      );
    }),
  );
}

/** The ballot of a page. `pick(id)` is called by a vote; null where nobody votes on this page.
 *  Gives {element, update(tally, counts, vote)}. */
export function ballot(sheet, stage, pick) {
  const label = stage.prompt === null ? BALLOT_WORDS.ask : BALLOT_WORDS.say;
  const said = h("p", { class: "room-voted" });
  const hint = h("p", { class: "gr-soft" });
  const buttons = stage.options.map((option) =>
    h(
      "button",
      { type: "button", class: "gr-choice room-option", "aria-pressed": "false", onclick: () => pick(option.id) },
      letterMark(option),
      optionText(sheet, option),
      h("span", { class: "room-yours", "aria-hidden": "true" }, BALLOT_WORDS.yours),
    ),
  );
  const group = pick
    ? h("div", { class: "gr-choices", role: "group", "aria-label": label }, buttons)
    : h("ol", { class: "room-list" }, stage.options.map((option) => h("li", null, letterMark(option), optionText(sheet, option))));
  if (pick) roving(group, buttons);
  const place = h("div", null, group);
  const element = h("div", { class: "room-ballot" }, h("p", { class: "gr-ask", "aria-hidden": pick ? "true" : null }, label), place, said, hint);

  function update(tally, counts, vote) {
    const here = tally && tally.round === stage.round;
    const words = !here || !tally.voted ? BALLOT_WORDS.none : tally.voted === 1 ? BALLOT_WORDS.votedOne : BALLOT_WORDS.voted;
    const open = here && tally.phase === "open";
    said.textContent = fill(words, { voted: tally?.voted, of: tally?.of });
    hint.textContent = !open ? BALLOT_WORDS.closed : pick ? BALLOT_WORDS.open : "";
    stage.options.forEach((option, index) => {
      buttons[index].setAttribute("aria-pressed", String(option.id === vote));
      buttons[index].toggleAttribute("disabled", !open);
    });
    const shown = counts ? distribution(sheet, stage.options, counts) : group;
    if (counts || place.firstChild !== group) place.replaceChildren(shown);
  }
  return { element, update };
}
