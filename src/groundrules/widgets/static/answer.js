// The forms that an answer is given in, one for each kind of question. Each gives {element, value, set, empty, mark, unmark}.

import { fill, h, icon } from "./dom.js";

const ANSWER_WORDS = {
  single: "Choose one answer",
  several: "Choose all that are right",
  order: "Put these in order, the first on top",
  orderHelp: "Use the arrows, or drag a line to its place.",
  classify: "Choose a group for each",
  choose: "Choose…",
  up: "Move up: {text}",
  down: "Move down: {text}",
  place: "{text}: place {n} of {all}",
  figures: "Your numbers",
  figure: "{text}, in {unit}",
  exact: "{unit}",
  about: "{unit}, give or take {within}",
  noNumber: "This is not a number.",
  text: "Your text",
  starter: "The text to mend",
  copy: "Copy it into your text",
  words: "{n} words; {least} to {most} are asked for",
  right: "Right.",
  wrong: "Not right.",
  missed: "Left out.",
  belongs: "It belongs to: {group}",
  sorted: "The right order",
};

const ANSWER_ICONS = {
  up: "M10 16V4M5 9l5-5 5 5",
  down: "M10 4v12M5 11l5 5 5-5",
  right: "M4 10.5 8.2 15 16 5.5",
  wrong: "M5 5l10 10M15 5 5 15",
  missed: "M3.5 10h13",
};

const ANSWER_QUALITY = { right: "strong", wrong: "weak", missed: "partial" };

// As long as the names of the groups fit side by side they are buttons to choose from; else a list.
const ANSWER_MOST_GROUPS = 4;

let answerForms = 0;

/** The form for a question. `onChange(value, settled)` hears every change; `settled` is false in the middle of typing. */
export function questionForm(question, { onChange, say }) {
  const name = `gr-answer-${(answerForms += 1)}`;
  const make = { single: optionsForm, several: optionsForm, order: orderForm, classify: classifyForm, figures: figuresForm };
  return (make[question.kind] || textForm)(question, { onChange, say, name });
}

/** The verdict of a choice: all, some or none of it right. */
function answerVerdict(right, all, wrong = 0) {
  return right === all && !wrong ? "right" : right > wrong ? "partly" : "wrong";
}

/** `verdict` is right, wrong, or missed: right and not chosen. */
function answerRemark(verdict, text) {
  const word = h("strong", null, ANSWER_WORDS[verdict], " ");
  const sign = icon(ANSWER_ICONS[verdict]);
  return h("div", { class: "gr-answer-remark", "data-quality": ANSWER_QUALITY[verdict] }, sign, h("span", null, word, text || ""));
}

function optionsForm(question, { onChange, name }) {
  const several = question.kind === "several";
  const rows = question.options.map((option) => {
    const input = h("input", { type: several ? "checkbox" : "radio", name, value: option.id, onchange: () => onChange(value(), true) });
    const remark = h("div", { class: "gr-answer-note" });
    const label = h("label", { class: "gr-choice gr-answer-option" }, input, h("span", null, option.text));
    return { option, input, remark, element: h("div", { class: "gr-answer-row" }, label, remark) };
  });
  const chosen = () => rows.filter((row) => row.input.checked).map((row) => row.option.id);
  const value = () => (several ? chosen() : chosen()[0] ?? null);
  return {
    element: h(
      "fieldset",
      { class: "gr-answer" },
      h("legend", { class: "gr-soft" }, ANSWER_WORDS[question.kind]),
      h("div", { class: "gr-choices" }, rows.map((row) => row.element)),
    ),
    value,
    empty: () => chosen().length === 0,
    set(saved) {
      const ids = several ? saved || [] : [saved];
      for (const row of rows) row.input.checked = ids.includes(row.option.id);
    },
    mark(reveal) {
      const keys = several ? reveal.key : [reveal.key];
      for (const { option, input, remark } of rows) {
        const wanted = keys.includes(option.id);
        const told = (reveal.feedback || {})[option.id];
        if (input.checked) remark.replaceChildren(answerRemark(wanted ? "right" : "wrong", told));
        else if (several && wanted) remark.replaceChildren(answerRemark("missed", told));
        else remark.replaceChildren();
      }
      const right = chosen().filter((id) => keys.includes(id)).length;
      return answerVerdict(right, keys.length, chosen().length - right);
    },
    unmark() {
      for (const row of rows) row.remark.replaceChildren();
    },
  };
}

