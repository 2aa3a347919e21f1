// What every view is built from: elements, the root with its live region, focus, kept drafts, and the queue that saves.

const DOM_WORDS = {
  saving: "Saving…",
  saved: "Saved.",
  trouble: "Not saved yet. Nothing is lost: it is kept here and sent again by itself.",
  refused: "This could not be saved.",
  again: "Try again now",
};

const SVG_TAGS = new Set(["svg", "path", "circle"]);

/** Make an element. Functions become listeners, `style` is an object, `value` and `checked` are properties;
 *  null, undefined and false leave an attribute out. Children may be nodes, text, nested arrays or nothing. */
export function h(tag, attrs, ...children) {
  const element = SVG_TAGS.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (name === "style") for (const [key, rule] of Object.entries(value)) element.style.setProperty(key, rule);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  const given = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...given);
  return element;
}

/** A decorative line drawing, 20 by 20; always beside words, so hidden from screen readers. */
export function icon(path) {
  const hidden = { class: "gr-icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" };
  return h("svg", hidden, h("path", { d: path }));
}

/** Put values into a sentence of a message catalogue: fill("{n} words", {n: 3}). */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The inline text of content: *emphasis* and **strong**, nothing else. Gives an array of nodes and strings. */
export function inline(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(/\*\*(\S(?:[^]*?\S)?)\*\*|\*(\S(?:[^*]*?[^\s*])?)\*/g)) {
    parts.push(text.slice(from, found.index));
    parts.push(found[1] ? h("strong", null, found[1]) : h("em", null, found[2]));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== "");
}

/** The paragraphs of content: a blank line parts them. Gives an array of <p>. */
export function paragraphs(text) {
  const blocks = String(text ?? "").trim().split(/\n\s*\n/).filter((block) => block);
  return blocks.map((block) => h("p", null, inline(block)));
}

// JupyterLab's command keys fire while a control in an output has the focus; this attribute, on the very element that
// has it, stops them.
function holdKeys(event) {
  event.target.setAttribute("data-lm-suppress-shortcuts", "true");
}

/** Make a root into a view: a named region with one polite live region. Gives the element to draw into. */
export function makeRoot(root, label) {
  const stage = h("div", { class: "gr-stage" });
  root.classList.add("gr-view");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", label);
  root.addEventListener("focusin", holdKeys);
  root.replaceChildren(stage, h("div", { class: "gr-live gr-unseen", "aria-live": "polite", role: "status" }));
  return stage;
}

/** Undo makeRoot: the element is as empty as it was. */
export function clearRoot(root) {
  root.removeEventListener("focusin", holdKeys);
  root.classList.remove("gr-view");
  root.removeAttribute("role");
  root.removeAttribute("aria-label");
  root.replaceChildren();
}

/** Tell a screen reader. Sentences that come close together are told together; the same one is told twice. */
export function announce(root, text) {
  const live = root.querySelector(":scope > .gr-live");
  if (!live) return;
  const waiting = live.waiting || [];
  if (!waiting.length) {
    live.textContent = "";
    setTimeout(() => {
      live.textContent = live.waiting.join(" ");
      live.waiting = [];
    }, 80);
  }
  live.waiting = [...waiting, text];
}

/** Does the person ask for less movement? */
export function prefersStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Hand the focus to a heading or any other element, and bring it into view. */
export function focusOn(element) {
  const takesFocus = "a[href], button, input, select, textarea, summary, [tabindex]";
  if (!element.matches(takesFocus)) element.setAttribute("tabindex", "-1");
  element.classList.add("gr-landing");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest", behavior: prefersStill() ? "auto" : "smooth" });
}

/** Buttons as one tab stop: arrows, Home and End move between them, Tab passes through. */
export function roving(group, buttons) {
  buttons.forEach((button, index) => button.setAttribute("tabindex", index ? "-1" : "0"));
  group.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const last = buttons.length - 1;
    const to = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowRight: at === last ? 0 : at + 1,
      ArrowUp: at ? at - 1 : last,
      ArrowLeft: at ? at - 1 : last,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons.forEach((button, index) => button.setAttribute("tabindex", index === to ? "0" : "-1"));
    buttons[to].focus();
  });
}

// A browser may forbid storage (private windows, sandboxed frames): then things are kept as long as the page is open.
function box(area) {
  const memory = new Map();
  const reach = (use) => {
    try {
      return use(globalThis[area]);
    } catch {
      return null;
    }
  };
  return {
    get: (key) => reach((storage) => storage.getItem(`groundrules:${key}`)) ?? memory.get(key) ?? null,
    set(key, text) {
      memory.set(key, text);
      reach((storage) => storage.setItem(`groundrules:${key}`, text));
    },
    drop(key) {
      memory.delete(key);
      reach((storage) => storage.removeItem(`groundrules:${key}`));
    },
  };
}

