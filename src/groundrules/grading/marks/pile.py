"""The pile of answers that a person marks: who wrote what, by which rubric, and what was given for it."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules.errors import AnswerError, GradingError
from groundrules.exercise import answers as store
from groundrules.exercise.score import answered

if TYPE_CHECKING:
    from groundrules.grading.tree import AnswerKey, Tree

MOST_REMARKS = 12
LONGEST_REMARK = 5_000
FOLDER = "marking"


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave for an answer.

    Attributes:
        who: names the submission on the page.
        question: its id.
        criteria: the points by criterion.
        remark: what the learner will read.
        before: the remark and points that the page showed, so that nobody's mark is overwritten unseen.
    """

    who: str
    question: str
    criteria: dict[str, float]
    remark: str
    before: tuple[float | None, str]


class Pile:
    """The answers to an exercise's questions that a person marks.

    Args:
        tree: the course tree.
        assignment: the exercise's name.
        hidden: show no names, in an order that does not tell them either.
    """

    def __init__(self, tree: Tree, assignment: str, *, hidden: bool) -> None:
        """Read who handed in."""
        self.tree, self.assignment, self.hidden = tree, assignment, hidden
        self.key: AnswerKey = tree.answer_key(assignment)
        self.questions = {name: one for name, one in self.key.questions.items() if one["kind"] == "marked"}
        self._salt = os.urandom(16)

    def shown(self) -> dict[str, Any]:
        """Give what the page shows, as JSON data."""
        rows = self._rows()
        students = sorted({row["student"] for row in rows}, key=self._place)
        number = {student: place for place, student in enumerate(students, 1)}
        answers = {student: self._answers(student) for student in students}
        criteria = read_criteria(self.tree, self.assignment)
        pile = []
        for row in sorted(rows, key=lambda row: number[row["student"]]):
            student, name = row["student"], row["question"]
            value = answers[student].value(name)
            pile.append(
                {
                    "who": self._who(student),
                    "name": f"Learner {number[student]}" if self.hidden else row["name"] or student,
                    "question": name,
                    "text": "\n".join(answered(self.questions[name], value)),
                    "points": row["points"],
                    "remark": row["remark"],
                    "waiting": bool(row["waiting"]),
                    "criteria": fitting(criteria.get(student, {}).get(name, {}), row["points"]),
                    "formgrader": f"formgrader/submissions/{row['notebook']}/",
                }
            )
        return {
            "exercise": self.key.title,
            "questions": [{**one, "models": self.key.models.get(name, [])} for name, one in self.questions.items()],
            "pile": pile,
            "remarks": {name: self._remarks(rows, name) for name in self.questions},
        }

    def give(self, given: Given) -> dict[str, Any]:
        """Write a mark into the gradebook; give the page's new content.

        Raises:
            GradingError: there is no such answer, the points do not fit, or somebody else marked it meanwhile.
        """
        found = [
            row for row in self._rows() if self._who(row["student"]) == given.who and row["question"] == given.question
        ]
        if not found:
            raise GradingError("There is no such answer.", remedy="Load the page again.")
        (row,) = found
        if (row["points"], row["remark"]) != given.before:
            raise GradingError(
                "Somebody marked this answer meanwhile.", remedy="Load the page again, and look at what they gave."
            )
        most = {line["id"]: float(line["points"]) for line in self.questions[given.question]["rubric"]}
        if set(given.criteria) != set(most) or any(not 0 <= given.criteria[one] <= most[one] for one in most):
            raise GradingError("The points do not fit the rubric.", remedy="Give each criterion from 0 to its points.")
        remark = given.remark.strip()[:LONGEST_REMARK].encode("utf-8", "replace").decode()
        points = round(sum(given.criteria.values()), 4)
        try:
            with closing(sqlite3.connect(self.tree.database, timeout=30)) as book, book:
                book.execute(
                    "UPDATE grade SET manual_score = ?, needs_manual_grade = 0 WHERE id = ?", (points, row["grade"])
                )
                book.execute("UPDATE comment SET manual_comment = ? WHERE id = ?", (remark or None, row["comment"]))
        except sqlite3.Error as error:
            raise GradingError(
                f"The gradebook cannot be written ({error}).", remedy="Try again in a moment."
            ) from error
        _note_criteria(self.tree, self.assignment, row["student"], given)
        return self.shown()

    def _rows(self) -> list[dict[str, Any]]:
        try:
            with closing(sqlite3.connect(self.tree.database, timeout=30)) as book:
                book.row_factory = sqlite3.Row
                rows = [dict(row) for row in book.execute(_ROWS, (self.assignment,))]
        except sqlite3.Error as error:
            raise GradingError(
                f"The gradebook cannot be read ({error}).",
                where=str(self.tree.database),
                remedy="Release and grade first.",
            ) from error
        return [row for row in rows if row["question"] in self.questions]

    def _answers(self, student: str) -> store.Answers:
        try:
            return store.read(self.tree.autograded(student, self.assignment) / store.FILE, self.assignment)
        except AnswerError:
            return store.Answers(self.assignment)

    def _who(self, student: str) -> str:
        return hashlib.sha256(self._salt + student.encode()).hexdigest()[:16]

    def _place(self, student: str) -> str:
        return self._who(student) if self.hidden else student

    @staticmethod
    def _remarks(rows: list[dict[str, Any]], question: str) -> list[str]:
        """Give what was written beside this question so far, paragraph by paragraph, the most used first."""
        counted = Counter[str]()
        for row in rows:
            if row["question"] == question:
                counted.update({part.strip() for part in row["remark"].split("\n\n") if part.strip()})
        return [text for text, _ in counted.most_common(MOST_REMARKS)]


def read_criteria(tree: Tree, assignment: str) -> dict[str, dict[str, dict[str, float]]]:
    """Read what was given for each criterion: by student, question and criterion."""
    try:
        content = json.loads((tree.root / FOLDER / f"{assignment}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def fitting(criteria: dict[str, float], points: float | None) -> dict[str, float]:
    """Give the points by criterion where they make up the mark; in formgrader somebody may have given another."""
    return criteria if points is not None and abs(sum(criteria.values()) - points) < 1e-6 else {}  # noqa: PLR2004


def _note_criteria(tree: Tree, assignment: str, student: str, given: Given) -> None:
    path = tree.root / FOLDER / f"{assignment}.json"
    content = read_criteria(tree, assignment)
    content.setdefault(student, {})[given.question] = given.criteria
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, indent=1), encoding="utf-8")
    part.replace(path)


_ROWS = """
SELECT student.id AS student, trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) AS name,
    base_cell.name AS question, manual_score AS points, needs_manual_grade AS waiting,
    coalesce(manual_comment, '') AS remark, grade.id AS "grade", comment.id AS "comment",
    submitted_notebook.id AS "notebook"
FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN student ON student.id = submitted_assignment.student_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
LEFT JOIN comment ON comment.cell_id = grade.cell_id AND comment.notebook_id = grade.notebook_id
WHERE assignment.name = ?
ORDER BY student.id, base_cell.rowid
"""
