// The facilitator's controls of a scenario: one main step at a time, the vote, hands counted, the path not taken.

import { fill, h } from "./dom.js";
import { distribution, letterMark, optionText } from "./ballot.js";
import { part, pressable, soft } from "./story.js";
import { textOf } from "./walk.js";

const STEER_WORDS = {
  back: "Back one step",
  begin: "Begin: the first vote",
  close: "Close the vote",
  show: "Show how we voted",
  majority: "Play the move with most votes",
  play: "Play {letter}",
  reopen: "Vote again",
  clock: "Start the clock: {seconds} seconds",
  stop: "Stop the clock",
  on: "Go on",
  end: "See how it ends",
  leave: "Close the scenario",
  yours: "How they voted, for you alone",
  hands: "Votes by hand",
  handsHelp: "Count the cards or hands and type the numbers. They are added to the votes.",
  hand: "{letter}: votes by hand",
  look: "Look at the path not taken",
  lookAt: "{letter}, at “{heading}”",
  return: "Back to what we did",
};

function looks(stage, send) {
  const steps = stage.page === "end" ? stage.path : [stage.played];
  const first = stage.page === "end" ? 0 : stage.step - 1;
  const buttons = steps.flatMap((step, index) =>
    step.options
      .filter(({ id }) => id !== step.played)
      .map((option) => {
        const label = fill(STEER_WORDS.lookAt, { letter: option.letter, heading: textOf(stage, step.heading) });
        return h("li", null, pressable(() => send({ do: "look", step: first + index, option: option.id }), { look: "gr-button-small" }, stage.page === "end" ? label : [letterMark(option), optionText(stage, option)]));
      }),
  );
  return h("details", { class: "gr-fold" }, h("summary", null, STEER_WORDS.look), h("ul", { class: "room-others" }, buttons));
}

function hands(stage, given, send, open) {
  const rows = stage.options.map((option) => {
    const id = `room-hand-${option.id}`;
    const input = h("input", { id, class: "gr-field room-hand", type: "number", min: "0", max: "1000", inputmode: "numeric", value: String(given[option.id] || 0) });
    input.addEventListener("change", () => send({ do: "count", option: option.id, number: Math.max(0, Math.min(1000, Math.round(Number(input.value) || 0))) }));
    return h("div", { class: "room-hand-row" }, h("label", { for: id }, h("span", { "aria-hidden": "true" }, letterMark(option)), h("span", { class: "gr-unseen" }, fill(STEER_WORDS.hand, option))), input);
  });
  return h("details", { class: "gr-fold", open }, h("summary", null, STEER_WORDS.hands), soft(STEER_WORDS.handsHelp), part("room-hands", rows));
}

/** Make the controls. `send` sends a message to the room. Gives {element, draw(stage, offline), update(tally, count)}. */
export function steering(send) {
  const buttons = part("gr-row room-steps");
  const more = part("room-more");
  const secret = part("room-secret");
  const element = h("div", { class: "room-steer" }, buttons, secret, more);
  let stage = null;
  let phase = "";
  let running = false;
  let rows = "";
  let seen = "";

  const step = (words, message, main = false) => pressable(() => send(message), { look: main ? "gr-button-main" : "" }, words);
  const back = () => step(STEER_WORDS.back, { do: "back" });

  function voteButtons() {
    const plays = stage.options.map((option) => step(fill(STEER_WORDS.play, option), { do: "play", option: option.id }));
    if (phase === "open") {
      const clock = running ? step(STEER_WORDS.stop, { do: "clock", on: false }) : step(fill(STEER_WORDS.clock, stage), { do: "clock", on: true });
      return [step(STEER_WORDS.close, { do: "close" }, true), step(STEER_WORDS.show, { do: "show" }), ...(stage.seconds ? [clock] : []), back()];
    }
    const majority = step(STEER_WORDS.majority, { do: "play" }, phase === "shown");
    const again = step(STEER_WORDS.reopen, { do: "reopen" });
    return phase === "shown" ? [majority, ...plays, again, back()] : [step(STEER_WORDS.show, { do: "show" }, true), majority, ...plays, again, back()];
  }

  function stepButtons() {
    if (stage.look) return [step(STEER_WORDS.return, { do: "return" }, true)];
    if (stage.page === "case") return [step(STEER_WORDS.begin, { do: "on" }, true)];
    if (stage.page === "outcome") return [step(stage.ends ? STEER_WORDS.end : STEER_WORDS.on, { do: "on" }, true), back()];
    return [back()];
  }

  function put(all) {
    const held = element.contains(document.activeElement) && document.activeElement.matches("button");
    buttons.replaceChildren(...all);
    if (held) buttons.querySelector("button")?.focus({ preventScroll: true });
  }

  return {
    element,
    draw(now, offline) {
      stage = now;
      phase = "";
      running = false;
      rows = "";
      seen = "null";
      secret.replaceChildren();
      element.hidden = stage.page === "lobby";
      if (element.hidden) return;
      if (stage.page !== "vote") put([...stepButtons(), pressable(() => send({ do: "end" }), {}, STEER_WORDS.leave)]);
      const extra = stage.page === "vote" ? hands(stage, {}, send, offline) : stage.page === "case" || stage.look ? "" : looks(stage, send);
      more.replaceChildren(extra);
    },
    update(tally, count) {
      if (stage?.page !== "vote" || tally?.round !== stage.round) return;
      if (phase !== tally.phase || running !== Boolean(tally.ends)) {
        phase = tally.phase;
        running = Boolean(tally.ends);
        put(voteButtons());
      }
      const mine = count?.round === stage.round ? count : null;
      const known = JSON.stringify(mine?.hands || {});
      if (known !== rows && !more.contains(document.activeElement)) {
        for (const option of stage.options) more.querySelector(`#${CSS.escape(`room-hand-${option.id}`)}`).value = String(mine?.hands?.[option.id] || 0);
        rows = known;
      }
      const alone = mine?.counts && phase === "closed" ? distribution(stage, stage.options, mine.counts) : null;
      // Folded away, for whoever shows this very page on the projector.
      const now = JSON.stringify(alone && mine.counts);
      if (now === seen) return;
      seen = now;
      const open = secret.querySelector("details")?.open;
      secret.replaceChildren(alone ? h("details", { class: "gr-fold", open }, h("summary", null, STEER_WORDS.yours), alone) : "");
    },
  };
}
