// The host of a page without a server: every message of the views is answered from the site's files and the browser's storage.

import { h } from "./dom.js";
import { hostPlays } from "./host_plays.js";
import { hostQuestions } from "./host_questions.js";
import { hostRecords } from "./host_records.js";
import { Refusal } from "./shelf.js";

const LOCAL_WORDS = {
  unknown: "This page does not know that message.",
  reload: "Load the page again.",
  coach: "The coach is not there.",
  coachRemedy: "Install the course to use it.",
};

// Data files are scripts, because a page that was opened from a folder, by a double click, may run but not fetch.
const dataWaiting = new Map();
globalThis.groundRulesData = (name, value) => dataWaiting.get(name)?.(value);

/** Give a function that loads the site's data by name; one that the page does not have is null. */
export function siteData(files) {
  const loaded = new Map();

  function load(name) {
    return new Promise((resolve, reject) => {
      dataWaiting.set(name, resolve);
      document.head.append(h("script", { src: files[name], onerror: () => reject(new Error(files[name])) }));
    });
  }

  return (name) => {
    if (!files[name]) return Promise.resolve(null);
    if (!loaded.has(name)) {
      const answer = load(name);
      // What could not be loaded is asked for again next time.
      answer.catch(() => loaded.delete(name));
      loaded.set(name, answer);
    }
    return loaded.get(name);
  };
}

/** Give the host. `fetchData` is siteData's function, `shelf` keeps what the person does, `coach` may be null. */
export function localHost(fetchData, shelf, coach) {
  async function progress({ lesson }) {
    const found = (await fetchData(`lesson:${lesson}`)) || (await fetchData("course"))?.[`lesson:${lesson}`];
    if (!found) throw new Refusal(LOCAL_WORDS.unknown, { where: lesson, remedy: LOCAL_WORDS.reload });
    const { id, title, minutes, parts } = found;
    return { lesson: { id, title, minutes }, parts: parts.map((part) => ({ ...part, done: Boolean(shelf.get(`done:${part.kind}:${part.id}`)) })) };
  }

  const handlers = {
    ...hostPlays(fetchData, shelf, coach),
    ...hostQuestions(fetchData, shelf, coach),
    ...hostRecords(fetchData, shelf),
    "progress.open": progress,
    async "coach.open"({ kind, id }) {
      const found = await fetchData(`coach:${kind}`);
      const draft = shelf.get(`draft:${id}`);
      if (found) return { ...found, draft: draft && { text: draft.text, ticks: draft.ticks, others: draft.others || [] } };
      throw new Refusal(LOCAL_WORDS.unknown, { where: kind, remedy: LOCAL_WORDS.reload });
    },
    async "coach.keep"({ id, text, ticks }) {
      shelf.put(`draft:${id}`, { text, ticks, saved: new Date().toISOString(), others: shelf.get(`draft:${id}`)?.others || [] });
      return {};
    },
    async "coach.advise"({ text, kind }) {
      const reply = coach && (await coach.ask({ do: "coach.advise", text, kind }));
      if (reply) return reply;
      throw new Refusal(LOCAL_WORDS.coach, { remedy: LOCAL_WORDS.coachRemedy });
    },
  };

  return {
    async ask(message) {
      try {
        const handler = handlers[message.do];
        if (!handler) throw new Refusal(LOCAL_WORDS.unknown, { where: String(message.do), remedy: LOCAL_WORDS.reload });
        return { ok: true, ...(await handler(message)) };
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault;
        return { ok: false, error: fault.error };
      }
    },
  };
}
