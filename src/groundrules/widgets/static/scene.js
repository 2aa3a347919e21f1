// The pages of a scenario before its end: the case card, a scene with its choices, and what a choice led to.

import { fill, h, icon, inline, paragraphs, roving } from "./dom.js";
import { meterBars, meterChanges } from "./meters.js";
import { foundList, speechForm } from "./speech.js";
import { cast, deed, mark, reasons, storyLines } from "./story.js";
import { timerBar, timerSwitch } from "./timer.js";
import { textOf } from "./walk.js";

const SCENE_WORDS = {
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
  const clock = textOf(game.sheet, node.at);
  const title = game.heading(1, { class: "gr-title" }, textOf(game.sheet, node.title));
  return { title, element: h("div", { class: "gr-scene-head" }, clock ? h("p", { class: "gr-clock" }, icon(SCENE_ICONS.clock), clock) : null, title) };
}

/** The path so far, folded away; built only when it is opened. */
function history(game, path) {
  if (!path.length) return null;
  const list = h("ol", { class: "gr-path" });
  const fold = h(
    "details",
    { class: "gr-fold", open: game.historyOpen },
    h("summary", null, fill(SCENE_WORDS.path[path.length === 1 ? "one" : "many"], { n: path.length })),
    list,
  );
  const draw = () => {
    game.historyOpen = fold.open;
    if (!fold.open || list.firstChild) return;
    list.append(
      ...path.map((taken) => {
        const node = game.sheet.nodes[taken.at];
        const where = [textOf(game.sheet, node.at), textOf(game.sheet, node.title)].filter((part) => part).join(" · ");
        return h("li", null, h("p", { class: "gr-soft" }, where), deed(game.sheet, taken), storyLines(game.sheet, taken.move.then), mark(taken.move.quality));
      }),
    );
  };
  fold.addEventListener("toggle", draw);
  draw();
  return fold;
}

/** Buttons in a named group: arrows move, Enter and Space choose, Tab passes through. */
function choiceGroup(label, items) {
  const buttons = items.map(({ text, pick }) =>
    h(
      "button",
      {
        type: "button",
        class: "gr-choice",
        // The second click of a double click would choose on a page that nobody has read.
        onclick: (event) => event.detail > 1 || pick(),
      },
      h("span", null, inline(text)),
    ),
  );
  const group = h("div", { class: "gr-choices", role: "group", "aria-label": label }, buttons);
  roving(group, buttons);
  return h("div", null, h("p", { class: "gr-ask", "aria-hidden": "true" }, label), group);
}

/** The first page: the case, the people, you, what is at stake. Gives {element, landing}. */
export function casePage(game) {
  const { sheet } = game;
  const landing = game.heading(0, { class: "gr-title" }, sheet.title);
  const timed = sheet.nodes.some((node) => node.timer);
  const you = sheet.you || {};
  const element = h(
    "div",
    { class: "gr-case" },
    h("div", { class: "gr-scene-head" }, h("p", { class: "gr-clock" }, fill(SCENE_WORDS.minutes, { minutes: sheet.minutes })), landing, h("p", { class: "gr-lead" }, inline(sheet.summary))),
    h("div", { class: "gr-story gr-narration" }, paragraphs(sheet.case)),
    h(
      "div",
      { class: "gr-sides" },
      you.role ? h("div", { class: "gr-card gr-you" }, game.heading(1, null, SCENE_WORDS.you), h("p", null, you.name ? h("strong", null, `${you.name}. `) : null, inline(you.role))) : null,
      h("div", { class: "gr-card" }, game.heading(1, null, SCENE_WORDS.people), cast(sheet)),
    ),
    sheet.meters.length
      ? h(
          "div",
          { class: "gr-card" },
          game.heading(1, null, SCENE_WORDS.meters),
          h("dl", { class: "gr-abouts" }, sheet.meters.map(({ label, about }) => h("div", null, h("dt", null, label), h("dd", null, inline(about))))),
        )
      : null,
    h(
      "div",
      { class: "gr-row" },
      h("button", { type: "button", class: "gr-button gr-button-main", onclick: game.begin }, SCENE_WORDS.begin, icon(SCENE_ICONS.go)),
      timed ? timerSwitch(game.timers(), game.setTimers) : null,
    ),
  );
  return { element, landing };
}

