// The cells of the workbook's grid: what a column shows, what a pasted text means, and the control that edits a cell.

import { h } from "./dom.js";
import { momentOf, momentParts, momentShown, momentZone } from "./moment.js";
import { valueText } from "./recordrows.js";

const GRID_CELL_WORDS = { item: "{label} {n}", choose: "", yes: ["yes", "y", "true", "1", "x"], no: ["no", "n", "false", "0", ""] };
const GRID_WIDTHS = { long: 300, text: 180, list: 240, questions: 300, reference: 180, choice: 180, datetime: 200, date: 140, time: 100, integer: 110, boolean: 90 };

/** The columns of a grid: one for each simple column, one for each item of a list; questions are shown, not edited. */
export function gridColumns(table, fixed) {
  return table.columns
    .filter((column) => column.name !== fixed)
    .flatMap((column) => (column.kind === "list" ? Array.from({ length: column.items }, (_, item) => gridColumn(column, item)) : [gridColumn(column, -1)]));
}

function gridColumn(column, item) {
  const label = item < 0 ? column.label : GRID_CELL_WORDS.item.replace("{label}", column.label).replace("{n}", String(item + 1));
  return {
    column,
    label,
    width: GRID_WIDTHS[column.kind] || 180,
    editable: column.kind !== "questions",
    get: (values) => (item < 0 ? values[column.name] : values[column.name][item]),
    put(values, value) {
      if (item < 0) return { [column.name]: value };
      const items = [...values[column.name]];
      items[item] = value;
      return { [column.name]: items };
    },
  };
}

/** What a cell shows. */
export function gridText(col, values, nameOf) {
  const value = col.get(values);
  if (col.column.kind === "list") return value;
  if (col.column.kind === "reference") return value ? nameOf(col.column, value) : "";
  if (col.column.kind === "datetime") return momentParts(value).wall ? momentShown(value) : value;
  if (col.column.kind === "boolean" && !value) return "";
  return valueText(col.column, value, nameOf) || (typeof value === "string" ? value : "");
}

/** What is copied to another program: as `gridText`, but moments and dates so that a spreadsheet knows them. */
export function gridCopied(col, values, nameOf) {
  if (col.column.kind === "date") return col.get(values);
  if (col.column.kind !== "datetime") return gridText(col, values, nameOf);
  return momentParts(col.get(values)).wall.replace("T", " ") || col.get(values);
}

/** By what a column is sorted: moments by the instant, numbers by size, the rest by its words. */
export function gridKey(col, values, nameOf) {
  const value = col.get(values);
  if (col.column.kind === "datetime") return Date.parse(value.replace(/\[.*$/, "")) || 0;
  if (col.column.kind === "integer") return typeof value === "number" ? value : -1;
  if (col.column.kind === "date" || col.column.kind === "time") return value;
  return gridText(col, values, nameOf).toLocaleLowerCase();
}

/** The value that a pasted or typed text means. What is not understood stays as it is, so that the person sees it. */
export function gridValue(col, text, before, rows) {
  const { column } = col;
  const plain = text.trim();
  switch (column.kind) {
    case "integer":
      return plain === "" ? null : /^\d+$/.test(plain) ? Number(plain) : plain;
    case "boolean":
      return GRID_CELL_WORDS.yes.includes(plain.toLowerCase()) ? true : GRID_CELL_WORDS.no.includes(plain.toLowerCase()) ? false : plain;
    case "choice":
      return (column.choices.find(([value, label]) => [value, label].some((each) => each.toLowerCase() === plain.toLowerCase())) || [plain])[0];
    case "reference":
      return (rows.find((row) => row.name.toLowerCase() === plain.toLowerCase()) || { id: plain }).id;
    case "datetime":
      return gridMoment(plain, before);
    case "date":
      return gridDay(plain) || plain;
    case "time":
      return gridClock(plain) || plain;
    case "text":
      return text.replace(/\s*[\r\n]+\s*/g, " ");
    default:
      return text.replace(/\r\n?/g, "\n");
  }
}

function gridMoment(text, before) {
  if (!text || momentParts(text).wall) return text;
  const day = gridDay(text);
  const clock = gridClock(text.replace(/^\S+[\sT]+/, ""));
  return day && clock ? momentOf(`${day}T${clock}`, before ? momentParts(before).zone : momentZone()) : text;
}

function gridDay(text) {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text);
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/.exec(text);
  if (!iso && !local) return "";
  let [year, month, day] = iso ? iso.slice(1).map(Number) : [Number(local[3]), Number(local[2]), Number(local[1])];
  if (local && (gridMonthFirst() ? Number(local[1]) <= 12 : Number(local[2]) > 12)) [month, day] = [day, month];
  if (year < 100) year += 2000;
  const found = new Date(Date.UTC(year, month - 1, day));
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === day ? found.toISOString().slice(0, 10) : "";
}

