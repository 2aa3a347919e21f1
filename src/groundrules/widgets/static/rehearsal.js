// The rehearsal: one's own proposal against a partner who pushes back; answers in one's own words, then a look back.

import { announce, clearRoot, drafts, fill, focusOn, h, inline, makeRoot, saveNote, saver } from "./dom.js";
import { rehearsalDebrief, rehearsalRemark } from "./rehearsalback.js";

const REHEARSAL_WORDS = {
  label: "Rehearsal",
  opening: "The rehearsal is being opened.",
  title: "Rehearse the talk",
  about: "You speak, your contact answers, four to six times. They push back in ways that you know from life, and they answer what you say: an ear softens them, blame hardens them, a “maybe” is taken as one. Afterwards you look back together with the coach.",
  private: "What you say here stays in your workbook's file. The partner is a set of rules; it knows nobody, and judges nothing but words.",
  own: "Your own talk",
  none: "You have not written a proposal yet. Try a sample first; your own will stand here as soon as it is in your workbook.",
  lacking: "{name}: write your proposal or your statement first, then rehearse it here.",
  begin: "Rehearse with {name}",
  samples: "A sample",
  past: "Earlier rehearsals",
  pastLine: "{when}, with {name}: {ending}",
  stopped: "stopped before the end",
  lookBack: "Look back at the rehearsal with {name} on {when}",
  look: "Look back",
  with: "Rehearsal with {name}",
  contact: "your contact",
  prepared: "What you prepared",
  proposal: "Your proposal",
  explanation: "Your three points",
  questions: "Your questions",
  mine: "What you can concede",
  red_line: "Your red line",
  you: "You",
  talk: "The talk so far",
  field: "What do you say?",
  round: "Answer {n}, of four to six",
  first: "Begin as you would in the room. You may use what you prepared, or try it in other words.",
  later: "Read it aloud before you send it. One or two sentences are enough.",
  use: "Use what I prepared",
  say: "Say it",
  empty: "Write what you would say, then say it.",
  waiting: "{name} is listening…",
  stop: "Stop here",
  told: "{name} says: {says}",
  begun: "This rehearsal was waiting for you. Go on where you were.",
  away: "The rehearsal cannot be opened here. It needs the installed course.",
  retry: "Try again",
};
const REHEARSAL_PAUSE = 1200; // milliseconds after which a half-written answer is kept

