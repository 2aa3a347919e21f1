// The script coach below a field of a form: underlines in what is typed, and its lists behind one line that sums them up.

import { advisorOver } from "./coach.js";
import { fill, h } from "./dom.js";
import { markedPaper } from "./marks.js";

const FIELD_COACH_WORDS = {
  label: "Script coach",
  gist: "Script coach: {gist}",
  honest: "It reads form, not people, and never decides what is saved.",
};

/** Let the coach read what is written in a field. `kind` is the kind of text, `ask(message)` asks the host, `tell(text)`
 *  tells a screen reader, `level` is that of the headings.
 *
 *  Gives {element, cover(area), uncover(area), read(pause), destroy()}: `cover` takes a text area that is not yet in a
 *  page and gives what stands in its place, the area with its underlines; `uncover` is for one that leaves it. */
export function fieldCoach({ kind, ask, tell, level }) {
  const papers = new Map();
  const summary = h("summary", null, FIELD_COACH_WORDS.label);
  const advisor = advisorOver(present, {
    kind,
    ask,
    level,
    tell: (gist) => tell(fill(FIELD_COACH_WORDS.gist, { gist })),
    onRead({ gist }) {
      summary.textContent = gist ? fill(FIELD_COACH_WORDS.gist, { gist }) : FIELD_COACH_WORDS.label;
      element.hidden = !gist && !element.open;
    },
  });
  const element = h("details", { class: "gr-more gr-field-coach", hidden: true }, summary, advisor.element, h("p", { class: "gr-soft" }, FIELD_COACH_WORDS.honest));

  function present() {
    return [...papers].map(([area, paper]) => ({ area, paper }));
  }

  return {
    element,
    cover(area) {
      const paper = markedPaper(area);
      papers.set(area, paper);
      area.addEventListener("input", () => advisor.read());
      return paper.element;
    },
    uncover(area) {
      papers.get(area)?.destroy();
      papers.delete(area);
    },
    read: (pause) => advisor.read(pause),
    destroy() {
      advisor.destroy();
      for (const paper of papers.values()) paper.destroy();
    },
  };
}