// Where the person's language writes 11/22 for the 22nd of November.
function gridMonthFirst() {
  const parts = new Intl.DateTimeFormat(navigator.language).formatToParts(new Date());
  return parts.findIndex((part) => part.type === "month") < parts.findIndex((part) => part.type === "day");
}

function gridClock(text) {
  const found = /(?:^|\s)(\d{1,2})[:h.](\d{2})(?::\d{2})?\s*([ap])?\.?m?\.?$/i.exec(text.trim());
  if (!found) return "";
  let hour = Number(found[1]);
  if (found[3]) hour = (hour % 12) + (found[3].toLowerCase() === "p" ? 12 : 0);
  return hour < 24 && Number(found[2]) < 60 ? `${String(hour).padStart(2, "0")}:${found[2]}` : "";
}

/** Rows of cells from what a spreadsheet puts on the clipboard: tabs between cells, quotes around line breaks. */
export function gridPasted(text) {
  const rows = [[]];
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  while (at <= source.length) {
    const quoted = source[at] === '"' ? /"((?:[^"]|"")*)"(?=\t|\n|$)/y : null;
    if (quoted) quoted.lastIndex = at;
    const match = quoted?.exec(source);
    const end = match ? quoted.lastIndex : source.slice(at).search(/[\t\n]/) + at;
    const stop = match || end >= at ? end : source.length;
    rows.at(-1).push(match ? match[1].replaceAll('""', '"') : source.slice(at, stop));
    if (source[stop] === "\n") rows.push([]);
    if (stop >= source.length) break;
    at = stop + 1;
  }
  return rows;
}

/** A text of cells for a spreadsheet. */
export function gridClipboard(rows) {
  const cell = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join("\t")).join("\n");
}

/** The control that edits a cell: {element, value()}. `start` replaces what is there, as in a spreadsheet. */
export function gridEditor(col, values, start, rows) {
  const { column } = col;
  const now = col.get(values);
  const shared = { class: "gr-grid-editor", "aria-label": col.label };
  if (column.kind === "choice" || column.kind === "reference") {
    const options = column.kind === "choice" ? column.choices : rows.map((row) => [row.id, row.name]);
    const select = h("select", shared, h("option", { value: "" }, GRID_CELL_WORDS.choose), options.map(([value, label]) => h("option", { value }, label)));
    select.value = now || "";
    return { element: select, value: () => select.value };
  }
  if (column.kind === "datetime") {
    const { wall, zone } = momentParts(now || "");
    const input = h("input", { ...shared, type: "datetime-local", value: wall });
    return { element: input, value: () => (input.value === wall ? now : momentOf(input.value, zone)) };
  }
  if (column.kind === "date" || column.kind === "time") {
    const input = h("input", { ...shared, type: column.kind, value: now || "" });
    return { element: input, value: () => input.value };
  }
  const text = start ?? (now === null || now === undefined ? "" : String(now));
  const lines = column.kind === "long" || column.kind === "list";
  const input = lines ? h("textarea", { ...shared, rows: "4", value: text }) : h("input", { ...shared, type: "text", value: text, autocomplete: "off" });
  return { element: input, lines, value: () => gridValue(col, input.value, now, rows) };
}
