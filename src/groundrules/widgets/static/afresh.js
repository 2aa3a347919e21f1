// Starting afresh, and taking that back: for a question's answer and for all answers of an exercise. Nothing is lost.

import { h } from "./dom.js";

const AFRESH_WORDS = {
  reset: "Start afresh",
  restore: "Bring my earlier answer back",
  cleared: "Your answer was put aside. You can bring it back.",
  back: "Your earlier answer is back.",
  resetAll: "Start the exercise afresh",
  restoreAll: "Bring my answers back",
  clearedAll: "All answers of the exercise were put aside. Load its page again to see it empty.",
  backAll: "Your answers are back.",
  failed: "That could not be done.",
};

function afreshError(reply) {
  return [AFRESH_WORDS.failed, reply?.error?.what, reply?.error?.remedy].filter((part) => part).join(" ");
}

/** The two buttons of a question. `ask` gives a promise of a reply, `onReply(reply)` shows it, `tell(text)` says it.
 *  Gives {element, show({answered, earlier})}; a host that keeps no earlier answers leaves `earlier` out: no buttons. */
export function afreshButtons({ ask, address, onReply, tell }) {
  const make = (words, does, told) => {
    const onclick = async () => {
      const reply = await ask({ do: does, ...address }).catch(() => null);
      if (!reply || reply.ok === false) return tell(afreshError(reply));
      onReply(reply);
      tell(told);
    };
    return h("button", { type: "button", class: "gr-button gr-button-small", hidden: true, onclick }, words);
  };
  const reset = make(AFRESH_WORDS.reset, "question.reset", AFRESH_WORDS.cleared);
  const restore = make(AFRESH_WORDS.restore, "question.restore", AFRESH_WORDS.back);
  const element = h("div", { class: "gr-row gr-afresh" }, reset, restore);
  return {
    element,
    show({ answered, earlier }) {
      const held = element.contains(document.activeElement);
      reset.hidden = earlier === undefined || !answered;
      restore.hidden = !earlier;
      if (held) [reset, restore].find((button) => !button.hidden)?.focus();
    },
  };
}

/** The button beside an exercise in the list of a lesson's parts; pressed once more it takes itself back. */
export function afreshExercise({ ask, exercise, tell }) {
  let put = false;
  async function toggle() {
    const reply = await ask({ do: put ? "exercise.restore" : "exercise.reset", exercise }).catch(() => null);
    if (!reply || reply.ok === false) return tell(afreshError(reply));
    put = !put;
    button.textContent = put ? AFRESH_WORDS.restoreAll : AFRESH_WORDS.resetAll;
    tell(put ? AFRESH_WORDS.clearedAll : AFRESH_WORDS.backAll);
  }
  const button = h("button", { type: "button", class: "gr-button gr-button-small", onclick: toggle }, AFRESH_WORDS.resetAll);
  return button;
}
