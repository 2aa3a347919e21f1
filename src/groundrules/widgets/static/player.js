// The scenario player: it walks a play sheet, keeps the trail, and shows one page at a time.

import { announce, clearRoot, drafts, fill, focusOn, h, makeRoot, saveNote, saver } from "./dom.js";
import { debriefPage } from "./debrief.js";
import { tellChanges } from "./meters.js";
import { casePage, outcomePage, scenePage } from "./scene.js";
import { part, pressable, qualityWords, soft } from "./story.js";
import { timersOn } from "./timer.js";
import { follow, reconcile, textOf, walk } from "./walk.js";

const PLAYER_WORDS = {
  label: "Scenario",
  named: "Scenario: {title}",
  opening: "Opening the scenario…",
  slow: "The scenario is not there yet. It opens by itself as soon as the course answers.",
  fault: "This scenario cannot be opened.",
  again: "Try again",
  earlier: {
    one: "You played this before: 1 step, up to “{title}”. It is kept.",
    many: "You played this before: {n} steps, up to “{title}”. It is kept.",
  },
  back: "Go back to it",
  updated: "This scenario was updated since you played it. Your path is kept as far as it still fits.",
  welcome: "Welcome back. This is where you left off.",
};

/** Draw a scenario. spec: {id, headingLevel?, sheet?, trail?, settings?: {timers}}. Gives {destroy()}. */
export function mountPlayer(root, spec, host) {
  const stage = makeRoot(root, PLAYER_WORDS.label);
  const notes = part("gr-notes");
  const page = part("gr-page-body");
  const saving = saveNote(() => saves.retry());
  const saves = saver(host, { onState: showSaving });
  const draftKey = `trail:${spec.id}`;
  const seenKey = `seen:${spec.id}`;
  let trail = null;
  let phase = "opening";
  let acted = false;
  let shown = performance.now();
  let current = null;
  let state = "";
  let reopened = false;
  let gone = false;

  const game = {
    root,
    sheet: null,
    path: [],
    at: 0,
    past: [],
    findings: [],
    historyOpen: false,
    heading: (depth, attrs, ...children) => h(`h${Math.min((spec.headingLevel || 3) + depth, 6)}`, attrs, ...children),
    tell: (text) => announce(root, text),
    ask: (message) => Promise.resolve(host.ask(message)),
    timers: () => game.timing,
    setTimers: (on) => (game.timing = on),
    timing: timersOn(spec.settings?.timers),
    begin() {
      see(0);
      phase = "scene";
      draw(true);
    },
    take,
    go() {
      see(trail.steps.length);
      phase = "scene";
      draw(true);
    },
    replay,
    restart() {
      const earlier = trail;
      replay(0);
      offer(earlier);
    },
  };

  function showSaving(now, error) {
    const worse = now === "trouble" || now === "refused";
    if (phase === "opening") {
      if (worse) waiting.textContent = PLAYER_WORDS.slow;
      return;
    }
    // Opening is not saving: silence until something was done, or something is wrong.
    if (!acted && !worse && !state) return;
    saving.show(now, error);
    if (worse && state !== now) game.tell(saving.element.firstChild.textContent);
    state = now;
  }

  function see(count) {
    drafts.set(seenKey, `${trail.attempt}:${count}`);
  }

  function save() {
    drafts.set(draftKey, JSON.stringify(trail));
    const sent = trail;
    saves.send("trail", () => ({ do: "scenario.save", id: spec.id, trail })).then((reply) => {
      if (reply.ok !== false && sent === trail) drafts.drop(draftKey);
      // The scenario may have been updated while it was played: open it anew, once, and go on where it still fits.
      if (reply.ok === false && !reopened) {
        reopened = true;
        open();
      }
    });
  }

  // A trail is never changed, only replaced, so that what was sent can be told from what came after.
  function take(what, by, findings = []) {
    const { sheet } = game;
    const node = sheet.nodes[game.at];
    const seconds = Math.round((performance.now() - shown) / 100) / 10;
    const step = { scene: node.scene, ...what, seconds, by };
    const taken = follow(sheet, game.at, step);
    if (phase !== "scene" || !taken) return;
    game.path = [...game.path, { step, at: game.at, ...taken }];
    game.at = taken.next;
    game.findings = findings;
    trail = { ...trail, steps: [...trail.steps, step] };
    acted = true;
    notes.replaceChildren();
    save();
    phase = "outcome";
    draw(by === "person" || root.contains(document.activeElement));
    const changes = tellChanges(sheet.meters, node.meters, sheet.nodes[taken.next].meters);
    game.tell(`${qualityWords(taken.move.quality)}. ${changes}`);
  }

  // A new attempt that keeps the first `count` steps; the one before it stays among the past ones.
  function replay(count, steps = trail.steps) {
    const { attempt } = trail;
    const node = game.sheet.nodes[game.at];
    const left = { attempt, ending: node.ending ? node.scene : null };
    if (!game.past.some((one) => one.attempt === attempt)) game.past = [...game.past, left];
    load({ ...trail, steps: steps.slice(0, count), attempt: attempt + 1 });
    acted = true;
    notes.replaceChildren();
    save();
    phase = count ? "scene" : "case";
    if (count) see(count);
    draw(true);
  }

  function load(wanted) {
    const { path, at } = walk(game.sheet, wanted.steps);
    const fits = path.length === wanted.steps.length;
    trail = { ...wanted, scenario: spec.id, hash: game.sheet.hash, steps: wanted.steps.slice(0, path.length) };
    Object.assign(game, { path, at, findings: [] });
    return fits;
  }

  // Where to go on: after a step whose consequence was not read yet, at that consequence.
  function resume() {
    const [attempt, count] = (drafts.get(seenKey) || ":").split(":").map(Number);
    const here = attempt === trail.attempt;
    if (!trail.steps.length) phase = here ? "scene" : "case";
    else phase = here && count === trail.steps.length - 1 ? "outcome" : "scene";
  }

  function draw(move) {
    current?.stop?.();
    const { title } = game.sheet;
    if (phase === "case") current = casePage(game);
    else if (phase === "outcome") current = outcomePage(game);
    else if (game.sheet.nodes[game.at].ending) current = debriefPage(game, trail.attempt);
    else current = scenePage(game, move);
    root.setAttribute("aria-label", fill(PLAYER_WORDS.named, { title }));
    page.replaceChildren(phase === "case" ? "" : game.heading(0, { class: "gr-running" }, title), current.element);
    shown = performance.now();
    if (move) focusOn(current.landing);
  }

  function note(text, button = null) {
    notes.append(part("gr-note gr-row", h("p", null, text), button));
    game.tell(text);
  }

  function adopt(sheet, theirs, past) {
    const sheetStays = game.sheet?.hash === sheet.hash;
    const mine = trail && (acted || drafts.get(draftKey)) ? trail : null;
    const found = reconcile(mine, theirs, acted);
    const next = found.trail || trail || { scenario: spec.id, hash: sheet.hash, steps: [], attempt: 1 };
    const pageStays = sheetStays && trail && JSON.stringify(next.steps) === JSON.stringify(trail.steps);
    const hadFocus = page.contains(document.activeElement);
    game.sheet = sheet;
    game.past = past || [];
    if (pageStays) {
      trail = { ...next, hash: sheet.hash };
    } else {
      notes.replaceChildren();
      const fits = load(next);
      resume();
      draw(hadFocus);
      if (!fits) note(PLAYER_WORDS.updated);
      else if (trail.steps.length && !acted && !sheet.nodes[game.at].ending) note(PLAYER_WORDS.welcome);
    }
    if (acted && mine) see(phase === "outcome" ? trail.steps.length - 1 : trail.steps.length);
    if (found.earlier) offer(found.earlier);
    if (!mine || found.trail === theirs) drafts.drop(draftKey);
    else if (trail.steps.length) save();
  }

  // They began anew before their earlier path was known: both are kept, and the earlier one is a click away.
  function offer(earlier) {
    const { path, at } = walk(game.sheet, earlier.steps);
    if (!path.length) return;
    const title = textOf(game.sheet, game.sheet.nodes[at].title);
    const sentence = fill(PLAYER_WORDS.earlier[path.length === 1 ? "one" : "many"], { n: path.length, title });
    note(sentence, pressable(() => replay(path.length, earlier.steps), { look: "gr-button-small" }, PLAYER_WORDS.back));
  }

  function drawFault(error) {
    const words = [error?.what || PLAYER_WORDS.fault, error?.remedy].filter((part) => part).join(" ");
    page.replaceChildren(part("gr-note", h("p", null, words)), h("p", null, pressable(open, {}, PLAYER_WORDS.again)));
    game.tell(words);
  }

  function open() {
    if (phase === "opening") {
      const lines = ["40%", "95%", "90%", "60%"].map((width) => h("span", { style: { "inline-size": width } }));
      page.replaceChildren(waiting, h("div", { class: "gr-skeleton", "aria-hidden": "true" }, lines));
    }
    saves.send("open", { do: "scenario.open", id: spec.id }).then((reply) => {
      if (gone) return; // but a view out of the window for now, taken off the page by JupyterLab, is still played
      if (reply.ok !== false) adopt(reply.sheet, reply.trail, reply.past);
      else if (phase === "opening") drawFault(reply.error);
    });
  }

  function draft() {
    try {
      return JSON.parse(drafts.get(draftKey));
    } catch {
      return null;
    }
  }

  const waiting = soft(PLAYER_WORDS.opening);
  stage.append(notes, page, saving.element);
  trail = draft() || spec.trail || null;
  if (spec.sheet) {
    game.sheet = spec.sheet;
    load(trail || { steps: [], attempt: 1 });
    resume();
    draw(false);
  }
  open();
  return {
    destroy() {
      gone = true;
      current?.stop?.();
      saves.stop();
      clearRoot(root);
    },
  };
}
