"""A released exercise is made once for all tests and all workers that need it: nbgrader takes seconds for each."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from groundrules.exercise.lock import held
from groundrules.grading.release import release

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PATIENCE = 280.0  # seconds for which a worker waits for another that is making the same one


def course_with(solutions: Path, exercise: str, places: pytest.TempPathFactory) -> Path:
    """Give a course folder in which an exercise is released; it belongs to all, so copy it before you change it."""
    base = places.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "released" / exercise
    root.parent.mkdir(exist_ok=True)
    with held(root, PATIENCE):
        if not root.is_dir():
            part = root.with_name(f"{exercise}.part")
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(solutions, part / "solutions")
            release(part, exercise)
            part.rename(root)
    return root