function figuresForm(question, { onChange, say }) {
  const rows = question.fields.map((field) => {
    const label = fill(ANSWER_WORDS.figure, field);
    const input = h("input", { class: "gr-field", type: "text", inputmode: "decimal", autocomplete: "off", maxlength: "20", "aria-label": label, oninput: typed(false), onchange: typed(true) });
    const unit = fill(ANSWER_WORDS[field.within ? "about" : "exact"], field);
    const remark = h("span", { class: "gr-soft gr-figure-remark", role: "alert" });
    return { field, input, remark, element: h("div", { class: "gr-figure" }, h("span", null, field.text), input, h("span", { class: "gr-soft gr-figure-unit" }, unit), remark) };
  });
  // Both marks are in use for decimals; a space or an apostrophe only parts thousands.
  const number = (text) => (text.trim() ? Number(text.replace(/[\s\u2019']/g, "").replace(",", ".")) : null);
  const value = () => Object.fromEntries(rows.map(({ field, input }) => [field.id, number(input.value)]).filter(([, found]) => found !== null && Number.isFinite(found)));
  function typed(settled) {
    return (event) => {
      const row = rows.find((one) => one.input === event.target);
      const wrong = Number.isNaN(number(row.input.value));
      row.remark.textContent = wrong ? ANSWER_WORDS.noNumber : "";
      if (wrong && settled) say(ANSWER_WORDS.noNumber);
      onChange(value(), settled);
    };
  }
  return {
    element: h("fieldset", { class: "gr-answer" }, h("legend", { class: "gr-soft" }, ANSWER_WORDS.figures), h("div", { class: "gr-figures" }, rows.map((row) => row.element))),
    value,
    empty: () => Object.keys(value()).length === 0,
    set(saved) {
      for (const { field, input } of rows) input.value = saved && field.id in saved ? String(saved[field.id]) : "";
    },
    mark: () => null,
    unmark() {},
  };
}

function orderForm(question, { onChange, say }) {
  const list = h("ol", { class: "gr-order" });
  const after = h("div", { class: "gr-answer-note" });
  let moved = false;
  let dragged = null;
  const lines = question.items.map((item) => {
    const arrow = (way, step) =>
      h(
        "button",
        { type: "button", class: "gr-button gr-order-arrow", "data-way": way, "aria-label": fill(ANSWER_WORDS[way], { text: item.text }), onclick: (event) => shift(line, step, event.currentTarget) },
        icon(ANSWER_ICONS[way]),
      );
    const line = h(
      "li",
      { class: "gr-order-line", draggable: "true", "data-id": item.id },
      h("span", { class: "gr-order-text" }, item.text),
      h("span", { class: "gr-order-arrows" }, arrow("up", -1), arrow("down", 1)),
    );
    line.addEventListener("dragstart", (event) => {
      dragged = line;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.text);
      line.setAttribute("data-dragged", "true");
    });
    line.addEventListener("dragend", () => {
      if (!dragged) return;
      dragged = null;
      line.removeAttribute("data-dragged");
      settle(line);
    });
    line.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const box = line.getBoundingClientRect();
      if (line !== dragged) list.insertBefore(dragged, event.clientY < box.top + box.height / 2 ? line : line.nextSibling);
    });
    line.addEventListener("drop", (event) => event.preventDefault());
    return line;
  });

  const standing = () => [...list.children];
  const ids = () => standing().map((line) => line.getAttribute("data-id"));

  function shift(line, step, button) {
    const at = standing().indexOf(line) + step;
    if (at < 0 || at >= lines.length) return;
    const other = standing()[at];
    list.insertBefore(line, step < 0 ? other : other.nextSibling);
    button.focus();
    settle(line);
  }

  function settle(line) {
    moved = true;
    ends();
    say(fill(ANSWER_WORDS.place, { text: line.textContent, n: standing().indexOf(line) + 1, all: lines.length }));
    onChange(ids(), true);
  }

  // Not `disabled`: that would throw the focus away when a line reaches its end.
  function ends() {
    for (const [index, line] of standing().entries()) {
      const [up, down] = line.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === lines.length - 1));
    }
  }

  list.append(...lines);
  ends();
  return {
    element: h(
      "fieldset",
      { class: "gr-answer" },
      h("legend", { class: "gr-soft" }, `${ANSWER_WORDS.order}. ${ANSWER_WORDS.orderHelp}`),
      list,
      after,
    ),
    value: () => (moved ? ids() : null),
    empty: () => !moved,
    set(saved) {
      moved = Array.isArray(saved) && saved.length === lines.length;
      // Without an answer the lines stand as they were first shown.
      const order = moved ? saved.map((id) => lines.find((line) => line.getAttribute("data-id") === id)) : lines;
      list.append(...order.filter((line) => line));
      ends();
    },
    mark(reveal) {
      const kept = reveal.key.slice(1).filter((id, index) => ids().indexOf(reveal.key[index]) < ids().indexOf(id)).length;
      const verdict = answerVerdict(kept, reveal.key.length - 1);
      const text = (id) => question.items.find((item) => item.id === id).text;
      const right = h("details", null, h("summary", null, ANSWER_WORDS.sorted), h("ol", { class: "gr-order-right" }, reveal.key.map((id) => h("li", null, text(id)))));
      after.replaceChildren(...(verdict === "right" ? [] : [right]));
      return verdict;
    },
    unmark: () => after.replaceChildren(),
  };
}

