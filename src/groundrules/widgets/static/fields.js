// The fields of a row's form, one for each kind of column. Each gives {element, value, set, tell, focus}.

import { fill, h } from "./dom.js";
import { fieldCoach } from "./fieldcoach.js";
import { momentOf, momentParts, momentZones } from "./moment.js";

const FIELD_WORDS = {
  needed: "needed",
  choose: "Choose…",
  other: "(one that is not in this list)",
  zone: "Time zone",
  point: "Point {n}",
  points: "{n} of {all} points are written.",
  question: "Question {n}",
  kind: "Kind of question {n}",
  kinds: { "": "Open or closed?", open: "Open", closed: "Closed" },
  addQuestion: "Add a question",
  removeQuestion: "Remove question {n}",
  remove: "Remove",
  removed: "The question was removed.",
  spoken: "{words} words, about {seconds} seconds when spoken.",
  tooLong: "That is {seconds} seconds when spoken ({words} words). Under a minute works better.",
  addContact: "Add a contact",
  contactName: "Name of the new contact",
  nameFirst: "Write a name first.",
  add: "Add",
  cancel: "Cancel",
  added: "{name} was added and is chosen.",
};

const FIELD_PACE = 140; // words a minute, when spoken calmly; the coach counts the same

/** Make the field of a column.
 *
 *  `hooks`: changed(settled) is called at each edit, `settled` when the person has left the control; options(column)
 *  gives the rows that a reference can point to; addContact(name) gives the promise of an id, or of null where it
 *  could not be added; say(text) tells a screen reader; ask(message) and level, where the coach is to read along. A
 *  field that it reads also gives leave(), to be called when the form is put away. */
export function recordField(column, id, hooks) {
  const make = FIELD_KINDS[column.kind] || fieldLine;
  return make(column, id, hooks);
}

function fieldFrame(column, id, control, { group = false, below = [] } = {}) {
  const help = column.help ? h("p", { class: "gr-soft", id: `${id}-help` }, column.help) : null;
  const error = h("p", { class: "gr-record-error", id: `${id}-error`, hidden: true });
  const name = [column.label, column.required ? h("span", { class: "gr-soft" }, ` (${FIELD_WORDS.needed})`) : null];
  const described = [help && help.id, error.id].filter((part) => part).join(" ");
  const element = group
    ? h("fieldset", { class: "gr-record-field", "aria-describedby": described }, h("legend", null, name), help, error, control, below)
    : h("div", { class: "gr-record-field" }, h("label", { for: id }, name), help, error, control, below);
  const main = group ? () => element.querySelector("input, textarea, select, button") : () => element.querySelector(`#${id}`);
  if (!group) main().setAttribute("aria-describedby", described);
  return {
    element,
    tell(text) {
      error.textContent = text || "";
      error.hidden = !text;
      const marked = group ? element : main();
      if (text) marked.setAttribute("aria-invalid", "true");
      else marked.removeAttribute("aria-invalid");
    },
    focus: () => main().focus(),
  };
}

// An edit is settled when the control fires `change`, which is when the focus leaves it at the latest.
function fieldListening(hooks, after = () => {}) {
  return {
    oninput: () => (after(), hooks.changed(false)),
    onchange: () => (after(), hooks.changed(true)),
  };
}

// Where the coach reads a column: what it needs, and what the field says of it. Elsewhere a stand-in that does nothing.
function fieldReader(column, hooks) {
  const none = { element: null, cover: (area) => area, uncover: () => {}, read: () => {}, destroy: () => {} };
  return column.coach && hooks.ask ? fieldCoach({ kind: column.coach, ask: hooks.ask, tell: hooks.say, level: hooks.level }) : none;
}

function fieldPut(control, value) {
  if (control.value !== value) control.value = value; // keeps the caret where nothing is new
}

function fieldLine(column, id, hooks) {
  const types = { date: "date", time: "time", integer: "text" };
  const numeric = column.kind === "integer" ? "numeric" : null;
  const input = h("input", { type: types[column.kind] || "text", id, class: "gr-field", inputmode: numeric, autocomplete: "off", ...fieldListening(hooks) });
  const number = column.kind === "integer";
  return {
    ...fieldFrame(column, id, input),
    value: () => (number ? (/^\s*\d+\s*$/.test(input.value) ? Number(input.value) : input.value.trim() || null) : input.value),
    set: (value) => fieldPut(input, value === null || value === undefined ? "" : String(value)),
  };
}

