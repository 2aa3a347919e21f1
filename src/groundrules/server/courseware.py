"""The course's lessons and exercises in the learner's folder: new ones added, edited ones kept."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules import course, folder
from groundrules.light import skip_slow_imports
from groundrules.notebook import as_text, show_views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RECORD = "installed.json"  # what we wrote into the folder, so that an edited file is known from an untouched one


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a call of `prepare` did; paths are relative to the learner's folder, with forward slashes.

    Attributes:
        added: files that were not there.
        updated: files that nobody had edited, replaced by newer ones.
        kept: files that the learner edited, left as they are though the course has newer ones.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    kept: tuple[str, ...]


def prepare(home: Path, lessons: course.Course | None = None, trust: Path | None = None) -> Prepared:
    """Put the course into the learner's folder, and never write over what the learner wrote.

    Args:
        home: the learner's course folder, made when missing.
        lessons: the course; by default the one that is installed.
        trust: Jupyter's data folder in which the lessons are trusted; by default that of whoever runs this.

    Raises:
        FolderError: the folder cannot be made or written.
    """
    record_file = folder.data(home) / RECORD
    record = _read_record(record_file)
    done: dict[str, list[str]] = {"added": [], "updated": [], "kept": []}
    signed: list[str] = []
    try:
        for name, text in _files(lessons or course.load()):
            target = home / name
            new = _mark(name, text)
            if target.exists():
                have = _mark(name, target.read_text(encoding="utf-8", errors="replace"))
                if have == new:
                    record[name] = new
                    continue
                if have != record.get(name):
                    if record.get(f"{name} offered") != new:
                        done["kept"].append(name)
                        record[f"{name} offered"] = new
                    continue
            done["updated" if target.exists() else "added"].append(name)
            _write(target, text)
            record[name] = new
            signed.append(name)
        _write(record_file, json.dumps(record, indent=1, sort_keys=True))
    except OSError as error:
        raise folder.unwritable(home, error) from error
    _sign([home / name for name in signed if name.endswith(".ipynb")], trust)
    return Prepared(*(tuple(done[kind]) for kind in ("added", "updated", "kept")))


def _files(lessons: course.Course) -> Iterator[tuple[str, str]]:
    """Yield each file of the learner's folder: its name and its text, views already shown in notebooks."""
    for page in lessons.pages:
        yield f"notebooks/{page}.ipynb", _shown(lessons.notebook_file(page))
    for lesson in lessons.lessons:
        yield f"notebooks/{lesson.notebook}", _shown(lessons.notebook_file(lesson.stem))
        for exercise in lesson.exercises:
            for path in sorted((lessons.root / "exercises" / exercise).glob("*")):
                text = _shown(path) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")
                yield f"exercises/{exercise}/{path.name}", text


def _shown(path: Path) -> str:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    show_views(notebook)
    return as_text(notebook)


def _mark(name: str, text: str) -> str:
    """Give a fingerprint of what a person may have written: for a notebook its cells' sources, not its outputs."""
    if name.endswith(".ipynb"):
        try:
            cells = [[cell["cell_type"], "".join(cell["source"])] for cell in json.loads(text)["cells"]]
            text = json.dumps(cells)
        except (ValueError, KeyError, TypeError):
            pass  # not a notebook any more: then its whole text counts
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read_record(path: Path) -> dict[str, str]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # then every file that differs counts as edited, and is kept
    return {str(k): str(v) for k, v in record.items()} if isinstance(record, dict) else {}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _sign(notebooks: list[Path], trust: Path | None) -> None:
    """Tell Jupyter that these notebooks are ours, so that their lesson cells may run by themselves."""
    if not notebooks:
        return
    skip_slow_imports()
    import nbformat  # noqa: PLC0415  heavy: only when a notebook was written
    from nbformat.sign import NotebookNotary  # noqa: PLC0415

    notary = NotebookNotary(data_dir=str(trust)) if trust else NotebookNotary()
    for path in notebooks:
        notary.sign(nbformat.read(path, as_version=4))
