// The optional timer of a scene: a switch that is remembered, and a calm bar that waits while nobody looks.

import { fill, h, prefersStill, settings } from "./dom.js";

const TIMER_WORDS = {
  name: "Timer",
  on: ": on",
  off: ": off",
  left: "{seconds} seconds left",
  last: "1 second left",
  gentle: "If the time runs out, the story goes on. Switch the timer off to take all the time you like.",
  begins: "This scene has a timer of {seconds} seconds. You can switch it off.",
  soon: "10 seconds left.",
};

/** Are timers on? The person's own switch first; else off for those who ask for less movement. */
export function timersOn(wanted = true) {
  const chosen = settings.get("timers");
  return chosen ? chosen === "on" : wanted && !prefersStill();
}

/** The switch. `onSwitch(on)` is called when it is used. */
export function timerSwitch(on, onSwitch) {
  const state = h("span", { "aria-hidden": "true" }, on ? TIMER_WORDS.on : TIMER_WORDS.off);
  return h(
    "button",
    {
      type: "button",
      class: "gr-button gr-button-small gr-switch",
      role: "switch",
      "aria-checked": String(on),
      onclick(event) {
        on = !on;
        settings.set("timers", on ? "on" : "off");
        state.textContent = on ? TIMER_WORDS.on : TIMER_WORDS.off;
        event.currentTarget.setAttribute("aria-checked", String(on));
        onSwitch(on);
      },
    },
    h("span", null, TIMER_WORDS.name, state),
  );
}

/** A bar that runs down. It waits until somebody is there (`started`, or the first touch inside `around`), and while
 *  the page is hidden. `tell(text)` speaks to a screen reader, `onEnd()` is called once. Gives {element, stop()}. */
export function timerBar({ seconds, started, around, tell, onEnd }) {
  const text = h("p", { role: "timer" });
  const bar = h("span", null);
  const element = h(
    "div",
    { class: "gr-timer" },
    text,
    h("div", { class: "gr-timer-track", "aria-hidden": "true" }, bar),
    h("p", { class: "gr-soft" }, TIMER_WORDS.gentle),
  );
  let left = seconds;
  let last = performance.now();
  let warned = seconds <= 10;

  function show() {
    const whole = Math.max(Math.ceil(left), 0);
    text.textContent = whole === 1 ? TIMER_WORDS.last : fill(TIMER_WORDS.left, { seconds: whole });
    bar.style.setProperty("inline-size", `${Math.max((left / seconds) * 100, 0)}%`);
  }

  function tick() {
    const now = performance.now();
    if (started && !document.hidden) left -= (now - last) / 1000;
    last = now;
    show();
    if (!warned && left <= 10) {
      warned = true;
      tell(TIMER_WORDS.soon);
    }
    if (left <= 0) {
      stop();
      onEnd();
    }
  }

  function begin() {
    if (!started) tell(fill(TIMER_WORDS.begins, { seconds }));
    started = true;
  }

  function stop() {
    clearInterval(clock);
    around.removeEventListener("pointermove", begin);
    around.removeEventListener("focusin", begin);
  }

  const clock = setInterval(tick, 250);
  around.addEventListener("pointermove", begin);
  around.addEventListener("focusin", begin);
  if (started) tell(fill(TIMER_WORDS.begins, { seconds }));
  show();
  return { element, stop };
}
