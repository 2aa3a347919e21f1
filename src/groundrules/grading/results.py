"""What the gradebook holds of an exercise, read for feedback, export and the report on the class."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from groundrules.errors import GradingError

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  nbgrader keeps times in UTC without saying so


@dataclass(frozen=True, slots=True)
class Part:
    """What one graded cell got.

    Attributes:
        points: with what a person gave; None while it waits for its first mark.
        most: the most that can be had.
        waiting: does a person have to look at it?
        remark: what a person wrote beside it.
    """

    points: float | None
    most: float
    waiting: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Result:
    """What one person got for an exercise.

    Attributes:
        student: the id.
        name: first and last name, where the gradebook knows them.
        email: where the gradebook knows it.
        platform: the learning platform's id of the person, where the gradebook knows it.
        submitted: when it was handed in, in UTC; None where nothing was.
        late: by how many seconds, extensions taken off.
        penalty: points taken off for that.
        parts: by graded cell.
    """

    student: str
    name: str
    email: str
    platform: str
    submitted: datetime | None
    late: float
    penalty: float
    parts: dict[str, Part]

    @property
    def points(self) -> float:
        """Give the points of all parts, penalty taken off."""
        return max(0.0, round(sum(part.points or 0.0 for part in self.parts.values()) - self.penalty, 4))

    @property
    def most(self) -> float:
        """Give the most that can be had."""
        return sum(part.most for part in self.parts.values())

    @property
    def waiting(self) -> int:
        """Give how many parts a person has yet to look at."""
        return sum(part.waiting for part in self.parts.values())


def read_results(database: Path, assignment: str) -> list[Result]:
    """Read what everybody in the gradebook got, ordered by id; who handed nothing in has no parts.

    Args:
        database: the gradebook.
        assignment: the exercise's name.

    Raises:
        GradingError: there is no gradebook, or it does not know the exercise.
    """
    if not database.is_file():
        raise GradingError("There is no gradebook yet.", where=str(database), remedy="Release and grade first.")
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as book:
            known = book.execute("SELECT duedate FROM assignment WHERE name = ?", (assignment,)).fetchone()
            if known is None:
                raise GradingError(
                    "The exercise is not in the gradebook.", where=assignment, remedy="Release it first."
                )
            people = book.execute(_PEOPLE, (assignment,)).fetchall()
            parts = book.execute(_PARTS, (assignment,)).fetchall()
    except sqlite3.Error as error:
        raise GradingError(
            f"The gradebook cannot be read ({error}).", where=str(database), remedy="Put a copy of it back."
        ) from error
    found: dict[str, dict[str, Part]] = {}
    for student, cell, auto, manual, extra, most, waiting, remark in parts:
        points = manual if manual is not None else auto
        if points is not None:
            points += extra or 0.0
        found.setdefault(student, {})[cell] = Part(points, float(most), bool(waiting), remark or "")
    due = _time(known[0])
    results = []
    for student, first, last, email, platform, when, extension, penalty in people:
        submitted = _time(when)
        late = (submitted - due).total_seconds() - _seconds(extension) if submitted and due else 0.0
        name = " ".join(part for part in (first, last) if part)
        results.append(
            Result(
                student,
                name,
                email or "",
                platform or "",
                submitted,
                max(0.0, late),
                penalty or 0.0,
                found.get(student, {}),
            )
        )
    return results


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _seconds(extension: str | None) -> float:
    # A length of time is kept as the moment that lies so long after the epoch.
    return ((_time(extension) or EPOCH) - EPOCH).total_seconds()


_PEOPLE = """
SELECT student.id, first_name, last_name, email, lms_user_id, timestamp, extension, late_submission_penalty
FROM student
LEFT JOIN submitted_assignment ON submitted_assignment.student_id = student.id
    AND submitted_assignment.assignment_id = (SELECT id FROM assignment WHERE name = ?)
LEFT JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id
ORDER BY student.id
"""

_PARTS = """
SELECT student_id, base_cell.name, auto_score, manual_score, extra_credit,
    coalesce(grade_cells.max_score, task_cells.max_score), needs_manual_grade, manual_comment
FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id
LEFT JOIN grade_cells ON grade_cells.id = base_cell.id
LEFT JOIN task_cells ON task_cells.id = base_cell.id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
LEFT JOIN comment ON comment.cell_id = base_cell.id AND comment.notebook_id = submitted_notebook.id
WHERE assignment.name = ?
ORDER BY student_id, base_cell.rowid
"""
