// The page on which the course opens: where you were, what is done and due, whom you prepare for; it needs no kernel.

import { announce, clearRoot, fill, h, icon, makeRoot } from "./dom.js";
import { keepFresh } from "./fresh.js";
import { afterMeeting } from "./homeafter.js";
import { homeLink } from "./homelink.js";
import { homeAttempts, homePoints } from "./homepast.js";
import { levelsCard } from "./levels.js";
import { preparingCard } from "./homecontact.js";
import { reviewCard } from "./homereview.js";
import { ringFigure, ringPicture } from "./pictures.js";

const HOMEPAGE_WORDS = {
  label: "Home",
  opening: "Your course is being opened.",
  failed: "The course cannot say where you were.",
  retry: "Try again",
  welcome: "Welcome",
  hello: "This course is about the people at work who get on your nerves, and about what you say to them. You decide in stories, you try out sentences, and at the end you have a talk of your own prepared.",
  calm: "There is no hurry and no exam. Everything is kept as you go, on this machine only.",
  begin: "Begin: {title}",
  again: "Good to see you again",
  wasIn: "You were in “{title}”.",
  nextIs: "Next comes “{title}”.",
  scenario: "There you were in the story “{title}”.",
  scenarioNext: "Next there is the story “{title}”.",
  check: "Next there is the quick check “{title}”.",
  exercise: "What is left there is the exercise: {title}.",
  goOn: "Go on",
  goOnIn: "Go on: {title}",
  minutes: "about {n} minutes",
  whole: "You have done everything",
  wholeText: "All lessons are done. What keeps them alive is the review, and the talks that you have.",
  lessons: "Lessons",
  lessonMinutes: "{n} min",
  lessonDone: "done",
  lessonBegun: "{done} of {all} done",
  lessonNew: "not begun",
  here: "you are here",
  count: "{done} of {all} lessons done",
  left: "about {hours} left",
  hoursMinutes: "{n} minutes",
  hoursOne: "1 hour",
  hoursMany: "{n} hours",
};
const HOMEPAGE_ARROW = "M4 10h12M11 5l5 5-5 5";
const HOMEPAGE_LOOK = /^(?:question|scenario|records|review|levels|exercise)\./;

