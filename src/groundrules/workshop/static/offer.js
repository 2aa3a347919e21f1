// Words for the debrief: they stay in this browser until the person offers them, and can be taken back.

import { drafts, h, inline } from "./dom.js";
import { withId } from "./hold.js";
import { part, pressable, soft } from "./story.js";
import { textOf } from "./walk.js";

const OFFER_WORDS = {
  title: "For yourself, or for all",
  about: "What you write stays in this browser. If you offer a text, the facilitator sees it without your name and may show it to all. Real cases stay yours: leave out names, or leave it for yourself. Nobody sees who offered nothing.",
  offer: "Offer it without my name",
  renew: "Offer the new text",
  back: "Take it back",
  offered: "Offered, without your name.",
};
const OFFER_LONGEST = 500;

/** A field for each question of the debrief. `given` holds what was offered, by number. */
export function offers(stage, given, send) {
  const fields = stage.questions.map((index, question) => {
    const key = `room:words:${stage.id}:${question}`;
    const id = `room-words-${question}`;
    const offered = given[question];
    const area = h("textarea", { id, class: "gr-field", rows: "3", maxlength: String(OFFER_LONGEST), value: drafts.get(key) ?? offered ?? "", oninput: () => drafts.set(key, area.value) });
    const offer = () => area.value.trim() && send({ do: "quote", question, text: area.value });
    return part(
      "room-words",
      h("label", { for: id }, inline(textOf(stage, index))),
      area,
      offered ? soft(OFFER_WORDS.offered) : null,
      part(
        "gr-row",
        withId(pressable(offer, { look: "gr-button-small" }, offered ? OFFER_WORDS.renew : OFFER_WORDS.offer), `${id}-offer`),
        offered ? pressable(() => send({ do: "withdraw", question }), { look: "gr-button-small" }, OFFER_WORDS.back) : null,
      ),
    );
  });
  return h("section", { class: "gr-card room-offers", "aria-labelledby": "room-offers" }, h("h2", { id: "room-offers" }, OFFER_WORDS.title), soft(OFFER_WORDS.about), fields);
}
