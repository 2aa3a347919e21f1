// The coach in the browser: Pyodide runs the course's own Python here, beside the page and never in its way.

import { loadPyodide } from "./pyodide/pyodide.mjs";

async function open() {
  const python = await loadPyodide({ indexURL: new URL("./pyodide/", location.href).href });
  const sources = await fetch(SOURCES);
  if (!sources.ok) throw new Error(`${SOURCES}: ${sources.status}`);
  python.unpackArchive(await sources.arrayBuffer(), "zip", { extractDir: "/course" });
  python.runPython("import sys; sys.path.insert(0, '/course')");
  return python.pyimport("groundrules.publish.browser_coach").answer;
}

const ready = open();

addEventListener("message", async ({ data: { number, message } }) => {
  try {
    const answer = await ready;
    postMessage({ number, reply: JSON.parse(answer(message)) });
  } catch (fault) {
    postMessage({ number, reply: null, fault: String(fault) });
  }
});
