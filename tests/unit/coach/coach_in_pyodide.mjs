// Runs the coach in Pyodide under Node: node coach_in_pyodide.mjs PYODIDE_FOLDER SRC_FOLDER; texts as JSON on stdin,
// labels and spans as JSON on stdout. The package's files are copied in as they are.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, source] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: folder });

function copy(from, to) {
  pyodide.FS.mkdirTree(to);
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    if (statSync(path).isDirectory()) {
      if (name !== "__pycache__") copy(path, `${to}/${name}`);
    } else {
      pyodide.FS.writeFile(`${to}/${name}`, readFileSync(path));
    }
  }
}

pyodide.FS.mkdirTree("/src/groundrules");
pyodide.FS.writeFile("/src/groundrules/__init__.py", readFileSync(join(source, "groundrules", "__init__.py")));
copy(join(source, "groundrules", "coach"), "/src/groundrules/coach");
pyodide.globals.set("asked", readFileSync(0, "utf-8"));
const answer = pyodide.runPython(`
import json, sys
sys.path.insert(0, "/src")
from groundrules import coach
json.dumps([[[f.rule, f.start, f.end] for f in coach.advise(text).findings] for text in json.loads(asked)])
`);
process.stdout.write(answer);
