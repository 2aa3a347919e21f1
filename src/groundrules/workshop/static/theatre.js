// What the facilitator's page and the projector's have in common: a secret, and the scenario as everybody sees it.

import { drafts, h } from "./dom.js";
import { joinBoard } from "./joining.js";
import { stagePage } from "./show.js";

/** The page's secret, out of the address bar at once, so that a projector does not show it. */
export function takeSecret(name) {
  const key = `room:${name}`;
  const given = location.hash.slice(1);
  if (given) {
    drafts.set(key, given);
    history.replaceState(null, "", location.pathname);
  }
  return drafts.get(key);
}

/** Draw in `place`; `heading()` makes what stands there until a scenario is open.
 *  Gives {draw(known), update(known)}; draw() gives the stage, null before one is open. */
export function theatre(place, heading) {
  let page = null;

  function update({ stage, tally }) {
    const mine = page && tally && tally.round === stage.round ? tally : null;
    page?.update(mine, mine?.counts || null, null);
  }

  function draw(known) {
    const now = known.stage && known.stage.page !== "lobby" ? known.stage : null;
    page = now ? stagePage(now, { level: 1, pick: null }) : null;
    if (now) place.replaceChildren(h("p", { class: "gr-running" }, now.title), page.element);
    else place.replaceChildren(heading(), known.join ? joinBoard(known.join) : "");
    if (now) scrollTo({ top: 0 });
    return now;
  }
  return { draw, update };
}
