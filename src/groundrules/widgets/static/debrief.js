// The debrief: the ending and its price, the path, its turning points, the expert's path, and what to take along.

import { fill, h, icon, inline } from "./dom.js";
import { meterBars, meterChanges } from "./meters.js";
import { foundList } from "./speech.js";
import { cast, deed, judgement, mark, part, pressable, quote, reasons } from "./story.js";
import { soft, storyLines, tradeOff, whereOf } from "./story.js";
import { textOf } from "./walk.js";

const DEBRIEF_WORDS = {
  kind: { good: "A good ending", mixed: "A mixed ending", bad: "A hard ending" },
  price: "What it cost",
  gained: "What it earned",
  path: "Your path",
  count: { strong: "{n} strong", partial: "{n} partial", weak: "{n} weak" },
  sum: { one: "1 move: {parts}.", many: "{n} moves: {parts}." },
  turning: "Turning points",
  turned: "Turning point",
  noTurning: "No single move turned this path. You can still start over and try another way.",
  you: "You",
  other: { one: "Why, and one other way", many: "Why, and {n} other ways" },
  why: "Why",
  else: "What else one could have done",
  replay: "Play again from here",
  replayAt: "Play again from here: {title}",
  words: "Your own words",
  expert: "An experienced person’s path, and why",
  expertSame: "You did the same here.",
  notThere: "You did not come this way.",
  they: "The experienced person",
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
const KIND_QUALITY = { good: "strong", mixed: "partial", bad: "weak" };
const REPLAY_ICON = "M4 10a6 6 0 1 0 2-4.5M6 2v4h4";

function endingCard(game, landing, node) {
  const { sheet } = game;
  const { kind, price, gained } = node.ending;
  const at = textOf(sheet, node.at);
  const entry = (term, text) => h("div", null, h("dt", null, term), h("dd", null, inline(textOf(sheet, text))));
  return part(
    "gr-card gr-ending",
    at ? h("p", { class: "gr-clock" }, at) : null,
    part("gr-row", landing, judgement(KIND_QUALITY[kind], DEBRIEF_WORDS.kind[kind])),
    storyLines(sheet, node.body),
    h("dl", { class: "gr-ledger" }, entry(DEBRIEF_WORDS.price, price), entry(DEBRIEF_WORDS.gained, gained)),
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
  const items = path.map((taken) => {
    const turned = taken.move.turning ? soft(DEBRIEF_WORDS.turned) : null;
    return h(
      "li",
      null,
      soft(whereOf(sheet, sheet.nodes[taken.at])),
      deed(sheet, taken),
      part("gr-row", mark(taken.move.quality), turned, changesOf(sheet, taken)),
    );
  });
  const sum = fill(DEBRIEF_WORDS.sum[path.length === 1 ? "one" : "many"], { n: path.length, parts: parts.join(", ") });
  return [h("p", null, sum), h("ol", { class: "gr-path" }, items)];
}

function ownWords(sheet, taken) {
  const { step, at } = taken;
  const found = step.choice === "own" ? foundList(step.text, step.tags || []) : null;
  return part("gr-yours", soft(whereOf(sheet, sheet.nodes[at])), quote(step.text), found);
}

function waysFrom(node) {
  return node.words ? node.words.by_mask : node.choices;
}

// An outcome has no text of its own: a ready phrasing that leads to it shows what one could say.
function wayText(sheet, node, move) {
  if (!node.words) return h("p", null, inline(textOf(sheet, move.text)));
  const ready = node.words.ready.find(({ mask }) => sheet.moves[node.words.by_mask[mask][0]].id === move.id);
  return ready ? quote(textOf(sheet, ready.text)) : null;
}

function turningCard(game, taken, count) {
  const { sheet } = game;
  const node = sheet.nodes[taken.at];
  const offered = [...new Set(waysFrom(node).map(([index]) => index))].map((index) => sheet.moves[index]);
  const others = offered.filter(({ id }) => id !== taken.move.id);
  const ways = others.map((other) => {
    const then = [storyLines(sheet, other.then), mark(other.quality), reasons(sheet, other)];
    return h("li", null, wayText(sheet, node, other), then);
  });
  const more = fill(DEBRIEF_WORDS.other[others.length === 1 ? "one" : "many"], { n: others.length });
  const label = fill(DEBRIEF_WORDS.replayAt, { title: textOf(sheet, node.title) });
  return h(
    "li",
    { class: "gr-card gr-turning" },
    game.heading(2, { class: "gr-subtitle" }, whereOf(sheet, node)),
    deed(sheet, taken),
    part("gr-row", mark(taken.move.quality), changesOf(sheet, taken)),
    tradeOff(sheet, taken.move),
    h(
      "details",
      { class: "gr-fold" },
      h("summary", null, ways.length ? more : DEBRIEF_WORDS.why),
      reasons(sheet, taken.move, null),
      ways.length ? [h("p", { class: "gr-side" }, DEBRIEF_WORDS.else), h("ul", { class: "gr-ways" }, ways)] : null,
    ),
    pressable(() => game.replay(count), { label }, icon(REPLAY_ICON), DEBRIEF_WORDS.replay),
  );
}

function expertPath(game) {
  const { sheet, path } = game;
  const items = sheet.expert.path.map(([at, id]) => {
    const node = sheet.nodes[at];
    const [index] = waysFrom(node).find(([move]) => sheet.moves[move].id === id);
    const move = sheet.moves[index];
    const mine = path.find((taken) => sheet.nodes[taken.at].scene === node.scene);
    const same = mine && mine.move.id === id && !node.words;
    const did = same ? h("p", null, DEBRIEF_WORDS.expertSame) : mine && deed(sheet, mine);
    return h(
      "li",
      null,
      soft(whereOf(sheet, node)),
      part(
        "gr-sides",
        h(
          "div",
          null,
          h("p", { class: "gr-side" }, DEBRIEF_WORDS.you),
          mine ? [did, mark(mine.move.quality)] : soft(DEBRIEF_WORDS.notThere),
        ),
        h(
          "div",
          null,
          h("p", { class: "gr-side" }, DEBRIEF_WORDS.they),
          node.words ? soft(DEBRIEF_WORDS.example) : null,
          wayText(sheet, node, move),
          reasons(sheet, move),
        ),
      ),
    );
  });
  return h("ol", { class: "gr-path" }, items);
}

function attempts(game, attempt) {
  const { sheet, past } = game;
  const before = past.find((one) => one.attempt === attempt);
  const now = { attempt, ending: sheet.nodes[game.at].scene, score: before?.score };
  const all = [...past.filter((one) => one !== before), now].sort((one, other) => one.attempt - other.attempt);
  const items = all.map((one) => {
    const end = sheet.nodes.find(({ scene, ending }) => ending && scene === one.ending);
    const ending = end ? textOf(sheet, end.ending.title) : DEBRIEF_WORDS.open;
    const scored = end && typeof one.score === "number";
    const score = scored ? fill(DEBRIEF_WORDS.score, { score: Math.round(one.score * 100) }) : "";
    const here = one === now ? DEBRIEF_WORDS.now : "";
    return h("li", null, fill(DEBRIEF_WORDS.attempt, { n: one.attempt, ending }) + score + here);
  });
  return h("ul", { class: "gr-attempts" }, items);
}

/** The last page. Gives {element, landing}. */
export function debriefPage(game, attempt) {
  const { sheet, path } = game;
  const node = sheet.nodes[game.at];
  const landing = game.heading(1, { class: "gr-title" }, textOf(sheet, node.ending.title));
  const small = (text) => game.heading(1, { class: "gr-subtitle" }, text);
  const section = (title, ...children) => h("section", { class: "gr-section" }, small(title), children);
  const fold = (title, ...children) =>
    h("details", { class: "gr-fold gr-section" }, h("summary", null, title), children);
  const own = path.filter(({ step, at }) => step.text && sheet.nodes[at].words).map((taken) => ownWords(sheet, taken));
  const turns = path.flatMap((taken, count) => (taken.move.turning ? [turningCard(game, taken, count)] : []));
  const questions = sheet.debrief.questions.map((question) => h("li", null, inline(textOf(sheet, question))));
  const element = part(
    "gr-debrief",
    endingCard(game, landing, node),
    section(DEBRIEF_WORDS.path, pathList(game)),
    own.length ? section(DEBRIEF_WORDS.words, own) : null,
    section(
      DEBRIEF_WORDS.turning,
      turns.length ? h("ol", { class: "gr-turnings" }, turns) : h("p", null, DEBRIEF_WORDS.noTurning),
    ),
    fold(DEBRIEF_WORDS.expert, h("p", null, inline(textOf(sheet, sheet.expert.why))), expertPath(game)),
    fold(DEBRIEF_WORDS.wants, cast(sheet, true)),
    section(DEBRIEF_WORDS.think, h("ul", { class: "gr-questions" }, questions)),
    part("gr-note", small(DEBRIEF_WORDS.transfer), h("p", null, inline(textOf(sheet, sheet.debrief.transfer)))),
    section(
      DEBRIEF_WORDS.past,
      attempts(game, attempt),
      part("gr-row", pressable(() => game.replay(0), {}, icon(REPLAY_ICON), DEBRIEF_WORDS.over)),
    ),
  );
  return { element, landing };
}
