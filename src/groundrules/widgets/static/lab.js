// An evidence lab's records with a form that counts in them: choose rows and groups, see the table, the rows and the code.

import { announce, clearRoot, drafts, fill, focusOn, h, makeRoot, saver } from "./dom.js";
import { labChosen, labCode, labDays, labGroups, labMeasure } from "./labtable.js";

const LAB_WORDS = {
  region: "Records",
  named: "Records: {label}",
  opening: "The records are being opened.",
  failed: "These records cannot be opened.",
  retry: "Try again",
  which: "Which rows count",
  weeks: "Weeks",
  firstWeek: "from week",
  lastWeek: "to week",
  hours: "Hours",
  anyHour: "at any hour",
  inside: "inside these hours",
  outside: "outside these hours",
  begin: "from",
  end: "to",
  days: "on",
  outsideMeans: "Outside are all other hours of these days, and the other days.",
  show: "What is shown",
  measure: "Show",
  count: "how many rows there are",
  sum: "the sum: {label}",
  mean: "the mean: {label}",
  group: "In groups",
  noGroup: "no, all together",
  byWeek: "by week",
  byDay: "by day",
  by: "by: {label}",
  week: "Week",
  day: "Day",
  date: "Date",
  result: "Result",
  rowsFound: "{n} of {all} rows count.",
  countHead: "Rows",
  sumHead: "Sum: {label}",
  meanHead: "Mean: {label}",
  countTold: "{n} rows",
  sumTold: "{n}, the sum: {label}",
  meanTold: "{n}, the mean: {label}",
  together: "All together",
  rows: "Look at the rows ({n})",
  code: "The same in code",
  codeHelp: "Copy it into a cell below, press Shift and Enter, and compare.",
  reset: "Begin again",
  whose: "Whose records are these?",
  practice: "These are the practice records. Did your instructor send you a code? Then enter it here.",
  own: "These are your own records, from the code {code}.",
  codeLabel: "Your code",
  use: "Use this code",
  used: "These are now your own records, in all forms of this exercise. Numbers that you filled in before were for others: look at them again.",
  backToPractice: "These are the practice records again.",
  fixed: "Here you see the practice records. A code of your own works where you do the exercise.",
};

const LAB_TIMES = Array.from({ length: 49 }, (_, half) => `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`);
const LAB_CHANNEL = "groundrules-lab";

let labForms = 0;

