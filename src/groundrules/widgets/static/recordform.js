// The form of one row: its fields, what is wrong with them, and two versions side by side where a row was changed elsewhere.

import { fill, h } from "./dom.js";
import { recordField } from "./fields.js";
import { valueText, valuesOf } from "./recordrows.js";

const FORM_WORDS = {
  done: "Done",
  restore: "Put it back as it was",
  remove: "Delete",
  clash: "Two versions of this {one}",
  clashWhy: "It was changed elsewhere while you were writing. Choose for each field; nothing is lost until you do.",
  mine: "Yours",
  theirs: "The other",
  empty: "(empty)",
  keepMine: "Keep yours",
  takeTheirs: "Take the other",
  keepBoth: "Keep both",
  field: "{action}: {label}",
  gone: "This {one} was deleted elsewhere while you were writing. Your version is still here.",
  again: "Keep it",
  letGo: "Let it go",
};

/** Make the form of a row.
 *
 *  `given`: {table, id, fixed (name of a column that is not shown), hooks for the fields, note (an element),
 *  onDone, onRestore, onRemove}. Gives {element, values(), set(values), tell(fields), clash(box), focus(name)}. */
export function recordForm({ table, id, fixed, hooks, note, onDone, onRestore, onRemove }) {
  const shown = table.columns.filter((column) => column.name !== fixed);
  const fields = new Map(shown.map((column) => [column.name, recordField(column, `gr-${id}-${column.name}`, hooks)]));
  const top = h("div", null);
  const button = (word, onclick, look = "") => h("button", { type: "button", class: `gr-button ${look}`, onclick }, word);
  const restore = button(FORM_WORDS.restore, onRestore);
  const element = h(
    "div",
    { class: "gr-record-form" },
    top,
    [...fields.values()].map((field) => field.element),
    h(
      "div",
      { class: "gr-record-foot" },
      h("div", { class: "gr-row" }, button(FORM_WORDS.done, onDone, "gr-button-main"), restore, button(FORM_WORDS.remove, onRemove)),
      note,
    ),
  );
  return {
    element,
    values: () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value()])),
    set: (values) => fields.forEach((field, name) => field.set(values[name])),
    tell: (wrong) => fields.forEach((field, name) => field.tell(wrong[name])),
    restorable: (can) => restore.setAttribute("aria-disabled", String(!can)),
    leave: () => fields.forEach((field) => field.leave?.()),
    clash: (box) => top.replaceChildren(...(box ? [box] : [])),
    focus: (name) => (fields.get(name) || fields.values().next().value).focus(),
  };
}

/** Show both versions of a row, field by field. `settled(values)` is called once all are chosen.
 *
 *  `values` holds mine; `theirs` what is stored now; `mine` the names of the columns that I have changed, `overlap` of
 *  those that both have. */
export function recordClash({ table, values, theirs, overlap, mine, level, nameOf, settled }) {
  const chosen = { ...valuesOf(table, theirs), ...Object.fromEntries(mine.map((name) => [name, values[name]])) };
  const open = new Set(overlap);
  const heading = h(`h${Math.min(level + 1, 6)}`, { class: "gr-subtitle" }, fill(FORM_WORDS.clash, table));
  const box = h("div", { class: "gr-note gr-record-clash" }, heading, h("p", null, FORM_WORDS.clashWhy));
  for (const column of table.columns.filter((each) => open.has(each.name))) {
    const texts = [values[column.name], theirs[column.name]].map((value) => valueText(column, value, nameOf));
    const choose = (value) => () => {
      chosen[column.name] = value;
      open.delete(column.name);
      const next = part.nextElementSibling || part.previousElementSibling;
      part.remove();
      if (!open.size) settled(chosen);
      else (next?.querySelector("button") || box.querySelector("button")).focus();
    };
    const action = (word, value) =>
      h("button", { type: "button", class: "gr-button gr-button-small", "aria-label": fill(FORM_WORDS.field, { action: word, label: column.label }), onclick: choose(value) }, word);
    const both = column.kind === "long" ? action(FORM_WORDS.keepBoth, texts.filter((text) => text).join("\n\n")) : null;
    const version = (word, text, act) =>
      h("div", { class: "gr-record-version" }, h("p", { class: "gr-soft" }, word), h("p", { class: "gr-record-words" }, text || FORM_WORDS.empty), act);
    const part = h(
      "div",
      { class: "gr-record-field" },
      h("p", null, h("strong", null, column.label)),
      h(
        "div",
        { class: "gr-record-versions" },
        version(FORM_WORDS.mine, texts[0], action(FORM_WORDS.keepMine, values[column.name])),
        version(FORM_WORDS.theirs, texts[1], action(FORM_WORDS.takeTheirs, theirs[column.name])),
      ),
      both,
    );
    box.append(part);
  }
  return { element: box, heading };
}

/** Tell that a row was deleted elsewhere, and ask whether to keep it. */
export function recordGone({ table, level, keep, letGo }) {
  const heading = h(`h${Math.min(level + 1, 6)}`, { class: "gr-subtitle" }, fill(FORM_WORDS.gone, table));
  const keeping = h("button", { type: "button", class: "gr-button", onclick: keep }, FORM_WORDS.again);
  const going = h("button", { type: "button", class: "gr-button", onclick: letGo }, FORM_WORDS.letGo);
  return { element: h("div", { class: "gr-note gr-record-clash" }, heading, h("div", { class: "gr-row" }, keeping, going)), heading };
}
