"""The little course, with the little scenario in its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from groundrules import course

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def little_course(tmp_path: Path) -> course.Course:
    root = tmp_path / "course"
    shutil.copytree(FIXTURES / "course", root)
    (root / "scenarios").mkdir(exist_ok=True)
    shutil.copy(FIXTURES / "little.yaml", root / "scenarios")
    return course.load(root)
