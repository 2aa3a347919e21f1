"""Python in the browser: its files, and the coach's sources alone."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import SetupError
from groundrules.publish.python import PYODIDE, pyodide_files, sources
from groundrules.publish.site import build_site

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course

MESSAGE = {"do": "tags", "text": "You rang at 02:10 on Monday.", "kind": "opening", "tags": ["evidence", "blame"]}
RUN = """
import json, sys
from groundrules.publish.browser_coach import answer
import groundrules
assert groundrules.__file__.startswith(sys.argv[1]), groundrules.__file__
print(answer(sys.argv[2]))
"""


def test_the_coach_answers_with_nothing_but_its_sources_and_the_standard_library(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(sources())) as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-S", "-E", "-c", RUN, str(tmp_path), json.dumps(MESSAGE)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert json.loads(done.stdout)["tags"] == ["evidence"]


def test_the_sources_are_the_same_bytes_each_time_and_hold_no_content_of_the_course() -> None:
    assert sources() == sources()
    with zipfile.ZipFile(io.BytesIO(sources())) as archive:
        names = archive.namelist()
    assert {"groundrules/coach/rules/blame.toml", "groundrules/coach/rules/index.json"} <= set(names)
    assert all(name.startswith("groundrules/") and name.endswith((".py", ".toml", ".json")) for name in names)
    assert not [name for name in names if "solution" in name or "course" in name]


@pytest.fixture
def pyodide(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    folder.mkdir()
    for name in (*PYODIDE, "console.html"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def test_only_what_the_core_needs_is_taken_from_pyodide(pyodide: Path) -> None:
    assert [path.name for path in pyodide_files(pyodide)] == list(PYODIDE)


def test_a_folder_without_pyodide_is_said_with_what_is_missing(pyodide: Path) -> None:
    (pyodide / "pyodide.asm.wasm").unlink()
    with pytest.raises(SetupError, match=r"pyodide\.asm\.wasm is missing") as caught:
        pyodide_files(pyodide)
    assert "npm pack pyodide" in caught.value.remedy


def test_a_site_with_python_fetches_it_only_when_it_is_wanted(
    little_course: Course, pyodide: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    written = build_site(out, little_course, pyodide)
    large = {name for name in written if name.startswith(("pyodide/", "coach-"))}
    assert len(large) == len(PYODIDE) + 2
    build = json.loads((out / "sw.js").read_text(encoding="utf-8").partition("\n")[0][len("const BUILD = ") : -1])
    assert set(build["later"]) == large
    assert not set(build["files"]) & large
    page = (out / "05_lunch.html").read_text(encoding="utf-8")
    head, _, body = page.partition("</head>")
    assert not [name for name in large if name in head]
    assert [name for name in large if name in body] == [
        name for name in large if name.endswith(".js") and "coach-" in name
    ]
