// The scenario player's messages, answered in the browser: sheets from the site's files, trails on the shelf.

import { walk } from "./walk.js";
import { Refusal } from "./shelf.js";
import { unpack } from "./unpack.js";

const PLAYS_WORDS = {
  none: "This page has no scenario of that name.",
  other: "The trail is of another version of the scenario.",
  reload: "Load the page again.",
  misfit: "The trail does not fit the scenario.",
  coach: "The coach that reads your words is not there.",
  coachRemedy: "Take the ready phrasing that comes closest to what you wrote.",
};
const PLAYS_WORTH = { strong: 1, partial: 0.5, weak: 0 };

/** Where a trail stands: {ending, kind, title, score}; `ending` is null while the story is open. */
export function localStanding(sheet, trail) {
  const { path, at } = walk(sheet, trail.steps);
  const node = sheet.nodes[at];
  const score = path.length ? path.reduce((sum, { move }) => sum + PLAYS_WORTH[move.quality], 0) / path.length : 0;
  if (!node.ending) return { ending: null, kind: null, title: null, score };
  return { ending: node.scene, kind: node.ending.kind, title: sheet.texts[node.ending.title], score };
}

/** Give the handlers. `fetchData(name)` fetches a file of the site, `shelf` keeps the trails, one key an attempt; `coach`
 *  may be null. */
export function hostPlays(fetchData, shelf, coach) {
  const sheets = new Map();

  function sheetOf(id) {
    if (!sheets.has(id)) {
      const found = fetchData(`scenario:${id}`).then((packed) => {
        if (!packed) throw new Refusal(PLAYS_WORDS.none, { where: id, remedy: PLAYS_WORDS.reload });
        return unpack(packed);
      });
      found.catch(() => sheets.delete(id));
      sheets.set(id, found);
    }
    return sheets.get(id);
  }

  // What no longer fits an updated scenario is left out, the beginning that fits is kept.
  function trailsOf(sheet) {
    const kept = shelf.keys(`play:${sheet.id}:`).map((key) => shelf.get(key)).filter((trail) => Array.isArray(trail?.steps));
    kept.sort((a, b) => a.attempt - b.attempt);
    return kept.map((trail) => ({
      ...trail,
      hash: sheet.hash,
      steps: walk(sheet, trail.steps).path.map(({ step }) => step),
    }));
  }

  return {
    async "scenario.open"({ id }) {
      const sheet = await sheetOf(id);
      const trails = trailsOf(sheet);
      const past = trails
        .map((trail) => ({ attempt: trail.attempt, ...localStanding(sheet, trail) }))
        .filter(({ ending }) => ending);
      return { sheet, trail: trails.at(-1) || null, past };
    },
    async "scenario.save"({ id, trail }) {
      const sheet = await sheetOf(id);
      if (trail.scenario !== id || trail.hash !== sheet.hash) {
        throw new Refusal(PLAYS_WORDS.other, { where: id, remedy: PLAYS_WORDS.reload });
      }
      if (walk(sheet, trail.steps).path.length !== trail.steps.length) {
        throw new Refusal(PLAYS_WORDS.misfit, { where: id, remedy: PLAYS_WORDS.reload });
      }
      shelf.put(`play:${id}:${trail.attempt}`, trail);
      const { ending, score } = localStanding(sheet, trail);
      const before = shelf.get(`done:scenario:${id}`);
      if (ending) shelf.put(`done:scenario:${id}`, { when: before?.when || new Date().toISOString(), score: Math.max(score, before?.score || 0) });
      return {};
    },
    async "scenario.tags"({ id, scene, text }) {
      const words = (await sheetOf(id)).nodes.find((node) => node.scene === scene && node.words)?.words;
      const reply = coach && words && (await coach.ask({ do: "tags", text, kind: words.kind, tags: words.tags }));
      if (reply) return reply;
      throw new Refusal(PLAYS_WORDS.coach, { where: id, remedy: PLAYS_WORDS.coachRemedy });
    },
  };
}
