// Every view by its name: the one way in for JupyterLab, for notebook widgets and for the plain page.

import { mountPlayer } from "./player.js";
import { mountProgress } from "./progress.js";
import { mountQuestion } from "./question.js";
import { mountRecords } from "./records.js";

const VIEWS = { player: mountPlayer, progress: mountProgress, question: mountQuestion, records: mountRecords };

/** Draw the view that `spec.view` names into `root`. Gives {destroy()}. */
export function mountView(root, spec, host) {
  const mount = VIEWS[spec.view];
  if (!mount) throw new Error(`Ground Rules has no view “${spec.view}”. An update may bring it.`);
  return mount(root, spec, host);
}
