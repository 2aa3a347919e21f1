"""Marks leave as a table that a learning platform or a spreadsheet reads."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from groundrules.errors import GradingError
from groundrules.grading.intake import plain
from groundrules.grading.results import read_results
from groundrules.grading.tree import check_name, open_tree

if TYPE_CHECKING:
    from pathlib import Path


def export(course_root: Path, assignment: str, into: Path) -> int:
    """Write the marks of an exercise as CSV: a line for each person, a column for each question.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        into: the file to write.

    Returns:
        How many people are in it.

    Raises:
        GradingError: there is no gradebook, or the file cannot be written.
    """
    check_name(assignment)
    tree = open_tree(course_root)
    key, results = tree.answer_key(assignment), read_results(tree.database, assignment)
    questions = list(key.questions)
    head = ["student", "name", "email", "submitted", "seconds late", *questions, "penalty", "points", "most", "to mark"]
    try:
        with into.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            for result in results:
                submitted = f"{result.submitted:%Y-%m-%d %H:%M:%S}" if result.submitted else ""
                points = [result.parts[one].points if one in result.parts else None for one in questions]
                writer.writerow(
                    [
                        *(plain(part) for part in (result.student, result.name, result.email, submitted)),
                        _number(result.late),
                        *(_number(one) for one in points),
                        _number(result.penalty),
                        _number(result.points if result.parts else None),
                        _number(sum(question["points"] for question in key.questions.values())),
                        result.waiting,
                    ]
                )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GradingError(
            f"The table cannot be written ({reason}).", where=str(into), remedy="Choose another file."
        ) from error
    return len(results)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
