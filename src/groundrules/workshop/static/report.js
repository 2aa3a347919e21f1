// How far somebody came by themselves, for those who allow it: the lesson, and numbers of steps. Never what was chosen.

import { drafts } from "./dom.js";

const REPORT_SHELF = "groundrules@/lessons/:";
const REPORT_KEY = "room:share";
const REPORT_EVERY = 15000;
const REPORT_MOST = 60;

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(REPORT_SHELF + key));
  } catch {
    return null;
  }
}

function plays() {
  const found = [];
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (!key.startsWith(`${REPORT_SHELF}play:`)) continue;
      const trail = kept(key.slice(REPORT_SHELF.length));
      if (!Array.isArray(trail?.steps) || !trail.steps.length) continue;
      const ended = Boolean(kept(`done:scenario:${trail.scenario}`));
      found.push({ scenario: trail.scenario, attempt: trail.attempt, steps: trail.steps.length, ended });
    }
  } catch {
    return [];
  }
  return found.slice(-REPORT_MOST);
}

function makeReporter() {
  let send = null;
  let clock = null;
  let told = "";

  function tell() {
    const lesson = kept("last")?.lesson || "";
    const message = { do: "report", lesson, plays: plays() };
    const text = JSON.stringify(message);
    if (text !== told && (lesson || message.plays.length)) send(message);
    told = text;
  }

  function run() {
    clearInterval(clock);
    clock = null;
    if (!send || drafts.get(REPORT_KEY) !== "yes") return;
    tell();
    clock = setInterval(tell, REPORT_EVERY);
  }

  return {
    allowed: () => drafts.get(REPORT_KEY) === "yes",
    allow(on) {
      if (on) drafts.set(REPORT_KEY, "yes");
      else drafts.drop(REPORT_KEY);
      told = "";
      if (!on) send?.({ do: "report", lesson: "", plays: [] });
      run();
    },
    start(by) {
      send = by;
      run();
    },
    stop() {
      send = null;
      run();
    },
  };
}

/** Tells the room how far somebody is, as long as they allow it: allowed(), allow(on), start(send), stop(). */
export const reporter = makeReporter();
