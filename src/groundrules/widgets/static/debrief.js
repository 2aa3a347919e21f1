// The debrief: the ending and its price, the path, its turning points, the expert's path, and what to take along.

import { fill, h, icon, inline } from "./dom.js";
import { meterBars, meterChanges } from "./meters.js";
import { foundList } from "./speech.js";
import { cast, deed, mark, reasons, storyLines } from "./story.js";
import { textOf } from "./walk.js";

const DEBRIEF_WORDS = {
  kind: { good: "A good ending", mixed: "A mixed ending", bad: "A hard ending" },
  price: "What it cost",
  gained: "What it earned",
  path: "Your path",
  count: { strong: "{n} strong", partial: "{n} partial", weak: "{n} weak" },
  sum: "{n} moves: {parts}.",
  turning: "Turning points",
  turned: "Turning point",
  noTurning: "No single move turned this path. You can still start over and try another way.",
  you: "You",
  other: { one: "What else could have been done: 1 other way", many: "What else could have been done: {n} other ways" },
  replay: "Play again from here",
  replayAt: "Play again from here: {title}",
  words: "Your own words",
  expert: "An experienced person’s path, and why",
  expertSame: "You did the same here.",
  notThere: "You did not come this way.",
  expertYou: "You",
  expertThey: "The experienced person",
  example: "For example:",
  wants: "What they wanted behind what they said",
  think: "Think it over",
  transfer: "Take it into your own work",
  past: "Your attempts",
  attempt: "Attempt {n}: {ending}",
  now: " (this one)",
  open: "not played to its end",
  score: ", {score} of 100",
  over: "Start over",
};
const KIND_ICONS = { good: "M4 10.5l4 4 8-9", mixed: "M3 11c2-4 5-4 7-1s5 3 7-1", bad: "M5 5l10 10M15 5L5 15" };
const KIND_QUALITY = { good: "strong", mixed: "partial", bad: "weak" };
const REPLAY_ICON = "M4 10a6 6 0 1 0 2-4.5M6 2v4h4";

function whereOf(sheet, node) {
  return [textOf(sheet, node.at), textOf(sheet, node.title)].filter((part) => part).join(" · ");
}

function endingCard(game, landing, node) {
  const { sheet } = game;
  const { kind, price, gained } = node.ending;
  return h(
    "div",
    { class: "gr-card gr-ending" },
    textOf(sheet, node.at) ? h("p", { class: "gr-clock" }, textOf(sheet, node.at)) : null,
    h("div", { class: "gr-row" }, landing, h("span", { class: "gr-mark", "data-quality": KIND_QUALITY[kind] }, icon(KIND_ICONS[kind]), DEBRIEF_WORDS.kind[kind])),
    storyLines(sheet, node.body),
    h(
      "dl",
      { class: "gr-ledger" },
      h("div", null, h("dt", null, DEBRIEF_WORDS.price), h("dd", null, inline(textOf(sheet, price)))),
      h("div", null, h("dt", null, DEBRIEF_WORDS.gained), h("dd", null, inline(textOf(sheet, gained)))),
    ),
    meterBars(sheet.meters, node.meters),
  );
}

function changesOf(sheet, taken) {
  return meterChanges(sheet.meters, sheet.nodes[taken.at].meters, sheet.nodes[taken.next].meters);
}

function pathList(game) {
  const { sheet, path } = game;
  const parts = Object.entries(DEBRIEF_WORDS.count)
    .map(([quality, words]) => [path.filter(({ move }) => move.quality === quality).length, words])
    .filter(([n]) => n)
    .map(([n, words]) => fill(words, { n }));
  return [
    h("p", null, fill(DEBRIEF_WORDS.sum, { n: path.length, parts: parts.join(", ") })),
    h(
      "ol",
      { class: "gr-path" },
      path.map((taken) =>
        h(
          "li",
          null,
          h("p", { class: "gr-soft" }, whereOf(sheet, sheet.nodes[taken.at])),
          deed(sheet, taken),
          h("div", { class: "gr-row" }, mark(taken.move.quality), taken.move.turning ? h("span", { class: "gr-soft" }, DEBRIEF_WORDS.turned) : null, changesOf(sheet, taken)),
        ),
      ),
    ),
  ];
}

// The moves that a node offered beside the one taken, each once; an outcome is shown by a ready phrasing that leads to it.
function otherWays(sheet, node, move) {
  const edges = node.words ? node.words.by_mask : node.choices;
  const moves = [...new Set(edges.map(([index]) => index))].map((index) => sheet.moves[index]);
  return moves.filter((other) => other.id !== move.id);
}

function wayText(sheet, node, move) {
  if (!node.words) return h("p", { class: "gr-deed" }, inline(textOf(sheet, move.text)));
  const ready = node.words.ready.find(({ mask }) => sheet.moves[node.words.by_mask[mask][0]].id === move.id);
  return ready ? h("blockquote", { class: "gr-quote" }, h("p", null, textOf(sheet, ready.text))) : null;
}

