// The pages of a scenario that a room steps through together, as everybody sees them.

import { fill, h, icon, inline, paragraphs } from "./dom.js";
import { ballot, distribution, letterMark, optionText } from "./ballot.js";
import { quietClock } from "./clock.js";
import { meterBars, meterChanges } from "./meters.js";
import { cast, judgement, mark, part, reasons, soft, storyLines } from "./story.js";
import { textOf } from "./walk.js";

const SHOW_WORDS = {
  minutes: "A case for all of us · about {minutes} minutes",
  you: "We are",
  people: "The people",
  meters: "What our choices move",
  most: "Most of you chose",
  lead: "We take",
  happens: "What happens",
  why: "Why",
  votes: "How you voted",
  look: "The path not taken",
  lookAt: "At “{heading}”, instead",
  leads: "It would have led on to “{title}”.",
  leadsEnd: "It would have been the end: “{title}”.",
  price: "What it cost",
  gained: "What it earned",
  path: "The way here",
  wanted: "What they wanted, behind what they said",
  expert: "How somebody with experience went, and why",
  questions: "To think about",
  good: "A good ending",
  mixed: "A mixed ending",
  bad: "A costly ending",
};
const SHOW_KINDS = { good: "strong", mixed: "partial", bad: "weak" };
const SHOW_CLOCK = "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 6v4l3 2";

function head(stage, level) {
  const at = textOf(stage, stage.at);
  const landing = h(`h${level}`, { class: "gr-title" }, textOf(stage, stage.heading));
  const clock = at ? h("p", { class: "gr-clock" }, icon(SHOW_CLOCK), at) : null;
  return { landing, element: part("gr-scene-head", clock, landing) };
}

function casePage(stage, { level }) {
  const landing = h(`h${level}`, { class: "gr-title" }, stage.title);
  const { name, role } = stage.you;
  const title = (words) => h(`h${level + 1}`, null, words);
  const abouts = stage.abouts.map(({ label, about }) => h("div", null, h("dt", null, label), h("dd", null, inline(about))));
  const element = part(
    "gr-case",
    part("gr-scene-head", h("p", { class: "gr-clock" }, fill(SHOW_WORDS.minutes, { minutes: stage.minutes })), landing, h("p", { class: "gr-lead" }, inline(stage.summary))),
    part("gr-story gr-narration", paragraphs(stage.case)),
    role ? part("gr-card gr-you", title(SHOW_WORDS.you), h("p", null, name ? h("strong", null, `${name}. `) : null, inline(role))) : null,
    part("gr-card", title(SHOW_WORDS.people), cast(stage)),
    abouts.length ? part("gr-card", title(SHOW_WORDS.meters), h("dl", { class: "gr-abouts" }, abouts)) : null,
  );
  return { element, landing, update: () => {} };
}

function votePage(stage, { level, pick }) {
  const { landing, element: top } = head(stage, level);
  const vote = ballot(stage, stage, pick);
  const clock = stage.seconds ? quietClock(stage.seconds) : null;
  const prompt = stage.prompt === null ? null : h("p", { class: "gr-ask" }, inline(textOf(stage, stage.prompt)));
  const element = part("gr-scene", meterBars(stage.meters, stage.values), top, storyLines(stage, stage.body), prompt, clock?.element, vote.element);
  function update(tally, counts, chosen) {
    clock?.update(tally?.ends);
    vote.update(tally, counts, chosen);
  }
  return { element, landing, update };
}

function result(stage, taken, level, label) {
  const landing = h(`h${level}`, { class: "gr-subtitle" }, SHOW_WORDS.happens);
  return {
    landing,
    parts: [
      part("gr-yours", soft(label), h("p", { class: "room-taken" }, letterMark(taken.option), optionText(stage, taken.option))),
      part("gr-happens", landing, storyLines(stage, taken.result.then), meterChanges(stage.meters, taken.before, taken.after)),
      part("gr-card gr-why", part("gr-row", h(`h${level}`, { class: "gr-subtitle" }, SHOW_WORDS.why), mark(taken.result.quality)), reasons(stage, taken.result)),
    ],
  };
}

function outcomePage(stage, { level }) {
  const { element: top } = head(stage, level);
  const { played } = stage;
  const { landing, parts } = result(stage, stage, level + 1, SHOW_WORDS[played.by]);
  const votes = played.counts
    ? part("gr-card", h(`h${level + 1}`, null, SHOW_WORDS.votes), distribution(stage, played.options, played.counts, played.played))
    : null;
  const element = part("gr-scene", meterBars(stage.meters, stage.after, stage.before), top, ...parts, votes);
  return { element, landing, update: () => {} };
}

function lookPage(stage, { level }) {
  const { look } = stage;
  const label = fill(SHOW_WORDS.lookAt, { heading: textOf(stage, look.heading) });
  const { landing: happens, parts } = result(stage, look, level + 1, label);
  const landing = h(`h${level}`, { class: "gr-title" }, SHOW_WORDS.look);
  const leads = fill(look.ends ? SHOW_WORDS.leadsEnd : SHOW_WORDS.leads, { title: textOf(stage, look.leads) });
  const element = part("gr-scene room-look", part("gr-scene-head", landing), ...parts, h("p", { class: "gr-note" }, leads));
  return { element, landing: landing || happens, update: () => {} };
}

function pathOf(stage) {
  const lines = stage.path.map((step) => {
    const option = step.options.find(({ id }) => id === step.played);
    return h("li", null, soft(textOf(stage, step.heading)), h("p", { class: "room-taken" }, letterMark(option), optionText(stage, option)), mark(step.quality));
  });
  return h("ol", { class: "gr-path" }, lines);
}

function endPage(stage, { level }) {
  const { ending } = stage;
  const title = (words) => h(`h${level + 1}`, null, words);
  const landing = h(`h${level}`, { class: "gr-title" }, textOf(stage, ending.title));
  const element = part(
    "gr-scene",
    meterBars(stage.meters, stage.values, stage.start),
    part("gr-scene-head", judgement(SHOW_KINDS[ending.kind], SHOW_WORDS[ending.kind]), landing),
    storyLines(stage, stage.body),
    part(
      "gr-sides",
      part("gr-card", title(SHOW_WORDS.gained), paragraphs(textOf(stage, ending.gained))),
      part("gr-card", title(SHOW_WORDS.price), paragraphs(textOf(stage, ending.price))),
    ),
    part("gr-card room-way", title(SHOW_WORDS.path), pathOf(stage)),
    part(
      "gr-sides",
      part("gr-card", title(SHOW_WORDS.wanted), cast(stage, true)),
      part("gr-card", title(SHOW_WORDS.expert), paragraphs(textOf(stage, stage.expert))),
    ),
    part("gr-card room-questions", title(SHOW_WORDS.questions), h("ul", { class: "room-ask" }, stage.questions.map((text) => h("li", null, inline(textOf(stage, text)))))),
  );
  return { element, landing, update: () => {} };
}

const SHOW_PAGES = { case: casePage, vote: votePage, outcome: outcomePage, end: endPage };

/** Draw where the story stands. `level` is that of its heading, `pick` as in ballot().
 *  Gives {element, landing, update(tally, counts, vote)}. */
export function stagePage(stage, view) {
  return (stage.look ? lookPage : SHOW_PAGES[stage.page])(stage, view);
}