/** Draw the rehearsal. spec: {headingLevel?}. Gives {destroy()}. */
export function mountRehearsal(root, spec, host) {
  const stage = makeRoot(root, REHEARSAL_WORDS.label);
  stage.classList.add("gr-rehearsal");
  const level = spec.headingLevel || 3;
  const heading = (depth, attrs, ...children) => h(`h${Math.min(level + depth, 6)}`, attrs, children);
  const button = (onclick, kind, ...children) => h("button", { type: "button", class: `gr-button ${kind}`, onclick }, children);
  const note = saveNote(() => saves.retry());
  const saves = saver(host, { onState: (state, error) => note.show(state, error) });
  let pause = null;
  let flush = () => {};
  let gone = false;
  const onLeave = () => flush();
  addEventListener("pagehide", onLeave);

  const nameOf = (found) => found.case.name || REHEARSAL_WORDS.contact;

  async function open(move = false) {
    const reply = await host.ask({ do: "rehearsal.open" }).catch(() => ({ ok: false, error: {} }));
    if (gone) return;
    if (reply.ok === false) return fail(reply.error || {});
    if (reply.current && !move) talk(reply.current, { resumed: reply.current.turns.length > 0 });
    else start(reply, move);
  }

  function fail(error) {
    const told = [REHEARSAL_WORDS.away, error.remedy].filter((part) => part).join(" ");
    stage.replaceChildren(h("div", { class: "gr-note" }, h("p", null, told), button(() => open(), "", REHEARSAL_WORDS.retry)));
    announce(root, told);
  }

  function start(found, move) {
    const landing = heading(0, { class: "gr-title" }, REHEARSAL_WORDS.title);
    const ready = found.cases.filter((each) => each.ready);
    const lacking = found.cases.filter((each) => !each.ready);
    stage.replaceChildren(
      landing,
      h("p", null, REHEARSAL_WORDS.about),
      h("p", { class: "gr-soft" }, REHEARSAL_WORDS.private),
      heading(1, { class: "gr-subtitle" }, REHEARSAL_WORDS.own),
      ready.length ? h("div", { class: "gr-choices" }, ready.map(offer)) : h("p", null, REHEARSAL_WORDS.none),
      ...lacking.map((each) => h("p", { class: "gr-soft" }, fill(REHEARSAL_WORDS.lacking, { name: each.name }))),
      heading(1, { class: "gr-subtitle" }, REHEARSAL_WORDS.samples),
      h("div", { class: "gr-choices" }, found.samples.map(offer)),
      ...(found.past.length ? [heading(1, { class: "gr-subtitle" }, REHEARSAL_WORDS.past), h("ul", { class: "gr-rehearsal-past" }, found.past.map(pastLine))] : []),
      note.element,
    );
    if (move) focusOn(landing);
  }

  function offer(each) {
    const title = each.title || fill(REHEARSAL_WORDS.begin, { name: each.name });
    const about = h("span", { class: "gr-soft" }, each.about);
    return h("button", { type: "button", class: "gr-choice", onclick: () => begin(each.id) }, h("span", null, h("strong", null, title), h("br"), about));
  }

  function pastLine(each) {
    const when = new Date(each.when).toLocaleDateString(document.documentElement.lang || "en", { day: "numeric", month: "long" });
    const line = fill(REHEARSAL_WORDS.pastLine, { when, name: each.name, ending: each.ending || REHEARSAL_WORDS.stopped });
    const label = fill(REHEARSAL_WORDS.lookBack, { name: each.name, when });
    const show = async () => {
      const reply = await ask("show", { do: "rehearsal.show", number: each.number });
      if (reply) lookBack(reply.rehearsal);
    };
    return h("li", { class: "gr-row" }, h("span", null, line), h("button", { type: "button", class: "gr-button gr-button-small", "aria-label": label, onclick: show }, REHEARSAL_WORDS.look));
  }

  // A refusal is told by the note; what was typed stays where it is.
  async function ask(key, message) {
    const reply = await saves.send(key, message);
    return gone || reply.ok === false ? null : reply;
  }

  async function begin(id) {
    const reply = await ask("begin", { do: "rehearsal.begin", case: id });
    if (reply) talk(reply.rehearsal, { moved: true });
  }

  function talk(found, { resumed = false, moved = false } = {}) {
    const name = nameOf(found);
    const round = found.turns.length;
    const key = `rehearsal:${found.number}:${round}`;
    const id = `gr-rehearsal-${Math.random().toString(36).slice(2)}`;
    const landing = heading(0, { class: "gr-title" }, fill(REHEARSAL_WORDS.with, { name }));
    const area = h("textarea", { class: "gr-field", id, rows: 5, maxlength: 5000, spellcheck: "true", "aria-describedby": `${id}-help`, value: drafts.get(key) ?? found.draft });
    const remark = h("p", { class: "gr-soft", hidden: true });
    const bubbles = [bubble(name, found.arrival, "them"), ...found.turns.flatMap((turn) => [mine(turn), bubble(name, turn.says, "them")])];
    const send = button(onSay, "gr-button-main", REHEARSAL_WORDS.say);
    const use = round === 0 && found.case.opening ? button(onUse, "", REHEARSAL_WORDS.use) : null;
    const end = button(onStop, "", REHEARSAL_WORDS.stop);
    let busy = false;

    const keep = () => {
      clearTimeout(pause);
      pause = null;
      saves.send("keep", { do: "rehearsal.keep", number: found.number, round, text: area.value });
    };
    area.addEventListener("input", () => {
      drafts.set(key, area.value);
      remark.hidden = true;
      clearTimeout(pause);
      pause = setTimeout(keep, REHEARSAL_PAUSE);
    });
    flush = () => pause && keep();

    function onUse() {
      area.value = area.value.trim() ? `${area.value.trim()}\n\n${found.case.opening}` : found.case.opening;
      area.dispatchEvent(new Event("input"));
      area.focus();
    }

    async function onSay() {
      if (busy) return;
      if (!area.value.trim()) return tell(REHEARSAL_WORDS.empty);
      busy = true;
      clearTimeout(pause);
      pause = null;
      for (const control of [send, use, end]) control?.setAttribute("aria-disabled", "true");
      area.readOnly = true;
      tell(fill(REHEARSAL_WORDS.waiting, { name }));
      const reply = await ask("say", { do: "rehearsal.say", number: found.number, round, text: area.value });
      if (gone) return;
      if (!reply) {
        busy = area.readOnly = false;
        for (const control of [send, use, end]) control?.removeAttribute("aria-disabled");
        remark.hidden = true;
        return;
      }
      drafts.drop(key);
      const after = reply.rehearsal;
      if (after.over) lookBack(after, { told: lastSays(after) });
      else talk(after, { moved: true });
    }

    async function onStop() {
      if (busy) return;
      clearTimeout(pause);
      pause = null;
      const reply = await ask("stop", { do: "rehearsal.stop", number: found.number });
      if (!reply) return;
      drafts.drop(key);
      if (reply.rehearsal.turns.length) lookBack(reply.rehearsal);
      else open(true);
    }

    function tell(text) {
      remark.textContent = text;
      remark.hidden = false;
      announce(root, text);
    }

    stage.replaceChildren(
      landing,
      resumed ? h("p", { class: "gr-note" }, REHEARSAL_WORDS.begun) : "",
      preparedList(found.case),
      h("ol", { class: "gr-rehearsal-talk", "aria-label": REHEARSAL_WORDS.talk }, bubbles),
      h(
        "div",
        { class: "gr-rehearsal-answer" },
        h("p", { class: "gr-soft" }, fill(REHEARSAL_WORDS.round, { n: round + 1 })),
        h("label", { for: id }, h("strong", null, REHEARSAL_WORDS.field)),
        h("p", { class: "gr-soft", id: `${id}-help` }, round ? REHEARSAL_WORDS.later : REHEARSAL_WORDS.first),
        area,
        remark,
        h("div", { class: "gr-row" }, send, use, end),
        note.element,
      ),
    );
    if (!moved) return;
    const last = bubbles.at(-1);
    focusOn(last);
    announce(root, fill(REHEARSAL_WORDS.told, { name, says: lastSays(found) }));
  }

  const lastSays = (found) => (found.turns.at(-1)?.says || found.arrival).join(" ").replaceAll("*", "");

  function bubble(name, says, side) {
    return h("li", { class: "gr-rehearsal-turn", "data-side": side }, h("p", { class: "gr-rehearsal-name" }, name), says.map((part) => h("p", null, inline(part))));
  }

  function mine(turn) {
    return h("li", { class: "gr-rehearsal-turn", "data-side": "me" }, h("p", { class: "gr-rehearsal-name" }, REHEARSAL_WORDS.you), turn.text.split(/\n+/).map((part) => h("p", null, part)), rehearsalRemark(turn));
  }

  function preparedList(found) {
    const rows = ["proposal", "explanation", "questions", "mine", "red_line"].filter((name) => found[name].length);
    if (!rows.length) return "";
    const value = (name) => (Array.isArray(found[name]) ? h("ul", null, found[name].map((line) => h("li", null, line))) : found[name]);
    return h("details", { class: "gr-rehearsal-prepared" }, h("summary", null, REHEARSAL_WORDS.prepared), h("dl", null, rows.flatMap((name) => [h("dt", null, REHEARSAL_WORDS[name]), h("dd", null, value(name))])));
  }

  function lookBack(found, { told = "" } = {}) {
    const landing = rehearsalDebrief(stage, found, {
      name: nameOf(found),
      heading,
      onTake: (text) => saves.send("take", { do: "rehearsal.take", number: found.number, text }),
      onAgain: () => (found.case.title ? begin(found.case.id) : againWith(found.case.id)),
      onOthers: () => open(true),
      note: note.element,
    });
    focusOn(landing);
    if (told) announce(root, fill(REHEARSAL_WORDS.told, { name: nameOf(found), says: told }));
  }

  // The proposal may have been deleted meanwhile: then there is the choice again.
  async function againWith(id) {
    const reply = await ask("begin", { do: "rehearsal.begin", case: id });
    if (reply) talk(reply.rehearsal, { moved: true });
    else open(true);
  }

  stage.append(h("div", { class: "gr-skeleton", role: "img", "aria-label": REHEARSAL_WORDS.opening }, h("div"), h("div"), h("div")));
  open();
  return {
    destroy() {
      flush();
      removeEventListener("pagehide", onLeave);
      gone = true;
      saves.stop();
      clearRoot(root);
    },
  };
}
