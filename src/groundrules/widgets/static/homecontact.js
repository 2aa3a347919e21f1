// The talk that the learner prepares, on the home page: with whom, the way to it in steps, and the next one.

import { fill, h } from "./dom.js";
import { homeLink } from "./homelink.js";

const HOMECONTACT_WORDS = {
  title: "Your own talk",
  none: "Is there somebody with whom it cannot go on like this? Put them into your workbook, and prepare the talk step by step.",
  noneGo: "Open your workbook",
  with: "With {name}",
  progress: "{done} of {all} steps done",
  next: "Next step",
  go: "Open the workbook",
  situation: "Say what the matter is: are there no rules yet, or are they not kept?",
  proposal: "Write down what you propose.",
  explanation: "Explain it in exactly three points. You have {n}.",
  questions: "Write the questions that you will ask.",
  script: "Write your statement, word for word. It takes less than a minute.",
  meeting: "Settle when and how you will talk.",
  talk: "The talk is on {when}. Read your page once more on the day before.",
  outcome: "Write down what came out of the talk.",
  sent: "Send your confirmation, and note the day.",
  received: "Wait for their confirmation. Sent is not yet confirmed.",
  reflection: "Look back: what went well, and what you would do differently.",
  whole: "This talk is done, confirmed and looked back at. Well done.",
  stepSituation: "Situation",
  stepProposal: "Proposal",
  stepExplanation: "Three points",
  stepQuestions: "Questions",
  stepScript: "Statement",
  stepMeeting: "Meeting",
  stepOutcome: "Outcome",
  stepSent: "Confirmation sent",
  stepReceived: "Confirmation back",
  stepReflection: "Looking back",
  done: "done",
  open: "still open",
};

const stepName = (step) => HOMECONTACT_WORDS[`step${step[0].toUpperCase()}${step.slice(1)}`];

/** Remember whose page the workbook opens at. */
export function chooseContact(id) {
  try {
    sessionStorage.setItem("groundrules:contact", id);
  } catch {
    // Then the workbook opens at its first contact.
  }
}

/** The card of the talk. Null on the very first visit, when one thing is enough. */
export function preparingCard(found, first, { host, heading }) {
  if (first) return null;
  const title = heading(1, { class: "gr-subtitle" }, HOMECONTACT_WORDS.title);
  const workbook = (text, id) => homeLink(host, { notebook: "workbook.ipynb", class: "gr-button", onclick: () => id && chooseContact(id) }, text);
  if (!found) return h("section", { class: "gr-card" }, title, h("p", null, HOMECONTACT_WORDS.none), h("p", null, workbook(HOMECONTACT_WORDS.noneGo)));
  const { contact, steps, next, points, when } = found;
  const done = steps.filter((step) => step.done).length;
  const day = when ? new Date(when).toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" }) : "";
  const advice = next ? fill(HOMECONTACT_WORDS[next], { n: points, when: day }) : HOMECONTACT_WORDS.whole;
  return h(
    "section",
    { class: "gr-card" },
    title,
    h("p", null, h("strong", null, fill(HOMECONTACT_WORDS.with, { name: contact.name })), contact.who ? h("span", { class: "gr-soft" }, ` · ${contact.who}`) : null),
    h(
      "ol",
      { class: "gr-steps", "aria-label": fill(HOMECONTACT_WORDS.progress, { done, all: steps.length }) },
      steps.map((step) =>
        h(
          "li",
          { "data-done": step.done ? "yes" : "no", "data-next": step.step === next ? "yes" : "no", title: stepName(step.step) },
          h("span", { class: "gr-unseen" }, `${stepName(step.step)}: ${step.done ? HOMECONTACT_WORDS.done : HOMECONTACT_WORDS.open}`),
        ),
      ),
    ),
    h("p", null, next ? h("span", { class: "gr-home-label" }, HOMECONTACT_WORDS.next) : null, advice),
    h("p", null, workbook(HOMECONTACT_WORDS.go, contact.id)),
  );
}