/** Draw the home page. spec: {headingLevel?}. */
export function mountHome(root, spec, host) {
  const stage = makeRoot(root, HOMEPAGE_WORDS.label);
  stage.classList.add("gr-home");
  root.classList.add("gr-wide");
  const level = spec.headingLevel || 2;
  const heading = (depth, attrs, ...children) => h(`h${Math.min(level + depth, 6)}`, attrs, ...children);
  const tell = (text) => announce(root, text);
  const parts = new Map(); // each part of the page keeps its element while what it shows stays the same
  let gone = false;
  let drawn = false;

  async function look() {
    const reply = await host.ask({ do: "home.open" }).catch(() => ({ ok: false, error: {} }));
    if (gone) return;
    if (reply.ok === false) return drawn ? null : fail(reply.error || {});
    draw(reply);
  }

  function fail(error) {
    const told = [HOMEPAGE_WORDS.failed, error.what, error.remedy].filter((part) => part).join(" ");
    const again = h("button", { type: "button", class: "gr-button", onclick: look }, HOMEPAGE_WORDS.retry);
    stage.replaceChildren(h("div", { class: "gr-note" }, h("p", null, told), again));
    tell(told);
  }

  // A part whose data has not changed is left alone, and so is one with an open form: somebody may be writing in it.
  function part(name, data, make) {
    const text = JSON.stringify(data);
    const before = parts.get(name);
    if (before?.text === text) return before.element;
    if (before?.element?.querySelector(".gr-keep:not([hidden])")) return before.element;
    before?.destroy?.();
    const made = make();
    const { element, destroy } = made instanceof Node || !made ? { element: made, destroy: null } : made;
    parts.set(name, { text, element, destroy });
    return element;
  }

  // The page in columns; how many stand side by side is the style's affair.
  const columns = ["top", "today", "lessons", "points", "past"].map((name) => h("div", { class: `gr-home-${name}` }));

  function fillColumn(column, ...elements) {
    const wanted = elements.filter((element) => element);
    column.hidden = !wanted.length;
    const same = wanted.length === column.children.length && wanted.every((element, index) => column.children[index] === element);
    if (!same) column.replaceChildren(...wanted);
  }

  function draw(found) {
    const tools = { host, heading, tell, look };
    const [top, today, lessons, points, past] = columns;
    const note = part("note", [found.notice], () => (found.notice ? h("p", { class: "gr-note" }, found.notice) : null));
    fillColumn(top, note, part("hero", [found.first, found.next, found.lessons], () => hero(found)));
    fillColumn(
      today,
      part("review", [found.review], () => reviewCard(found.review, tools)),
      part("preparing", [found.preparing, found.first], () => preparingCard(found.preparing, found.first, tools)),
      part("after", [found.after], () => afterMeeting(found.after, tools)),
    );
    fillColumn(
      lessons,
      part("lessons", [found.lessons, found.next], () => lessonList(found)),
      part("levels", [found.levels], () => levelsCard(found.levels, tools)),
    );
    fillColumn(points, part("points", [found.points], () => homePoints(found.points, tools)));
    fillColumn(past, part("attempts", [found.attempts], () => homeAttempts(found.attempts, tools)));
    if (!drawn) stage.replaceChildren(h("div", { class: "gr-home-grid" }, columns));
    drawn = true;
  }

  function hero(found) {
    const { first, next, lessons } = found;
    const done = lessons.reduce((sum, lesson) => sum + lesson.done, 0);
    const all = lessons.reduce((sum, lesson) => sum + lesson.all, 0);
    const words = first
      ? [heading(0, { class: "gr-title" }, HOMEPAGE_WORDS.welcome), h("p", null, HOMEPAGE_WORDS.hello), h("p", null, HOMEPAGE_WORDS.calm)]
      : next
        ? [heading(0, { class: "gr-title" }, HOMEPAGE_WORDS.again), h("p", null, whereWords(next))]
        : [heading(0, { class: "gr-title" }, HOMEPAGE_WORDS.whole), h("p", null, HOMEPAGE_WORDS.wholeText)];
    const go = next
      ? h(
          "p",
          { class: "gr-row" },
          homeLink(
            host,
            { notebook: next.notebook, place: next.part?.id, class: "gr-button gr-button-main" },
            fill(first ? HOMEPAGE_WORDS.begin : HOMEPAGE_WORDS.goOnIn, { title: next.title }),
            icon(HOMEPAGE_ARROW),
          ),
          h("span", { class: "gr-soft" }, fill(HOMEPAGE_WORDS.minutes, { n: next.minutes })),
        )
      : null;
    const ring = first ? null : h("div", { class: "gr-home-sum" }, ringFigure(done, all), h("p", { class: "gr-soft" }, sumWords(lessons)));
    return h("section", { class: "gr-card gr-home-hero", "data-first": first ? "yes" : "no" }, h("div", null, words, go), ring);
  }

  function whereWords({ title, begun, part: where }) {
    const lesson = fill(begun ? HOMEPAGE_WORDS.wasIn : HOMEPAGE_WORDS.nextIs, { title });
    if (!where) return lesson;
    const kind = where.kind === "scenario" && !where.begun ? "scenarioNext" : where.kind;
    return `${lesson} ${fill(HOMEPAGE_WORDS[kind] || "", { title: where.title })}`;
  }

  function sumWords(lessons) {
    const done = lessons.filter((lesson) => lesson.finished).length;
    const minutes = lessons.reduce((sum, { minutes: n, done: had, all, finished }) => sum + (finished ? 0 : n * (all ? 1 - had / all : 1)), 0);
    const hours = Math.round(minutes / 60);
    const rest = minutes < 55 ? fill(HOMEPAGE_WORDS.hoursMinutes, { n: Math.ceil(minutes / 5) * 5 }) : fill(hours === 1 ? HOMEPAGE_WORDS.hoursOne : HOMEPAGE_WORDS.hoursMany, { n: hours });
    const count = fill(HOMEPAGE_WORDS.count, { done, all: lessons.length });
    return minutes ? `${count}, ${fill(HOMEPAGE_WORDS.left, { hours: rest })}` : count;
  }

  function lessonList({ lessons, next }) {
    const items = lessons.map((lesson) => {
      const state = lesson.finished ? HOMEPAGE_WORDS.lessonDone : lesson.begun ? fill(HOMEPAGE_WORDS.lessonBegun, lesson) : HOMEPAGE_WORDS.lessonNew;
      const here = next && lesson.id === next.lesson && next.begun;
      return h(
        "li",
        { "data-here": here ? "yes" : "no" },
        ringPicture(lesson.finished ? 1 : lesson.done, lesson.finished ? 1 : lesson.all, { tick: true }),
        homeLink(host, { notebook: lesson.notebook, class: "gr-home-lesson" }, lesson.title),
        h("span", { class: "gr-soft" }, fill(HOMEPAGE_WORDS.lessonMinutes, { n: lesson.minutes })),
        h("span", { class: "gr-unseen" }, `, ${state}`),
        here ? h("span", { class: "gr-home-here" }, HOMEPAGE_WORDS.here) : null,
      );
    });
    return h("section", { class: "gr-card gr-lesson-list" }, heading(1, { class: "gr-subtitle" }, HOMEPAGE_WORDS.lessons), h("ol", null, items));
  }

  const rest = keepFresh(look, (said) => HOMEPAGE_LOOK.test(said));
  stage.append(h("div", { class: "gr-skeleton", role: "img", "aria-label": HOMEPAGE_WORDS.opening }, h("div"), h("div"), h("div")));
  look();
  return {
    destroy() {
      gone = true;
      rest();
      for (const { destroy } of parts.values()) destroy?.();
      root.classList.remove("gr-wide");
      clearRoot(root);
    },
  };
}
