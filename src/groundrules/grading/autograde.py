"""All submissions of an exercise are graded: only those that changed, and none in the way of the rest."""

from __future__ import annotations

import gc
import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from groundrules.errors import GradingError, SubmissionError
from groundrules.exercise import answers as store
from groundrules.grading.gradebook import open_gradebook
from groundrules.grading.mark import NOTHING
from groundrules.grading.plan import read_plan
from groundrules.grading.tree import ROSTER, TIMESTAMP, check_name, open_tree
from groundrules.grading.workers import Work, way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from groundrules.grading.gradebook import Gradebook
    from groundrules.grading.plan import Plan
    from groundrules.grading.tree import Tree
    from groundrules.grading.workers import Outcome


SELDOM = 50_000


@dataclass(frozen=True, slots=True)
class Graded:
    """What a run of grading did; all by student id.

    Attributes:
        graded: the points of each that was graded now.
        unchanged: those that were graded before and have not changed.
        failed: why each of those could not be graded.
        by_hand: how many answers wait for a person, over all that were graded now.
        notice: what the instructor has to be told of the whole run, or an empty text.
    """

    graded: dict[str, float]
    unchanged: tuple[str, ...]
    failed: dict[str, str]
    by_hand: int
    notice: str = ""


def grade(
    course_root: Path,
    assignment: str,
    *,
    again: bool = False,
    scheduler: str = "",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Graded:
    """Grade all submissions of an exercise that are new or changed.

    It can be stopped at any moment and run again: what was graded stays graded.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        again: grade the unchanged ones too.
        scheduler: the address of a dask.distributed scheduler whose workers do it.
        progress: called after each submission that was graded, with how many are dealt with, and of how many.

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
    if scheduler:
        from groundrules.grading.cluster import on_cluster  # noqa: PLC0415  an optional part

        mark_all, notice = on_cluster(scheduler), ""
    else:
        mark_all, notice = way(plan)
    with open_gradebook(tree.database, assignment) as book, _seldom_collected():
        try:
            for work, outcome in mark_all(plan, run.works(students)):
                run.record(work, outcome, book)
                progress(run.done, len(students))
        finally:
            # Also when the person stops it: what is graded by now is kept.
            run.settle(book, always=True)
    if run.unchanged or run.failed:
        progress(run.done, len(students))
    return Graded(run.graded, tuple(run.unchanged), run.failed, run.by_hand, notice)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let Python look for circular garbage seldom: what is read and written here makes next to none."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Run:
    """One run of grading: what it did, and the marks on disk by which the next one knows what is done."""

    def __init__(self, tree: Tree, plan: Plan, *, again: bool) -> None:
        self.tree, self.plan, self.again = tree, plan, again
        self.marks = tree.root / "graded" / f"{plan.assignment}.txt"
        self._marked = _read_marks(self.marks)
        self.graded: dict[str, float] = {}
        self.unchanged: list[str] = []
        self.failed: dict[str, str] = {}
        self.by_hand = 0
        self._unsettled: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._seats = tree.seats()
        self._extensions = _extensions(tree, plan.assignment)
        self._names = tree.names()

    @property
    def done(self) -> int:
        """Give how many submissions are dealt with."""
        return len(self.graded) + len(self.unchanged) + len(self.failed)

    def works(self, students: list[str]) -> Iterator[Work]:
        """Yield what is to be marked: each submission that is new or changed."""
        for student in students:
            try:
                files = self._files(student)
            except SubmissionError as error:
                self.failed[student] = error.what
                continue
            code = self._seats.code(self.plan.assignment, student)
            digest = self._digest(files, code)
            if not self.again and self._mark_of(student) == digest:
                self.unchanged.append(student)
                continue
            self._digests[student] = digest
            seed = int.from_bytes(hashlib.sha256(f"{self.plan.digest}/{student}".encode()).digest()[:8], "big")
            yield Work(student, files[self._notebook], files.get(store.FILE, NOTHING), seed, code)

    def record(self, work: Work, outcome: Outcome, book: Gradebook) -> None:
        """Keep what marking a submission gave."""
        student = work.student
        if isinstance(outcome, str):
            self.failed[student] = outcome
            return
        stamp = self.tree.submitted(student, self.plan.assignment) / TIMESTAMP
        stamped = stamp.read_bytes() if stamp.is_file() else b""
        book.record(
            student, _timestamp(stamped), outcome, self._extensions.get(student, ""), self._names.get(student, "")
        )
        files = {**self.plan.files, store.FILE: work.answers, self._notebook: outcome.notebook}
        self._write(student, {**files, TIMESTAMP: stamped} if stamped else files)
        self.graded[student] = sum(points or 0.0 for points in outcome.scores.values())
        tasks = sum(one["kind"] == "marked" for one in self.plan.key.questions.values())
        self.by_hand += tasks + sum(points is None for points in outcome.scores.values())
        self._unsettled[student] = self._digests.pop(student)
        self.settle(book, always=False)

    def settle(self, book: Gradebook, *, always: bool) -> None:
        """Save what was written into the gradebook, and only then note it as done."""
        if book.save(always=always):
            self.marks.parent.mkdir(exist_ok=True)
            with self.marks.open("a", encoding="utf-8") as file:
                # Each begins on a line of its own, whatever a crash left of the last one.
                file.writelines(f"\n{digest} {student}" for student, digest in self._unsettled.items())
            self._unsettled.clear()

    @property
    def _notebook(self) -> str:
        return f"{self.plan.assignment}.ipynb"

    def _files(self, student: str) -> dict[str, bytes]:
        place, files = self.tree.submitted(student, self.plan.assignment), {}
        for name in (self._notebook, store.FILE, TIMESTAMP):
            path = place / name
            # Whoever put a submission here by another way may have left a link that leads elsewhere.
            if path.is_symlink():
                raise SubmissionError(f"“{name}” is a link; links are not followed.", where=student)
            if path.is_file():
                files[name] = path.read_bytes()
        if self._notebook not in files:
            raise SubmissionError("The notebook is missing.", where=student)
        return files

    def _digest(self, files: dict[str, bytes], code: str) -> str:
        whole = hashlib.sha256(f"{self.plan.digest}{code}".encode())
        for name, content in sorted(files.items()):
            whole.update(f"\0{name}\0{len(content)}\0".encode())
            whole.update(content)
        return whole.hexdigest()

    def _mark_of(self, student: str) -> str:
        graded = self.tree.autograded(student, self.plan.assignment) / self._notebook
        return self._marked.get(student, "") if student in self._marked and graded.is_file() else ""

    def _write(self, student: str, files: dict[str, bytes]) -> None:
        place = self.tree.autograded(student, self.plan.assignment)
        if place.is_symlink() or place.parent.is_symlink():
            raise GradingError(
                "A link stands where a graded submission belongs.", where=str(place), remedy="Delete it."
            )
        if place.exists():
            from shutil import rmtree  # noqa: PLC0415  most are graded for the first time

            rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.mkdir()
        for name, content in files.items():
            _write_new(place / name, content)


def _read_marks(path: Path) -> dict[str, str]:
    """Read what was graded, and from what; a line that was cut off by a crash is as good as none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return {}
    return {student: digest for digest, _, student in (line.partition(" ") for line in lines)}


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, read-only from the start, as nbgrader leaves them."""
    # Straight to the system: a file object for each costs more than the writing.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o444)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _extensions(tree: Tree, assignment: str) -> dict[str, str]:
    """Give the time that was added for each person who was given more, as nbgrader keeps it."""
    if not (tree.root / ROSTER).is_file():
        return {}
    from groundrules.grading.roster import as_interval, read_roster  # noqa: PLC0415  only where there is one

    roster = read_roster(tree)
    people = roster.people.values() if roster else ()
    return {one.student: as_interval(one.extensions[assignment]) for one in people if assignment in one.extensions}


def _timestamp(content: bytes | None) -> datetime | None:
    text = (content or b"").decode("ascii", "replace").strip().removesuffix(" UTC")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None
