"""Text notebooks become `.ipynb`, the same bytes each time; the one place that uses jupytext."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundrules.errors import ContentError, Fault
from groundrules.light import skip_slow_imports
from groundrules.view import MIME, view_of

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

LESSON_TAG = "lesson"
SETUP_TAG = "setup"  # beside it, on the cell that only prepares the others
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def read_text_notebook(path: Path) -> NotebookNode:
    """Read a MyST Markdown notebook.

    Args:
        path: the `.md` file. Cell ids come from nbgrader's `grade_id` where a cell has one, else from the
            file's stem and the cell's place, so that the same text always gives the same notebook.

    Raises:
        ContentError: the file is missing or cannot be read as a notebook.
    """
    skip_slow_imports()
    import jupytext  # noqa: PLC0415  heavy: only where text becomes notebooks

    try:
        notebook: NotebookNode = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    except Exception as error:  # the parsers below raise many kinds
        fault = Fault(str(path), f"It cannot be read as a MyST notebook: {error}", "Check its cells and its header.")
        raise ContentError("A notebook's text is wrong.", [fault], where=str(path)) from error
    notebook.metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    name_cells(notebook, path.stem)
    return notebook


def name_cells(notebook: NotebookNode, stem: str) -> None:
    """Give every cell an id that depends on nothing but the text: its `grade_id`, or the stem and its place."""
    for index, cell in enumerate(notebook.cells):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell["id"] = str(grade_id or f"{stem[:50]}-{index:03d}")[:64]


def lock_lesson(notebook: NotebookNode, lesson: str) -> None:
    """Mark a notebook as a lesson, and keep its own cells from being edited or deleted by a slip.

    Args:
        notebook: changed in place.
        lesson: the lesson's id in the manifest.
    """
    notebook.metadata["groundrules"] = {"lesson": lesson}
    for cell in notebook.cells:
        cell.metadata["editable"] = False
        cell.metadata["deletable"] = False


def show_views(notebook: dict[str, Any]) -> None:
    """Give every lesson cell the view that it would show, as its output, so that no kernel has to run first.

    Args:
        notebook: the notebook's JSON, changed in place.
    """
    for cell in notebook["cells"]:
        shown = view_of("".join(cell["source"])) if LESSON_TAG in cell["metadata"].get("tags", []) else None
        if shown is not None:
            data = {MIME: shown, "text/plain": "Open this lesson in Ground Rules to use it here."}
            cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]


def as_text(notebook: dict[str, Any]) -> str:
    """Give the notebook's file content: sorted keys, one space of indent, a newline at the end."""
    content: dict[str, Any] = json.loads(json.dumps(notebook))
    for cell in content["cells"]:
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_notebook(notebook: dict[str, Any], path: Path) -> None:
    """Write a notebook's content to a file, making its folder when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(notebook), encoding="utf-8", newline="\n")