function fieldLong(column, id, hooks) {
  const meter = column.spoken ? h("p", { class: "gr-soft", id: `${id}-spoken` }) : null;
  const count = () => {
    if (!meter) return;
    const words = (area.value.match(/\S+/g) || []).length;
    const seconds = Math.max(5, Math.round((words * 12) / FIELD_PACE) * 5); // to five seconds, as the brief says it
    meter.textContent = words ? fill(seconds >= 60 ? FIELD_WORDS.tooLong : FIELD_WORDS.spoken, { words, seconds }) : "";
  };
  const coach = fieldReader(column, hooks);
  const area = h("textarea", { id, class: "gr-field gr-record-text", rows: "2", ...fieldListening(hooks, count) });
  const base = fieldFrame(column, id, coach.cover(area), { below: [meter, coach.element] });
  if (meter) area.setAttribute("aria-describedby", `${area.getAttribute("aria-describedby")} ${meter.id}`);
  return {
    ...base,
    value: () => area.value,
    set(value) {
      fieldPut(area, value || "");
      count();
      coach.read(0);
    },
    leave: coach.destroy,
  };
}

function fieldPicker(id, options, hooks) {
  const choose = h("option", { value: "" }, FIELD_WORDS.choose);
  return h("select", { id, class: "gr-field", onchange: () => hooks.changed(true) }, choose, options.map(([value, label]) => h("option", { value }, label)));
}

function fieldChoice(column, id, hooks) {
  const select = fieldPicker(id, column.choices, hooks);
  return { ...fieldFrame(column, id, select), value: () => select.value, set: (value) => (select.value = value || "") };
}

function fieldTick(column, id, hooks) {
  const box = h("input", { type: "checkbox", id, class: "gr-record-tick", onchange: () => hooks.changed(true) });
  const field = fieldFrame(column, id, box);
  field.element.classList.add("gr-record-yes");
  return { ...field, value: () => box.checked, set: (value) => (box.checked = Boolean(value)) };
}

function fieldMoment(column, id, hooks) {
  const wall = h("input", { type: "datetime-local", id, class: "gr-field", ...fieldListening(hooks) });
  const zone = h("select", { id: `${id}-zone`, class: "gr-field", onchange: () => hooks.changed(true), onfocus: () => list(zone.value) });
  // Some 400 zones: the list is made when somebody looks at it.
  const list = (chosen) => {
    if (zone.options.length > 1) return;
    zone.replaceChildren(...momentZones(chosen).map((name) => h("option", { value: name }, name.replaceAll("_", " "))));
    zone.value = chosen;
  };
  const only = (name) => zone.replaceChildren(h("option", { value: name }, name.replaceAll("_", " ")));
  only(momentParts("").zone);
  const beside = h("div", { class: "gr-record-zone" }, h("label", { for: zone.id, class: "gr-soft" }, FIELD_WORDS.zone), zone);
  return {
    ...fieldFrame(column, id, h("div", { class: "gr-record-moment" }, wall, beside)),
    value: () => momentOf(wall.value, zone.value),
    set(value) {
      const parts = momentParts(value || "");
      fieldPut(wall, parts.wall);
      if (zone.value !== parts.zone) only(parts.zone);
    },
  };
}

function fieldPoints(column, id, hooks) {
  const count = h("p", { class: "gr-soft" });
  const tellCount = () => (count.textContent = fill(FIELD_WORDS.points, { n: areas.filter((area) => area.value.trim()).length, all: column.items }));
  const areas = Array.from({ length: column.items }, (_, index) =>
    h("textarea", { id: `${id}-${index}`, class: "gr-field gr-record-text", rows: "2", ...fieldListening(hooks, () => tellCount()) }),
  );
  const coach = fieldReader(column, hooks);
  const lines = areas.map((area, index) => h("div", null, h("label", { for: area.id, class: "gr-soft" }, fill(FIELD_WORDS.point, { n: index + 1 })), coach.cover(area)));
  return {
    ...fieldFrame(column, id, h("div", { class: "gr-record-points" }, lines), { group: true, below: [count, coach.element] }),
    value: () => areas.map((area) => area.value),
    set(value) {
      areas.forEach((area, index) => fieldPut(area, (value || [])[index] || ""));
      tellCount();
      coach.read(0);
    },
    leave: coach.destroy,
  };
}

