"""The learner's exercise, made from its master by nbgrader: the same bytes each time, and no answer in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from groundrules.errors import ContentError, Fault
from groundrules.exercise import sheet
from groundrules.grading import nbg
from groundrules.grading.master import HIDDEN, SCHEME, read_master
from groundrules.notebook import as_text, write_notebook

if TYPE_CHECKING:
    from groundrules.grading.master import Master

SECRET_FIELDS = ("key", "feedback", "explain", "reveal", "model", "checks")
MARKS = (*HIDDEN, *SCHEME, "key=")
SHORTEST_SECRET = 8


def release_files(folder: Path) -> dict[str, bytes]:
    """Make the learner's files of an exercise.

    Args:
        folder: its master, `solutions/<name>`.

    Returns:
        The content of each file by its name: the notebook and `questions.json`.

    Raises:
        ContentError: the master is wrong, or an answer would get out; with every fault found.
        GradingError: nbgrader could not make it.
    """
    master = read_master(folder)
    with TemporaryDirectory(prefix="groundrules-") as place:
        root = Path(place)
        write_source(master, root)
        settings = {"GenerateAssignment": {"no_database": True}, "SaveCells": {"enabled": False}}
        nbg.run("GenerateAssignment", root, master.name, settings)
        files = released(root, master.name)
    found = leaks(files, master)
    if found:
        raise ContentError("An answer would get out with the exercise.", found, where=str(folder))
    return files


def write_source(master: Master, root: Path) -> Path:
    """Write nbgrader's source version of an exercise into a course tree; give its folder.

    Nothing lies there but what learners get, too, because nbgrader hands on whatever it finds.
    """
    place = root / "source" / master.name
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    write_notebook(master.notebook, place / f"{master.name}.ipynb")
    for name, content in {sheet.FILE: master.public_bytes(), **master.files}.items():
        (place / name).write_bytes(content)
    return place


def released(root: Path, name: str) -> dict[str, bytes]:
    """Give the files that nbgrader released into a course tree, the notebook with its bytes made steady."""
    files = {}
    for path in sorted((root / "release" / name).iterdir()):
        content = path.read_bytes()
        files[path.name] = as_text(json.loads(content)).encode() if path.suffix == ".ipynb" else content
    return files


def leaks(files: dict[str, bytes], master: Master) -> list[Fault]:
    """Look for answers in the learner's files: hidden tests, keys, feedback, explanations and model texts.

    Returns:
        A fault for each that is found.
    """
    remedy = "Reword it, or take it out of what the learner sees."
    faults = []
    for name, content in files.items():
        if name in master.files:
            continue
        texts = list(_texts(json.loads(content)))
        whole = _plain("\n".join(texts))
        faults += [Fault(name, f"It holds “{mark}”.", remedy) for mark in MARKS if mark in whole]
        faults += [
            Fault(name, f"It gives away “{secret[:60]}”.", remedy)
            for secret in master.secrets()
            if len(secret) >= SHORTEST_SECRET and _plain(secret) in whole
        ]
        if name == sheet.FILE:
            faults += [
                Fault(name, f"The question “{question['id']}” has the field “{field}”.", remedy)
                for question in json.loads(content)["questions"]
                for field in SECRET_FIELDS
                if field in question
            ]
    return faults


def _texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    parts = list(part.values()) if isinstance(part, dict) else part if isinstance(part, list) else []
    # A notebook's source is a list of lines: joined without anything between, so that no text hides across them.
    if parts and all(isinstance(line, str) for line in parts):
        return ["".join(parts)]
    return [text for one in parts for text in _texts(one)]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
