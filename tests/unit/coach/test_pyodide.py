"""The coach runs unchanged in the browser's Python, and says the same there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from groundrules.coach import advise
from groundrules.coach.rule import rules

ROOT = Path(__file__).parents[3]
PLACES = (os.environ.get("GROUNDRULES_PYODIDE", ""), str(ROOT / "build/npm/node_modules/pyodide"))
PYODIDE = next((place for place in PLACES if place and Path(place, "pyodide.mjs").is_file()), None)
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None or PYODIDE is None, reason="Node or npm's package pyodide is not there")
def test_pyodide_says_what_python_says() -> None:
    texts = [text for rule in rules().values() for text in rule.hits[:2]]
    script = Path(__file__).with_name("coach_in_pyodide.mjs")
    run = subprocess.run(
        [str(NODE), str(script), str(PYODIDE), str(ROOT / "src")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    here = [[[each.rule, each.start, each.end] for each in advise(text).findings] for text in texts]
    assert json.loads(run.stdout) == here
