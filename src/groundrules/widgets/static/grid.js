// A table of the workbook as a spreadsheet: keyboard, copy and paste, sort, filter; it draws only the rows in sight.

import { announce, clearRoot, fill, h, makeRoot, saveNote } from "./dom.js";
import { gridClipboard, gridColumns, gridCopied, gridEditor, gridKey, gridPasted, gridText, gridValue } from "./gridcells.js";
import { gridRows } from "./gridrows.js";
import { emptyValue, newId, rowLacks, rowText, valuesOf } from "./recordrows.js";
import { keepFresh, rowsChanged } from "./fresh.js";
import { recordSync } from "./recordsync.js";

const GRID_WORDS = {
  opening: "Your workbook is being opened.",
  failed: "This part of your workbook cannot be opened.",
  retry: "Try again",
  region: "Workbook: {label}, as a table",
  help: "Arrows move, Enter or typing edits, Escape leaves the cell as it was. Copy and paste work with your spreadsheet. Enter on a column's name sorts.",
  add: "Add a row",
  remove: "Delete the chosen rows",
  undo: "Take it back",
  filter: "Show only rows with",
  found: "{n} of {all} rows.",
  pasted: "Pasted: {n} rows, {made} of them new.",
  deleted: "{n} rows deleted.",
  cleared: "{n} cells emptied.",
  back: "Taken back.",
  sorted: "Sorted by {label}, {way}.",
  unsorted: "No longer sorted.",
  ways: { ascending: "rising", descending: "falling" },
  fixed: "Change the questions in the form.",
  merged: "A change made elsewhere was brought in.",
  clash: "This row was changed elsewhere too. The version from there is shown; yours was: {mine}",
  gone: "This row was deleted elsewhere. It is kept here as a new one.",
  noContact: "",
};