function classifyForm(question, { onChange, name }) {
  const asButtons = question.groups.length <= ANSWER_MOST_GROUPS;
  const changed = () => onChange(value(), true);
  const rows = question.items.map((item, index) => {
    const remark = h("div", { class: "gr-answer-note" });
    const id = `${name}-${index}`;
    if (!asButtons) {
      const choices = [h("option", { value: "" }, ANSWER_WORDS.choose), ...question.groups.map((group) => h("option", { value: group.id }, group.text))];
      const select = h("select", { id, class: "gr-field", onchange: changed }, choices);
      const element = h("div", { class: "gr-classify-row" }, h("label", { for: id }, item.text), select, remark);
      return { item, remark, element, get: () => select.value, set: (group) => (select.value = group || "") };
    }
    const inputs = question.groups.map((group) => h("input", { type: "radio", name: id, value: group.id, onchange: changed }));
    const labels = question.groups.map((group, at) => h("label", { class: "gr-classify-group" }, inputs[at], h("span", null, group.text)));
    const element = h("fieldset", { class: "gr-classify-row" }, h("legend", null, item.text), h("div", { class: "gr-classify-groups" }, labels), remark);
    return {
      item,
      remark,
      element,
      get: () => inputs.find((input) => input.checked)?.value || "",
      set: (group) => inputs.forEach((input) => (input.checked = input.value === group)),
    };
  });
  const value = () => Object.fromEntries(rows.filter((row) => row.get()).map((row) => [row.item.id, row.get()]));
  return {
    element: h("div", { class: "gr-answer", role: "group", "aria-label": ANSWER_WORDS.classify }, rows.map((row) => row.element)),
    value,
    empty: () => rows.every((row) => !row.get()),
    set(saved) {
      for (const row of rows) row.set((saved || {})[row.item.id]);
    },
    mark(reveal) {
      let right = 0;
      for (const row of rows) {
        const wanted = reveal.key[row.item.id];
        const ok = row.get() === wanted;
        const group = question.groups.find((one) => one.id === wanted).text;
        const told = [ok ? "" : `${fill(ANSWER_WORDS.belongs, { group })}.`, (reveal.feedback || {})[row.item.id]];
        row.remark.replaceChildren(answerRemark(ok ? "right" : "wrong", told.filter((part) => part).join(" ")));
        right += ok ? 1 : 0;
      }
      return answerVerdict(right, rows.length);
    },
    unmark() {
      for (const row of rows) row.remark.replaceChildren();
    },
  };
}

function textForm(question, { onChange, name }) {
  const { starter, min_words: least, max_words: most } = question.text;
  const count = h("div", { class: "gr-soft", id: `${name}-count` });
  const field = h("textarea", { class: "gr-field", id: name, rows: "6", maxlength: "20000", "aria-describedby": `${name}-count`, oninput: () => changed(false), onchange: () => changed(true) });
  let told = null;

  function changed(settled) {
    show();
    // Leaving the field fires "change" even where the last letter was told already.
    if (settled && told === field.value) return;
    told = settled ? field.value : null;
    onChange(field.value, settled);
  }

  function show() {
    const n = field.value.split(/\s+/).filter((word) => word).length;
    count.textContent = fill(ANSWER_WORDS.words, { n, least, most });
    count.setAttribute("data-ok", String(n >= least && n <= most));
  }

  function copy() {
    if (!field.value.trim()) field.value = starter;
    changed(true);
    field.focus();
  }

  show();
  return {
    element: h(
      "div",
      { class: "gr-answer" },
      starter
        ? h(
            "figure",
            { class: "gr-starter" },
            h("figcaption", { class: "gr-soft" }, ANSWER_WORDS.starter),
            h("blockquote", null, starter),
            h("button", { type: "button", class: "gr-button gr-button-small", onclick: copy }, ANSWER_WORDS.copy),
          )
        : "",
      h("label", { class: "gr-answer-label", for: name }, ANSWER_WORDS.text),
      field,
      count,
    ),
    value: () => field.value,
    empty: () => !field.value.trim(),
    set(saved) {
      field.value = typeof saved === "string" ? saved : "";
      show();
    },
    mark: () => null,
    unmark() {},
  };
}
