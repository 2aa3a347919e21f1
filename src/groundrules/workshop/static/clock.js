// The quiet clock of a scene: it runs when the facilitator starts it, and when it has run down nothing happens by itself.

import { fill, h } from "./dom.js";

const CLOCK_WORDS = {
  left: "{seconds} seconds to decide",
  last: "1 second to decide",
  over: "The time is up. Take the moment that you still need.",
};

/** Make it for a scene of that many seconds. Gives {element, update(ends)}: `ends` in seconds since 1970, or nothing. */
export function quietClock(seconds) {
  const text = h("p", { role: "timer" });
  const bar = h("span", null);
  const element = h("div", { class: "gr-timer", hidden: true }, text, h("div", { class: "gr-timer-track", "aria-hidden": "true" }, bar));
  let alarm = null;
  let until = null;

  function show() {
    if (!element.isConnected && alarm) {
      clearInterval(alarm);
      return;
    }
    // A phone whose own clock is wrong shows no more than the whole time.
    const left = Math.min(seconds, Math.max(0, until - Date.now() / 1000));
    const whole = Math.ceil(left);
    text.textContent = whole > 1 ? fill(CLOCK_WORDS.left, { seconds: whole }) : whole ? CLOCK_WORDS.last : CLOCK_WORDS.over;
    bar.style.setProperty("inline-size", `${(100 * left) / seconds}%`);
  }

  return {
    element,
    update(ends) {
      if (ends === until) return;
      until = ends;
      clearInterval(alarm);
      element.hidden = !ends;
      if (!ends) return;
      alarm = setInterval(show, 500);
      show();
    },
  };
}
