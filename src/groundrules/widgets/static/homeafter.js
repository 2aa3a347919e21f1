// After a talk, on the home page: what was promised and is still to do, and the look back.

import { fill, h } from "./dom.js";
import { chooseContact } from "./homecontact.js";
import { homeLink } from "./homelink.js";
import { mountRecords } from "./records.js";

const HOMEAFTER_WORDS = {
  title: "Afterwards",
  due: "by {when}",
  late: "late since {when}",
  reflection: "Look back at the talk with {name}",
  write: "Look back now",
  close: "Close",
  second: "Some days ago you played its first case. Here is the same choice in another trade.",
  secondGo: "Play “{title}”",
  more: "{n} more in your workbook",
  open: "Open the workbook",
};
const HOMEAFTER_MOST = 4;

function dayWords(text) {
  const [year, month, day] = text.split("-").map(Number);
  return new Date(year, month - 1, day).toLocaleDateString(undefined, { day: "numeric", month: "long" });
}

/** The card of what follows from talks; null where nothing does. */
export function afterMeeting(items, { host, heading, look }) {
  if (!items.length) return null;
  const forms = [];

  function lookBack(item) {
    const inside = h("div", { class: "gr-keep", hidden: true });
    const button = h("button", { type: "button", class: "gr-button gr-button-small", "aria-expanded": "false", onclick: toggle }, HOMEAFTER_WORDS.write);
    let form = null;
    function toggle() {
      if (form) {
        form.destroy();
        form = null;
        look();
      } else {
        form = mountRecords(inside, { table: "reflections", contact: item.contact, headingLevel: 4 }, host);
        forms.push({ destroy: () => form?.destroy() });
      }
      inside.hidden = !form;
      button.textContent = form ? HOMEAFTER_WORDS.close : HOMEAFTER_WORDS.write;
      button.setAttribute("aria-expanded", String(Boolean(form)));
    }
    return h("li", null, h("p", null, fill(HOMEAFTER_WORDS.reflection, item)), button, inside);
  }

  function followUp(item) {
    const when = item.due ? fill(item.late ? HOMEAFTER_WORDS.late : HOMEAFTER_WORDS.due, { when: dayWords(item.due) }) : "";
    const link = homeLink(host, { notebook: "workbook.ipynb", onclick: () => chooseContact(item.contact) }, item.what);
    const soft = [item.name, when].filter((part) => part).join(", ");
    return h("li", { "data-late": item.late ? "yes" : "no" }, h("p", null, link), h("p", { class: "gr-soft" }, soft));
  }

  function secondCase(item) {
    const link = homeLink(host, { notebook: item.notebook, place: item.scenario }, fill(HOMEAFTER_WORDS.secondGo, item));
    return h("li", null, h("p", null, link), h("p", { class: "gr-soft" }, HOMEAFTER_WORDS.second));
  }

  const makers = { "follow-up": followUp, reflection: lookBack, "second-case": secondCase };
  const shown = items.slice(0, HOMEAFTER_MOST).map((item) => makers[item.kind](item));
  const rest = items.length - shown.length;
  const element = h(
    "section",
    { class: "gr-card" },
    heading(1, { class: "gr-subtitle" }, HOMEAFTER_WORDS.title),
    h("ul", { class: "gr-home-items" }, shown),
    rest > 0 ? h("p", { class: "gr-soft" }, fill(HOMEAFTER_WORDS.more, { n: rest })) : null,
  );
  return { element, destroy: () => forms.forEach((form) => form.destroy()) };
}
