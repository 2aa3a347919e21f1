// A scene answered in the learner's own words: the field, its reading by the coach, and what was found in plain words.

import { drafts, fill, h, icon, inline } from "./dom.js";
import { maskOf, textOf } from "./walk.js";

const SPEECH_WORDS = {
  count: { none: "No words yet", one: "1 word", many: "{n} words" },
  say: "Say it",
  empty: "Write a sentence first.",
  reading: "Reading your words…",
  slow: "The reading takes longer than usual. Your text is kept. You can wait, or take a ready phrasing.",
  nobody: "Your words cannot be read here just now. They are kept. Take the ready phrasing that comes closest to them.",
  ready: "Or say it with one of these",
  found: "What your words do",
  nothing: "Nothing that the coach looks for was found in them.",
  where: " (“{part}”)",
  tags: {
    acknowledgement: "You showed that you heard them.",
    agreed: "You said what is agreed.",
    alternative: "You offered another way.",
    apology: "You said sorry.",
    asks_confirmation: "You asked them to confirm.",
    blame: "There is a word that sounds like blame.",
    by_when: "You said by when.",
    closed_question: "You asked a question that yes or no can answer.",
    commitment_request: "You asked for a commitment.",
    evidence: "You named a fact.",
    excuse: "There is something that sounds like an excuse.",
    generalisation: "There is a word like “always” or “never”.",
    hedge: "There is a word that takes back what you say.",
    impact_statement: "You said what it does to you or your work.",
    importance: "You said why it matters.",
    no: "You said no in so many words.",
    open_question: "You asked an open question.",
    proposal: "You made a proposal.",
    request: "You made a request.",
    thanks_or_welcome: "You thanked or welcomed them.",
    threat: "There is something that sounds like a threat.",
    three_points: "You gave three points.",
    under_a_minute: "You kept it short.",
    welcome: "You welcomed them.",
    who: "You said who.",
  },
};
const CAUTIONS = ["blame", "excuse", "generalisation", "hedge", "threat"];
const FOUND_ICONS = { good: "M4 10.5l4 4 8-9", care: "M10 4v8M10 15.5v.5" };

/** What the coach found in own words, one sentence a tag; `findings`, where known, show the words meant. */
export function foundList(text, tags, findings = []) {
  const sentences = tags.map((tag) => {
    const care = CAUTIONS.includes(tag);
    const finding = care ? findings.find(({ label, start, end }) => label === tag && end > start) : null;
    const say = SPEECH_WORDS.tags[tag] || tag.replaceAll("_", " ");
    const where = finding ? fill(SPEECH_WORDS.where, { part: text.slice(finding.start, finding.end) }) : "";
    const told = where ? `${say.slice(0, -1)}${where}.` : say;
    return h("li", null, icon(FOUND_ICONS[care ? "care" : "good"]), h("span", null, told));
  });
  return h(
    "ul",
    { class: "gr-found", "aria-label": SPEECH_WORDS.found },
    sentences.length ? sentences : h("li", null, SPEECH_WORDS.nothing),
  );
}

/** The field and the ready phrasings beside it. `ask` asks the host, `take(step, findings)` makes the step,
 *  `choices(label, items)` draws a group of buttons. */
export function speechForm({ sheet, node, ask, take, choices, tell }) {
  const { words } = node;
  const key = `words:${sheet.id}:${node.scene}`;
  const count = h("span", { class: "gr-soft" });
  const status = h("p", { class: "gr-note", hidden: true });
  let turn = 0;
  let unread = null;

  function recount() {
    const n = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
    count.textContent = fill(SPEECH_WORDS.count[n === 0 ? "none" : n === 1 ? "one" : "many"], { n });
  }

  function explain(text) {
    status.textContent = text;
    status.hidden = !text;
    if (text) tell(text);
  }

  function wait(on) {
    area.readOnly = on;
    button.setAttribute("aria-disabled", String(on));
  }

  // A lone half of a character cannot be stored anywhere.
  const written = () => area.value.trim().replace(/\p{Surrogate}/gu, "\ufffd");

  async function say() {
    const text = written();
    if (button.getAttribute("aria-disabled") === "true") return;
    if (!text) {
      explain(SPEECH_WORDS.empty);
      area.focus();
      return;
    }
    const mine = ++turn;
    explain(SPEECH_WORDS.reading);
    wait(true);
    const slow = setTimeout(() => {
      wait(false);
      explain(SPEECH_WORDS.slow);
    }, 6000);
    const reply = await ask({ do: "scenario.tags", id: sheet.id, scene: node.scene, text }).catch(() => null);
    clearTimeout(slow);
    if (mine !== turn || written() !== text) return;
    wait(false);
    if (!reply || reply.ok === false || !Array.isArray(reply.tags)) {
      unread = text;
      explain(SPEECH_WORDS.nobody);
      return;
    }
    const tags = words.tags.filter((tag) => reply.tags.includes(tag));
    const [move] = words.by_mask[maskOf(words.tags, tags)];
    drafts.drop(key);
    take({ choice: "own", text, tags, outcome: sheet.moves[move].id }, reply.findings || []);
  }

  // Words that nobody could read go along with the phrasing that stood in for them: the debrief quotes them back.
  function pick({ id, mask }) {
    const [move] = words.by_mask[mask];
    const own = unread && unread === written() ? { text: unread } : null;
    if (own) drafts.drop(key);
    const tags = words.tags.filter((_, bit) => mask & (1 << bit));
    take({ choice: `ready:${id}`, ...own, tags, outcome: sheet.moves[move].id }, []);
  }

  const area = h("textarea", {
    class: "gr-field",
    rows: 5,
    maxlength: 4000,
    value: drafts.get(key) || "",
    oninput() {
      drafts.set(key, area.value);
      recount();
    },
  });
  const button = h("button", { type: "button", class: "gr-button gr-button-main", onclick: say }, SPEECH_WORDS.say);
  recount();
  return h(
    "div",
    { class: "gr-words" },
    h("label", null, h("span", { class: "gr-prompt" }, inline(textOf(sheet, words.prompt))), area),
    h("div", { class: "gr-row" }, button, count),
    status,
    choices(
      SPEECH_WORDS.ready,
      words.ready.map((ready) => ({ text: textOf(sheet, ready.text), pick: () => pick(ready) })),
    ),
  );
}
