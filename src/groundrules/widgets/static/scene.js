// The pages of a scenario before its end: the case card, a scene with its choices, and what a choice led to.

import { fill, h, icon, inline, paragraphs, roving } from "./dom.js";
import { meterBars, meterChanges } from "./meters.js";
import { foundList, speechForm } from "./speech.js";
import { cast, deed, mark, part, pressable, reasons, soft, storyLines, whereOf } from "./story.js";
import { timerBar, timerSwitch } from "./timer.js";
import { textOf } from "./walk.js";

const SCENE_WORDS = {
  restart: "Start over",
  minutes: "A case to play · about {minutes} minutes",
  you: "You",
  people: "The people",
  meters: "What your choices move",
  begin: "Begin",
  path: { one: "Your path so far: 1 step", many: "Your path so far: {n} steps" },
  choices: "What do you do?",
  yours: "Your choice",
  said: "You say",
  others: { one: "The other choice", many: "The other {n} choices" },
  happens: "What happens",
  why: "Why",
  timedOut: "Time ran out.",
  go: "Continue",
  end: "See how it ends",
};
const SCENE_ICONS = {
  clock: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 6v4l3 2",
  go: "M4 10h11M11 5.5l4.5 4.5-4.5 4.5",
  yours: "M4 10.5l4 4 8-9",
};

/** The clock and title of a scene; `title` is the heading that takes the focus. */
function sceneHead(game, node) {
  const at = textOf(game.sheet, node.at);
  const clock = at ? h("p", { class: "gr-clock" }, icon(SCENE_ICONS.clock), at) : null;
  const title = game.heading(1, { class: "gr-title" }, textOf(game.sheet, node.title));
  return { title, element: part("gr-scene-head", clock, title) };
}

/** The path so far, folded away; built only when it is opened. */
function history(game, path) {
  if (!path.length) return null;
  const { sheet } = game;
  const list = h("ol", { class: "gr-path" });
  const count = fill(SCENE_WORDS.path[path.length === 1 ? "one" : "many"], { n: path.length });
  const fold = h("details", { class: "gr-fold", open: game.historyOpen }, h("summary", null, count), list);
  const draw = () => {
    game.historyOpen = fold.open;
    if (!fold.open || list.firstChild) return;
    for (const taken of path) {
      const where = soft(whereOf(sheet, sheet.nodes[taken.at]));
      list.append(
        h("li", null, where, deed(sheet, taken), storyLines(sheet, taken.move.then), mark(taken.move.quality)),
      );
    }
  };
  fold.addEventListener("toggle", draw);
  draw();
  return fold;
}

/** Buttons in a named group: arrows move, Enter and Space choose, Tab passes through. */
function choiceGroup(label, items) {
  const buttons = items.map(({ text, pick }) => {
    const onclick = (event) => {
      if (event.detail < 2) pick();
    };
    return h("button", { type: "button", class: "gr-choice", onclick }, h("span", null, inline(text)));
  });
  const group = h("div", { class: "gr-choices", role: "group", "aria-label": label }, buttons);
  roving(group, buttons);
  return h("div", null, h("p", { class: "gr-ask", "aria-hidden": "true" }, label), group);
}

/** The first page: the case, the people, you, what is at stake. Gives {element, landing}. */
export function casePage(game) {
  const { sheet } = game;
  const landing = game.heading(0, { class: "gr-title" }, sheet.title);
  const { name, role } = sheet.you || {};
  const known = name ? h("strong", null, `${name}. `) : null;
  const abouts = sheet.meters.map(({ label, about }) =>
    h("div", null, h("dt", null, label), h("dd", null, inline(about))),
  );
  const timed = sheet.nodes.some((node) => node.timer);
  const element = part(
    "gr-case",
    part(
      "gr-scene-head",
      h("p", { class: "gr-clock" }, fill(SCENE_WORDS.minutes, { minutes: sheet.minutes })),
      landing,
      h("p", { class: "gr-lead" }, inline(sheet.summary)),
    ),
    part("gr-story gr-narration", paragraphs(sheet.case)),
    role ? part("gr-card gr-you", game.heading(1, null, SCENE_WORDS.you), h("p", null, known, inline(role))) : null,
    part("gr-card", game.heading(1, null, SCENE_WORDS.people), cast(sheet)),
    abouts.length
      ? part("gr-card", game.heading(1, null, SCENE_WORDS.meters), h("dl", { class: "gr-abouts" }, abouts))
      : null,
    part(
      "gr-row",
      pressable(game.begin, { look: "gr-button-main" }, SCENE_WORDS.begin, icon(SCENE_ICONS.go)),
      timed ? timerSwitch(game.timers(), game.setTimers) : null,
    ),
  );
  return { element, landing };
}

