// The workbook's form: the rows of one table as a list; the one that is open is a form that saves as it is filled in.

import { announce, clearRoot, fill, focusOn, h, makeRoot, saveNote } from "./dom.js";
import { recordClash, recordForm, recordGone } from "./recordform.js";
import { newId, rowLacks, rowName, rowText, sameValue } from "./recordrows.js";
import { keepFresh, rowsChanged } from "./fresh.js";
import { recordSync } from "./recordsync.js";

const RECORDS_WORDS = {
  opening: "Your workbook is being opened.",
  failed: "This part of your workbook cannot be opened.",
  retry: "Try again",
  region: "Workbook: {label}",
  none: "Nothing here yet.",
  find: "Find in this list",
  found: "{n} of {all} found.",
  more: "Show {n} more",
  deleted: "Deleted: {name}.",
  along: "{n} that belonged to it went too.",
  undo: "Bring it back",
  back: "{name} is back.",
  merged: "A change made elsewhere was brought in beside yours.",
  changed: "This row was changed elsewhere since. Look at it again before you delete it.",
  noContact: "No contact chosen",
};
const RECORDS_PAGE = 50; // rows that a list shows at first
const RECORDS_FIND_FROM = 6; // a shorter list needs no search

/** Draw one table of the workbook. spec: {table, contact?, headingLevel?}; with `contact` (an id) only what is theirs. */
export function mountRecords(root, spec, host) {
  const stage = makeRoot(root, RECORDS_WORDS.opening);
  const level = spec.headingLevel || 3;
  const fixed = spec.contact ? "contact" : "";
  const note = saveNote(() => sync.retry());
  const sync = recordSync(spec, host, {
    state: tellState,
    listed,
    changed,
    merged: (entry) => (refill(entry), announce(root, RECORDS_WORDS.merged)),
    clash: showClash,
  });
  let open = null; // {entry, form, opened: its values then}
  let limit = RECORDS_PAGE;
  let parts = null;

  function tellState(state, error) {
    // Two versions are no failure: they are merged, or shown to be chosen from.
    note.element.hidden = Boolean(error && "current" in error);
    if (!note.element.hidden) note.show(state, error);
  }

  async function look() {
    const reply = await sync.look();
    if (reply.ok === false && !parts) showFailure(reply.error || {});
  }

  function listed() {
    if (!parts) draw();
    list();
    if (open) open.form.set(open.entry.values);
  }

  function changed(entry) {
    relabel(entry);
    if (open?.entry === entry) open.form.tell(entry.errors);
    const wrong = sync.table.columns.find((column) => entry.errors[column.name]);
    if (wrong) announce(root, `${wrong.label}: ${entry.errors[wrong.name]}`);
  }

  function refill(entry) {
    if (open?.entry === entry) open.form.set(entry.values);
  }

  function edited(entry, leaving) {
    sync.edit(entry, open.form.values(), leaving);
    open.form.restorable(!sameValue(entry.values, open.opened));
    relabel(entry);
  }

  function showClash(entry, theirs, overlap, mine) {
    if (open?.entry !== entry) unfold(entry);
    const go = (base) => (values) => {
      sync.resume(entry, base, values);
      open.form.clash(null);
      open.form.set(values);
      open.form.focus(overlap[0]);
    };
    const letGo = () => (sync.forget(entry), fold(), list(), parts.add.focus());
    const box = theirs
      ? recordClash({ table: sync.table, values: entry.values, theirs, overlap, mine, level, nameOf, settled: go(theirs) })
      : recordGone({ table: sync.table, level, keep: () => go(null)(entry.values), letGo });
    open.form.clash(box.element);
    focusOn(box.heading);
  }

  async function remove(entry) {
    const name = named(entry).title;
    fold();
    const removing = sync.remove(entry);
    list();
    parts.add.focus();
    const reply = await removing;
    if (!reply) return;
    if (reply.ok === false) {
      await look();
      return tellAbove(reply.error && "current" in reply.error ? RECORDS_WORDS.changed : reply.error?.what || "");
    }
    const along = Object.values(reply.removed || {}).reduce((sum, count) => sum + count, 0) - 1;
    const undo = h("button", { type: "button", class: "gr-button gr-button-small", onclick: () => bringBack(entry, name, reply.change) }, RECORDS_WORDS.undo);
    tellAbove([fill(RECORDS_WORDS.deleted, { name }), along > 0 ? fill(RECORDS_WORDS.along, { n: along }) : ""].join(" ").trim(), undo);
    if (root.contains(document.activeElement)) undo.focus();
  }

  async function bringBack(entry, name, change) {
    const reply = await sync.undo(change);
    if (reply.ok === false) return tellAbove([reply.error?.what, reply.error?.remedy].join(" "));
    await look();
    tellAbove(fill(RECORDS_WORDS.back, { name }));
    (rowButton(entry) || parts.add).focus();
  }

  function tellAbove(text, button) {
    parts.notice.replaceChildren(...(text ? [h("p", null, text), button || ""] : []));
    parts.notice.hidden = !text;
    if (text) announce(root, text);
  }

  function draw() {
    root.setAttribute("aria-label", fill(RECORDS_WORDS.region, sync.table));
    const search = () => {
      limit = RECORDS_PAGE;
      announce(root, fill(RECORDS_WORDS.found, { n: list(), all: sync.entries.size }));
    };
    const find = h("input", { type: "search", class: "gr-field", id: `gr-find-${newId()}`, oninput: search });
    parts = {
      add: h("button", { type: "button", class: "gr-button", onclick: addRow }, sync.table.add),
      find,
      finder: h("div", { class: "gr-record-find", hidden: true }, h("label", { for: find.id, class: "gr-soft" }, RECORDS_WORDS.find), find),
      notice: h("div", { class: "gr-note gr-record-notice", hidden: true }),
      rows: h("ul", { class: "gr-record-rows" }),
      more: h("button", { type: "button", class: "gr-button gr-button-small", hidden: true, onclick: showMore }),
      none: h("p", { class: "gr-soft" }, RECORDS_WORDS.none),
      foot: h("div", { class: "gr-row" }),
    };
    parts.foot.append(parts.add, note.element);
    const head = h("div", null, h(`h${level}`, { class: "gr-subtitle" }, sync.table.label), h("p", { class: "gr-soft" }, sync.table.about));
    stage.replaceChildren(h("div", { class: "gr-records" }, head, parts.finder, parts.notice, parts.none, parts.rows, parts.more, parts.foot));
  }

  function showMore() {
    const first = parts.rows.children.length;
    limit += RECORDS_PAGE;
    list();
    parts.rows.children[first]?.firstElementChild.focus();
  }

  function nameOf(column, id) {
    const contact = column.refers === "contacts";
    const known = contact ? sync.contacts : sync.table.references?.[column.refers] || [];
    return known.find((row) => row.id === id)?.name || (contact ? RECORDS_WORDS.noContact : "");
  }

  function named(entry) {
    return rowName(sync.table, entry.values, nameOf, { without: fixed });
  }

  // Bring the list up to date without touching items that stay: the focus may be in one. Gives how many rows match.
  function list() {
    const words = parts.find.value.toLocaleLowerCase().split(/\s+/).filter((word) => word);
    const matches = (entry) => entry === open?.entry || words.every((word) => rowText(sync.table, entry.values, nameOf).includes(word));
    const found = [...sync.entries.values()].filter(matches);
    const present = new Map([...parts.rows.children].map((each) => [each.dataset.row, each]));
    const wanted = found.slice(0, limit).map((entry) => present.get(entry.id) || item(entry));
    for (const each of present.values()) if (!wanted.includes(each)) each.remove();
    wanted.forEach((each, index) => parts.rows.children[index] !== each && parts.rows.insertBefore(each, parts.rows.children[index] || null));
    for (const entry of found.slice(0, limit)) relabel(entry);
    parts.none.hidden = sync.entries.size > 0;
    parts.finder.hidden = sync.entries.size < RECORDS_FIND_FROM && !words.length;
    parts.more.hidden = found.length <= limit;
    parts.more.textContent = fill(RECORDS_WORDS.more, { n: Math.min(RECORDS_PAGE, found.length - limit) });
    return found.length;
  }

  function item(entry) {
    const toggle = () => (open?.entry === entry ? fold() : unfold(entry).focus());
    const spans = ["gr-record-title", "gr-soft", "gr-soft gr-record-lacks"].map((look) => h("span", { class: look }));
    const button = h("button", { type: "button", class: "gr-record-row", "aria-expanded": "false", onclick: toggle }, spans);
    return h("li", { class: "gr-card gr-record", "data-row": entry.id }, button);
  }

  function rowButton(entry) {
    return parts.rows.querySelector(`[data-row="${entry.id}"] > button`);
  }

  function relabel(entry) {
    const { title, more } = named(entry);
    const texts = [title, more, rowLacks(sync.table, entry.values)];
    [...(rowButton(entry)?.children || [])].forEach((span, index) => span.textContent !== texts[index] && (span.textContent = texts[index]));
  }

  function unfold(entry) {
    fold();
    if (!rowButton(entry)) parts.rows.append(item(entry));
    relabel(entry);
    const form = recordForm({
      table: sync.table,
      id: entry.id,
      fixed,
      note: note.element,
      hooks: { changed: (leaving) => edited(entry, leaving), options, addContact: sync.addContact, say: (text) => announce(root, text), ask: (message) => host.ask(message), level: Math.min(level + 1, 6) },
      onDone: () => (fold(), (rowButton(entry) || parts.add).focus()),
      onRestore() {
        form.set(open.opened);
        edited(entry, true);
      },
      onRemove: () => remove(entry),
    });
    open = { entry, form, opened: structuredClone(entry.values) };
    entry.held = true;
    form.set(entry.values);
    form.tell(entry.errors);
    form.restorable(false);
    rowButton(entry).after(form.element);
    rowButton(entry).setAttribute("aria-expanded", "true");
    return form;
  }

  function fold() {
    if (!open) return;
    const { entry, form, opened } = open;
    open = null;
    entry.held = false;
    form.element.remove();
    form.leave();
    parts.foot.append(note.element);
    rowButton(entry)?.setAttribute("aria-expanded", "false");
    if (!entry.base && !entry.last && sameValue(entry.values, opened)) sync.forget(entry); // nobody wrote into it
    else if (sync.entries.has(entry.id)) sync.push(entry);
    list();
  }

  function addRow() {
    tellAbove("");
    parts.find.value = "";
    const entry = sync.fresh(newId(), spec.contact ? { contact: spec.contact } : null);
    sync.entries.set(entry.id, entry);
    unfold(entry).focus();
  }

  function options(column) {
    if (column.refers === "contacts") return sync.contacts;
    const contact = open?.entry.values.contact;
    return (sync.table.references?.[column.refers] || []).filter((row) => !contact || !row.contact || row.contact === contact);
  }

  function showFailure(error) {
    const told = [RECORDS_WORDS.failed, error.what, error.remedy].filter((part) => part).join(" ");
    const again = h("button", { type: "button", class: "gr-button", onclick: look }, RECORDS_WORDS.retry);
    stage.replaceChildren(h("div", { class: "gr-note gr-record-notice" }, h("p", null, told), again));
    announce(root, told);
  }

  const leave = () => open && sync.push(open.entry);
  const rest = keepFresh(look, (said) => rowsChanged(said) && !sync.pending(), leave);
  stage.replaceChildren(h("div", { class: "gr-skeleton", role: "img", "aria-label": RECORDS_WORDS.opening }, h("div"), h("div"), h("div")));
  look();
  return {
    destroy() {
      leave();
      open?.form.leave();
      rest();
      sync.stop();
      clearRoot(root);
    },
  };
}
