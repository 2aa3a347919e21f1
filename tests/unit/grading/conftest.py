"""A small course with one exercise, released once and copied for each test; and its learners."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.released import course_with

from groundrules.exercise import answers
from groundrules.exercise.question import best
from groundrules.exercise.source import read
from groundrules.grading.handin import hand_in
from groundrules.grading.tree import Tree, open_tree

if TYPE_CHECKING:
    from groundrules.exercise.base import Base

FIXTURE = Path(__file__).parents[2] / "fixtures/exercise"
EXERCISE = "late-invoices"
MORNING = datetime(2026, 11, 22, 9, 0, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Class:
    """A course folder with its tree, and a folder of what its learners sent."""

    root: Path
    inbox: Path

    @property
    def tree(self) -> Tree:
        return open_tree(self.root)

    @property
    def questions(self) -> tuple[Base, ...]:
        return read(self.root / f"solutions/{EXERCISE}/questions.yaml")

    def learner(self, name: str, given: dict[str, object] | None = None) -> Path:
        """Make a learner's folder of the exercise, with answers in it."""
        folder = self.root / "learners" / name / EXERCISE
        shutil.copytree(self.tree.release(EXERCISE), folder)
        for question, value in (given or {}).items():
            answers.save(folder / "answers.json", EXERCISE, question, value, MORNING)
        return folder

    def best(self) -> dict[str, object]:
        """Give the answers that get full points."""
        return {question.id: best(question) for question in self.questions}

    def send(self, name: str, given: dict[str, object], when: datetime = MORNING) -> Path:
        """Have a learner answer and hand in; give the file that arrives."""
        return hand_in(self.learner(name, given), name, self.inbox, when).path


@pytest.fixture(scope="session")
def released_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return course_with(FIXTURE / "solutions", EXERCISE, tmp_path_factory)


@pytest.fixture
def course(released_course: Path, tmp_path: Path) -> Class:
    root = tmp_path / "course"
    shutil.copytree(released_course, root)
    (root / "inbox").mkdir()
    return Class(root, root / "inbox")
