"""The little course, with the little scenario in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import lay_out_little_course

from groundrules import course

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def little_course(tmp_path: Path) -> course.Course:
    root = tmp_path / "course"
    lay_out_little_course(root)
    return course.load(root)
