// What the coach says to an answer of the rehearsal, and the look back at the whole of it.

import { fill, h, icon, inline } from "./dom.js";

const BACK_WORDS = {
  strong: "It landed",
  partial: "Half way",
  weak: "Try another way",
  advice: "To try: {advice}",
  none: "No word in it told the coach much.",
  stopped: "You stopped here",
  stoppedAbout: "A few answers are enough to learn something. Begin again whenever you like; they will push back in other ways.",
  score: "{n} of {all} answers landed.",
  best: "Your best sentence",
  bestAbout: "Keep it. You can say it word for word.",
  turns: "Answer by answer",
  answer: "Answer {n}: {quality}",
  reply: "{name} then",
  needs: "What was behind it",
  needsAbout: "Nobody pushes without a reason. This is what such words often stand for, and one way to meet it.",
  example: "For example:",
  take: "One thing for the meeting",
  takeAbout: "One is enough. Change the words until they are yours; it is kept as you write.",
  takeLabel: "What I take into the meeting",
  again: "Rehearse it again",
  others: "Choose another talk",
};
const BACK_ICONS = { strong: "M4 10.5 8.2 15 16 5.5", partial: "M3.5 10h13", weak: "M10 4v8M10 15.5v.5" };

const backMark = (quality) => h("span", { class: "gr-mark", "data-quality": quality }, icon(BACK_ICONS[quality]), " ", BACK_WORDS[quality]);

function backLines(turn) {
  const lines = turn.landed.map((line) => h("li", null, line));
  if (turn.advice) lines.push(h("li", null, fill(BACK_WORDS.advice, { advice: turn.advice })));
  return lines.length ? h("ul", null, lines) : h("p", { class: "gr-soft" }, BACK_WORDS.none);
}

/** What the coach says to one answer, short. */
export function rehearsalRemark(turn) {
  return h("div", { class: "gr-rehearsal-remark" }, backMark(turn.quality), backLines(turn));
}

/** Draw the look back into `stage`. Gives the heading on which the focus may land. */
export function rehearsalDebrief(stage, found, { name, heading, onTake, onAgain, onOthers, note }) {
  const { debrief, turns } = found;
  const ending = debrief.ending || { title: BACK_WORDS.stopped, about: BACK_WORDS.stoppedAbout, kind: "mixed" };
  const landing = heading(0, { class: "gr-title" }, ending.title);
  const last = turns.at(-1);
  const id = `gr-take-${Math.random().toString(36).slice(2)}`;
  const area = h("textarea", { class: "gr-field", id, rows: 2, maxlength: 1000, value: found.take ?? debrief.take });
  area.addEventListener("input", () => onTake(area.value));
  const n = turns.filter((turn) => turn.quality === "strong").length;
  stage.replaceChildren(
    h("div", { class: "gr-card gr-rehearsal-end", "data-kind": ending.kind }, landing, debrief.ending ? h("div", { class: "gr-rehearsal-turn", "data-side": "them" }, h("p", { class: "gr-rehearsal-name" }, name), last.says.map((part) => h("p", null, inline(part)))) : "", h("p", null, ending.about), h("p", { class: "gr-soft" }, fill(BACK_WORDS.score, { n, all: turns.length }))),
    debrief.best ? h("section", null, heading(1, { class: "gr-subtitle" }, BACK_WORDS.best), h("blockquote", { class: "gr-rehearsal-best" }, h("p", null, `“${debrief.best}”`)), h("p", { class: "gr-soft" }, BACK_WORDS.bestAbout)) : "",
    h("section", null, heading(1, { class: "gr-subtitle" }, BACK_WORDS.take), h("p", { class: "gr-soft", id: `${id}-help` }, BACK_WORDS.takeAbout), h("label", { for: id }, h("strong", null, BACK_WORDS.takeLabel)), h("div", null, area), note),
    h("section", null, heading(1, { class: "gr-subtitle" }, BACK_WORDS.turns), h("ol", { class: "gr-rehearsal-list" }, turns.map((turn, at) => h("li", null, backTurn(turn, at, name))))),
    debrief.needs.length ? h("section", null, heading(1, { class: "gr-subtitle" }, BACK_WORDS.needs), h("p", { class: "gr-soft" }, BACK_WORDS.needsAbout), h("dl", { class: "gr-rehearsal-needs" }, debrief.needs.flatMap(backNeed))) : "",
    h("div", { class: "gr-row" }, h("button", { type: "button", class: "gr-button gr-button-main", onclick: onAgain }, BACK_WORDS.again), h("button", { type: "button", class: "gr-button", onclick: onOthers }, BACK_WORDS.others)),
  );
  area.setAttribute("aria-describedby", `${id}-help`);
  return landing;
}

function backTurn(turn, at, name) {
  const summary = fill(BACK_WORDS.answer, { n: at + 1, quality: BACK_WORDS[turn.quality] });
  return h("details", null, h("summary", null, summary), h("blockquote", null, turn.text.split(/\n+/).map((part) => h("p", null, part))), backLines(turn), h("p", { class: "gr-soft" }, `${fill(BACK_WORDS.reply, { name })}: `, turn.says.flatMap((part) => [...inline(part), " "])));
}

function backNeed(need) {
  return [h("dt", null, need.name), h("dd", null, h("p", null, need.need), h("p", null, need.answer), h("p", { class: "gr-soft" }, `${BACK_WORDS.example} “${need.example}”`))];
}
