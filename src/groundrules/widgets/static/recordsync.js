// The rows of one table between the person and the desk: edits go out as they come, other people's come in, nothing is lost.

import { drafts, saver } from "./dom.js";
import { differing, newId, sameValue, valuesOf } from "./recordrows.js";

const SYNC_PAUSE = 600;

/** Keep the rows of a table in step with the desk.
 *
 *  `hear`: state(state, error) about saving; listed() after rows came; changed(entry); merged(entry) when a change made
 *  elsewhere was brought in; clash(entry, theirs, overlap, mine) when both have changed the columns `overlap` (`mine`: all
 *  that were changed here; `theirs` null: the row was deleted). An entry is {id, base (the row as stored, null when new), values, errors, stuck (until resume)}. */
export function recordSync(spec, host, hear) {
  const draftKey = `records:${spec.table}`;
  // Many rows that are refused together go again one by one: that is no failure yet.
  const patient = {
    async ask(message) {
      const reply = await host.ask(message);
      return message.do === "records.write" && reply.ok === false ? { ok: true } : reply;
    },
  };
  const queue = saver(patient, { onState: hear.state });
  const opener = saver(host);
  const entries = new Map();
  let moves = 0; // replies to our own changes: rows read before one of them are stale
  const sync = { table: null, contacts: [], entries, look, fresh, edit, editAll, push, resume, forget, remove, removeAll, undo, addContact, dirty, stop };

  async function look() {
    const before = moves;
    const reply = await opener.send("open", { do: "records.open", table: spec.table, contact: spec.contact });
    if (reply.ok === false) return reply;
    if (sync.table && (moves !== before || queue.pending)) return settled().then(look);
    const first = !sync.table;
    sync.table = reply.table;
    sync.contacts = reply.contacts;
    take(reply.rows);
    if (first) for (const [id, kept] of Object.entries(readDrafts())) restore(id, kept);
    hear.listed();
    return reply;
  }

  // Wait until what is under way is answered; a host out of reach is no reason to wait for ever.
  function settled() {
    return new Promise((resolve) => setTimeout(resolve, 500));
  }

  function take(rows) {
    const present = new Set(rows.map((row) => row.id));
    for (const [id, entry] of entries) if (!present.has(id) && entry.base && !dirty(entry) && !entry.held) entries.delete(id);
    for (const row of rows) {
      const entry = entries.get(row.id) || fresh(row.id);
      if (!entry.base || (row.revision > entry.base.revision && !dirty(entry))) adopt(entry, row);
      entries.set(row.id, entry);
    }
  }

  /** A new row, not in the list until it is put there. `held` keeps an entry that is open though its row went. */
  function fresh(id = newId(), values = null) {
    return { id, base: null, values: valuesOf(sync.table, values), errors: {}, stuck: false, held: false, sent: [], last: "", answered: null, timer: null };
  }

  function adopt(entry, row) {
    entry.base = row;
    entry.values = valuesOf(sync.table, row);
  }

  function dirty(entry) {
    return differing(sync.table, entry.values, valuesOf(sync.table, entry.base)).length > 0;
  }

  /** Take what was typed. It is sent after a short pause, or at once when the person has left the field. */
  function edit(entry, values, leaving) {
    Object.assign(entry.values, values);
    keepDraft(entry);
    clearTimeout(entry.timer);
    if (leaving) push(entry);
    else entry.timer = setTimeout(push, SYNC_PAUSE, entry);
  }

  /** Take many edits at once, such as what was pasted: one message, one change that can be taken back. Gives its number. */
  async function editAll(edits) {
    for (const [entry, values] of edits) {
      clearTimeout(entry.timer);
      Object.assign(entry.values, values);
      keepDraft(entry);
    }
    const changed = edits.map(([entry]) => entry).filter((entry) => !entry.stuck && dirty(entry));
    if (!changed.length) return 0;
    const message = () => ({ do: "records.write", table: spec.table, rows: changed.map((entry) => rowOf(entry)) });
    const reply = await queue.send(`many:${newId()}`, message);
    if (reply.rows) changed.forEach((entry, index) => settle(entry, { row: reply.rows[index] }));
    // One wrong row must not keep the others from being saved: each goes by itself, and tells what is wrong with it.
    else changed.forEach(push);
    return reply.change || 0;
  }

  function push(entry) {
    clearTimeout(entry.timer);
    entry.timer = null;
    if (entry.stuck || !dirty(entry)) return;
    queue.send(`row:${entry.id}`, () => outgoing(entry)).then((reply) => settle(entry, reply));
  }

  function outgoing(entry) {
    const { revision, ...row } = rowOf(entry);
    return { do: "records.save", table: spec.table, row, revision };
  }

  function rowOf(entry) {
    entry.last = JSON.stringify(entry.values);
    entry.sent.push(entry.last);
    return { id: entry.id, ...entry.values, revision: entry.base?.revision || 0 };
  }

  function settle(entry, reply) {
    if (reply === entry.answered) return; // several edits that went out as one share their reply
    entry.answered = reply;
    moves += 1;
    if (reply.row) {
      entry.base = reply.row;
      entry.sent = [];
      entry.errors = {};
      if (JSON.stringify(entry.values) === entry.last) entry.values = valuesOf(sync.table, reply.row);
      if (spec.table === "contacts") knowContact(entry.id, entry.values.name);
    } else if (reply.error && "current" in reply.error) {
      meet(entry, reply.error.current);
    } else if (reply.error?.fields) {
      entry.errors = reply.error.fields;
    }
    keepDraft(entry);
    hear.changed(entry);
  }

  // Another version is stored: the echo of our own, other columns, the same columns, or none because the row is gone.
  function meet(entry, theirs) {
    const now = theirs && valuesOf(sync.table, theirs);
    const was = valuesOf(sync.table, entry.base);
    const mine = differing(sync.table, entry.values, was);
    const overlap = now ? differing(sync.table, now, was).filter((name) => mine.includes(name) && !sameValue(now[name], entry.values[name])) : [];
    const echo = now && entry.sent.includes(JSON.stringify(now));
    if (echo || (now && !overlap.length)) {
      resume(entry, theirs, { ...now, ...Object.fromEntries(mine.map((name) => [name, entry.values[name]])) });
      if (!echo) hear.merged(entry);
    } else {
      entry.stuck = true;
      hear.clash(entry, theirs, overlap, mine);
    }
  }

  /** Go on saving after a clash: `base` is the stored row (null: none), `values` what it is to become. */
  function resume(entry, base, values) {
    Object.assign(entry, { stuck: false, sent: [], base, values });
    keepDraft(entry);
    if (dirty(entry)) push(entry);
    else hear.state("saved", null);
  }

  /** Take a row out of the list, its unsaved words too. */
  function forget(entry) {
    clearTimeout(entry.timer);
    entries.delete(entry.id);
    writeDrafts(entry.id, null);
  }

  /** Delete several rows in one change; gives the promise of the reply, or of null where none was ever sent. */
  async function removeAll(gone) {
    gone.forEach(forget);
    const ids = gone.filter((entry) => entry.base || entry.last).map((entry) => entry.id);
    if (!ids.length) return null;
    const reply = await queue.send(`delete:${ids[0]}`, { do: "records.delete", table: spec.table, id: ids.length === 1 ? ids[0] : ids });
    moves += 1;
    return reply;
  }

  /** Delete a row; gives the promise of the reply, or of null where it was never sent. */
  async function remove(entry) {
    forget(entry);
    if (!entry.base && !entry.last) return null;
    const reply = await queue.send(`delete:${entry.id}`, () => ({ do: "records.delete", table: spec.table, id: entry.id, revision: entry.base?.revision || 0 }));
    moves += 1;
    return reply;
  }

  async function undo(change) {
    const reply = await queue.send(`undo:${change}`, { do: "records.undo", change });
    moves += 1;
    return reply;
  }

  async function addContact(name) {
    const id = newId();
    const reply = await queue.send(`row:${id}`, { do: "records.save", table: "contacts", row: { id, name }, revision: 0 });
    if (reply.ok === false) return { trouble: [reply.error?.what, ...Object.values(reply.error?.fields || {})].join(" ") };
    knowContact(id, name);
    return { id };
  }

  function knowContact(id, name) {
    sync.contacts = [...sync.contacts.filter((each) => each.id !== id), { id, name }];
  }

  // Half-typed words outlive the page: what is not stored is kept by the row's id.
  function restore(id, kept) {
    if (spec.contact && kept.values.contact !== spec.contact) return;
    const entry = entries.get(id) || fresh(id);
    entry.base = kept.base;
    entry.values = { ...valuesOf(sync.table, kept.base), ...kept.values };
    entries.set(id, entry);
    push(entry);
  }

  function keepDraft(entry) {
    writeDrafts(entry.id, entries.has(entry.id) && dirty(entry) ? { base: entry.base, values: entry.values } : null);
  }

  function writeDrafts(id, kept) {
    const { [id]: _, ...all } = readDrafts();
    if (kept) all[id] = kept;
    if (Object.keys(all).length) drafts.set(draftKey, JSON.stringify(all));
    else drafts.drop(draftKey);
  }

  function readDrafts() {
    try {
      return JSON.parse(drafts.get(draftKey) || "{}");
    } catch {
      return {};
    }
  }

  /** Send what waits, and hear nothing more. */
  function stop() {
    for (const entry of entries.values()) if (entry.timer) push(entry);
    opener.stop();
    queue.stop();
  }

  return Object.assign(sync, { retry: queue.retry, pending: () => queue.pending });
}
