// The page for marking by hand: what a learner wrote, the rubric by criterion, remarks to use again.

const MARKS_WORDS = {
  title: "Marks: {exercise}",
  about: "{done} of {all} marked. The same gradebook as formgrader’s: use either.",
  formgrader: "Open formgrader",
  nothing: "No answer of this exercise is marked by a person.",
  empty: "Nobody’s work is graded yet.",
  open: "to mark",
  points: "{points} of {most}",
  wrote: "What was written",
  rubric: "Points, by criterion",
  none: "None",
  half: "Half",
  full: "Full",
  exact: "Points for “{text}”",
  remark: "Remark, as the learner will read it",
  again: "Remarks to use again",
  model: "A good answer",
  save: "Save, and on to the next",
  total: "{points} of {most} points",
  saved: "Saved.",
  all: "Saved. All are marked.",
  failed: "It was not saved. Is the server still running?",
  beside: "This one in formgrader",
};

const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
const number = (points) => String(Math.round(points * 100) / 100);

const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
};

const cookie = (name) => {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
};

const ask = async (given) => {
  const sent = given
    ? { method: "POST", body: JSON.stringify(given), headers: { "X-XSRFToken": cookie("_xsrf") } }
    : {};
  const reply = await fetch("data", { credentials: "same-origin", ...sent });
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json();
};

const state = { data: null, at: 0 };
const place = (id) => document.getElementById(id);
const tell = (text, wrong = false) => {
  place("said").textContent = text;
  place("said").className = wrong ? "wrong" : "";
};
const questionOf = (one) => state.data.questions.find((question) => question.id === one.question);

const drawHead = () => {
  const { pile, exercise } = state.data;
  const done = pile.filter((one) => !one.waiting).length;
  document.title = say(MARKS_WORDS.title, { exercise });
  place("head").replaceChildren(
    make("h1", {}, say(MARKS_WORDS.title, { exercise })),
    make("p", {}, say(MARKS_WORDS.about, { done, all: pile.length }), " ",
      make("a", { href: "../../formgrader/gradebook", target: "_blank", rel: "noopener" }, MARKS_WORDS.formgrader)),
  );
};

const drawList = () => {
  const groups = state.data.questions.map((question) => {
    const rows = state.data.pile.map((one, index) => ({ one, index })).filter(({ one }) => one.question === question.id);
    const items = rows.map(({ one, index }) => {
      const told = one.waiting
        ? make("span", { class: "open" }, MARKS_WORDS.open)
        : make("span", { class: "done" }, say(MARKS_WORDS.points, { points: number(one.points ?? 0), most: number(question.points) }));
      const attributes = { type: "button", "aria-current": index === state.at ? "true" : null, onclick: () => open(index) };
      return make("li", {}, make("button", attributes, one.name, told));
    });
    return make("section", {}, make("h2", {}, question.title), make("ul", {}, ...items));
  });
  place("list").replaceChildren(...groups);
};

const criterion = (line, given, changed) => {
  const input = make("input", {
    type: "number", min: "0", max: String(line.points), step: "0.25", required: true,
    "aria-label": say(MARKS_WORDS.exact, { text: line.text }), value: given === undefined ? "" : String(given),
  });
  const buttons = [[MARKS_WORDS.none, 0], [MARKS_WORDS.half, line.points / 2], [MARKS_WORDS.full, line.points]].map(
    ([label, points]) => {
      const set = () => { input.value = String(points); refresh(); };
      return { points, node: make("button", { type: "button", "aria-pressed": "false", onclick: set }, label) };
    });
  const refresh = () => {
    for (const { points, node } of buttons) {
      node.setAttribute("aria-pressed", String(input.value !== "" && Number(input.value) === points));
    }
    changed();
  };
  input.addEventListener("input", refresh);
  const row = make("div", { class: "given" }, ...buttons.map(({ node }) => node), input, `/ ${number(line.points)}`);
  return { id: line.id, input, refresh, node: make("fieldset", {}, make("legend", {}, line.text), row) };
};

const drawAnswer = () => {
  const one = state.data.pile[state.at];
  const question = questionOf(one);
  const total = make("span", { class: "total", "aria-live": "polite" });
  let lines = [];
  const changed = () => {
    const points = lines.reduce((sum, line) => sum + Number(line.input.value || 0), 0);
    total.textContent = say(MARKS_WORDS.total, { points: number(points), most: number(question.points) });
  };
  lines = question.rubric.map((line) => criterion(line, one.criteria[line.id], changed));
  lines.forEach((line) => line.refresh());
  const remark = make("textarea", { id: "remark" });
  remark.value = one.remark;
  const remarks = state.data.remarks[question.id].map((text) => make("li", {}, make("button", {
    type: "button",
    onclick: () => {
      remark.value = remark.value.trim() ? `${remark.value.trim()}\n\n${text}` : text;
      remark.focus();
    },
  }, text)));
  const save = async (event) => {
    event.preventDefault();
    const criteria = Object.fromEntries(lines.map((line) => [line.id, Number(line.input.value)]));
    const given = { who: one.who, question: one.question, criteria, remark: remark.value, before: [one.points, one.remark] };
    let reply;
    try {
      reply = await ask(given);
    } catch {
      tell(MARKS_WORDS.failed, true);
      return;
    }
    if (!reply.ok) {
      tell(`${reply.error.what} ${reply.error.remedy}`, true);
      return;
    }
    state.data = reply;
    const after = [...reply.pile.keys()].map((step) => (state.at + 1 + step) % reply.pile.length);
    const next = after.find((index) => reply.pile[index].waiting);
    open(next === undefined ? state.at : next);
    tell(next === undefined ? MARKS_WORDS.all : MARKS_WORDS.saved);
  };
  const form = make("form", {
    onsubmit: save,
    onkeydown: (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(); },
  },
    make("h3", {}, MARKS_WORDS.rubric), ...lines.map((line) => line.node),
    make("h3", {}, make("label", { for: "remark" }, MARKS_WORDS.remark)), remark,
    ...(remarks.length ? [make("h3", {}, MARKS_WORDS.again), make("ul", { class: "remarks" }, ...remarks)] : []),
    make("div", { class: "save" }, make("button", { type: "submit", class: "first" }, MARKS_WORDS.save), total,
      make("a", { href: `../../${one.formgrader}`, target: "_blank", rel: "noopener" }, MARKS_WORDS.beside)));
  const models = question.models.map((text) => make("blockquote", {}, text));
  place("answer").replaceChildren(
    make("h2", { tabindex: "-1", id: "who" }, `${one.name}: ${question.title}`),
    make("p", { class: "about" }, question.prompt),
    make("h3", {}, MARKS_WORDS.wrote), make("blockquote", {}, one.text), form,
    ...(models.length ? [make("details", {}, make("summary", {}, MARKS_WORDS.model), ...models)] : []),
  );
};

const open = (index) => {
  state.at = index;
  drawHead();
  drawList();
  drawAnswer();
  place("who").focus();
  tell("");
};

const start = async () => {
  const reply = await ask();
  if (!reply.ok) {
    tell(`${reply.error.what} ${reply.error.remedy}`, true);
    return;
  }
  state.data = reply;
  const first = reply.pile.findIndex((one) => one.waiting);
  if (reply.pile.length) {
    open(Math.max(0, first));
    return;
  }
  drawHead();
  tell(reply.questions.length ? MARKS_WORDS.empty : MARKS_WORDS.nothing);
};

start().catch(() => tell(MARKS_WORDS.failed, true));
