"""What a machine has and lacks for the course, with the remedy for each."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from groundrules import course
from groundrules.errors import GroundRulesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PACKAGES = ("anywidget", "ipywidgets", "jupyterlab", "jupytext", "nbgrader", "notebook", "pandas", "pydantic", "yaml")
ROOM = 200 * 1024 * 1024  # bytes: the workbook, its backups and the lessons stay far below


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        what: what was looked at.
        fine: whether it is in order.
        needed_for: who cannot do without it: everybody, instructors, or developers.
        remedy: what to do where it is not in order.
    """

    what: str
    fine: bool
    needed_for: str = "everybody"
    remedy: str = ""


def examine(home: Path) -> list[Finding]:
    """Look at the machine.

    Args:
        home: the learner's course folder, which need not exist.
    """
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _python,
        _packages,
        _content,
        lambda: _folder(home),
        _extension,
        _tools,
    )
    return [finding for look in looks for finding in look()]


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(f"Python {version}", sys.version_info >= (3, 11), remedy="Install Python 3.11 or newer.")


def _packages() -> Iterator[Finding]:
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    what = f"packages missing: {', '.join(missing)}" if missing else f"{len(PACKAGES)} packages"
    yield Finding(what, not missing, remedy="Run “make start” again, or “pip install --upgrade groundrules”.")


def _content() -> Iterator[Finding]:
    try:
        found = course.load()
    except GroundRulesError as error:
        yield Finding(f"the course's content: {error.what}", fine=False, remedy=error.remedy or "Install it again.")
    else:
        missing = [lesson.id for lesson in found.lessons if not (found.root / "notebooks" / lesson.notebook).is_file()]
        what = f"lessons missing: {', '.join(missing)}" if missing else f"the course's content ({found.root})"
        yield Finding(what, not missing, remedy="Install the course again, or run “make build” in a checkout.")


def _folder(home: Path) -> Iterator[Finding]:
    place = next(part for part in (home, *home.parents) if part.exists())
    writable = os.access(place, os.W_OK)
    yield Finding(f"the course folder {home}", writable, remedy="Choose another with --folder.")
    free = shutil.disk_usage(place).free
    remedy = "Free some space: the course needs about 200 MB to be safe."
    yield Finding(f"{free // (1024 * 1024):,} MB free there", free > ROOM, remedy=remedy)


def _extension() -> Iterator[Finding]:
    entry = files("groundrules").joinpath("labextension", "groundrules", "remoteEntry.js")
    yield Finding("the JupyterLab extension", entry.is_file(), remedy="Install the course again.")


def _tools() -> Iterator[Finding]:
    if sys.platform == "linux":
        found = shutil.which("bwrap") is not None
        remedy = "Install the package “bubblewrap” to grade learners' code. Answers that are data need none."
        yield Finding("bubblewrap, the sandbox", found, "instructors", remedy)
    else:
        remedy = "Grade learners' code on Linux; answers that are data are graded here too."
        yield Finding("a sandbox for learners' code", fine=False, needed_for="instructors", remedy=remedy)
