// The course's outline with its ticks, for JupyterLab's sidebar and for the bar above a lesson; the lab extension loads it.

import { fill, h } from "./dom.js";
import { ringPicture } from "./pictures.js";

const OUTLINE_WORDS = {
  label: "Course outline",
  home: "Home",
  review: "Review",
  workbook: "Your workbook",
  done: "done",
  begun: "{done} of {all} done",
  fresh: "not begun",
  minutes: "{n} min",
  failed: "The outline is not there yet.",
};

/** The lessons as a list of links. `open(notebook)` gives {href, onclick}; `current` is the notebook that is shown. */
export function outlineList(lessons, { open, current }) {
  return h(
    "ol",
    { class: "gr-outline-list" },
    lessons.map(({ title, notebook, minutes, done, all, begun, finished }) => {
      const state = finished ? OUTLINE_WORDS.done : begun ? fill(OUTLINE_WORDS.begun, { done, all }) : OUTLINE_WORDS.fresh;
      const here = notebook === current;
      return h(
        "li",
        null,
        h(
          "a",
          { ...open(notebook), "aria-current": here ? "page" : null },
          ringPicture(finished ? 1 : done, finished ? 1 : all, { tick: true }),
          h("span", null, title),
          h("span", { class: "gr-unseen" }, `, ${state}`),
          h("span", { class: "gr-soft" }, ` ${fill(OUTLINE_WORDS.minutes, { n: minutes })}`),
        ),
      );
    }),
  );
}

/** The outline that fills JupyterLab's sidebar: the home page, the lessons, the workbook. Gives {look()}. */
export function mountOutline(root, host, { open, current }) {
  root.classList.add("gr-view", "gr-outline");
  root.setAttribute("role", "navigation");
  root.setAttribute("aria-label", OUTLINE_WORDS.label);

  async function look() {
    const found = await host.ask({ do: "course.open" }).catch(() => null);
    if (!found?.ok) {
      if (!root.children.length) root.replaceChildren(h("p", null, OUTLINE_WORDS.failed));
      return;
    }
    const focused = root.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const page = (name, words) => {
      const here = current() === name ? "page" : null;
      return found.pages.includes(name) ? h("p", null, h("a", { ...open(name), "aria-current": here }, words)) : null;
    };
    root.replaceChildren(
      h("h2", { class: "gr-subtitle" }, found.title),
      ...[page("home.ipynb", OUTLINE_WORDS.home), page("review.ipynb", OUTLINE_WORDS.review), outlineList(found.lessons, { open, current: current() }), page("workbook.ipynb", OUTLINE_WORDS.workbook)].filter((part) => part),
    );
    if (focused) [...root.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
  }

  if (typeof BroadcastChannel === "function") new BroadcastChannel("groundrules").onmessage = look;
  look();
  return { look };
}