function turningCard(game, taken, count) {
  const { sheet } = game;
  const node = sheet.nodes[taken.at];
  const title = textOf(sheet, node.title);
  const others = otherWays(sheet, node, taken.move);
  return h(
    "li",
    { class: "gr-card gr-turning" },
    game.heading(2, { class: "gr-subtitle" }, whereOf(sheet, node)),
    h("div", { class: "gr-yours" }, h("p", { class: "gr-soft" }, DEBRIEF_WORDS.you), deed(sheet, taken)),
    h("div", { class: "gr-row" }, mark(taken.move.quality), changesOf(sheet, taken)),
    reasons(sheet, taken.move),
    others.length
      ? h(
          "details",
          { class: "gr-fold" },
          h("summary", null, fill(DEBRIEF_WORDS.other[others.length === 1 ? "one" : "many"], { n: others.length })),
          h("ul", { class: "gr-ways" }, others.map((other) => h("li", null, wayText(sheet, node, other), storyLines(sheet, other.then), mark(other.quality), reasons(sheet, other)))),
        )
      : null,
    h(
      "button",
      { type: "button", class: "gr-button", "aria-label": fill(DEBRIEF_WORDS.replayAt, { title }), onclick: () => game.replay(count) },
      icon(REPLAY_ICON),
      DEBRIEF_WORDS.replay,
    ),
  );
}

function expertPath(game) {
  const { sheet, path } = game;
  return h(
    "ol",
    { class: "gr-path" },
    sheet.expert.path.map(([at, id]) => {
      const node = sheet.nodes[at];
      const edges = node.words ? node.words.by_mask : node.choices;
      const move = sheet.moves[edges.find(([index]) => sheet.moves[index].id === id)[0]];
      const mine = path.find((taken) => sheet.nodes[taken.at].scene === node.scene);
      return h(
        "li",
        null,
        h("p", { class: "gr-soft" }, whereOf(sheet, node)),
        h(
          "div",
          { class: "gr-sides" },
          h("div", null, h("p", { class: "gr-side" }, DEBRIEF_WORDS.expertYou), mine ? [mine.move.id === id && !node.words ? h("p", null, DEBRIEF_WORDS.expertSame) : deed(sheet, mine), mark(mine.move.quality)] : h("p", { class: "gr-soft" }, DEBRIEF_WORDS.notThere)),
          h("div", null, h("p", { class: "gr-side" }, DEBRIEF_WORDS.expertThey), node.words ? h("p", { class: "gr-soft" }, DEBRIEF_WORDS.example) : null, wayText(sheet, node, move), reasons(sheet, move)),
        ),
      );
    }),
  );
}

function attempts(game, attempt) {
  const { sheet } = game;
  const node = sheet.nodes[game.at];
  const all = [...game.past.filter((one) => one.attempt !== attempt), { attempt, ending: node.scene, score: game.past.find((one) => one.attempt === attempt)?.score }];
  return h(
    "ul",
    { class: "gr-attempts" },
    all
      .sort((one, other) => one.attempt - other.attempt)
      .map((one) => {
        const end = sheet.nodes.find(({ scene, ending }) => ending && scene === one.ending);
        const ending = end ? textOf(sheet, end.ending.title) : DEBRIEF_WORDS.open;
        const score = end && typeof one.score === "number" ? fill(DEBRIEF_WORDS.score, { score: Math.round(one.score * 100) }) : "";
        return h("li", null, fill(DEBRIEF_WORDS.attempt, { n: one.attempt, ending }) + score + (one.attempt === attempt ? DEBRIEF_WORDS.now : ""));
      }),
  );
}

/** The last page. Gives {element, landing}. */
export function debriefPage(game, attempt) {
  const { sheet, path } = game;
  const node = sheet.nodes[game.at];
  const landing = game.heading(1, { class: "gr-title" }, textOf(sheet, node.ending.title));
  const turns = path.map((taken, count) => [taken, count]).filter(([{ move }]) => move.turning);
  const own = path.filter(({ step }) => step.choice === "own");
  const section = (title, ...children) => h("section", { class: "gr-section" }, game.heading(1, { class: "gr-subtitle" }, title), children);
  const fold = (title, ...children) => h("details", { class: "gr-fold gr-section" }, h("summary", null, title), children);
  const element = h(
    "div",
    { class: "gr-debrief" },
    endingCard(game, landing, node),
    section(DEBRIEF_WORDS.path, pathList(game)),
    own.length ? section(DEBRIEF_WORDS.words, own.map((taken) => h("div", { class: "gr-yours" }, h("p", { class: "gr-soft" }, whereOf(sheet, sheet.nodes[taken.at])), deed(sheet, taken), foundList(taken.step.text, taken.step.tags || [])))) : null,
    section(DEBRIEF_WORDS.turning, turns.length ? h("ol", { class: "gr-turnings" }, turns.map(([taken, count]) => turningCard(game, taken, count))) : h("p", null, DEBRIEF_WORDS.noTurning)),
    fold(DEBRIEF_WORDS.expert, h("p", null, inline(textOf(sheet, sheet.expert.why))), expertPath(game)),
    fold(DEBRIEF_WORDS.wants, cast(sheet, true)),
    section(DEBRIEF_WORDS.think, h("ul", { class: "gr-questions" }, sheet.debrief.questions.map((question) => h("li", null, inline(textOf(sheet, question)))))),
    h("div", { class: "gr-note" }, game.heading(1, { class: "gr-subtitle" }, DEBRIEF_WORDS.transfer), h("p", null, inline(textOf(sheet, sheet.debrief.transfer)))),
    section(DEBRIEF_WORDS.past, attempts(game, attempt), h("div", { class: "gr-row" }, h("button", { type: "button", class: "gr-button", onclick: () => game.replay(0) }, icon(REPLAY_ICON), DEBRIEF_WORDS.over))),
  );
  return { element, landing };
}
