// What is done in a lesson, in one quiet strip; it looks again whenever another view has saved.

import { afreshExercise } from "./afresh.js";
import { announce, fill, h, icon, makeRoot } from "./dom.js";

const PROGRESS_WORDS = {
  label: "Your progress in this lesson",
  minutes: "About {minutes} minutes. Stop at any section; you find it again as you left it.",
  count: "{done} of {all} done",
  done: "done",
  open: "not done yet",
  part: "{kind}: {title}",
  kinds: { scenario: "Scenario", check: "Quick check", exercise: "Exercise" },
};
const TICK = "M4 10.5l4 4 8-9";
const RING = "M10 4a6 6 0 1 0 0 12a6 6 0 1 0 0-12";

/** Draw a lesson's progress. spec: {lesson}. */
export function mountProgress(root, spec, host) {
  const stage = makeRoot(root, PROGRESS_WORDS.label);
  stage.classList.add("gr-progress");
  let gone = false;

  // The button stays while it can still take itself back.
  const buttons = new Map();
  function exercise({ id, answers }) {
    if (answers && !buttons.has(id)) {
      buttons.set(id, afreshExercise({ ask: (message) => host.ask(message), exercise: id, tell: (text) => announce(root, text) }));
    }
    return buttons.get(id) || null;
  }

  function draw({ lesson, parts }) {
    const done = parts.filter((part) => part.done).length;
    stage.replaceChildren(
      h("p", { class: "gr-progress-minutes" }, fill(PROGRESS_WORDS.minutes, { minutes: lesson.minutes })),
      h("p", { class: "gr-progress-count" }, fill(PROGRESS_WORDS.count, { done, all: parts.length })),
      h(
        "ul",
        { class: "gr-progress-parts" },
        parts.map((part) =>
          h(
            "li",
            { "data-done": part.done ? "yes" : "no" },
            icon(part.done ? TICK : RING),
            h("span", null, fill(PROGRESS_WORDS.part, { kind: PROGRESS_WORDS.kinds[part.kind], title: part.title })),
            exercise(part),
            h("span", { class: "gr-unseen" }, `, ${part.done ? PROGRESS_WORDS.done : PROGRESS_WORDS.open}`),
          ),
        ),
      ),
    );
  }

  async function look() {
    const reply = await host.ask({ do: "progress.open", lesson: spec.lesson }).catch(() => null);
    if (reply?.ok && !gone) draw(reply);
  }

  // The windows and views of one browser tell each other that something was done.
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("groundrules") : null;
  if (channel) channel.onmessage = look;
  addEventListener("focus", look);
  look();
  return {
    destroy() {
      gone = true;
      channel?.close();
      removeEventListener("focus", look);
    },
  };
}
