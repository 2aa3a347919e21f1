// A reminder for one's own calendar: at what time and on which days; it gives a calendar file and sends nothing.

import { h } from "./dom.js";

const REMINDER_WORDS = {
  title: "Remind me",
  about: "This makes a calendar file with a five-minute entry that comes back. Open it, and your own calendar does the rest.",
  at: "At",
  days: "On",
  make: "Make the calendar file",
  made: "The calendar file is made. Open it to add the reminder.",
  failed: "The calendar file could not be made.",
  file: "ground-rules-review.ics",
};
const REMINDER_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The form, folded. */
export function reminderForm({ host, heading, tell }) {
  const at = h("input", { type: "time", class: "gr-field", value: "08:30", "aria-label": REMINDER_WORDS.at });
  const boxes = REMINDER_DAYS.map((day, index) => {
    const input = h("input", { type: "checkbox", value: day, checked: index < 5 });
    const name = new Date(2024, 0, index + 1).toLocaleDateString(undefined, { weekday: "short" }); // a week that begins on Monday
    return { input, element: h("label", { class: "gr-sure-choice" }, input, h("span", null, name)) };
  });
  const told = h("p", { class: "gr-soft" });

  async function make() {
    const days = boxes.filter(({ input }) => input.checked).map(({ input }) => input.value);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const reply = await host.ask({ do: "review.remind", at: at.value, days, zone }).catch(() => ({ ok: false }));
    if (reply.ok) {
      const address = URL.createObjectURL(new Blob([reply.calendar], { type: "text/calendar" }));
      h("a", { href: address, download: REMINDER_WORDS.file }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
    }
    told.textContent = reply.ok ? REMINDER_WORDS.made : [REMINDER_WORDS.failed, reply.error?.what, reply.error?.remedy].filter((part) => part).join(" ");
    tell(told.textContent);
  }

  return h(
    "details",
    { class: "gr-card gr-reminder" },
    h("summary", null, REMINDER_WORDS.title),
    h("p", { class: "gr-soft" }, REMINDER_WORDS.about),
    h("p", null, h("label", { class: "gr-row" }, h("span", null, REMINDER_WORDS.at), at)),
    h("fieldset", null, h("legend", { class: "gr-soft" }, REMINDER_WORDS.days), h("div", { class: "gr-row" }, boxes.map(({ element }) => element))),
    h("p", null, h("button", { type: "button", class: "gr-button", onclick: make }, REMINDER_WORDS.make)),
    told,
  );
}
