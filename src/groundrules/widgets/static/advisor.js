// What the coach knows of a text just now: it asks after a pause in typing, and minds what the learner left alone.

import { settings } from "./dom.js";
import { placeOf, toneOf } from "./marks.js";

const ADVISOR_PAUSE = 300; // milliseconds without a key before the coach reads
const ADVISOR_CALM = 1500; // and before a screen reader is told
const ADVISOR_AGAIN = [2000, 4000, 8000]; // after which it is asked once more where nobody has answered
const ADVISOR_KEY = "coach:left";

function advisorLeft() {
  try {
    const kept = JSON.parse(settings.get(ADVISOR_KEY) || "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

/** Keep the report of a text up to date. `onReport(view)` hears each reading as {text, entries, states, left, seconds},
 *  `onPause(view)` the same when the typing has stopped for a while, `onTrouble()` that nobody answers.
 *  Gives {read(text, pause), leave(entry), bringBack(), stop()}. */
export function advisorState({ kind, ask, onReport, onTrouble, onPause }) {
  let turn = 0;
  let clock = null;
  let calm = null;
  let text = "";
  let report = null;
  let told = "";
  let stopped = false;

  // A rule is left alone for a phrase, wherever the phrase stands.
  const phraseOf = (finding, words) => `${finding.rule}|${words.toLowerCase().replace(/\s+/g, " ").trim()}`;

  function view() {
    const left = new Set(advisorLeft());
    const all = report.findings.map((finding) => {
      const start = placeOf(text, finding.start);
      const end = placeOf(text, finding.end);
      const phrase = phraseOf(finding, text.slice(start, end));
      return { finding, start, end, tone: toneOf(finding), phrase, id: phrase };
    });
    const entries = all.filter((entry) => !left.has(entry.phrase));
    const states = report.checks.map((check) => {
      const careful = check.avoid === true;
      const gone = careful && !check.ok && !entries.some((entry) => entry.finding.label === check.label);
      return { check, careful, met: check.ok || gone };
    });
    return { text, entries, states, left: all.length - entries.length, seconds: report.seconds };
  }

  function show() {
    if (!stopped && report) onReport(view());
  }

  async function look(asked, mine, tries = 0) {
    const reply = await ask({ do: "coach.advise", text: asked, kind }).catch(() => null);
    if (stopped || mine !== turn) return;
    if (!reply || reply.ok === false || !reply.report) {
      onTrouble();
      if (tries < ADVISOR_AGAIN.length) clock = setTimeout(() => look(asked, mine, tries + 1), ADVISOR_AGAIN[tries]);
      return;
    }
    text = asked;
    report = reply.report;
    show();
    clearTimeout(calm);
    calm = setTimeout(() => {
      const now = view();
      const gist = JSON.stringify([now.states.map((each) => each.met), now.entries.map((entry) => entry.id)]);
      if (!stopped && gist !== told && text.trim()) onPause(now);
      told = gist;
    }, ADVISOR_CALM);
  }

  return {
    read(next, pause = ADVISOR_PAUSE) {
      const mine = ++turn;
      // A lone half of a character cannot be sent anywhere; what stands for it has the same length.
      const asked = next.replace(/\p{Surrogate}/gu, "\ufffd");
      clearTimeout(clock);
      clock = setTimeout(() => look(asked, mine), pause);
    },
    leave(entry) {
      settings.set(ADVISOR_KEY, JSON.stringify([...new Set([...advisorLeft(), entry.phrase])]));
      show();
    },
    bringBack() {
      const here = new Set(report.findings.map((finding) => phraseOf(finding, text.slice(placeOf(text, finding.start), placeOf(text, finding.end)))));
      settings.set(ADVISOR_KEY, JSON.stringify(advisorLeft().filter((phrase) => !here.has(phrase))));
      show();
    },
    stop() {
      stopped = true;
      clearTimeout(clock);
      clearTimeout(calm);
    },
  };
}
