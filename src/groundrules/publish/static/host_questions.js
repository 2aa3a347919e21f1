// The question forms' messages, answered in the browser: practice questions from the site's files, answers on the shelf.

import { fill } from "./dom.js";
import { Refusal } from "./shelf.js";

const CHECK_WORDS = {
  none: "There is no question of that name on this page.",
  reload: "Load the page again.",
  answered: "Answered",
  nothing: "There is no answer yet.",
  complete: "Complete",
  placed: "Every item has its group.",
  some: "{n} of {all} items have a group.",
  yours: "Yours",
  still: "This is still the text that you were given. Make it yours.",
  length: "Length",
  short: "{count} so far. At least {least} are needed; a shorter text gets no points.",
  long: "{count}. Only the first {most} count.",
  right: "{count}, between {least} and {most}, as asked.",
  word: "1 word",
  words: "{n} words",
};

function typedKind(question) {
  return question.kind === "text" || question.kind === "marked";
}

function emptyAnswer(question, value) {
  if (typedKind(question)) return typeof value !== "string" || !value.trim();
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && !Object.keys(value).length;
}

// An answer from before the question was changed may name what is no longer there.
function fittingAnswer(question, value) {
  const ids = (part) => (question[part] || []).map(({ id }) => id);
  if (emptyAnswer(question, value)) return true;
  if (typedKind(question)) return true;
  if (question.kind === "single") return ids("options").includes(value);
  if (question.kind === "several") return Array.isArray(value) && value.every((one) => ids("options").includes(one));
  if (question.kind === "order") return Array.isArray(value) && value.length === ids("items").length && value.every((one) => ids("items").includes(one));
  return Object.entries(value).every(([item, group]) => ids("items").includes(item) && ids("groups").includes(group));
}

const lettersOf = (text) => (text || "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function lengthCheck(question, text) {
  const { min_words: least, max_words: most, starter } = question.text;
  const n = text.split(/\s+/).filter((word) => word).length;
  const count = n === 1 ? CHECK_WORDS.word : fill(CHECK_WORDS.words, { n });
  if (lettersOf(starter) && lettersOf(text) === lettersOf(starter)) {
    return { id: "length", label: CHECK_WORDS.yours, ok: false, say: CHECK_WORDS.still, scored: true };
  }
  const say = n < least ? CHECK_WORDS.short : n > most ? CHECK_WORDS.long : CHECK_WORDS.right;
  return { id: "length", label: CHECK_WORDS.length, ok: least <= n && n <= most, say: fill(say, { count, least, most }), scored: true };
}

function formChecks(question, value) {
  if (emptyAnswer(question, value)) return [{ id: "form", label: CHECK_WORDS.answered, ok: false, say: CHECK_WORDS.nothing, scored: true }];
  if (typedKind(question)) return [lengthCheck(question, value)];
  if (question.kind !== "classify") return [];
  const n = Object.keys(value).length;
  const all = question.items.length;
  const say = n === all ? CHECK_WORDS.placed : fill(CHECK_WORDS.some, { n, all });
  return [{ id: "complete", label: CHECK_WORDS.complete, ok: n === all, say, scored: true }];
}

const CHECK_PATIENCE = 8000;

/** Give the handlers. Where there is no `coach` (null), or it is not ready in time, a text's `feedback` is null. */
export function hostQuestions(fetchData, shelf, coach) {
  async function questionOf(id) {
    const questions = await fetchData(`questions:${String(id).slice(0, 2)}`);
    if (!questions?.[id]) throw new Refusal(CHECK_WORDS.none, { where: id, remedy: CHECK_WORDS.reload });
    return questions[id];
  }

  function state(question, value, feedback) {
    const status = emptyAnswer(question, value) ? "empty" : "saved";
    return { status, checks: formChecks(question, value), feedback };
  }

  async function feedbackOn(question, value) {
    if (!coach || question.kind !== "text" || emptyAnswer(question, value)) return null;
    const silence = new Promise((resolve) => setTimeout(resolve, CHECK_PATIENCE, null));
    const reply = await Promise.race([coach.ask({ do: "score", question, value }), silence]);
    return reply?.feedback || null;
  }

  async function opened(id) {
    const question = await questionOf(id);
    const kept = shelf.get(`answer:${id}`);
    const value = kept && fittingAnswer(question, kept.value) ? kept.value : null;
    const earlier = Boolean(shelf.get(`earlier:${id}`));
    return { question, value, notice: "", ...state(question, value, (value && kept.feedback) || null), earlier };
  }

  return {
    "question.open": ({ id }) => opened(id),
    // What stood there is put aside, and comes back when it is asked for.
    async "question.reset"({ id }) {
      const kept = shelf.get(`answer:${id}`);
      if (kept) shelf.put(`earlier:${id}`, kept);
      shelf.drop(`answer:${id}`);
      return opened(id);
    },
    async "question.restore"({ id }) {
      const [kept, earlier] = [shelf.get(`answer:${id}`), shelf.get(`earlier:${id}`)];
      if (earlier) {
        shelf.put(`answer:${id}`, earlier);
        if (kept) shelf.put(`earlier:${id}`, kept);
        else shelf.drop(`earlier:${id}`);
      }
      return opened(id);
    },
    async "question.save"({ id, value }) {
      const question = await questionOf(id);
      if (emptyAnswer(question, value)) shelf.drop(`answer:${id}`);
      else shelf.put(`answer:${id}`, { value, saved: new Date().toISOString(), feedback: null });
      if (!emptyAnswer(question, value) && !shelf.get(`done:check:${id}`)) {
        shelf.put(`done:check:${id}`, { when: new Date().toISOString(), score: null });
      }
      const feedback = await feedbackOn(question, value);
      const kept = shelf.get(`answer:${id}`);
      if (feedback && kept?.value === value) shelf.put(`answer:${id}`, { ...kept, feedback });
      return { notice: "", ...state(question, value, feedback) };
    },
  };
}
