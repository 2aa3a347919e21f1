"""A submitted notebook made fit for grading: our cells as released, the learner's own kept and made harmless."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from groundrules.errors import SubmissionError

MOST_CELLS = 1_000
LONGEST_SOURCE = 200_000
DEEPEST = 40
FORMAT = 4
OWN = "own"
TRY = "try"  # the tag of a cell that is there to be changed and is not graded
KINDS = ("code", "markdown", "raw")
_HOLDERS = (dict, list)

# In a grader's browser: no tag, no character reference that hides one, no picture from elsewhere, and no link but
# to the web and to mail. Links are broken before they are parsed: readers of Markdown unescape them more than once.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_REFERENCE = re.compile(r"&(?=#|[A-Za-z]+;)")
_PICTURE = re.compile(r"!(?=\[)")
_LINK = re.compile(r"\](\s*)\((?!https?://|mailto:)")
# What formulas can do beyond showing: links, styles, and names that are put together.
_FORMULA = re.compile(r"\\(?=(?:href|url|style|class|cssId|csname|require|unicode|data)(?![A-Za-z]))")
_DEFINITION = re.compile(r"\](\s*):(?!\s*(?:https?://|mailto:))")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A notebook that can be graded.

    Attributes:
        notebook: as JSON data, of the released format.
        notes: what was not as released, in sentences; empty for an untouched notebook.
    """

    notebook: dict[str, Any]
    notes: tuple[str, ...]


def repair(content: bytes, release: dict[str, Any], where: str) -> Repaired:
    """Put a submitted notebook right.

    Every cell of the release is there once, in its place, with its own metadata; a cell that learners write in keeps
    what they wrote. Cells that they added stay after the cell that they followed, without metadata and outputs.

    Args:
        content: the submitted bytes.
        release: the released notebook, as JSON data.
        where: how errors name the submission.

    Raises:
        SubmissionError: it is not a notebook.
    """
    notes: list[str] = []
    cells = _cells(_read(content, where, notes), where, notes)
    known = {_name(cell): cell for cell in release["cells"]}
    given: dict[str, list[str]] = {name: [] for name in known}
    own: dict[str, list[dict[str, Any]]] = {}
    last = ""
    for cell in cells:
        name = _name(cell)
        if name in known:
            given[name].append(cell["source"])
            last = name
            continue
        if name and "nbgrader" in cell["metadata"]:
            notes.append(
                f"The cell “{name[:60]}” is not one of this exercise; it was kept as a cell of the learner's own."
            )
        own.setdefault(last, []).append(_harmless(cell))
    whole = list(own.get("", []))
    for name, cell in known.items():
        whole += [_restored(name, cell, given[name], notes), *own.get(name, [])]
    for number, cell in enumerate([cell for cell in whole if cell["id"] == OWN], 1):
        cell["id"] = f"{OWN}-{number:03d}"
    return Repaired({**release, "cells": whole}, tuple(notes))


def _restored(name: str, cell: dict[str, Any], given: list[str], notes: list[str]) -> dict[str, Any]:
    nbgrader, released = cell["metadata"].get("nbgrader"), "".join(cell["source"])
    if nbgrader and not given:
        notes.append(f"The cell “{name}” was missing; it was put back.")
    if nbgrader and len(given) > 1:
        notes.append(f"The cell “{name}” was there {len(given)} times; it was kept once.")
    if not (nbgrader.get("solution") if nbgrader else TRY in cell["metadata"].get("tags", [])):
        if nbgrader and any(source != released for source in given):
            notes.append(f"The cell “{name}” was changed; it was reset.")
        return cell
    # Of copies, the last one that says something new: an untouched copy is never preferred to a written one.
    written = [source for source in given if source != released]
    return {**cell, "source": (written or [released])[-1]}


def _read(content: bytes, where: str, notes: list[str]) -> dict[str, Any]:
    encoding = "utf-8-sig"
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding = "utf-16"
        notes.append("The notebook was saved as UTF-16; it was read all the same.")
    try:
        notebook = json.loads(content.decode(encoding))
    except UnicodeDecodeError:
        _refuse("It is not UTF-8 text", where)
    except RecursionError:
        _refuse("It is nested without end", where)
    except ValueError as error:
        _refuse(f"It is not JSON ({error})", where)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        _refuse("It has no cells", where)
    if notebook.get("nbformat") != FORMAT:
        _refuse(f"It is of another notebook format, {str(notebook.get('nbformat'))[:20]}", where)
    if len(notebook["cells"]) > MOST_CELLS:
        _refuse(f"It has {len(notebook['cells']):,} cells; at most {MOST_CELLS:,} are read", where)
    if _deeper(notebook, DEEPEST):
        _refuse("It is nested too deep", where)
    return notebook


def _cells(notebook: dict[str, Any], where: str, notes: list[str]) -> list[dict[str, Any]]:
    cells = []
    for cell in notebook["cells"]:
        source = cell.get("source") if isinstance(cell, dict) else None
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str) or cell.get("cell_type") not in KINDS:
            notes.append("Something that is no cell was left out.")
            continue
        if len(source) > LONGEST_SOURCE:
            _refuse(f"A cell has {len(source):,} characters; at most {LONGEST_SOURCE:,} are read", where)
        metadata = cell.get("metadata")
        cells.append(
            {
                "cell_type": cell["cell_type"],
                "id": cell.get("id"),
                "metadata": metadata if isinstance(metadata, dict) else {},
                "source": source.encode("utf-8", "replace").decode(),
            }
        )
    return cells


def _name(cell: dict[str, Any]) -> str:
    """Give what names a cell: its grade_id, else its id."""
    nbgrader = cell["metadata"].get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return str(grade_id or cell.get("id") or "")


def _harmless(cell: dict[str, Any]) -> dict[str, Any]:
    if cell["cell_type"] == "code":
        plain = {"cell_type": "code", "id": OWN, "metadata": {}, "source": cell["source"]}
        return {**plain, "execution_count": None, "outputs": []}
    # A raw cell would reach a browser as it is, so it becomes text.
    return {"cell_type": "markdown", "id": OWN, "metadata": {}, "source": harmless(cell["source"])}


def harmless(text: str) -> str:
    """Give Markdown that shows the same words and can neither run, load nor hide anything."""
    text = _REFERENCE.sub("&amp;", text)
    text = _PICTURE.sub("&#33;", text)
    text = _TAG.sub("&lt;", text)
    text = _FORMULA.sub(r"\\backslash ", text)
    text = _LINK.sub(r"]\1&#40;", text)
    return _DEFINITION.sub(r"]\1&#58;", text)


def _deeper(part: object, limit: int) -> bool:
    level = [part]
    for _ in range(limit):
        level = [
            child
            for one in level
            for child in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(child, _HOLDERS)
        ]
        if not level:
            return False
    return True


def _refuse(what: str, where: str) -> NoReturn:
    raise SubmissionError(
        f"The submitted file is not a notebook that can be read. {what}.",
        where=where,
        remedy="Ask the learner to open it in JupyterLab, save it, and hand it in again.",
    )
