// Five minutes of review: one card after another, how sure one is, what was right and why, and when it comes back.

import { announce, clearRoot, drafts, fill, focusOn, h, icon, makeRoot, paragraphs, saver } from "./dom.js";
import { questionForm } from "./answer.js";
import { hintSteps } from "./hints.js";
import { homeLink } from "./homelink.js";
import { aheadBars, keptFigure } from "./reviewpictures.js";
import { reminderForm } from "./reminder.js";

const REVIEW_WORDS = {
  label: "Review",
  opening: "Your cards are being looked up.",
  failed: "Your cards cannot be opened.",
  retry: "Try again",
  startOne: "1 card for today",
  startMany: "{n} cards for today",
  about: "They take about {minutes} minutes. What you have met comes back just before you would forget it.",
  begin: "Begin",
  card: "Card {n} of {all}",
  fresh: "new",
  met: "You decided about something like this in “{title}”. Here is another case of it.",
  sure: "How sure are you?",
  sureHelp: "You need not say. It helps to choose the day on which the card comes back.",
  guess: "I guess",
  fairly: "Fairly sure",
  certain: "Sure",
  check: "Check",
  first: "Answer first, then check.",
  right: "That is right",
  partly: "Partly right",
  wrong: "Not quite",
  why: "Why",
  model: "One way to say it",
  tomorrow: "It comes back tomorrow.",
  days: "It comes back in {n} days.",
  unsaved: "This answer is not saved yet. It is kept here, and sent again by itself.",
  next: "Next card",
  last: "Finish",
  done: "That was it for today",
  doneText: "You knew {right} of {all}. What you missed comes back soon, the rest later.",
  nothing: "Nothing is due today",
  nothingText: "What you have met is still fresh. Come back when a card is due, or learn something new.",
  empty: "There are no cards yet",
  emptyText: "Cards come from what you answer and decide in the lessons. Begin with one; tomorrow there will be something to review.",
  enough: "That is enough for today",
  enoughText: "You have given it five minutes. Little and often keeps more than long and rarely.",
  more: "Five minutes more",
  onceMore: "Look at the missed ones once more",
  practice: "Once more, for yourself: this does not count.",
  home: "Home",
  kept: "How much stays",
  ahead: "The next days",
};
const REVIEW_ICONS = { right: "M4 10.5 8.2 15 16 5.5", partly: "M3.5 10h13", wrong: "M5 5l10 10M15 5 5 15" };
const REVIEW_QUALITY = { right: "strong", partly: "partial", wrong: "weak" };
const REVIEW_SURE = { guess: "guess", fairly: "fairly", certain: "sure" };

