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

/** A part of a page: a <div> of a class. */
export function part(name, ...children) {
  return h("div", { class: name }, children);
}

/** A small quiet line. */
export function soft(...children) {
  return h("p", { class: "gr-soft" }, children);
}

/** A button; `look` adds to its class, `label` names it for screen readers. The second click of a double click does
 *  nothing: it would act on a page that nobody has read yet. */
export function pressable(onPress, { look = "", label = null } = {}, ...children) {
  const onclick = (event) => {
    if (event.detail < 2) onPress();
  };
  return h("button", { type: "button", class: `gr-button ${look}`.trim(), "aria-label": label, onclick }, children);
}

/** When and where a scene is: its clock and its title. */
export function whereOf(sheet, node) {
  return [textOf(sheet, node.at), textOf(sheet, node.title)].filter((words) => words).join(" · ");
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
        ? part("gr-narration", paragraphs(textOf(sheet, text)))
        : h(
            "div",
            { class: "gr-says", style: voiceOf(sheet, person) },
            avatar(sheet, person),
            part(
              "gr-speech",
              h("p", { class: "gr-speaker" }, sheet.people[person]?.name || person),
              paragraphs(textOf(sheet, text)),
            ),
          ),
    ),
  );
}

/** The people of the case; with `wants` also what each wanted behind what they said. */
export function cast(sheet, wants = false) {
  return h(
    "ul",
    { class: "gr-cast" },
    Object.entries(sheet.people).map(([id, { name, role, wants: want }]) => {
      const about = wants ? h("p", null, inline(want || "")) : soft(inline(role || ""));
      return h("li", null, avatar(sheet, id), h("div", null, h("p", null, h("strong", null, name)), about));
    }),
  );
}

/** A judgement: an icon and words, in the colours of a quality. */
export function judgement(quality, words) {
  return h("span", { class: "gr-mark", "data-quality": quality }, icon(STORY_ICONS[quality]), words);
}

/** The quality of a move. */
export function mark(quality) {
  return judgement(quality, STORY_WORDS.quality[quality]);
}

/** The quality as plain words. */
export function qualityWords(quality) {
  return STORY_WORDS.quality[quality];
}

/** What a person did at a step: what they said stands in quotation marks. */
export function deed(sheet, taken) {
  const { text, said } = deedOf(sheet, taken);
  return said ? quote(text) : h("p", null, inline(text));
}

/** Words that somebody said or could say. */
export function quote(text) {
  return h("blockquote", { class: "gr-quote" }, h("p", null, text));
}

/** What a move costs, told apart from how good it is; null where nothing was noted. */
export function tradeOff(sheet, move) {
  const trade = textOf(sheet, move.trade);
  return trade ? h("p", { class: "gr-trade" }, h("strong", null, STORY_WORDS.trade), " ", inline(trade)) : null;
}

/** The reason of a move: why, the trade-off told apart, the kind of move and its teaching points. */
export function reasons(sheet, move, trade = tradeOff(sheet, move)) {
  const points = move.points.length ? fill(STORY_WORDS.points, { points: move.points.join(", ") }) : "";
  return [
    paragraphs(textOf(sheet, move.why)),
    trade,
    soft([STORY_WORDS.move[move.move] || move.move, points].filter((words) => words).join(" · ")),
  ];
}
