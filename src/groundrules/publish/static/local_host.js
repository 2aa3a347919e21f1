// The host of a page without a server: every message of the views is answered from the site's files and the browser's storage.

import { hostPlays } from "./host_plays.js";
import { hostQuestions } from "./host_questions.js";
import { hostRecords } from "./host_records.js";
import { Refusal } from "./shelf.js";

const LOCAL_WORDS = {
  unknown: "This page does not know that message.",
  reload: "Load the page again.",
  coach: "The coach is not part of this page.",
  coachRemedy: "Install the course to use it.",
};

/** Give a function that fetches the site's data by name; one that the page does not have is null. */
export function siteData(files) {
  const fetched = new Map();
  return (name) => {
    if (!files[name]) return Promise.resolve(null);
    if (!fetched.has(name)) {
      const answer = fetch(files[name]).then((response) => {
        if (!response.ok) throw new Error(`${files[name]}: ${response.status}`);
        return response.json();
      });
      // What could not be fetched is asked for again next time.
      answer.catch(() => fetched.delete(name));
      fetched.set(name, answer);
    }
    return fetched.get(name);
  };
}

/** Give the host. `fetchData` is siteData's function, `shelf` keeps what the person does. */
export function localHost(fetchData, shelf) {
  async function progress({ lesson }) {
    const course = await fetchData("course");
    const found = course?.lessons.find((each) => each.id === lesson);
    if (!found) throw new Refusal(LOCAL_WORDS.unknown, { where: lesson, remedy: LOCAL_WORDS.reload });
    const { id, title, minutes, parts } = found;
    return { lesson: { id, title, minutes }, parts: parts.map((part) => ({ ...part, done: Boolean(shelf.get(`done:${part.kind}:${part.id}`)) })) };
  }

  const handlers = {
    ...hostPlays(fetchData, shelf),
    ...hostQuestions(fetchData, shelf),
    ...hostRecords(fetchData, shelf),
    "progress.open": progress,
    async "coach.advise"() {
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