/** Draw the records of an evidence lab. `spec`: {table, path?, records?}; with `records` given it needs no host. */
export function mountLab(root, spec, host) {
  const stage = makeRoot(root, LAB_WORDS.region);
  const id = `gr-lab-${(labForms += 1)}`;
  const level = spec.headingLevel || 3;
  const address = { path: spec.path || "", table: spec.table };
  const draftKey = `lab:${address.path}:${address.table}`;
  const opener = saver(host);
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(LAB_CHANNEL) : null;
  let table = null;
  let query = null;
  let out = null;

  async function open() {
    const reply = await opener.send("open", { do: "lab.open", ...address });
    if (reply.ok === false) return showError(reply.error || {});
    draw(reply.table);
  }

  function showError(error) {
    const told = [LAB_WORDS.failed, error.what, error.remedy].filter((part) => part).join(" ");
    const button = h("button", { type: "button", class: "gr-button", onclick: open }, LAB_WORDS.retry);
    stage.replaceChildren(h("div", { class: "gr-note" }, h("p", null, told), button));
    announce(root, told);
  }

  const choices = () => table.columns.filter((column) => column.kind === "choice");
  const numbers = () => table.columns.filter((column) => column.kind === "number");
  const values = (column) => [...new Set(table.rows.map((row) => row[column.id]))].sort();
  const timed = () => table.columns.some((column) => column.kind === "time");

  function fresh() {
    const where = Object.fromEntries(choices().map((column) => [column.id, values(column)]));
    const hours = { keep: "", days: [...labDays()], from: "00:00", to: "24:00" };
    return { weeks: [1, table.weeks], hours, where, group: "", measure: "count" };
  }

  // What is asked, with nothing in it that leaves nothing out.
  function asked() {
    const { weeks, hours, where, group, measure } = query;
    const part = { group, measure };
    if (weeks[0] !== 1 || weeks[1] !== table.weeks) part.weeks = weeks;
    if (hours.keep) part.hours = hours;
    const less = choices().filter((column) => where[column.id].length < values(column).length);
    if (less.length) part.where = Object.fromEntries(less.map((column) => [column.id, where[column.id]]));
    return part;
  }

  function draw(given) {
    table = given;
    query = labKept(draftKey, fresh());
    root.setAttribute("aria-label", fill(LAB_WORDS.named, { label: table.label }));
    out = {
      total: h("p", { class: "gr-lab-total" }),
      found: h("p", { class: "gr-soft" }),
      groups: h("div", { class: "gr-lab-groups" }),
      rows: h("div", { class: "gr-lab-rows", tabindex: "0", role: "group", "aria-label": table.label }),
      summary: h("summary", null),
      code: h("pre", { class: "gr-lab-code", tabindex: "0" }),
    };
    stage.replaceChildren(
      h(
        "div",
        { class: "gr-card gr-lab" },
        h("div", { class: "gr-question-head" }, h(`h${level}`, { class: "gr-subtitle" }, table.label), h("button", { type: "button", class: "gr-button gr-button-small", onclick: reset }, LAB_WORDS.reset)),
        form(),
        h("div", { class: "gr-lab-result" }, h(`h${Math.min(level + 1, 6)}`, null, LAB_WORDS.result), out.total, out.found, out.groups),
        h("details", null, out.summary, out.rows),
        // A page outside the exercise has no cells to copy it into.
        table.fixed ? "" : h("details", null, h("summary", null, LAB_WORDS.code), h("p", { class: "gr-soft" }, LAB_WORDS.codeHelp), out.code),
        whose(),
      ),
    );
    show(false);
  }

  function reset() {
    drafts.drop(draftKey);
    draw(table);
    focusOn(stage.querySelector(".gr-subtitle"));
  }

  function change(set) {
    return (event) => {
      set(event.target);
      drafts.set(draftKey, JSON.stringify(query));
      show(true);
    };
  }

  function select(label, options, value, set) {
    const made = options.map(([name, text]) => h("option", { value: name, selected: String(name) === String(value) }, text));
    return h("label", { class: "gr-lab-field" }, h("span", null, label), h("select", { class: "gr-field", onchange: change((field) => set(field.value)) }, made));
  }

  function form() {
    const weeks = Array.from({ length: table.weeks }, (_, place) => [place + 1, String(place + 1)]);
    const line = (legend, ...parts) => h("div", { class: "gr-lab-line", role: "group", "aria-label": legend }, h("span", { class: "gr-soft" }, legend), h("div", { class: "gr-lab-parts" }, parts));
    const groups = [["", LAB_WORDS.noGroup], ["week", LAB_WORDS.byWeek], ["day", LAB_WORDS.byDay], ...choices().map((column) => [column.id, fill(LAB_WORDS.by, { label: column.label })])];
    const measures = [["count", LAB_WORDS.count], ...numbers().flatMap(({ id: name, label }) => [[`sum:${name}`, fill(LAB_WORDS.sum, { label })], [`mean:${name}`, fill(LAB_WORDS.mean, { label })]])];
    return h(
      "div",
      { class: "gr-lab-form" },
      h("p", { class: "gr-lab-head" }, LAB_WORDS.which),
      line(
        LAB_WORDS.weeks,
        select(LAB_WORDS.firstWeek, weeks, query.weeks[0], (value) => (query.weeks = [Number(value), query.weeks[1]])),
        select(LAB_WORDS.lastWeek, weeks, query.weeks[1], (value) => (query.weeks = [query.weeks[0], Number(value)])),
      ),
      timed() ? hoursLine(line) : "",
      choices().map((column) => line(column.label, ticks(values(column), query.where[column.id], (kept) => (query.where[column.id] = kept)))),
      h("p", { class: "gr-lab-head" }, LAB_WORDS.show),
      h("div", { class: "gr-lab-parts" }, select(LAB_WORDS.measure, measures, query.measure, (value) => (query.measure = value)), select(LAB_WORDS.group, groups, query.group, (value) => (query.group = value))),
    );
  }

  function hoursLine(line) {
    const times = LAB_TIMES.map((time) => [time, time]);
    const more = h(
      "div",
      { class: "gr-lab-parts", hidden: !query.hours.keep },
      select(LAB_WORDS.begin, times, query.hours.from, (value) => (query.hours.from = value)),
      select(LAB_WORDS.end, times, query.hours.to, (value) => (query.hours.to = value)),
      h("div", { class: "gr-lab-ticks" }, h("span", null, LAB_WORDS.days), ticks(labDays(), query.hours.days, (kept) => (query.hours.days = kept))),
      h("p", { class: "gr-soft" }, LAB_WORDS.outsideMeans),
    );
    const ways = [["", LAB_WORDS.anyHour], ["inside", LAB_WORDS.inside], ["outside", LAB_WORDS.outside]];
    const way = ways.map(([name, text]) => {
      const choose = change(() => {
        query.hours.keep = name;
        more.hidden = !name;
      });
      return h("label", { class: "gr-lab-tick" }, h("input", { type: "radio", name: `${id}-hours`, checked: query.hours.keep === name, onchange: choose }), h("span", null, text));
    });
    return line(LAB_WORDS.hours, way, more);
  }

  function ticks(options, kept, keep) {
    const inputs = options.map((value) =>
      h("input", { type: "checkbox", value, checked: kept.includes(value), onchange: change(() => keep(options.filter((_, place) => inputs[place].checked))) }),
    );
    return options.map((value, place) => h("label", { class: "gr-lab-tick" }, inputs[place], h("span", null, String(value))));
  }

  function show(tell) {
    const part = asked();
    const rows = labChosen(table.rows, part);
    const [how, column] = query.measure.split(":");
    const label = column ? table.columns.find((one) => one.id === column).label : "";
    const total = fill(LAB_WORDS[`${how}Told`], { n: labNumber(labMeasure(rows, query.measure)), label });
    const found = fill(LAB_WORDS.rowsFound, { n: rows.length, all: table.rows.length });
    out.total.textContent = total;
    out.found.textContent = found;
    out.groups.replaceChildren(query.group ? groupTable(part, label) : "");
    out.summary.textContent = fill(LAB_WORDS.rows, { n: rows.length });
    out.rows.replaceChildren(rowTable(rows));
    out.code.textContent = labCode(table, part);
    if (tell) announce(root, `${total}. ${found}`);
  }

  function groupTable(part, label) {
    const found = labGroups(table, part);
    const most = Math.max(...found.map(([, value]) => value), 0) || 1;
    const name = { week: LAB_WORDS.week, day: LAB_WORDS.day }[query.group] || table.columns.find((one) => one.id === query.group).label;
    const how = query.measure.split(":")[0];
    const head = fill(LAB_WORDS[`${how}Head`], { label });
    const bar = (value) => h("span", { class: "gr-lab-bar", style: { "inline-size": `${Math.max(0, (100 * value) / most)}%` } });
    return h(
      "table",
      null,
      h("thead", null, h("tr", null, h("th", { scope: "col" }, name), h("th", { scope: "col", colspan: "2" }, head))),
      h("tbody", null, found.map(([one, value]) => h("tr", null, h("th", { scope: "row" }, String(one)), h("td", { class: "gr-lab-number" }, labNumber(value)), h("td", { class: "gr-lab-bars", "aria-hidden": "true" }, bar(value))))),
    );
  }

  function rowTable(rows) {
    const columns = [["date", LAB_WORDS.date], ["week", LAB_WORDS.week], ["day", LAB_WORDS.day], ...table.columns.map(({ id: name, label }) => [name, label])];
    return h(
      "table",
      null,
      h("thead", null, h("tr", null, columns.map(([, label]) => h("th", { scope: "col" }, label)))),
      h("tbody", null, rows.map((row) => h("tr", null, columns.map(([name]) => h("td", null, String(row[name])))))),
    );
  }

  function whose() {
    const told = table.code ? fill(LAB_WORDS.own, { code: table.code }) : LAB_WORDS.practice;
    if (table.fixed) return h("p", { class: "gr-soft" }, LAB_WORDS.fixed);
    const field = h("input", { class: "gr-field", type: "text", autocomplete: "off", spellcheck: "false", value: table.code, maxlength: "20" });
    const error = h("p", { class: "gr-lab-error", role: "alert" });
    const use = async (event) => {
      event.preventDefault();
      const reply = await opener.send("code", { do: "lab.save", ...address, code: field.value });
      if (reply.ok === false) {
        error.textContent = [reply.error?.what, reply.error?.remedy].filter((part) => part).join(" ");
        return;
      }
      channel?.postMessage(address.path);
      draw(reply.table);
      const box = stage.querySelector(".gr-lab-whose");
      const done = h("p", null, reply.table.code ? LAB_WORDS.used : LAB_WORDS.backToPractice);
      box.open = true;
      box.append(done);
      focusOn(done);
    };
    const entry = h("form", { class: "gr-lab-parts", onsubmit: use }, h("label", { class: "gr-lab-field" }, h("span", null, LAB_WORDS.codeLabel), field), h("button", { type: "submit", class: "gr-button" }, LAB_WORDS.use));
    return h("details", { class: "gr-lab-whose" }, h("summary", null, LAB_WORDS.whose), h("p", null, told), entry, error);
  }

  // Another form of this exercise was given a code: the records here are others now.
  if (channel) channel.onmessage = () => void open();
  if (spec.records) draw(spec.records);
  else {
    stage.replaceChildren(h("div", { class: "gr-skeleton", role: "img", "aria-label": LAB_WORDS.opening }, h("div"), h("div"), h("div")));
    open();
  }
  return {
    destroy() {
      channel?.close();
      opener.stop();
      clearRoot(root);
    },
  };
}

function labNumber(value) {
  return String(Math.round(value * 100) / 100);
}

// What was chosen before, as far as these records still have it.
function labKept(key, plain) {
  try {
    const kept = JSON.parse(drafts.get(key));
    if (kept === null) return plain;
    const where = Object.fromEntries(Object.entries(plain.where).map(([name, values]) => [name, values.filter((value) => (kept.where[name] || values).includes(value))]));
    return { ...plain, ...kept, where };
  } catch {
    return plain;
  }
}
