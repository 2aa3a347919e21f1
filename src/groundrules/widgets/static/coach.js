// The script coach: a text with its underlines, a short list beside it, model texts and a rubric; live as one types.

import { advisorState } from "./advisor.js";
import { announce, clearRoot, drafts, fill, focusOn, h, makeRoot, paragraphs, saveNote, saver } from "./dom.js";
import { checkList, findingLists } from "./advice.js";
import { markedPaper } from "./marks.js";

const COACH_PAUSE = 800; // milliseconds without a key before the text is kept
const COACH_WORDS = {
  title: "Your text",
  label: "Script coach",
  field: "Write it here",
  honest: "The coach reads form: which words are there, and where. It does not judge people, tone of voice, or whether you are right.",
  waiting: "Write a sentence, and the coach reads along.",
  reading: "Reading…",
  count: { one: "1 word", many: "{n} words" },
  time: "about {n} s to say",
  away: "The coach cannot read along just now. Your text is kept; compare it with the model texts below.",
  told: "{n} of {all} found. {mend}",
  mend: { none: "Nothing to mend.", one: "One place to look at again.", many: "{n} places to look at again." },
  models: "Two model texts",
  rubric: "Mark your own: what the coach cannot see",
  rubricHelp: "Read your text aloud once. Tick what is true.",
  others: "Written at the same time in another window: {n}",
};

/** Draw the coach. `spec` holds `kind`, and may hold `text` (a text to begin with), `id` (the draft's name), `title`
 *  and `headingLevel`. Gives {destroy(), value()}. */
export function mountCoach(root, spec, host) {
  const level = spec.headingLevel || 3;
  const stage = makeRoot(root, spec.title || COACH_WORDS.label);
  const id = spec.id || spec.kind || "text";
  const key = `coach:${id}`;
  const name = `gr-coach-${Math.random().toString(36).slice(2)}`;
  const area = h("textarea", { class: "gr-field", id: name, rows: 8, maxlength: 8000, spellcheck: "true", value: drafts.get(key) ?? spec.text ?? "" });
  const note = saveNote(() => saves.retry());
  const saves = saver(host, { onState: (state, error) => note.show(state, error) });
  const ticks = new Set();
  let base = drafts.get(`${key}:base`); // the kept text from which what stands here grew
  let clock = null;
  area.addEventListener("input", () => {
    drafts.set(key, area.value);
    clearTimeout(clock);
    clock = setTimeout(keep, COACH_PAUSE);
  });
  area.addEventListener("change", keep);
  const heading = h(`h${level}`, { class: "gr-subtitle" }, spec.title || COACH_WORDS.title);
  const about = h("div", { class: "gr-coach-about" });
  const advisor = advisorBeside(area, { kind: spec.kind, ask: host.ask.bind(host), level: level + 1, tell: (text) => announce(root, text) });
  const models = h("div", { class: "gr-coach-models" });
  stage.append(
    h(
      "div",
      { class: "gr-coach" },
      heading,
      about,
      h("div", { class: "gr-coach-desk" }, h("div", null, h("label", { class: "gr-coach-label", for: name }, COACH_WORDS.field), advisor.paper, advisor.count, note.element), advisor.element),
      models,
      h("p", { class: "gr-soft gr-coach-honest" }, COACH_WORDS.honest),
    ),
  );
  advisor.refresh();
  showModels();

  // What is typed waits in the window's own storage until the workbook's file has it.
  async function keep() {
    clearTimeout(clock);
    clock = null;
    let text = area.value;
    const reply = await saves.send(key, () => ({ do: "coach.keep", id, text: (text = area.value), ticks: [...ticks], base }));
    if (reply.ok === false) return;
    grow(text);
    if (area.value === text) drafts.drop(key);
  }

  function grow(text) {
    base = text;
    if (text === null) drafts.drop(`${key}:base`);
    else drafts.set(`${key}:base`, text);
  }

  function takeDraft(draft) {
    for (const tick of draft?.ticks || []) ticks.add(tick);
    // What was typed here and not yet kept goes on from where it was; what else is kept by now stays beside it.
    if (drafts.get(key) !== null) return keep();
    grow(draft ? draft.text : null);
    if (!draft || area.value === draft.text) return null;
    area.value = draft.text;
    return advisor.refresh();
  }

  async function showModels() {
    const reply = await host.ask({ do: "coach.open", kind: spec.kind, id }).catch(() => null);
    if (!root.contains(models) || !reply || reply.ok === false) return;
    takeDraft(reply.draft);
    if (!spec.title && reply.name) {
      heading.textContent = reply.name;
      root.setAttribute("aria-label", reply.name);
    }
    about.replaceChildren(...paragraphs(reply.about || ""));
    models.replaceChildren(...otherTexts(reply.draft?.others || []), ...modelTexts(reply.models || []), ...rubricList(reply.rubric || [], ticks, keep));
  }

  return {
    value: () => area.value,
    destroy() {
      if (clock) keep();
      saves.stop();
      advisor.destroy();
      clearRoot(root);
    },
  };
}