function fieldQuestions(column, id, hooks) {
  const list = h("div", { class: "gr-record-points" });
  const coach = fieldReader(column, hooks);
  const more = h("button", { type: "button", class: "gr-button gr-button-small", onclick: () => add({}).focus() }, FIELD_WORDS.addQuestion);
  let made = 0;
  function add(question) {
    const key = `${id}-${(made += 1)}`;
    const text = h("textarea", { id: key, class: "gr-field gr-record-text", rows: "1", value: question.text || "", ...fieldListening(hooks) });
    const options = Object.entries(FIELD_WORDS.kinds).map(([value, label]) => h("option", { value }, label));
    const kind = h("select", { class: "gr-field", onchange: () => hooks.changed(true) }, options);
    kind.value = question.kind || "";
    const away = h("button", { type: "button", class: "gr-button gr-button-small" }, FIELD_WORDS.remove);
    const line = h("div", { class: "gr-record-question" }, h("label", { for: key, class: "gr-soft" }), coach.cover(text), h("div", { class: "gr-row" }, kind, away));
    // The field keeps the focus until the click: what its leaving would show might move the button away.
    away.addEventListener("mousedown", (event) => event.preventDefault());
    away.addEventListener("click", () => {
      const next = line.nextElementSibling || line.previousElementSibling;
      coach.uncover(text);
      line.remove();
      number();
      coach.read();
      (next ? next.querySelector("textarea") : more).focus();
      hooks.say(FIELD_WORDS.removed);
      hooks.changed(true);
    });
    list.append(line);
    number();
    return text;
  }
  function number() {
    [...list.children].forEach((line, index) => {
      line.querySelector("label").textContent = fill(FIELD_WORDS.question, { n: index + 1 });
      line.querySelector("select").setAttribute("aria-label", fill(FIELD_WORDS.kind, { n: index + 1 }));
      line.querySelector("button").setAttribute("aria-label", fill(FIELD_WORDS.removeQuestion, { n: index + 1 }));
    });
    more.hidden = list.children.length >= column.most;
  }
  const value = () => [...list.children].map((line) => ({ text: line.querySelector("textarea").value, kind: line.querySelector("select").value }));
  return {
    ...fieldFrame(column, id, [list, more], { group: true, below: [coach.element] }),
    value,
    leave: coach.destroy,
    set(given) {
      if (JSON.stringify(given || []) === JSON.stringify(value())) return;
      for (const area of list.querySelectorAll("textarea")) coach.uncover(area);
      list.replaceChildren();
      for (const question of given || []) add(question);
      number();
      coach.read(0);
    },
  };
}

function fieldReference(column, id, hooks) {
  const select = fieldPicker(id, [], hooks);
  select.addEventListener("focus", () => refill(select.value)); // what can be chosen may depend on other fields
  const below = column.refers === "contacts" ? fieldContact(id, hooks, (made) => (refill(made), select.focus(), hooks.changed(true))) : [];
  function refill(chosen) {
    const known = hooks.options(column);
    const lost = chosen && !known.some((row) => row.id === chosen) ? [{ id: chosen, name: FIELD_WORDS.other }] : [];
    select.replaceChildren(select.options[0], ...[...known, ...lost].map((row) => h("option", { value: row.id }, row.name)));
    select.value = chosen;
  }
  return { ...fieldFrame(column, id, select, { below }), value: () => select.value, set: (value) => refill(value || "") };
}

// A contact is made where it is needed, without leaving the form.
function fieldContact(id, hooks, chosen) {
  const open = h("button", { type: "button", class: "gr-button gr-button-small", onclick: () => show(true) }, FIELD_WORDS.addContact);
  const trouble = h("p", { class: "gr-record-error", id: `${id}-new-error`, hidden: true });
  const name = h("input", { type: "text", id: `${id}-new`, class: "gr-field", autocomplete: "off", "aria-describedby": trouble.id });
  const add = h("button", { type: "button", class: "gr-button gr-button-main", onclick: take }, FIELD_WORDS.add);
  const cancel = h("button", { type: "button", class: "gr-button", onclick: () => show(false) }, FIELD_WORDS.cancel);
  const box = h("div", { class: "gr-record-new", hidden: true }, h("label", { for: name.id }, FIELD_WORDS.contactName), trouble, name, h("div", { class: "gr-row" }, add, cancel));
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take();
    else if (event.key === "Escape") show(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  function show(wide) {
    box.hidden = !wide;
    open.hidden = wide;
    (wide ? name : open).focus();
  }
  async function take() {
    const given = name.value.trim();
    trouble.hidden = Boolean(given);
    trouble.textContent = given ? "" : FIELD_WORDS.nameFirst;
    if (!given) return name.focus();
    const made = await hooks.addContact(given);
    if (made.id) {
      name.value = "";
      show(false);
      chosen(made.id);
      hooks.say(fill(FIELD_WORDS.added, { name: given }));
    } else {
      trouble.textContent = made.trouble;
      trouble.hidden = false;
    }
  }
  return [open, box];
}

const FIELD_KINDS = {
  long: fieldLong,
  choice: fieldChoice,
  boolean: fieldTick,
  datetime: fieldMoment,
  list: fieldPoints,
  questions: fieldQuestions,
  reference: fieldReference,
};
