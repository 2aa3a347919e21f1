// The way to the coach's worker, which is started when somebody first writes.

/** Give the coach of a site, or null where it has none. `ask` gives a promise of the reply, or of null. */
export function siteCoach(address) {
  // A page that was opened from a folder may start no worker.
  if (!address || location.protocol === "file:" || typeof Worker !== "function") return null;
  const waiting = new Map();
  let worker = null;
  let number = 0;

  function stop() {
    worker?.terminate();
    worker = null;
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  }

  function hear({ data }) {
    waiting.get(data.number)?.(data.reply);
    waiting.delete(data.number);
    // What could not be loaded is asked for again by a new worker, the next time.
    if (data.fault) stop();
  }

  function start() {
    if (worker) return;
    worker = new Worker(address, { type: "module" });
    worker.addEventListener("message", hear);
    worker.addEventListener("error", stop);
  }

  return {
    start,
    ask(message) {
      start();
      return new Promise((resolve) => {
        waiting.set(++number, resolve);
        worker.postMessage({ number, message: JSON.stringify(message) });
      });
    },
  };
}