/** Put the coach beside a text area that is not yet in a page. Gives {paper, element, count, refresh(), destroy()}:
 *  `paper` holds the area and its underlines, `element` the lists, `count` words and seconds. */
function advisorBeside(area, options) {
  const paper = markedPaper(area);
  const count = h("p", { class: "gr-soft gr-coach-count" });
  const recount = (seconds) => {
    const n = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
    const words = fill(n === 1 ? COACH_WORDS.count.one : COACH_WORDS.count.many, { n });
    count.textContent = n && seconds !== null ? `${words}, ${fill(COACH_WORDS.time, { n: seconds })}` : words;
  };
  const advisor = advisorOver(() => [{ area, paper }], { ...options, onRead: ({ seconds }) => recount(seconds) });
  const onInput = () => (recount(null), advisor.read());
  area.addEventListener("input", onInput);
  recount(null);
  return {
    paper: paper.element,
    element: advisor.element,
    count,
    refresh: () => advisor.read(0),
    destroy() {
      area.removeEventListener("input", onInput);
      advisor.destroy();
      paper.destroy();
    },
  };
}

/** What the coach says about one text that may be written in several areas, one line each. `parts()` gives those that
 *  are there now, as {area, paper}; `onRead(view)` hears of each reading. Gives {element, read(pause), gist(), destroy()}. */
