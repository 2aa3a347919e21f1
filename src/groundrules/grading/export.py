"""Marks leave as a table that a learning platform or a spreadsheet reads."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.errors import GradingError
from groundrules.grading.intake import plain
from groundrules.grading.results import read_results
from groundrules.grading.tree import check_name, open_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundrules.grading.results import Result
    from groundrules.grading.tree import AnswerKey

    Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Exported:
    """What a table of marks holds; all by student id.

    Attributes:
        written: who is in it.
        left_out: who is not, because the learning platform's number of the person is not known.
        waiting: who of those in it has answers that a person has still to mark, so that points are missing.
    """

    written: tuple[str, ...]
    left_out: tuple[str, ...]
    waiting: tuple[str, ...]


def export(course_root: Path, assignment: str, into: Path, form: str = "csv") -> Exported:
    """Write the marks of an exercise as CSV.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        into: the file to write.
        form: `csv`, a line for each person and a column for each question; `moodle`, the worksheet that Moodle's
            offline grading takes; or `canvas`, the table that Canvas' gradebook takes.

    Returns:
        Who is in it, and who is not.

    Raises:
        GradingError: there is no gradebook or no such form, or the file cannot be written.
    """
    check_name(assignment)
    if form not in FORMS:
        raise GradingError(f"There is no form “{form}”.", remedy=f"The forms are {', '.join(FORMS)}.")
    tree = open_tree(course_root)
    key, results = tree.answer_key(assignment), read_results(tree.database, assignment)
    left_out = [one.student for one in results if form == "moodle" and not _moodle_number(one)]
    results = [one for one in results if one.student not in left_out]
    head, *rows = FORMS[form](key, results)
    try:
        with into.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            writer.writerows([plain(cell) for cell in row] for row in rows)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GradingError(
            f"The table cannot be written ({reason}).", where=str(into), remedy="Choose another file."
        ) from error
    waiting = tuple(one.student for one in results if one.waiting)
    return Exported(tuple(one.student for one in results), tuple(left_out), waiting)


def _plain_csv(key: AnswerKey, results: list[Result]) -> Table:
    parts = list(dict.fromkeys([*key.questions, *(name for result in results for name in result.parts)]))
    most = max((result.most for result in results), default=0.0)
    rows = [["student", "name", "email", "submitted", "seconds late", *parts, "penalty", "points", "most", "to mark"]]
    for result in results:
        points = [result.parts[one].points if one in result.parts else None for one in parts]
        rows.append(
            [
                result.student,
                result.name,
                result.email,
                f"{result.submitted:%Y-%m-%d %H:%M:%S}" if result.submitted else "",
                _number(result.late),
                *(_number(one) for one in points),
                _number(result.penalty),
                _total(result),
                _number(most),
                str(result.waiting),
            ]
        )
    return rows


def _moodle(_key: AnswerKey, results: list[Result]) -> Table:
    head = ["Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Feedback comments"]
    most = max((result.most for result in results), default=0.0)
    rows = [
        [f"Participant {_moodle_number(one)}", one.name, one.email, _total(one), _number(most), ""] for one in results
    ]
    return [head, *rows]


def _canvas(key: AnswerKey, results: list[Result]) -> Table:
    most = max((result.most for result in results), default=0.0)
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", key.title]
    rows = [["    Points Possible", "", "", "", "", _number(most)]]
    for result in results:
        first, _, last = result.name.rpartition(" ")
        name = f"{last}, {first}" if first else last or result.student
        rows.append([name, result.platform, result.student, result.email, "", _total(result)])
    return [head, *rows]


FORMS: dict[str, Callable[[AnswerKey, list[Result]], Table]] = {
    "csv": _plain_csv,
    "moodle": _moodle,
    "canvas": _canvas,
}


def _moodle_number(result: Result) -> str:
    """Give Moodle's number of a person: from the roster, else from the id that their upload gave them."""
    number = result.platform or result.student.rpartition("-")[2]
    return number if number.isdigit() else ""


def _total(result: Result) -> str:
    return _number(result.points) if result.parts else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
