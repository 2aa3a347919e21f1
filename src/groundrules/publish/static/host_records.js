// The workbook forms' messages, answered in the browser: the tables' description from the site's files, rows on the shelf.

import { fill } from "./dom.js";
import { newId, sameValue, valuesOf } from "./recordrows.js";
import { Refusal } from "./shelf.js";

const ROWS_WORDS = {
  none: "There is no such table.",
  reload: "Load the page again.",
  changed: "This {one} was changed elsewhere since you opened it.",
  deleted: "This {one} was deleted elsewhere since you opened it.",
  compare: "Compare the two versions, and keep what is right.",
  gone: "There is no {one} of that id.",
  nothing: "There is no change to take back.",
  since: "It was changed again since, so it cannot be taken back.",
  byHand: "Change it by hand.",
};
const ROWS_KEPT = 50;

// The words by which a list shows a row, as the workbook's own.
function localRowName(table, row, contacts) {
  const parts = table.shows.map((name) => {
    const column = table.columns.find((each) => each.name === name);
    let value = row[name] ?? "";
    if (column.kind === "reference") value = contacts[value] || "";
    else if (column.kind === "choice") value = (column.choices.find(([key]) => key === value) || ["", ""])[1];
    else if (column.kind === "datetime") value = value.slice(0, 16).replace("T", " ");
    const first = String(value).split(/\r?\n/).map((line) => line.trim()).find((line) => line) || "";
    return first.length <= 60 ? first : `${first.slice(0, 59)}…`;
  });
  return parts.filter((part) => part).join(" · ");
}

/** Give the handlers. One key a row, so that two windows never write over each other's rows. */
export function hostRecords(fetchData, shelf) {
  const key = (table, id) => `row:${table}:${id}`;
  let latest = 0;
  // No two moments are the same, so that rows keep the order in which they were made.
  const moment = () => new Date((latest = Math.max(Date.now(), latest + 1))).toISOString();
  const rowsOf = (table) =>
    shelf
      .keys(`row:${table}:`)
      .map((name) => shelf.get(name))
      .filter((row) => row)
      .sort((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0));

  async function shapes() {
    const tables = await fetchData("tables");
    if (!tables) throw new Refusal(ROWS_WORDS.none, { remedy: ROWS_WORDS.reload });
    return tables;
  }

  async function shapeOf(name) {
    const tables = await shapes();
    if (!tables[name]) throw new Refusal(ROWS_WORDS.none, { where: name, remedy: ROWS_WORDS.reload });
    return tables[name];
  }

  function describe(tables, table) {
    const contacts = Object.fromEntries(rowsOf("contacts").map(({ id, name }) => [id, name]));
    const targets = [...new Set(table.columns.map(({ refers }) => refers).filter((refers) => refers))];
    const entry = (target, row) => ({ id: row.id, name: localRowName(tables[target], row, contacts), contact: row.contact || "" });
    return { ...table, references: Object.fromEntries(targets.map((target) => [target, rowsOf(target).map((row) => entry(target, row))])) };
  }

  // A change is kept as pairs of before and after, newest change last.
  function record(pairs) {
    const log = shelf.get("changes") || [];
    const number = (log.at(-1)?.number || 0) + 1;
    shelf.put("changes", [...log, { number, pairs }].slice(-ROWS_KEPT));
    return number;
  }

  function conflict(shape, current) {
    const what = fill(current ? ROWS_WORDS.changed : ROWS_WORDS.deleted, { one: shape.one });
    throw new Refusal(what, { where: shape.label, remedy: ROWS_WORDS.compare, more: { current } });
  }

  // A row goes with those that cannot be without it; the references of others are emptied.
  function removal(tables, name, row) {
    const pairs = [];
    for (const other of Object.values(tables)) {
      for (const column of other.columns.filter(({ refers }) => refers === name)) {
        for (const each of rowsOf(other.name).filter((one) => one[column.name] === row.id)) {
          if (column.required) pairs.push(...removal(tables, other.name, each));
          else pairs.push({ table: other.name, before: each, after: { ...each, [column.name]: "", revision: each.revision + 1 } });
        }
      }
    }
    return [...pairs, { table: name, before: row, after: null }];
  }

  function apply(pairs) {
    for (const { table, before, after } of pairs) {
      if (after) shelf.put(key(table, after.id), after);
      else shelf.drop(key(table, before.id));
    }
  }

  return {
    async "records.open"({ table, contact }) {
      const tables = await shapes();
      const shape = await shapeOf(table);
      const rows = rowsOf(table).filter((row) => !contact || row.contact === contact);
      const contacts = rowsOf("contacts").map(({ id, name }) => ({ id, name }));
      return { table: describe(tables, shape), rows, contacts };
    },
    async "records.save"({ table, row, revision }) {
      const shape = await shapeOf(table);
      const id = row.id || newId();
      const before = shelf.get(key(table, id));
      const values = valuesOf(shape, row);
      if (before && sameValue(valuesOf(shape, before), values)) return { row: before, change: 0 };
      if ((before?.revision || 0) !== (revision || 0)) conflict(shape, before);
      const now = moment();
      const after = { id, revision: (before?.revision || 0) + 1, created: before?.created || now, updated: now, ...values };
      apply([{ table, before, after }]);
      if (!shelf.get(`done:workbook:${table}`)) shelf.put(`done:workbook:${table}`, { when: now, score: null });
      return { row: after, change: record([{ table, before, after }]) };
    },
    async "records.delete"({ table, id, revision }) {
      const tables = await shapes();
      const shape = await shapeOf(table);
      const row = shelf.get(key(table, id));
      if (!row) throw new Refusal(fill(ROWS_WORDS.gone, { one: shape.one }), { where: shape.label });
      if (revision !== null && revision !== undefined && row.revision !== revision) conflict(shape, row);
      const pairs = removal(tables, table, row);
      apply(pairs);
      const removed = {};
      for (const pair of pairs.filter(({ after }) => !after)) removed[pair.table] = (removed[pair.table] || 0) + 1;
      return { removed, change: record(pairs) };
    },
    async "records.undo"({ change }) {
      const log = shelf.get("changes") || [];
      const found = change === null || change === undefined ? log.at(-1) : log.find(({ number }) => number === change);
      if (!found) throw new Refusal(ROWS_WORDS.nothing);
      for (const { table, before, after } of found.pairs) {
        const now = shelf.get(key(table, (after || before).id));
        if ((now?.revision || 0) !== (after?.revision || 0)) throw new Refusal(ROWS_WORDS.since, { where: table, remedy: ROWS_WORDS.byHand });
      }
      // A revision never comes back, so that every open form notices.
      const back = [...found.pairs].reverse().map(({ table, before, after }) => ({
        table,
        before: after,
        after: before && { ...before, revision: Math.max(before.revision, after?.revision || 0) + 1, updated: moment() },
      }));
      for (const { table, before, after } of back) apply([{ table, before: before || after, after }]);
      shelf.put("changes", log.filter((each) => each !== found));
      return { back: back.map(({ table, before, after }) => ({ table, id: (after || before).id })) };
    },
  };
}
