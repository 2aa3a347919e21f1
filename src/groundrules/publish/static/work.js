// All that a person did on the site as one file: written, read back and checked, brought in beside what is there, erased.

import { sameValue, valuesOf } from "./recordrows.js";
import { Refusal } from "./shelf.js";

const WORK_FORMAT = "groundrules-work";
const WORK_SCHEMA = 1;
const WORK_LARGEST = 8_000_000;
const WORK_TEXT = 20_000; // characters of one text
const WORK_OTHERS = 5; // versions of a draft beside the newest
const WORK_WORDS = {
  large: "This file is too large to be your work.",
  other: "This is not a file of your work.",
  otherRemedy: "Choose the file that you saved here or in the installed course.",
  newer: "This file was saved by a newer version of the course.",
  newerRemedy: "Load this page again while you are online, then try once more.",
};

/** Everything on the shelf, ready for JSON. */
export function workOut(shelf, course) {
  const under = (start) => shelf.keys(start).map((key) => [key.slice(start.length), shelf.get(key)]);
  const rows = {};
  for (const [key, row] of under("row:")) (rows[key.split(":")[0]] ||= []).push(row);
  return {
    format: WORK_FORMAT,
    schema: WORK_SCHEMA,
    course,
    saved: new Date().toISOString(),
    trails: under("play:").map(([, trail]) => trail),
    answers: Object.fromEntries(under("answer:").map(([id, { value, saved }]) => [id, { value, saved }])),
    rows,
    drafts: Object.fromEntries(under("draft:")),
    rehearsals: under("rehearsal:").map(([, rehearsal]) => rehearsal),
    done: Object.fromEntries(under("done:")),
  };
}

/** Read a file's text; throws a Refusal where it is no such file. */
export function workRead(text) {
  if (text.length > WORK_LARGEST) throw new Refusal(WORK_WORDS.large, { remedy: WORK_WORDS.otherRemedy });
  let found = null;
  try {
    found = JSON.parse(text);
  } catch {
    found = null;
  }
  if (found?.format !== WORK_FORMAT) throw new Refusal(WORK_WORDS.other, { remedy: WORK_WORDS.otherRemedy });
  if (found.schema > WORK_SCHEMA) throw new Refusal(WORK_WORDS.newer, { remedy: WORK_WORDS.newerRemedy });
  return found;
}

const workRecord = (value) => (value && typeof value === "object" && !Array.isArray(value) ? value : {});
const workList = (value) => (Array.isArray(value) ? value : []);
const workId = (value) => typeof value === "string" && /^[\w.-]{1,80}$/.test(value);

function workField(column, value) {
  const isText = (text) => typeof text === "string" && text.length <= (column.most || 20_000);
  if (column.kind === "integer") return value === null || Number.isInteger(value);
  if (column.kind === "boolean") return typeof value === "boolean";
  if (column.kind === "list") return Array.isArray(value) && value.length === column.items && value.every(isText);
  if (column.kind === "questions") return Array.isArray(value) && value.every((each) => typeof each?.text === "string");
  if (column.kind === "choice") return value === "" || column.choices.some(([key]) => key === value);
  return isText(value);
}

function workRow(table, found) {
  const { id, revision, created, updated } = found;
  if (!/^[0-9a-f]{32}$/.test(id) || !Number.isInteger(revision) || Number.isNaN(Date.parse(created)) || Number.isNaN(Date.parse(updated))) return null;
  const fitting = table.columns.filter(({ name }) => name in found && workField(table.columns.find((each) => each.name === name), found[name]));
  return { id, revision, created, updated, ...valuesOf(table, Object.fromEntries(fitting.map(({ name }) => [name, found[name]]))) };
}

function workTrails(shelf, trails) {
  let count = 0;
  for (const trail of trails) {
    const sound = workId(trail?.scenario) && Number.isInteger(trail.attempt) && trail.attempt > 0 && Array.isArray(trail.steps);
    if (!sound || trail.steps.length > 1000) continue;
    const mine = shelf.keys(`play:${trail.scenario}:`).map((key) => shelf.get(key));
    const steps = (each) => each.steps.map(({ scene, choice, text }) => [scene, choice, text]);
    const begins = (long, short) => sameValue(steps(long).slice(0, short.steps.length), steps(short));
    if (mine.some((each) => begins(each, trail))) continue;
    const shorter = mine.find((each) => begins(trail, each) && each.attempt === trail.attempt);
    const taken = mine.some((each) => each.attempt === trail.attempt) && !shorter;
    const attempt = taken ? Math.max(...mine.map((each) => each.attempt)) + 1 : trail.attempt;
    shelf.put(`play:${trail.scenario}:${attempt}`, { ...trail, attempt });
    count += 1;
  }
  return count;
}

