// How a sheet's story is set: narration and dialogue, the people, and the judgement of a move.

import { fill, h, icon, inline, paragraphs } from "./dom.js";
import { deedOf, textOf } from "./walk.js";

const STORY_WORDS = {
  quality: { strong: "Strong move", partial: "Partial move", weak: "Weak move" },
  move: {
    diagnose: "Diagnose",
    listen: "Listen",
    hold: "Hold the line",
    propose: "Propose",
    "give-in": "Give in",
    attack: "Attack",
    repair: "Repair",
    wait: "Wait",
    consult: "Consult",
  },
  trade: "The trade-off.",
  points: "Teaching points: {points}",
};
const STORY_ICONS = {
  strong: "M4 10.5l4 4 8-9",
  partial: "M3 11c2-4 5-4 7-1s5 3 7-1",
  weak: "M5 5l10 10M15 5L5 15",
};
const VOICES = 6;

function voiceOf(sheet, person) {
  const at = Object.keys(sheet.people).indexOf(person);
  return { "--gr-voice": `var(--gr-voice-${(Math.max(at, 0) % VOICES) + 1})` };
}

/** A round picture of a person's initials; decorative, the name stands beside it. */
export function avatar(sheet, person) {
  const name = sheet.people[person]?.name || person;
  const words = name.split(/\s+/).filter((word) => word);
  const letters = (words.length > 1 ? [words[0], words.at(-1)] : words).map((word) => [...word][0].toUpperCase());
  return h("span", { class: "gr-avatar", "aria-hidden": "true", style: voiceOf(sheet, person) }, letters.join(""));
}

/** Narration and dialogue: lines are [person or null, text index]. */
export function storyLines(sheet, lines) {
  return h(
    "div",
    { class: "gr-story" },
    lines.map(([person, text]) =>
      person === null
        ? h("div", { class: "gr-narration" }, paragraphs(textOf(sheet, text)))
        : h(
            "div",
            { class: "gr-says", style: voiceOf(sheet, person) },
            avatar(sheet, person),
            h("div", { class: "gr-speech" }, h("p", { class: "gr-speaker" }, sheet.people[person]?.name || person), paragraphs(textOf(sheet, text))),
          ),
    ),
  );
}

/** The people of the case; with `wants` also what each wanted behind what they said. */
export function cast(sheet, wants = false) {
  return h(
    "ul",
    { class: "gr-cast" },
    Object.entries(sheet.people).map(([id, { name, role, wants: want }]) =>
      h("li", null, avatar(sheet, id), h("div", null, h("p", null, h("strong", null, name)), h("p", wants ? null : { class: "gr-soft" }, inline((wants ? want : role) || "")))),
    ),
  );
}

/** The quality of a move: an icon and words. */
export function mark(quality) {
  return h("span", { class: "gr-mark", "data-quality": quality }, icon(STORY_ICONS[quality]), STORY_WORDS.quality[quality]);
}

/** The quality as plain words. */
export function qualityWords(quality) {
  return STORY_WORDS.quality[quality];
}

/** What a person did at a step: what they said stands in quotation marks. */
export function deed(sheet, taken) {
  const { text, said } = deedOf(sheet, taken);
  return said ? h("blockquote", { class: "gr-quote" }, h("p", null, text)) : h("p", { class: "gr-deed" }, inline(text));
}

/** The reason of a move: why, the trade-off told apart, the kind of move and its teaching points. */
export function reasons(sheet, move) {
  const trade = textOf(sheet, move.trade);
  const small = [STORY_WORDS.move[move.move] || move.move, move.points.length ? fill(STORY_WORDS.points, { points: move.points.join(", ") }) : ""];
  return [
    paragraphs(textOf(sheet, move.why)),
    trade ? h("p", { class: "gr-trade" }, h("strong", null, STORY_WORDS.trade), " ", inline(trade)) : null,
    h("p", { class: "gr-soft" }, small.filter((part) => part).join(" · ")),
  ];
}