export function advisorOver(parts, { kind, ask, level = 4, tell = () => {}, onRead = () => {} }) {
  const lists = h("div", { class: "gr-advice-lists" });
  const note = h("p", { class: "gr-soft" }, COACH_WORDS.waiting);
  const element = h("div", { class: "gr-advice" }, note, lists);
  const open = new Set();
  let goodOpen = !kind;
  const state = advisorState({ kind, ask, onReport: draw, onTrouble: trouble, onPause: (view) => tell(gistOf(view)) });

  // Several areas make one text, a line each; a line break within one would make two lines of it.
  function textOf(given) {
    return given.length === 1 ? given[0].area.value : given.map(({ area }) => area.value.replace(/\n/g, " ")).join("\n");
  }

  // Where in which area a place of the whole text is.
  function spotIn(given, at) {
    let from = 0;
    for (const part of given) {
      if (at.start <= from + part.area.value.length) return { ...part, start: at.start - from, end: at.end - from };
      from += part.area.value.length + 1;
    }
    return null;
  }

  function trouble() {
    note.textContent = COACH_WORDS.away;
    note.hidden = false;
  }

  function draw(view) {
    const { text, entries, states, left } = view;
    const held = lists.contains(document.activeElement) ? spotOf(document.activeElement) : null;
    const given = parts();
    onRead({ ...view, gist: text.trim() ? gistOf(view) : "" });
    note.hidden = Boolean(text.trim());
    note.textContent = COACH_WORDS.waiting;
    const spots = entries.map((entry) => ({ ...spotIn(given, entry), tone: entry.tone }));
    for (const { area, paper } of given) paper.show(spots.filter((spot) => spot.area === area));
    const found = text.trim()
      ? [
          states.length ? checkList(states, level) : null,
          findingLists(entries.map((entry) => ({ ...entry, words: text.slice(entry.start, entry.end), open: open.has(entry.id) })), { level, left, goodOpen, handlers, onBringBack, onGood: (on) => (goodOpen = on) }),
        ]
      : [];
    lists.replaceChildren(...found.filter((part) => part));
    if (held) restore(held);
  }

  function handlers(entry) {
    return {
      onShow() {
        const { area, start, end } = spotIn(parts(), entry) || {};
        area?.focus();
        area?.setSelectionRange(start, end);
      },
      onLeave() {
        state.leave(entry);
        focusOn(lists.querySelector(".gr-findings :is(h2,h3,h4,h5,h6)"));
      },
      onToggle(on) {
        if (on) open.add(entry.id);
        else open.delete(entry.id);
      },
    };
  }

  function onBringBack() {
    state.bringBack();
    focusOn(lists.querySelector(".gr-findings :is(h2,h3,h4,h5,h6)"));
  }

  // The lists are drawn anew while one may be reading in them: the focus goes back to where it was.
  function spotOf(focused) {
    const line = focused.closest("details");
    return { rule: line?.getAttribute("data-rule"), tag: focused.tagName, text: focused.textContent };
  }

  function restore({ rule, tag, text }) {
    const line = rule ? lists.querySelector(`details[data-rule="${rule}"]`) : lists;
    const same = [...(line || lists).querySelectorAll(tag)].find((candidate) => candidate.textContent === text);
    focusOn(same || line?.querySelector("summary") || lists.querySelector(":is(h2,h3,h4,h5,h6)") || parts()[0]?.area);
  }

  function gistOf({ states, entries }) {
    const wanted = states.filter((each) => !each.careful);
    const n = entries.filter(({ tone }) => tone !== "found").length;
    const mend = fill(COACH_WORDS.mend[n === 0 ? "none" : n === 1 ? "one" : "many"], { n });
    const met = wanted.filter((each) => each.met).length;
    return wanted.length ? fill(COACH_WORDS.told, { n: met, all: wanted.length, mend }) : mend;
  }

  return { element, read: (pause) => state.read(textOf(parts()), pause), destroy: () => state.stop() };
}

function modelTexts(models) {
  if (!models.length) return [];
  const texts = models.map((model) =>
    h(
      "article",
      { class: "gr-card gr-model" },
      h("p", { class: "gr-soft" }, model.title),
      model.parts.map((part) => h("div", { class: "gr-model-part" }, paragraphs(part.text), h("p", { class: "gr-model-note" }, part.note))),
    ),
  );
  return [h("details", { class: "gr-more" }, h("summary", null, COACH_WORDS.models), texts)];
}

function otherTexts(others) {
  if (!others.length) return [];
  const texts = others.map((text) => h("article", { class: "gr-card gr-model" }, paragraphs(text)));
  return [h("details", { class: "gr-more" }, h("summary", null, fill(COACH_WORDS.others, { n: others.length })), texts)];
}

function rubricList(rubric, ticks, keep) {
  if (!rubric.length) return [];
  const items = rubric.map((line, index) => {
    const box = h("input", {
      type: "checkbox",
      checked: ticks.has(index),
      onchange: () => {
        if (box.checked) ticks.add(index);
        else ticks.delete(index);
        keep();
      },
    });
    return h("li", null, h("label", null, box, h("span", null, line)));
  });
  return [h("details", { class: "gr-more" }, h("summary", null, COACH_WORDS.rubric), h("p", { class: "gr-soft" }, COACH_WORDS.rubricHelp), h("ul", { class: "gr-rubric" }, items))];
}