function workAnswers(shelf, answers) {
  let count = 0;
  for (const [id, answer] of Object.entries(answers)) {
    const mine = shelf.get(`answer:${id}`);
    if (!workId(id) || typeof answer?.saved !== "string" || (mine && mine.saved >= answer.saved)) continue;
    shelf.put(`answer:${id}`, { value: answer.value, saved: answer.saved });
    if (!shelf.get(`done:check:${id}`)) shelf.put(`done:check:${id}`, { when: answer.saved, score: null });
    count += 1;
  }
  return count;
}

function workRows(shelf, tables, rows) {
  let count = 0;
  for (const [name, table] of Object.entries(tables)) {
    for (const found of workList(rows[name])) {
      const row = workRow(table, workRecord(found));
      const mine = row && shelf.get(`row:${name}:${row.id}`);
      if (!row || (mine && (mine.updated >= row.updated || sameValue(valuesOf(table, mine), valuesOf(table, row))))) continue;
      shelf.put(`row:${name}:${row.id}`, { ...row, revision: Math.max(row.revision, (mine?.revision || 0) + 1) });
      shelf.put(`done:workbook:${name}`, shelf.get(`done:workbook:${name}`) || { when: row.created, score: null });
      count += 1;
    }
  }
  return count;
}

// Of two texts the newer stands on top, and the other stays beside it.
function workDrafts(shelf, drafts, savedAll) {
  let count = 0;
  for (const [id, draft] of Object.entries(drafts)) {
    const sound = workId(id) && typeof draft?.text === "string" && draft.text.trim() && draft.text.length <= WORK_TEXT;
    const mine = shelf.get(`draft:${id}`);
    const known = [mine?.text, ...(mine?.others || [])];
    if (!sound || known.includes(draft.text)) continue;
    const saved = typeof draft.saved === "string" ? draft.saved : savedAll;
    const ticks = workList(draft.ticks).filter(Number.isInteger);
    const [top, below] = mine?.saved >= saved ? [mine, draft.text] : [{ text: draft.text, ticks, saved }, mine?.text];
    const others = [below, ...(mine?.others || [])].filter((text) => text?.trim()).slice(0, WORK_OTHERS);
    shelf.put(`draft:${id}`, { ...top, others });
    count += 1;
  }
  return count;
}

// The site holds no rehearsals, but carries them; the installed course plays them again, and so checks them.
function workRehearsals(shelf, rehearsals) {
  let count = 0;
  for (const found of rehearsals) {
    const { begun, ended, answers, case: talk } = workRecord(found);
    const sound = /^[\dT:.+Z-]{10,40}$/.test(begun) && workId(talk?.id) && Array.isArray(answers) && answers.every((text) => typeof text === "string");
    const key = `rehearsal:${begun}:${talk?.id}`;
    const mine = sound && shelf.get(key);
    const more = mine && !mine.ended && (ended || answers.length > mine.answers.length);
    if (!sound || (mine && !more) || JSON.stringify(found).length > WORK_TEXT * 10) continue;
    shelf.put(key, found);
    count += 1;
  }
  return count;
}

/** Bring a file's content in beside what is there; of the same thing the newer stays. Gives how many came in. */
export function workIn(shelf, tables, found) {
  for (const [key, value] of Object.entries(workRecord(found.done))) {
    const sound = /^(scenario|check|workbook):[\w.-]{1,80}$/.test(key) && typeof value?.when === "string";
    if (sound && !shelf.get(`done:${key}`)) shelf.put(`done:${key}`, { when: value.when, score: Number(value.score) || null });
  }
  const texts = workDrafts(shelf, workRecord(found.drafts), String(found.saved)) + workRehearsals(shelf, workList(found.rehearsals));
  return texts + workTrails(shelf, workList(found.trails)) + workAnswers(shelf, workRecord(found.answers)) + workRows(shelf, tables, workRecord(found.rows));
}

/** Erase everything. Gives a function that brings it back. */
export function workErase(shelf) {
  const all = shelf.keys("").map((key) => [key, shelf.get(key)]);
  for (const [key] of all) shelf.drop(key);
  return () => {
    for (const [key, value] of all) shelf.put(key, value);
  };
}