/** Draw the review. spec: {headingLevel?}. */
export function mountReview(root, spec, host) {
  const stage = makeRoot(root, REVIEW_WORDS.label);
  stage.classList.add("gr-review");
  const level = spec.headingLevel || 2;
  const heading = (depth, attrs, ...children) => h(`h${Math.min(level + depth, 6)}`, attrs, ...children);
  const button = (onclick, main, ...children) => h("button", { type: "button", class: main ? "gr-button gr-button-main" : "gr-button", onclick }, children);
  const tell = (text) => announce(root, text);
  const saves = saver(host, { onState: (state) => (trouble.hidden = state !== "trouble") });
  const trouble = h("p", { class: "gr-note", hidden: true }, REVIEW_WORDS.unsaved);
  let queue = [];
  let at = 0;
  let right = 0;
  let missed = [];
  let again = false; // the missed ones are looked at once more, and nothing is recorded
  let gone = false;

  async function open(more = false) {
    const reply = await host.ask({ do: "review.open", more }).catch(() => ({ ok: false, error: {} }));
    if (gone) return;
    if (reply.ok === false) return fail(reply.error || {});
    queue = reply.queue;
    at = right = 0;
    missed = [];
    again = false;
    if (queue.length && (more === true || drafts.get("review") === "open")) card(true);
    else if (queue.length) start(reply);
    else rest(reply, more === true);
  }

  function fail(error) {
    const told = [REVIEW_WORDS.failed, error.what, error.remedy].filter((part) => part).join(" ");
    stage.replaceChildren(h("div", { class: "gr-note" }, h("p", null, told), button(() => open(), false, REVIEW_WORDS.retry)));
    tell(told);
  }

  function start(found) {
    const n = queue.length;
    const minutes = Math.max(1, Math.round((n * 42) / 60));
    stage.replaceChildren(
      h(
        "div",
        { class: "gr-card gr-review-start" },
        heading(0, { class: "gr-title" }, n === 1 ? REVIEW_WORDS.startOne : fill(REVIEW_WORDS.startMany, { n })),
        h("p", null, fill(REVIEW_WORDS.about, { minutes })),
        h("p", null, button(() => card(true), true, REVIEW_WORDS.begin)),
      ),
      pictures(found),
    );
  }

  function rest(found, moved) {
    const kind = found.done ? "enough" : found.retention.asked || found.ahead.some((n) => n) ? "nothing" : "empty";
    const landing = heading(0, { class: "gr-title" }, REVIEW_WORDS[kind]);
    stage.replaceChildren(
      h(
        "div",
        { class: "gr-card gr-review-start" },
        landing,
        h("p", null, REVIEW_WORDS[`${kind}Text`]),
        h(
          "p",
          { class: "gr-row" },
          found.waiting ? button(() => open(true), true, REVIEW_WORDS.more) : null,
          homeLink(host, { notebook: "home.ipynb", class: "gr-button" }, REVIEW_WORDS.home),
        ),
      ),
      pictures(found),
      reminderForm({ host, heading, tell }),
    );
    if (moved) focusOn(landing);
  }

  function pictures({ retention, ahead }) {
    const cards = ahead.some((n) => n);
    if (!cards && !retention.asked) return "";
    return h(
      "div",
      { class: "gr-review-sides" },
      h("section", { class: "gr-card" }, heading(1, { class: "gr-subtitle" }, REVIEW_WORDS.kept), keptFigure(retention)),
      h("section", { class: "gr-card" }, heading(1, { class: "gr-subtitle" }, REVIEW_WORDS.ahead), aheadBars(ahead)),
    );
  }

  function card(move) {
    if (!again) drafts.set("review", "open");
    const entry = queue[at];
    const { question } = entry;
    const shown = `${Date.now()}`;
    const began = performance.now();
    let helped = false;
    let checked = false;
    const feedback = h("div", { class: "gr-question-feedback", hidden: true });
    const remark = h("p", { class: "gr-soft", hidden: true });
    const form = questionForm(question, { say: tell, onChange: () => (remark.hidden = true) });
    const landing = heading(0, { class: "gr-subtitle" }, question.title);
    const sure = sureField();
    const checkButton = button(onCheck, true, REVIEW_WORDS.check);
    const hints = hintSteps(question, (text) => {
      helped = true;
      tell(text);
    });
    const actions = h("div", { class: "gr-question-actions" }, checkButton, hints.button);

    function onCheck() {
      if (checked) return;
      if (form.empty()) {
        remark.textContent = REVIEW_WORDS.first;
        remark.hidden = false;
        tell(REVIEW_WORDS.first);
        return;
      }
      checked = true;
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const confidence = helped ? "guess" : sure.value();
      const message = { do: "review.save", question: question.id, stands_for: entry.stands_for, value: form.value(), seconds, confidence, shown };
      const saved = again ? Promise.resolve({ ok: false }) : saves.send(`card ${at} ${shown}`, message);
      for (const control of stage.querySelectorAll(".gr-answer input, .gr-answer select, .gr-answer textarea, .gr-answer button, .gr-sure input")) control.disabled = true;
      if (question.kind === "text" && !again) saved.then((reply) => !gone && show(verdictOf(reply.feedback?.share), reply.feedback));
      else show(form.mark(question.reveal), null);
      saved.then((reply) => !gone && reply.ok !== false && back(reply.days));
    }

    function back(days) {
      const told = days <= 1 ? REVIEW_WORDS.tomorrow : fill(REVIEW_WORDS.days, { n: days });
      feedback.querySelector(".gr-review-back")?.replaceChildren(told);
    }

    function show(verdict, found) {
      if (verdict === "right") right += 1;
      else if (question.kind !== "text") missed.push(entry);
      const mark = h("span", { class: "gr-mark", "data-quality": REVIEW_QUALITY[verdict] }, icon(REVIEW_ICONS[verdict]), " ", REVIEW_WORDS[verdict]);
      const told = heading(1, { class: "gr-question-verdict" }, mark);
      const last = at + 1 === queue.length;
      const models = (question.reveal.model || []).slice(0, 1);
      feedback.replaceChildren(
        told,
        ...(found?.checks || []).map(({ ok, say }) => h("p", { class: "gr-soft" }, `${ok ? "✓" : "–"} ${say}`)),
        h("div", null, h("strong", null, REVIEW_WORDS.why), paragraphs(question.reveal.explain)),
        ...models.map((text) => h("div", null, h("strong", null, REVIEW_WORDS.model), h("blockquote", null, paragraphs(text)))),
        h("p", { class: "gr-soft gr-review-back" }),
        h("p", null, button(() => go(), true, last ? REVIEW_WORDS.last : REVIEW_WORDS.next)),
      );
      feedback.hidden = false;
      actions.hidden = true;
      sure.element.hidden = true;
      focusOn(told);
    }

    stage.replaceChildren(
      h(
        "div",
        { class: "gr-card gr-question gr-review-card" },
        h("div", { class: "gr-review-path", role: "img", "aria-label": fill(REVIEW_WORDS.card, { n: at + 1, all: queue.length }) }, queue.map((_, index) => h("span", { "data-state": index < at ? "done" : index === at ? "now" : "open" }))),
        h("div", { class: "gr-question-head" }, landing, h("span", { class: "gr-soft" }, fill(REVIEW_WORDS.card, { n: at + 1, all: queue.length }) + (entry.fresh ? ` · ${REVIEW_WORDS.fresh}` : ""))),
        entry.met ? h("p", { class: "gr-note" }, fill(REVIEW_WORDS.met, entry.met)) : null,
        again ? h("p", { class: "gr-soft" }, REVIEW_WORDS.practice) : null,
        h("div", { class: "gr-question-prompt" }, paragraphs(question.prompt)),
        form.element,
        sure.element,
        remark,
        actions,
        hints.list,
        feedback,
        trouble,
      ),
    );
    if (move) focusOn(landing);
  }

  function verdictOf(share) {
    return share >= 1 ? "right" : share > 0 ? "partly" : "wrong";
  }

  function sureField() {
    const name = `gr-sure-${at}-${Date.now()}`;
    const rows = Object.entries(REVIEW_SURE).map(([word, value]) => {
      const input = h("input", { type: "radio", name, value });
      return { input, element: h("label", { class: "gr-sure-choice" }, input, h("span", null, REVIEW_WORDS[word])) };
    });
    const element = h("fieldset", { class: "gr-sure", title: REVIEW_WORDS.sureHelp }, h("legend", { class: "gr-soft" }, REVIEW_WORDS.sure), h("div", { class: "gr-row" }, rows.map((row) => row.element)));
    return { element, value: () => rows.find((row) => row.input.checked)?.input.value || "" };
  }

  async function go() {
    at += 1;
    if (at < queue.length) return card(true);
    drafts.drop("review");
    const all = queue.length;
    const known = right;
    const landing = heading(0, { class: "gr-title" }, REVIEW_WORDS.done);
    const told = fill(REVIEW_WORDS.doneText, { right: known, all });
    const below = h("div", { class: "gr-review" });
    const once = missed.length ? button(() => onceMore(), false, REVIEW_WORDS.onceMore) : null;
    const row = h("p", { class: "gr-row" }, homeLink(host, { notebook: "home.ipynb", class: "gr-button gr-button-main" }, REVIEW_WORDS.home), once);
    stage.replaceChildren(h("div", { class: "gr-card gr-review-start" }, landing, h("p", null, told), row, trouble), below);
    focusOn(landing);
    const reply = await host.ask({ do: "review.open" }).catch(() => null);
    if (gone || !reply?.ok) return;
    if (reply.waiting) row.append(button(() => open(true), false, REVIEW_WORDS.more));
    below.replaceChildren(...[pictures(reply), reminderForm({ host, heading, tell })].filter((part) => part));
  }

  // What was missed a moment ago is in reach now; only tomorrow says whether it stays.
  function onceMore() {
    queue = missed;
    missed = [];
    at = right = 0;
    again = true;
    card(true);
  }

  stage.append(h("div", { class: "gr-skeleton", role: "img", "aria-label": REVIEW_WORDS.opening }, h("div"), h("div"), h("div")));
  open();
  return {
    destroy() {
      gone = true;
      saves.stop();
      clearRoot(root);
    },
  };
}