/** Draw one table as a spreadsheet. spec: {table, contact?, headingLevel?}. */
export function mountGrid(root, spec, host) {
  const stage = makeRoot(root, GRID_WORDS.opening);
  const note = saveNote(() => sync.retry());
  const sync = recordSync(spec, host, {
    state: (state, error) => !(error && "current" in error) && note.show(state, error),
    listed,
    changed: (entry) => (rows.refresh(entry), tellErrors(entry)),
    merged: (entry) => (rows.refresh(entry), announce(root, GRID_WORDS.merged)),
    clash,
  });
  let cols = [];
  let order = []; // entries in the order in which they are shown
  let sorted = { col: -1, way: "none" };
  let parts = null;
  let rows = null;
  let editing = null; // {editor, row, col}

  async function look() {
    const reply = await sync.look();
    if (reply.ok === false && !parts) showFailure(reply.error || {});
  }

  function listed() {
    if (!parts) draw();
    arrange(true);
  }

  // Rows keep their places while somebody works on them: the order changes when it is asked for, or rows come and go.
  function arrange(gently = false) {
    const words = parts.find.value.toLocaleLowerCase().split(/\s+/).filter((word) => word);
    const matches = (entry) => words.every((word) => rowText(sync.table, entry.values, nameOf).includes(word));
    const shown = [...sync.entries.values()].filter((entry) => (!entry.base && !entry.last) || matches(entry));
    const before = new Set(order);
    if (gently && shown.length === before.size && shown.every((entry) => before.has(entry))) {
      for (const entry of order) rows.refresh(entry);
      return order.length;
    }
    if (sorted.col >= 0) {
      const collator = new Intl.Collator(undefined, { numeric: true });
      const keys = new Map(shown.map((entry) => [entry, gridKey(cols[sorted.col], entry.values, nameOf)]));
      const compare = (one, two) => (typeof one === "number" ? one - two : collator.compare(one, two));
      shown.sort((one, two) => compare(keys.get(one), keys.get(two)) * (sorted.way === "descending" ? -1 : 1));
    }
    order = shown;
    rows.set(order);
    return order.length;
  }

  function nameOf(column, id) {
    return rowsOf(column).find((row) => row.id === id)?.name || GRID_WORDS.noContact;
  }

  function rowsOf(column) {
    return column.refers === "contacts" ? sync.contacts : sync.table.references?.[column.refers] || [];
  }

  function tellErrors(entry) {
    const wrong = sync.table.columns.find((column) => entry.errors[column.name]);
    if (wrong) announce(root, `${wrong.label}: ${entry.errors[wrong.name]}`);
  }

  function clash(entry, theirs, overlap, changed) {
    if (!theirs) {
      announce(root, GRID_WORDS.gone);
      return sync.resume(entry, null, entry.values);
    }
    const mine = overlap.map((name) => gridText(cols.find((col) => col.column.name === name), entry.values, nameOf)).join(", ");
    const kept = changed.filter((name) => !overlap.includes(name)).map((name) => [name, entry.values[name]]);
    const merged = { ...valuesOf(sync.table, theirs), ...Object.fromEntries(kept) };
    sync.resume(entry, theirs, merged);
    rows.refresh(entry);
    tell(fill(GRID_WORDS.clash, { mine }));
  }

  // --- Editing --------------------------------------------------------------------------------------------------

  function edit(start) {
    const { row, col } = rows.active;
    const entry = order[row];
    if (!entry) return;
    if (!cols[col].editable) return announce(root, GRID_WORDS.fixed);
    if (cols[col].column.kind === "boolean") return put([[entry, col, !cols[col].get(entry.values)]]);
    const editor = gridEditor(cols[col], entry.values, start, rowsOf(cols[col].column));
    editing = { editor, entry, row, col };
    rows.hold(editor.element);
    editor.element.addEventListener("keydown", whileEditing);
    editor.element.addEventListener("blur", () => editing?.editor === editor && commit(0, 0, false));
    editor.element.focus();
    if (start === undefined && editor.element.select) editor.element.select();
  }

  function whileEditing(event) {
    event.stopPropagation();
    const { editor } = editing;
    if (event.key === "Escape") {
      editing = null;
      rows.release(true);
    } else if (event.key === "Enter" && editor.lines && (event.altKey || event.ctrlKey || event.shiftKey)) {
      editor.element.setRangeText("\n", editor.element.selectionStart, editor.element.selectionEnd, "end");
    } else if (event.key === "Enter") {
      commit(event.shiftKey ? -1 : 1, 0, true);
    } else if (event.key === "Tab") {
      commit(0, event.shiftKey ? -1 : 1, true);
    } else return;
    event.preventDefault();
  }

  function commit(down, right, focus) {
    const { editor, entry, col } = editing;
    editing = null;
    const value = editor.value();
    rows.release(focus);
    put([[entry, col, value]]);
    if (down || right) rows.move(down, right);
  }

  // Each edit is [entry, column, value]; those of one row go together.
  async function put(edits) {
    const byEntry = new Map();
    for (const [entry, col, value] of edits) {
      const so = { ...entry.values, ...byEntry.get(entry) };
      byEntry.set(entry, { ...byEntry.get(entry), ...cols[col].put(so, value) });
    }
    const change = byEntry.size === 1 ? (sync.edit(...[...byEntry][0], true), 0) : sync.editAll([...byEntry]);
    for (const entry of byEntry.keys()) rows.refresh(entry);
    return change;
  }

  function clear() {
    const edits = rows.chosen().flatMap(([row, columns]) => columns.filter((col) => cols[col].editable).map((col) => [order[row], col, cleared(cols[col])]));
    put(edits);
    announce(root, fill(GRID_WORDS.cleared, { n: edits.length }));
  }

  function cleared(col) {
    const empty = emptyValue(col.column);
    return Array.isArray(empty) && col.column.kind === "list" ? "" : empty;
  }

  function copy(event) {
    if (editing) return;
    const cells = rows.chosen().map(([row, columns]) => columns.map((col) => gridCopied(cols[col], order[row].values, nameOf)));
    event.clipboardData.setData("text/plain", gridClipboard(cells));
    event.preventDefault();
    if (event.type === "cut") clear();
  }

  async function paste(event) {
    if (editing) return;
    event.preventDefault();
    const cells = gridPasted(event.clipboardData.getData("text/plain"));
    const { row, col } = rows.active;
    let made = 0;
    const edits = cells.flatMap((line, down) => {
      while (row + down >= order.length) {
        order.push(freshRow());
        made += 1;
      }
      const entry = order[row + down];
      return line
        .map((text, right) => [entry, col + right, text])
        .filter(([, place]) => cols[place]?.editable)
        .map(([, place, text]) => [entry, place, gridValue(cols[place], text, cols[place].get(entry.values), rowsOf(cols[place].column))]);
    });
    rows.set(order);
    rows.choose(row + cells.length - 1, col + Math.max(...cells.map((line) => line.length)) - 1);
    const told = fill(GRID_WORDS.pasted, { n: cells.length, made });
    const change = await put(edits);
    tell(told, change);
  }

  // --- Rows -----------------------------------------------------------------------------------------------------

  function freshRow() {
    const entry = sync.fresh(newId(), spec.contact ? { contact: spec.contact } : null);
    sync.entries.set(entry.id, entry);
    return entry;
  }

  function addRow() {
    order.push(freshRow());
    rows.set(order);
    rows.go(order.length - 1, 0);
  }

  async function removeRows() {
    const gone = rows.chosen().map(([row]) => order[row]);
    if (!gone.length) return;
    const removing = sync.removeAll(gone);
    order = order.filter((entry) => !gone.includes(entry));
    rows.set(order);
    rows.go(Math.min(rows.active.row, order.length - 1), rows.active.col);
    const reply = await removing;
    if (reply?.ok === false) return tell([reply.error?.what, reply.error?.remedy].join(" ")), look();
    tell(fill(GRID_WORDS.deleted, { n: gone.length }), reply?.change);
  }

  function tell(text, change) {
    const undo = change ? h("button", { type: "button", class: "gr-button gr-button-small", onclick: () => takeBack(change) }, GRID_WORDS.undo) : "";
    parts.notice.replaceChildren(h("p", null, text), undo);
    parts.notice.hidden = false;
    announce(root, text);
  }

  async function takeBack(change) {
    const reply = await sync.undo(change);
    tell(reply.ok === false ? [reply.error?.what, reply.error?.remedy].join(" ") : GRID_WORDS.back);
    await look();
    rows.go(rows.active.row, rows.active.col);
  }

  function sortBy(col) {
    const way = sorted.col !== col ? "ascending" : sorted.way === "ascending" ? "descending" : "none";
    sorted = { col: way === "none" ? -1 : col, way };
    arrange();
    rows.mark(sorted);
    announce(root, way === "none" ? GRID_WORDS.unsorted : fill(GRID_WORDS.sorted, { label: cols[col].label, way: GRID_WORDS.ways[way] }));
  }

  // --- What is seen ---------------------------------------------------------------------------------------------

  function draw() {
    root.setAttribute("aria-label", fill(GRID_WORDS.region, sync.table));
    cols = gridColumns(sync.table, spec.contact ? "contact" : "");
    const search = () => announce(root, fill(GRID_WORDS.found, { n: arrange(), all: sync.entries.size }));
    const find = h("input", { type: "search", class: "gr-field", id: `gr-filter-${newId()}`, oninput: search });
    rows = gridRows(cols, {
      label: sync.table.label,
      text: (entry, col) => gridText(cols[col], entry.values, nameOf),
      error: (entry, col) => entry.errors[cols[col].column.name] || "",
      lacks: (entry) => rowLacks(sync.table, entry.values),
      edit,
      clear,
      sort: sortBy,
    });
    for (const [name, act] of [["copy", copy], ["cut", copy], ["paste", paste]]) rows.element.addEventListener(name, act);
    const button = (word, act) => h("button", { type: "button", class: "gr-button gr-button-small", onclick: act }, word);
    parts = { find, notice: h("div", { class: "gr-note gr-record-notice", hidden: true }) };
    const heading = h(`h${spec.headingLevel || 3}`, { class: "gr-subtitle" }, sync.table.label);
    const finder = h("div", { class: "gr-record-find" }, h("label", { for: find.id, class: "gr-soft" }, GRID_WORDS.filter), find);
    const foot = h("div", { class: "gr-row" }, button(GRID_WORDS.add, addRow), button(GRID_WORDS.remove, removeRows), note.element);
    root.classList.add("gr-wide");
    stage.replaceChildren(h("div", { class: "gr-records" }, heading, h("p", { class: "gr-soft" }, GRID_WORDS.help), finder, parts.notice, rows.element, foot));
  }

  function showFailure(error) {
    const told = [GRID_WORDS.failed, error.what, error.remedy].filter((part) => part).join(" ");
    const again = h("button", { type: "button", class: "gr-button", onclick: look }, GRID_WORDS.retry);
    stage.replaceChildren(h("div", { class: "gr-note gr-record-notice" }, h("p", null, told), again));
    announce(root, told);
  }

  const leave = () => editing && commit(0, 0, false);
  const rest = keepFresh(look, (said) => rowsChanged(said) && !sync.pending(), leave);
  stage.replaceChildren(h("div", { class: "gr-skeleton", role: "img", "aria-label": GRID_WORDS.opening }, h("div"), h("div"), h("div")));
  look();
  return {
    destroy() {
      leave();
      rest();
      rows?.destroy();
      sync.stop();
      root.classList.remove("gr-wide");
      clearRoot(root);
    },
  };
}