/** A scene that waits for a choice or for own words. Gives {element, landing, stop}. */
export function scenePage(game, touched) {
  const { sheet } = game;
  const node = sheet.nodes[game.at];
  const { title, element: head } = sceneHead(game, node);
  let bar = null;
  let stopped = false;

  function setTimer(on, started) {
    bar?.stop();
    bar?.element.remove();
    bar = null;
    if (!on || stopped) return;
    const [move] = node.choices[node.timer.choice];
    bar = timerBar({
      seconds: node.timer.seconds,
      started,
      around: game.root,
      tell: game.tell,
      onEnd: () => game.take({ choice: sheet.moves[move].id }, "timer"),
    });
    timing.append(bar.element);
  }

  const timing = h("div", { class: "gr-timing" });
  if (node.timer) {
    timing.append(
      timerSwitch(game.timers(), (on) => {
        game.setTimers(on);
        setTimer(on, true);
      }),
    );
    setTimer(game.timers(), touched);
  }
  const answer = node.words
    ? speechForm({ sheet, node, ask: game.ask, tell: game.tell, choices: choiceGroup, take: (step, findings) => game.take(step, "person", findings) })
    : choiceGroup(
        SCENE_WORDS.choices,
        node.choices.map(([move]) => ({ text: textOf(sheet, sheet.moves[move].text), pick: () => game.take({ choice: sheet.moves[move].id }, "person") })),
      );
  const element = h("div", { class: "gr-scene" }, meterBars(sheet.meters, node.meters), history(game, game.path), head, storyLines(sheet, node.body), node.timer ? timing : null, answer);
  const stop = () => {
    stopped = true;
    bar?.stop();
  };
  return { element, landing: title, stop };
}

/** What the last step led to: the consequence first, then why. Gives {element, landing}. */
export function outcomePage(game) {
  const { sheet } = game;
  const taken = game.path.at(-1);
  const { move, step } = taken;
  const node = sheet.nodes[taken.at];
  const next = sheet.nodes[taken.next];
  const others = (node.choices || []).map(([index]) => sheet.moves[index]).filter((other) => other !== move);
  const landing = game.heading(2, { class: "gr-subtitle" }, SCENE_WORDS.happens);
  const said = node.words && step.choice === "own";
  const element = h(
    "div",
    { class: "gr-scene" },
    meterBars(sheet.meters, next.meters, node.meters),
    history(game, game.path.slice(0, -1)),
    sceneHead(game, node).element,
    storyLines(sheet, node.body),
    h(
      "div",
      { class: "gr-yours" },
      step.by === "timer" ? h("p", { class: "gr-soft" }, `${SCENE_WORDS.timedOut} `, node.timer ? inline(textOf(sheet, node.timer.says)) : null) : h("p", { class: "gr-soft" }, icon(SCENE_ICONS.yours), " ", node.words ? SCENE_WORDS.said : SCENE_WORDS.yours),
      deed(sheet, taken),
      said ? foundList(step.text, step.tags, game.findings) : null,
    ),
    others.length
      ? h(
          "details",
          { class: "gr-fold" },
          h("summary", null, fill(SCENE_WORDS.others[others.length === 1 ? "one" : "many"], { n: others.length })),
          h("ul", { class: "gr-others" }, others.map((other) => h("li", null, inline(textOf(sheet, other.text))))),
        )
      : null,
    h("div", { class: "gr-happens" }, landing, storyLines(sheet, move.then), meterChanges(sheet.meters, node.meters, next.meters)),
    h("div", { class: "gr-card gr-why" }, h("div", { class: "gr-row" }, game.heading(2, { class: "gr-subtitle" }, SCENE_WORDS.why), mark(move.quality)), reasons(sheet, move)),
    h(
      "div",
      { class: "gr-row" },
      h("button", { type: "button", class: "gr-button gr-button-main", onclick: (event) => event.detail > 1 || game.go() }, next.ending ? SCENE_WORDS.end : SCENE_WORDS.go, icon(SCENE_ICONS.go)),
    ),
  );
  return { element, landing };
}
