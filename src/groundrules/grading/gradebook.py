"""nbgrader's gradebook, written row by row as nbgrader itself writes it, without loading nbgrader."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from groundrules.errors import GradingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from groundrules.grading.mark import Marked

# A writer waits this long for another, for example formgrader; and lets others in this often.
PATIENCE = 30.0
BREATH = 0.5
_NAME = "UPDATE student SET first_name = ?, last_name = ? WHERE id = ? AND first_name IS NULL AND last_name IS NULL"
LATE = "%Y-%m-%d %H:%M:%S.%f"


class Gradebook:
    """The gradebook of one exercise, open for writing.

    Args:
        path: its file, which exists.
        assignment: the exercise's name.
    """

    def __init__(self, path: Path, assignment: str) -> None:
        """Read the ids of the exercise and its cells."""
        self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        self._assignment, self._due = self._one("SELECT id, duedate FROM assignment WHERE name = ?", assignment)
        self._notebook = str(
            self._one("SELECT id FROM notebook WHERE name = ? AND assignment_id = ?", assignment, self._assignment)[0]
        )
        cells = self._db.execute("SELECT id, name, type FROM base_cell WHERE notebook_id = ?", (self._notebook,))
        rows = list(cells)
        self._graded = {name: id_ for id_, name, kind in rows if kind in {"GradeCell", "TaskCell"}}
        self._commented = {name: id_ for id_, name, kind in rows if kind in {"SolutionCell", "TaskCell"}}
        self._begun = 0.0

    def record(
        self, student: str, submitted: datetime | None, marked: Marked, extension: str = "", name: str = ""
    ) -> None:
        """Write what a submission got. Marks and remarks that a person gave stay, and ask to be looked at again.

        Args:
            student: the id.
            submitted: when it was handed in.
            marked: the scores.
            extension: the time that was added, as nbgrader keeps it.
            name: first and last, written where none is known yet.
        """
        if not self._begun:
            self._db.execute("BEGIN IMMEDIATE")
            self._begun = time.monotonic()
        self._db.execute("INSERT OR IGNORE INTO student (id) VALUES (?)", (student,))
        if name and name != student:
            first, _, last = name.rpartition(" ")
            self._db.execute(_NAME, (first or None, last or None, student))
        notebook = self._submission(student, submitted)
        self._db.executemany(
            "UPDATE grade SET auto_score = ?, needs_manual_grade = (manual_score IS NOT NULL OR ? IS NULL) "
            "WHERE cell_id = ? AND notebook_id = ?",
            [(points, points, self._graded[name], notebook) for name, points in marked.scores.items()],
        )
        self._db.executemany(
            "UPDATE comment SET auto_comment = ? WHERE cell_id = ? AND notebook_id = ?",
            [(said, self._commented[name], notebook) for name, said in marked.comments.items()],
        )
        if extension:
            self._db.execute(
                "UPDATE submitted_assignment SET extension = ? WHERE assignment_id = ? AND student_id = ?",
                (extension, self._assignment, student),
            )
        self._db.execute("UPDATE submitted_notebook SET late_submission_penalty = NULL WHERE id = ?", (notebook,))

    def save(self, *, always: bool = True) -> bool:
        """Make what was written last; without `always` only where the lock was held for a while. Say whether it did."""
        if not self._begun or (not always and time.monotonic() - self._begun < BREATH):
            return False
        self._db.execute("COMMIT")
        self._begun = 0.0
        return True

    def close(self) -> None:
        """Forget what was not saved, and close the file."""
        if self._begun:
            self._db.execute("ROLLBACK")
        self._db.close()

    def _submission(self, student: str, submitted: datetime | None) -> str:
        when = submitted.strftime(LATE) if submitted else None
        known = self._db.execute(
            "SELECT submitted_notebook.id, submitted_assignment.id FROM submitted_assignment "
            "JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id "
            "WHERE submitted_assignment.assignment_id = ? AND student_id = ? AND submitted_notebook.notebook_id = ?",
            (self._assignment, student, self._notebook),
        ).fetchone()
        if known:
            if when:
                self._db.execute("UPDATE submitted_assignment SET timestamp = ? WHERE id = ?", (when, known[1]))
            return str(known[0])
        handed_in, notebook = _new(), _new()
        self._db.execute(
            "INSERT INTO submitted_assignment (id, assignment_id, student_id, timestamp) VALUES (?, ?, ?, ?)",
            (handed_in, self._assignment, student, when),
        )
        self._db.execute(
            "INSERT INTO submitted_notebook (id, assignment_id, notebook_id, flagged) VALUES (?, ?, ?, 0)",
            (notebook, handed_in, self._notebook),
        )
        self._db.executemany(
            "INSERT INTO grade (id, notebook_id, cell_id, needs_manual_grade) VALUES (?, ?, ?, 1)",
            [(_new(), notebook, cell) for cell in self._graded.values()],
        )
        self._db.executemany(
            "INSERT INTO comment (id, notebook_id, cell_id) VALUES (?, ?, ?)",
            [(_new(), notebook, cell) for cell in self._commented.values()],
        )
        return notebook

    def _one(self, query: str, *values: str) -> tuple[str, ...]:
        row: tuple[str, ...] | None = self._db.execute(query, values).fetchone()
        if row is None:
            raise GradingError(
                "The exercise is not in the gradebook.", where=values[0], remedy="Run “groundrules release” again."
            )
        return row


@contextmanager
def open_gradebook(path: Path, assignment: str) -> Iterator[Gradebook]:
    """Open the gradebook for one exercise; what was saved stays, whatever happens.

    Raises:
        GradingError: it is damaged, locked for too long, or does not know the exercise.
    """
    try:
        book = Gradebook(path, assignment)
        try:
            yield book
        finally:
            book.close()
    except sqlite3.Error as error:
        raise GradingError(
            f"The gradebook cannot be written ({error}).",
            where=str(path),
            remedy="Close formgrader and other programs that use it, then grade again: what is graded stays.",
        ) from error


def _new() -> str:
    return os.urandom(16).hex()
