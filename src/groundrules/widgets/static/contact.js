// One contact at a glance: what the workbook holds about them, each part opening into its form, and the documents for the talk.

import { announce, clearRoot, fill, h, makeRoot } from "./dom.js";
import { keepFresh, rowsChanged } from "./fresh.js";
import { newId } from "./recordrows.js";
import { mountRecords } from "./records.js";

const CONTACT_WORDS = {
  region: "One contact",
  opening: "Your workbook is being opened.",
  failed: "Your workbook cannot be opened.",
  retry: "Try again",
  who: "Contact",
  none: "There is no contact yet. Add the first one.",
  shown: "{name} is shown.",
  open: "Open: {label}",
  close: "Close: {label}",
  nothing: "Nothing yet.",
  late: "late",
  pack: "Make the documents for the talk",
  packing: "The documents are being made…",
  packed: "The documents are in {folder}:",
  lacking: "Still missing",
  advice: "The coach suggests",
};
const CONTACT_KEY = "groundrules:contact";

/** Draw a contact's page. spec: {contact?, headingLevel?}; without a contact the person chooses one. */
export function mountContact(root, spec, host) {
  const stage = makeRoot(root, CONTACT_WORDS.region);
  const level = spec.headingLevel || 3;
  let shown = spec.contact || sessionStorage.getItem(CONTACT_KEY) || "";
  let view = null; // {select, body, forms: Map of the open forms by table}
  let gone = false;

  function ask(message) {
    return host.ask(message).catch(() => ({ ok: false, error: { what: CONTACT_WORDS.failed, remedy: "" } }));
  }

  async function look() {
    const opened = await ask({ do: "records.open", table: "contacts" });
    if (gone) return;
    if (opened.ok === false) return view || fail(opened.error || {});
    if (!view) draw();
    const known = opened.contacts;
    if (!known.some((each) => each.id === shown)) shown = known[0]?.id || "";
    view.select.replaceChildren(...known.map((each) => h("option", { value: each.id }, each.name)));
    view.select.value = shown;
    view.chooser.hidden = !known.length || Boolean(spec.contact);
    // Once somebody is writing the first contact, its form stays though that contact is there now.
    if (!known.length && !view.people) {
      view.empty.hidden = false;
      view.people = mountRecords(view.first, { table: "contacts", headingLevel: Math.min(level + 1, 6) }, host);
    }
    if (shown) await overview();
  }

  async function overview() {
    const wanted = shown;
    const reply = await ask({ do: "contact.open", contact: wanted });
    if (gone || wanted !== shown) return;
    if (reply.ok === false) return tell([reply.error?.what, reply.error?.remedy].join(" "));
    view.name.textContent = reply.contact.name;
    view.role.textContent = reply.contact.who;
    view.pack.hidden = !reply.pack;
    for (const part of reply.parts) show(part);
  }

  // A part that is there already keeps its element: the person may be writing in its form.
  function show(part) {
    let section = view.parts.get(part.table);
    if (!section) {
      section = makePart(part);
      view.parts.set(part.table, section);
      view.body.append(section.element);
    }
    section.count.textContent = part.count ? ` (${part.count})` : "";
    const lines = part.lines.map((line) => h("li", null, line.late ? h("span", { class: "gr-contact-late" }, `${CONTACT_WORDS.late}: `) : null, line.text));
    section.lines.replaceChildren(...(lines.length || part.count ? lines : [h("li", { class: "gr-soft" }, CONTACT_WORDS.nothing)]));
  }

  function makePart({ table, label }) {
    const lines = h("ul", { class: "gr-contact-lines" });
    const count = h("span", { class: "gr-soft" });
    const inside = h("div", { class: "gr-contact-form", id: `gr-part-${newId()}`, hidden: true });
    const button = h("button", { type: "button", class: "gr-button gr-button-small", "aria-expanded": "false", "aria-controls": inside.id, onclick: toggle }, fill(CONTACT_WORDS.open, { label }));
    let form = null;
    function toggle() {
      if (form) return close();
      inside.hidden = false;
      form = mountRecords(inside, { table, contact: shown, headingLevel: Math.min(level + 2, 6) }, host);
      button.textContent = fill(CONTACT_WORDS.close, { label });
      button.setAttribute("aria-expanded", "true");
    }
    function close() {
      form?.destroy();
      form = null;
      inside.hidden = true;
      button.textContent = fill(CONTACT_WORDS.open, { label });
      button.setAttribute("aria-expanded", "false");
      overview();
    }
    const heading = h(`h${Math.min(level + 1, 6)}`, null, label, count);
    const head = h("div", { class: "gr-contact-head" }, heading, button);
    return { element: h("section", { class: "gr-card gr-contact-part" }, head, lines, inside), lines, count, close: () => form && close() };
  }

  function choose() {
    for (const part of view.parts.values()) part.close();
    view.parts.clear();
    view.body.replaceChildren();
    view.report.replaceChildren();
    shown = view.select.value;
    sessionStorage.setItem(CONTACT_KEY, shown);
    overview().then(() => announce(root, fill(CONTACT_WORDS.shown, { name: view.name.textContent })));
  }

  async function pack() {
    view.report.replaceChildren(h("p", null, CONTACT_WORDS.packing));
    announce(root, CONTACT_WORDS.packing);
    const reply = await ask({ do: "contact.pack", contact: shown });
    if (gone) return;
    if (reply.ok === false) return tell([reply.error?.what, reply.error?.remedy].join(" "));
    const told = fill(CONTACT_WORDS.packed, { folder: reply.folder });
    const lists = [
      [CONTACT_WORDS.lacking, reply.lacking],
      [CONTACT_WORDS.advice, reply.advice],
    ].filter(([, lines]) => lines.length);
    const points = (lines) => h("ul", { class: "gr-contact-lines" }, lines.map((line) => h("li", null, line)));
    view.report.replaceChildren(
      h("div", { class: "gr-note" }, h("p", null, told), points(reply.files), lists.map(([name, lines]) => [h("p", null, h("strong", null, name)), points(lines)])),
    );
    announce(root, told);
  }

  function tell(text) {
    view.report.replaceChildren(h("div", { class: "gr-note" }, h("p", null, text)));
    announce(root, text);
  }

  function draw() {
    const select = h("select", { class: "gr-field", id: `gr-who-${newId()}`, onchange: choose });
    const first = h("div", null);
    const empty = h("div", { hidden: true }, h("p", null, CONTACT_WORDS.none), first);
    view = {
      select,
      empty,
      first,
      people: null,
      chooser: h("div", { class: "gr-record-find", hidden: true }, h("label", { for: select.id, class: "gr-soft" }, CONTACT_WORDS.who), select),
      name: h(`h${level}`, { class: "gr-subtitle" }),
      role: h("p", { class: "gr-soft" }),
      body: h("div", { class: "gr-record-rows" }),
      parts: new Map(),
      pack: h("button", { type: "button", class: "gr-button", hidden: true, onclick: pack }, CONTACT_WORDS.pack),
      report: h("div", null),
    };
    stage.replaceChildren(
      h("div", { class: "gr-records" }, view.chooser, empty, h("div", null, view.name, view.role), view.body, h("div", { class: "gr-row" }, view.pack), view.report),
    );
  }

  function fail(error) {
    const told = [CONTACT_WORDS.failed, error.what, error.remedy].filter((part) => part).join(" ");
    stage.replaceChildren(h("div", { class: "gr-note gr-record-notice" }, h("p", null, told), h("button", { type: "button", class: "gr-button", onclick: look }, CONTACT_WORDS.retry)));
    announce(root, told);
  }

  const rest = keepFresh(look, rowsChanged);
  stage.replaceChildren(h("div", { class: "gr-skeleton", role: "img", "aria-label": CONTACT_WORDS.opening }, h("div"), h("div"), h("div")));
  look();
  return {
    destroy() {
      gone = true;
      rest();
      for (const part of view?.parts.values() || []) part.close();
      view?.people?.destroy();
      clearRoot(root);
    },
  };
}
