// The question form: one question, its answer saved as it is given; a practice question also tells what was right and why.

import { announce, clearRoot, drafts, fill, focusOn, h, icon, makeRoot, paragraphs, saveNote, saver } from "./dom.js";
import { afreshButtons } from "./afresh.js";
import { questionForm } from "./answer.js";
import { hintSteps } from "./hints.js";

const QUESTION_WORDS = {
  region: "Question",
  named: "Question: {title}",
  opening: "The question is being opened.",
  failed: "This question cannot be opened.",
  retry: "Try again",
  points: "{n} points",
  point: "1 point",
  practice: "Practice",
  graded: "Graded: {points}",
  check: "Check",
  first: "Answer first, then check.",
  right: "That is right",
  partly: "Partly right",
  wrong: "Not quite",
  yours: "Your text, looked at",
  handed: "Compare your text with this",
  why: "Why",
  model: "One way to say it",
  another: "Another way",
  honest: "Write a little more, in your own words. Then a model text is here to compare it with.",
  again: "Change your answer and check again as often as you like.",
  yes: "Yes:",
  notYet: "Not yet:",
  advice: "Advice:",
  rubric: "How it is marked",
};

const QUESTION_ICONS = {
  right: "M4 10.5 8.2 15 16 5.5",
  partly: "M3.5 10h13",
  wrong: "M5 5l10 10M15 5 5 15",
};

const QUESTION_QUALITY = { right: "strong", partly: "partial", wrong: "weak" };
const QUESTION_PAUSE = 700;

/** Draw a question into a root.
 *
 *  `spec`: {id, path, practice, headingLevel, question}; with `question` given it shows before the host answers. */
export function mountQuestion(root, spec, host) {
  const stage = makeRoot(root, QUESTION_WORDS.region);
  const level = spec.headingLevel || 3;
  const address = { path: spec.path || "", id: spec.id, practice: Boolean(spec.practice) };
  const draftKey = `question:${address.path}:${address.id}`;
  const note = saveNote(() => queue.retry());
  const queue = saver(host, { onState: (state, error) => note.show(state, error) });
  const opener = saver(host);
  let view = null;
  let timer = null;

  function open() {
    opener.send("open", { do: "question.open", ...address }).then((reply) => {
      if (reply.ok === false) return view || showError(reply.error || {});
      if (!view) draw(reply.question);
      if (reply.notice) view.tell(reply.notice);
      view.take(reply);
    });
  }

  function showError(error) {
    const button = h("button", { type: "button", class: "gr-button", onclick: open }, QUESTION_WORDS.retry);
    const told = [QUESTION_WORDS.failed, error.what, error.remedy].filter((part) => part).join(" ");
    stage.replaceChildren(h("div", { class: "gr-note" }, h("p", null, told), h("div", { class: "gr-question-actions" }, button)));
    announce(root, told);
  }

  function send(value) {
    clearTimeout(timer);
    timer = null;
    return queue.send("answer", { do: "question.save", ...address, value }).then((reply) => {
      if (reply.ok !== false) {
        view.kept(reply);
        if (drafts.get(draftKey) === JSON.stringify(value)) drafts.drop(draftKey);
        if (reply.notice) view.tell(reply.notice);
      }
      return reply;
    });
  }

  function draw(question) {
    const practice = Boolean(question.reveal);
    const typed = question.kind === "text" || question.kind === "marked";
    const notice = h("div", { class: "gr-note", hidden: true });
    const checks = h("ul", { class: "gr-question-checks" });
    const feedback = h("div", { class: "gr-question-feedback", hidden: true });
    let touched = false;
    let earlier; // whether an answer was put aside; unknown to hosts that keep none

    const form = questionForm(question, {
      say: (text) => announce(root, text),
      onChange(value, settled) {
        touched = true;
        drafts.set(draftKey, JSON.stringify(value));
        if (practice) return clearFeedback();
        clearTimeout(timer);
        if (settled) sendGraded();
        else timer = setTimeout(sendGraded, QUESTION_PAUSE);
      },
    });

    function sendGraded() {
      send(form.value()).then((reply) => reply.ok !== false && showChecks(reply));
    }

    function showChecks(reply) {
      const told = reply.status === "empty" ? [] : reply.checks || [];
      checks.replaceChildren(...told.map((check) => h("li", null, check.say)));
    }

    function clearFeedback() {
      if (feedback.hidden) return;
      feedback.hidden = true;
      feedback.replaceChildren();
      form.unmark();
    }

    function onCheck() {
      if (form.empty()) {
        announce(root, QUESTION_WORDS.first);
        checks.replaceChildren(h("li", null, QUESTION_WORDS.first));
        return;
      }
      checks.replaceChildren();
      const saved = send(form.value());
      if (!typed) showFeedback(null, true);
      else saved.then((reply) => (reply.ok === false ? null : showFeedback(reply.feedback, true)));
    }

    function showFeedback(found, move) {
      const verdict = typed ? questionVerdict(found) : form.mark(question.reveal);
      const word = verdict ? QUESTION_WORDS[verdict] : QUESTION_WORDS[typed && found ? "yours" : "handed"];
      const sign = verdict ? [icon(QUESTION_ICONS[verdict]), " "] : [];
      const mark = h("span", { class: "gr-mark", "data-quality": QUESTION_QUALITY[verdict] || "partial" }, sign, word);
      const heading = h(`h${Math.min(level + 1, 6)}`, { class: "gr-question-verdict" }, verdict ? mark : word);
      const scored = typed && found ? found.checks : [];
      const models = question.reveal.model || [];
      const honest = !typed || questionIsHonest(question, form.value());
      feedback.replaceChildren(
        heading,
        scored.length ? h("ul", { class: "gr-question-checks" }, scored.map(questionCheck)) : "",
        question.reveal.explain ? h("div", null, h("strong", null, QUESTION_WORDS.why), paragraphs(question.reveal.explain)) : "",
        ...(honest ? questionModels(models) : [h("p", { class: "gr-soft" }, QUESTION_WORDS.honest)]),
        verdict === "right" ? "" : h("p", { class: "gr-soft" }, QUESTION_WORDS.again),
      );
      feedback.hidden = false;
      if (move) focusOn(heading);
    }

    const afresh = afreshButtons({ ask: (message) => host.ask(message), address, onReply: renew, tell: (text) => announce(root, text) });

    // The form as the host has it now, after an answer was put aside or brought back.
    function renew(reply) {
      clearTimeout(timer);
      timer = null;
      drafts.drop(draftKey);
      touched = false;
      checks.replaceChildren();
      feedback.hidden = true;
      form.unmark();
      form.set(reply.value);
      view.take(reply);
    }

    const hints = hintSteps(question, (text) => announce(root, text));
    const button = practice ? h("button", { type: "button", class: "gr-button gr-button-main", onclick: onCheck }, QUESTION_WORDS.check) : "";
    const worth = question.points === 1 ? QUESTION_WORDS.point : fill(QUESTION_WORDS.points, { n: question.points });
    const kind = practice ? QUESTION_WORDS.practice : fill(QUESTION_WORDS.graded, { points: worth });
    root.setAttribute("aria-label", fill(QUESTION_WORDS.named, { title: question.title }));
    stage.replaceChildren(
      h(
        "div",
        { class: "gr-card gr-question", "data-kind": question.kind },
        h("div", { class: "gr-question-head" }, h(`h${level}`, { class: "gr-subtitle" }, question.title), h("span", { class: "gr-soft" }, kind)),
        notice,
        h("div", { class: "gr-question-prompt" }, paragraphs(question.prompt)),
        form.element,
        question.rubric ? questionRubric(question.rubric) : "",
        checks,
        practice ? h("div", { class: "gr-question-actions" }, button, hints.button) : "",
        hints.list,
        practice ? "" : note.element,
        feedback,
        afresh.element,
      ),
    );

    const kept = questionDraft(draftKey);
    if (kept !== undefined) {
      form.set(kept);
      touched = true;
    }
    view = {
      tell(text) {
        notice.textContent = text;
        notice.hidden = false;
        announce(root, text);
      },
      take(reply) {
        if ("earlier" in reply) earlier = reply.earlier;
        afresh.show({ answered: reply.value !== null && reply.value !== undefined, earlier });
        if (touched) {
          // What stands here is newer than what was saved: a draft of before, or clicks made while this was opened.
          if (!practice && JSON.stringify(reply.value) !== JSON.stringify(form.value())) sendGraded();
          return;
        }
        form.set(reply.value);
        if (reply.value === null || reply.value === undefined) return;
        if (practice) showFeedback(reply.feedback, false);
        else {
          note.show("saved", null);
          showChecks(reply);
        }
      },
      kept(reply) {
        afresh.show({ answered: reply.status !== "empty", earlier });
      },
      flush() {
        if (timer) sendGraded();
      },
    };
  }

  const leave = () => view && view.flush();
  addEventListener("pagehide", leave);
  if (spec.question) draw(spec.question);
  else stage.replaceChildren(h("div", { class: "gr-skeleton", role: "img", "aria-label": QUESTION_WORDS.opening }, h("div"), h("div"), h("div")));
  open();
  return {
    destroy() {
      leave();
      removeEventListener("pagehide", leave);
      clearTimeout(timer);
      opener.stop();
      queue.stop();
      clearRoot(root);
    },
  };
}

