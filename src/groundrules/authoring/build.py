"""The derived files: made from their sources, or compared with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from groundrules import course as manifest
from groundrules.authoring.timing import timed_files
from groundrules.errors import Fault
from groundrules.publish.lessons import lesson_notebooks
from groundrules.scenario.model import schema_json

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course

REMEDY = "Run “make build” and commit what it changes."


def derived(course: Course) -> dict[Path, bytes]:
    """Make every derived file.

    Args:
        course: the course in a checkout, with its sources.

    Returns:
        The content of each by its path; the same sources always give the same bytes.

    Raises:
        ContentError: a source is wrong.
        GradingError: nbgrader could not make an exercise.
    """
    from groundrules.grading.build import release_files  # noqa: PLC0415  loads nbgrader

    made = {path: text.encode() for path, text in lesson_notebooks(course).items()}
    made[course.root / "scenarios" / "scenario.schema.json"] = schema_json().encode()
    for lesson in course.lessons:
        for exercise in lesson.exercises:
            files = release_files(course.root / "solutions" / exercise)
            made |= {course.root / "exercises" / exercise / name: content for name, content in files.items()}
    return made


def write(course: Course | None = None) -> list[str]:
    """Write the derived files that are missing or out of date; give their paths, relative to the course's root."""
    course = course or manifest.load()
    # The minutes stand in the lessons' texts, from which their notebooks are made: so they come first.
    written = _update(course, timed_files(course))
    return written + _update(course, derived(course))


def _update(course: Course, made: dict[Path, bytes]) -> list[str]:
    written = []
    for path, content in made.items():
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path.relative_to(course.root).as_posix())
    return written


def drift(course: Course | None = None) -> list[Fault]:
    """Compare the derived files with their sources; change nothing.

    Returns:
        A fault for each file that is missing, out of date, or made from nothing, and for each saved output.
    """
    course = course or manifest.load()
    made = derived(course)
    timed = {path: content for path, content in timed_files(course).items() if path.read_bytes() != content}
    faults = [Fault(path.relative_to(course.root).as_posix(), "Its minutes are not true.", REMEDY) for path in timed]
    for path, content in sorted(made.items()):
        name = path.relative_to(course.root).as_posix()
        if not path.is_file():
            faults.append(Fault(name, "It is missing.", REMEDY))
        elif path.read_bytes() != content:
            faults.append(Fault(name, "It does not match its source.", REMEDY))
    present = [*(course.root / "notebooks").glob("*.ipynb")]
    present += [
        *(course.root / manifest.TRANSLATIONS).glob("*/notebooks/*.ipynb"),
        *(course.root / "exercises").rglob("*.*"),
    ]
    for path in sorted(present):
        name = path.relative_to(course.root).as_posix()
        if ".ipynb_checkpoints" in path.parts:
            continue
        if path not in made:
            faults.append(Fault(name, "Nothing makes it.", "Delete it, or name its source in course.toml."))
        elif path.suffix == ".ipynb" and _has_outputs(path):
            faults.append(Fault(name, "It holds outputs.", REMEDY))
    return faults


def _has_outputs(path: Path) -> bool:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError):
        return False  # then it does not match its source, which is told already
    return any(cell.get("outputs") for cell in cells)