/** The timer of a scene with its switch. Gives {element, stop()}. */
function timing(game, node, touched) {
  const { sheet } = game;
  const [move] = node.choices[node.timer.choice];
  let bar = null;
  const stop = () => bar?.stop();

  function set(on, started) {
    stop();
    bar?.element.remove();
    bar = null;
    if (!on) return;
    bar = timerBar({
      seconds: node.timer.seconds,
      started,
      around: game.root,
      tell: game.tell,
      onEnd: () => game.take({ choice: sheet.moves[move].id }, "timer"),
    });
    element.append(bar.element);
  }

  const used = (on) => {
    game.setTimers(on);
    set(on, true);
  };
  const element = part("gr-timing", timerSwitch(game.timers(), used));
  set(game.timers(), touched);
  return { element, stop };
}

/** A scene that waits for a choice or for own words. Gives {element, landing, stop}. */
export function scenePage(game, touched) {
  const { sheet } = game;
  const node = sheet.nodes[game.at];
  const { title, element: head } = sceneHead(game, node);
  const timer = node.timer ? timing(game, node, touched) : null;
  const say = (step, findings) => game.take(step, "person", findings);
  const items = (node.choices || []).map(([index]) => {
    const move = sheet.moves[index];
    return { text: textOf(sheet, move.text), pick: () => game.take({ choice: move.id }, "person") };
  });
  const element = part(
    "gr-scene",
    meterBars(sheet.meters, node.meters),
    history(game, game.path),
    head,
    storyLines(sheet, node.body),
    timer?.element,
    node.words
      ? speechForm({ sheet, node, ask: game.ask, tell: game.tell, choices: choiceGroup, take: say })
      : choiceGroup(SCENE_WORDS.choices, items),
    game.path.length ? part("gr-row gr-restart", pressable(game.restart, { look: "gr-button-small" }, SCENE_WORDS.restart)) : null,
  );
  return { element, landing: title, stop: () => timer?.stop() };
}

/** What was done at the last step, with what the coach found in own words. */
function yours(game, taken, node) {
  const { sheet, findings } = game;
  const { step } = taken;
  const word = node.words ? SCENE_WORDS.said : SCENE_WORDS.yours;
  const head =
    step.by === "timer"
      ? soft(`${SCENE_WORDS.timedOut} `, node.timer ? inline(textOf(sheet, node.timer.says)) : null)
      : soft(icon(SCENE_ICONS.yours), " ", word);
  const found = step.choice === "own" && node.words ? foundList(step.text, step.tags, findings) : null;
  return part("gr-yours", head, deed(sheet, taken), found);
}

/** What the last step led to: the consequence first, then why. Gives {element, landing}. */
export function outcomePage(game) {
  const { sheet } = game;
  const taken = game.path.at(-1);
  const { move } = taken;
  const node = sheet.nodes[taken.at];
  const next = sheet.nodes[taken.next];
  const others = (node.choices || []).map(([index]) => sheet.moves[index]).filter((other) => other !== move);
  const count = fill(SCENE_WORDS.others[others.length === 1 ? "one" : "many"], { n: others.length });
  const list = others.map((other) => h("li", null, inline(textOf(sheet, other.text))));
  const landing = game.heading(2, { class: "gr-subtitle" }, SCENE_WORDS.happens);
  const why = game.heading(2, { class: "gr-subtitle" }, SCENE_WORDS.why);
  const on = next.ending ? SCENE_WORDS.end : SCENE_WORDS.go;
  const element = part(
    "gr-scene",
    meterBars(sheet.meters, next.meters, node.meters),
    history(game, game.path.slice(0, -1)),
    sceneHead(game, node).element,
    storyLines(sheet, node.body),
    yours(game, taken, node),
    others.length
      ? h("details", { class: "gr-fold" }, h("summary", null, count), h("ul", { class: "gr-others" }, list))
      : null,
    part(
      "gr-happens",
      landing,
      storyLines(sheet, move.then),
      meterChanges(sheet.meters, node.meters, next.meters),
    ),
    part("gr-card gr-why", part("gr-row", why, mark(move.quality)), reasons(sheet, move)),
    part("gr-row", pressable(game.go, { look: "gr-button-main" }, on, icon(SCENE_ICONS.go))),
  );
  return { element, landing };
}
