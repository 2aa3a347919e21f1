// What a row is, for the workbook's views: empty values, names for lists, what is lacking, and what two versions differ in.

import { fill } from "./dom.js";
import { dayShown, momentShown } from "./moment.js";

const ROW_WORDS = {
  nameless: "Not named yet",
  lacks: "Still needed: {names}",
  points: "{n} of {all} points written",
  yes: "Yes",
  no: "No",
  open: "open",
  closed: "closed",
};

/** A new id for a row, 32 hexadecimal digits. */
export function newId() {
  // crypto.randomUUID is not there on pages that came by plain http.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The value of a field that nobody has filled in. */
export function emptyValue(column) {
  if (column.kind === "integer") return null;
  if (column.kind === "boolean") return false;
  if (column.kind === "list") return Array(column.items).fill("");
  return column.kind === "questions" ? [] : "";
}

/** The columns' values of a row, those that are not there empty. */
export function valuesOf(table, row) {
  return Object.fromEntries(table.columns.map((column) => [column.name, row?.[column.name] ?? emptyValue(column)]));
}

export function sameValue(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Names of the columns in which two sets of values differ. */
export function differing(table, one, other) {
  return table.columns.filter((column) => !sameValue(one[column.name], other[column.name])).map((column) => column.name);
}

/** A value in words. `nameOf(column, id)` names what a reference points to. */
export function valueText(column, value, nameOf) {
  switch (column.kind) {
    case "choice":
      return (column.choices.find(([key]) => key === value) || ["", ""])[1];
    case "reference":
      return nameOf(column, value);
    case "datetime":
      return momentShown(value);
    case "date":
      return dayShown(value);
    case "boolean":
      return value ? ROW_WORDS.yes : ROW_WORDS.no;
    case "list":
      return value.map((text, index) => (text ? `${index + 1}. ${text}` : "")).filter((text) => text).join("\n");
    case "questions":
      return value.map((each) => (each.kind ? `${each.text} (${ROW_WORDS[each.kind]})` : each.text)).join("\n");
    default:
      return value === null || value === undefined ? "" : String(value);
  }
}

/** How a list shows a row: {title, more}. */
export function rowName(table, values, nameOf, { without = "" } = {}) {
  const parts = table.shows
    .filter((name) => name !== without)
    .map((name) => table.columns.find((column) => column.name === name))
    .map((column) => valueText(column, values[column.name], nameOf).split("\n").find((line) => line.trim()) || "")
    .filter((text) => text);
  return { title: parts[0] || ROW_WORDS.nameless, more: parts.slice(1).join(" · ") };
}

/** What a half-filled row still needs, in one line; "" where it is complete. */
export function rowLacks(table, values) {
  const missing = table.columns.filter((column) => column.required && sameValue(values[column.name], emptyValue(column)));
  const told = missing.length ? [fill(ROW_WORDS.lacks, { names: missing.map((column) => column.label).join(", ") })] : [];
  for (const column of table.columns.filter((each) => each.kind === "list")) {
    const written = values[column.name].filter((text) => text.trim()).length;
    if (written && written < column.items) told.push(fill(ROW_WORDS.points, { n: written, all: column.items }));
  }
  return told.join(" · ");
}

/** All the text of a row, for finding it. */
export function rowText(table, values, nameOf) {
  return table.columns.map((column) => valueText(column, values[column.name], nameOf)).join("\n").toLocaleLowerCase();
}