// A model text helps whoever has tried: half of the words that are asked for, and not just the text to be mended.
function questionIsHonest({ text }, value) {
  const count = String(value || "").split(/\s+/).filter((word) => word).length;
  return count >= Math.ceil(text.min_words / 2) && value.trim() !== (text.starter || "").trim();
}

function questionVerdict(found) {
  if (!found || found.share === null || found.share === undefined) return null;
  return found.share >= 1 ? "right" : found.share > 0 ? "partly" : "wrong";
}

function questionCheck(check) {
  // What is only advised never looks like a fault.
  const verdict = check.ok ? "right" : check.scored === false ? "partly" : "wrong";
  const word = h("span", { class: "gr-unseen" }, QUESTION_WORDS[{ right: "yes", partly: "advice", wrong: "notYet" }[verdict]]);
  const quality = QUESTION_QUALITY[verdict];
  return h("li", { "data-quality": quality }, icon(QUESTION_ICONS[verdict]), word, h("span", null, check.say));
}

function questionModels(texts) {
  return texts.map((text, index) =>
    h("details", null, h("summary", null, QUESTION_WORDS[index ? "another" : "model"]), h("blockquote", null, paragraphs(text))),
  );
}

function questionRubric(lines) {
  const worth = (line) => (line.points === 1 ? QUESTION_WORDS.point : fill(QUESTION_WORDS.points, { n: line.points }));
  return h(
    "details",
    { class: "gr-question-rubric" },
    h("summary", null, QUESTION_WORDS.rubric),
    h("ul", null, lines.map((line) => h("li", null, line.text, " ", h("span", { class: "gr-soft" }, `(${worth(line)})`)))),
  );
}

function questionDraft(key) {
  try {
    const kept = drafts.get(key);
    return kept === null ? undefined : JSON.parse(kept);
  } catch {
    return undefined;
  }
}