/** Half-typed text and what is not yet saved: get, set, drop by key; gone when the window is closed. */
export const drafts = box("sessionStorage");

/** Small choices about the view itself, such as a switch: get, set, drop by key; they stay. */
export const settings = box("localStorage");

/** A queue of messages to a host. They go out one at a time, in order; of each key only the newest is kept.
 *
 *  `send(key, message)` gives a promise of the reply; `message` may be a function, called at the moment of sending.
 *  A host that cannot be reached, or is silent for 20 s, is asked again after 1, 2, 4 … 30 s. A reply with `ok: false`
 *  is final for that message, until `retry()`. `onState(state, error)` hears "saving", "saved", "trouble" (will be
 *  tried again) and "refused". After `stop()` what waits is still sent, but no more than once. */
export function saver(host, { onState = () => {} } = {}) {
  const queue = new Map();
  const refused = new Map();
  let current = false;
  let wait = 0;
  let alarm = null;
  let stopped = false;

  async function next() {
    if (current || alarm || !queue.size) return;
    const [key, entry] = queue.entries().next().value;
    queue.delete(key);
    current = true;
    tell("saving", null);
    const reply = await reach(entry);
    current = false;
    if (reply) {
      settle(key, entry, reply);
    } else if (!stopped) {
      putFirst(key, entry);
      wait = Math.min(wait ? wait * 2 : 1, 30);
      alarm = setTimeout(wake, wait * 1000);
      tell("trouble", null);
    }
  }

  // A host whose kernel died never answers, so silence counts as not reached: every save may be sent twice.
  async function reach(entry) {
    let clock;
    const silence = new Promise((resolve) => (clock = setTimeout(resolve, 20000, null)));
    try {
      const message = typeof entry.message === "function" ? entry.message() : entry.message;
      return await Promise.race([host.ask(message), silence]);
    } catch {
      return null;
    } finally {
      clearTimeout(clock);
    }
  }

  function settle(key, entry, reply) {
    wait = 0;
    if (reply.ok === false) refused.set(key, entry);
    else refused.delete(key);
    for (const resolve of entry.resolves) resolve(reply);
    if (queue.size) next();
    else if (refused.size) tell("refused", reply.error || null);
    else tell("saved", null);
  }

  // What is newest under this key goes first again, and answers for the failed one too.
  function putFirst(key, entry) {
    const newest = queue.get(key);
    const rest = [...queue].filter(([name]) => name !== key);
    queue.clear();
    queue.set(key, { message: (newest || entry).message, resolves: [...entry.resolves, ...(newest?.resolves || [])] });
    for (const [name, value] of rest) queue.set(name, value);
  }

  function tell(state, error) {
    if (!stopped) onState(state, error);
  }

  function wake() {
    clearTimeout(alarm);
    alarm = null;
    next();
  }

  addEventListener("online", wake);
  return {
    get pending() {
      return queue.size + (current ? 1 : 0);
    },
    send(key, message) {
      return new Promise((resolve) => {
        const before = queue.get(key);
        queue.set(key, { message, resolves: [...(before?.resolves || []), resolve] });
        next();
      });
    },
    retry() {
      for (const [key, entry] of refused) if (!queue.has(key)) queue.set(key, { message: entry.message, resolves: [] });
      refused.clear();
      wake();
    },
    stop() {
      stopped = true;
      removeEventListener("online", wake);
      wake();
    },
  };
}

/** The small line that says how saving goes. Gives {element, show(state, error)}; `again` is called by its button. */
export function saveNote(again) {
  const text = h("span", null);
  const plain = { type: "button", class: "gr-button gr-button-small", hidden: true, onclick: again };
  const button = h("button", plain, DOM_WORDS.again);
  const element = h("div", { class: "gr-save" }, text, button);
  return {
    element,
    show(state, error) {
      const told = state === "refused" && error ? [error.what, error.remedy].filter((part) => part).join(" ") : "";
      text.textContent = [DOM_WORDS[state], told].filter((part) => part).join(" ");
      element.setAttribute("data-state", state);
      const hide = state === "saving" || state === "saved";
      // Never pull the button from under the focus.
      if (hide && element.contains(document.activeElement)) focusOn(text);
      button.hidden = hide;
    },
  };
}
