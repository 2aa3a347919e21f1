// Every view by its name: the one way in for JupyterLab, for notebook widgets and for the plain page.

import { mountCertificate } from "./certificate.js";
import { mountCoach } from "./coach.js";
import { mountContact } from "./contact.js";
import { mountGrid } from "./grid.js";
import { mountHome } from "./home.js";
import { mountLab } from "./lab.js";
import { mountPlayer } from "./player.js";
import { mountProgress } from "./progress.js";
import { mountQuestion } from "./question.js";
import { mountRecords } from "./records.js";
import { mountRehearsal } from "./rehearsal.js";
import { mountReview } from "./review.js";

const VIEWS = {
  certificate: mountCertificate,
  coach: mountCoach,
  contact: mountContact,
  grid: mountGrid,
  home: mountHome,
  lab: mountLab,
  player: mountPlayer,
  progress: mountProgress,
  question: mountQuestion,
  records: mountRecords,
  rehearsal: mountRehearsal,
  review: mountReview,
};

const CHANGES = /\.(save|write|delete|undo)$/;

// When one view has changed something, the others (also in other windows) may want to look again.
function telling(host) {
  return {
    ...host,
    async ask(message) {
      const reply = await host.ask(message);
      if (reply?.ok && CHANGES.test(message.do) && typeof BroadcastChannel === "function") {
        const channel = new BroadcastChannel("groundrules");
        channel.postMessage(message.do);
        channel.close();
      }
      return reply;
    },
  };
}

/** Draw the view that `spec.view` names into `root`. Gives {destroy()}. */
export function mountView(root, spec, host) {
  const mount = VIEWS[spec.view];
  if (!mount) throw new Error(`Ground Rules has no view “${spec.view}”. An update may bring it.`);
  return mount(root, spec, telling(host));
}
