"""All submissions of an exercise are graded: only those that changed, and none in the way of the rest."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from groundrules.errors import AnswerError, GradingError, SubmissionError
from groundrules.exercise import answers as store
from groundrules.grading.gradebook import open_gradebook
from groundrules.grading.intake import TIMESTAMP
from groundrules.grading.mark import mark
from groundrules.grading.plan import read_plan
from groundrules.grading.tree import check_name, open_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundrules.grading.gradebook import Gradebook
    from groundrules.grading.plan import Plan
    from groundrules.grading.tree import Tree

NOTHING = b'{"schema": 1, "exercise": "", "answers": {}}'


@dataclass(frozen=True, slots=True)
class Graded:
    """What a run of grading did; all by student id.

    Attributes:
        graded: the points of each that was graded now.
        unchanged: those that were graded before and have not changed.
        failed: why each of those could not be graded.
        by_hand: how many answers wait for a person, over all that were graded now.
    """

    graded: dict[str, float]
    unchanged: tuple[str, ...]
    failed: dict[str, str]
    by_hand: int


def grade(
    course_root: Path,
    assignment: str,
    *,
    again: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Graded:
    """Grade all submissions of an exercise that are new or changed.

    It can be stopped at any moment and run again: what was graded stays graded.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        again: grade the unchanged ones too.
        progress: called after each submission with how many are done, and of how many.

    Raises:
        GradingError: the exercise was not released, nothing was handed in, or the gradebook cannot be written.
    """
    check_name(assignment)
    tree = open_tree(course_root)
    plan, students = read_plan(tree, assignment), tree.students(assignment)
    if not students:
        raise GradingError(
            "Nothing was handed in yet.", where=assignment, remedy="Run “groundrules collect” with the hand-ins first."
        )
    run = _Run(tree, plan, again=again)
    with open_gradebook(tree.database, assignment) as book:
        try:
            for done, student in enumerate(students, 1):
                run.grade(student, book)
                progress(done, len(students))
        finally:
            # Also when the person stops it: what is graded by now is kept.
            run.settle(book, always=True)
    return Graded(run.graded, tuple(run.unchanged), run.failed, run.by_hand)


class _Run:
    """One run of grading: what it did, and the marks on disk by which the next one knows what is done."""

    def __init__(self, tree: Tree, plan: Plan, *, again: bool) -> None:
        self.tree, self.plan, self.again = tree, plan, again
        self.marks = tree.root / "graded" / plan.assignment
        self.marks.mkdir(parents=True, exist_ok=True)
        self.graded: dict[str, float] = {}
        self.unchanged: list[str] = []
        self.failed: dict[str, str] = {}
        self.by_hand = 0
        self._unsettled: dict[str, str] = {}

    def grade(self, student: str, book: Gradebook) -> None:
        """Grade one submission, unless that is done."""
        try:
            files = self._files(student)
            digest = self._digest(files)
            if not self.again and self._mark_of(student) == digest:
                self.unchanged.append(student)
                return
            answers = files.get(store.FILE, NOTHING)
            marked = mark(self.plan, files[f"{self.plan.assignment}.ipynb"], answers)
            submitted = _timestamp(files.get(TIMESTAMP))
        except (SubmissionError, AnswerError) as error:
            self.failed[student] = error.what
            return
        except Exception as error:  # noqa: BLE001  whatever one submission brings about, the others are graded
            self.failed[student] = f"Grading it went wrong: {type(error).__name__}: {error}"
            return
        book.record(student, submitted, marked)
        self._write(student, {**files, **self.plan.files, f"{self.plan.assignment}.ipynb": marked.notebook})
        self.graded[student] = sum(points or 0.0 for points in marked.scores.values())
        waiting = [name for name, one in self.plan.key.questions.items() if one["kind"] == "marked"]
        self.by_hand += len(waiting) + sum(points is None for points in marked.scores.values())
        self._unsettled[student] = digest
        self.settle(book, always=False)

    def settle(self, book: Gradebook, *, always: bool) -> None:
        """Save what was written into the gradebook, and only then note it as done."""
        if book.save(always=always):
            for student, digest in self._unsettled.items():
                (self.marks / student).write_text(digest, encoding="ascii")
            self._unsettled.clear()

    def _files(self, student: str) -> dict[str, bytes]:
        place, files = self.tree.submitted(student, self.plan.assignment), {}
        for name in (f"{self.plan.assignment}.ipynb", store.FILE, TIMESTAMP):
            path = place / name
            # Whoever put a submission here by another way may have left a link that leads elsewhere.
            if path.is_symlink():
                raise SubmissionError(f"“{name}” is a link; links are not followed.", where=student)
            if path.is_file():
                files[name] = path.read_bytes()
        if f"{self.plan.assignment}.ipynb" not in files:
            raise SubmissionError("The notebook is missing.", where=student)
        return files

    def _digest(self, files: dict[str, bytes]) -> str:
        whole = hashlib.sha256(self.plan.digest.encode())
        for name, content in sorted(files.items()):
            whole.update(f"\0{name}\0{len(content)}\0".encode())
            whole.update(content)
        return whole.hexdigest()

    def _mark_of(self, student: str) -> str:
        path = self.marks / student
        graded = self.tree.autograded(student, self.plan.assignment) / f"{self.plan.assignment}.ipynb"
        return path.read_text(encoding="ascii") if path.is_file() and graded.is_file() else ""

    def _write(self, student: str, files: dict[str, bytes]) -> None:
        place = self.tree.autograded(student, self.plan.assignment)
        if place.is_symlink() or place.parent.is_symlink():
            raise GradingError(
                "A link stands where a graded submission belongs.", where=str(place), remedy="Delete it."
            )
        if place.exists():
            shutil.rmtree(place)
        place.mkdir(parents=True)
        for name, content in files.items():
            (place / name).write_bytes(content)
            (place / name).chmod(0o444)


def _timestamp(content: bytes | None) -> datetime | None:
    text = (content or b"").decode("ascii", "replace").strip().removesuffix(" UTC")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None
