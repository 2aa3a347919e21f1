"""Codes for an exercise's records: one for each person of the roster, so that all count in records of their own."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.errors import GradingError
from groundrules.exercise.lab import FILE as LAB
from groundrules.exercise.lab.seats import write_seats
from groundrules.grading.intake import plain
from groundrules.grading.roster import read_roster
from groundrules.grading.tree import check_name, open_tree

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("student", "name", "email", "code")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a class.

    Attributes:
        codes: by student id; whoever had one keeps it.
        file: the list of them, to be sent out person by person.
    """

    codes: dict[str, str]
    file: Path


def give_codes(course_root: Path, assignment: str, file: Path) -> Codes:
    """Give everybody in the roster a code, and from now on grade them by the records that are dealt from it.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        file: the CSV file to write.

    Raises:
        GradingError: the exercise was not released or has no records, there is no roster, or a file cannot be written.
        ContentError: the roster is wrong.
    """
    check_name(assignment)
    tree = open_tree(course_root)
    tree.answer_key(assignment)
    if not (tree.source(assignment) / LAB).is_file():
        raise GradingError("This exercise has no records, so it needs no codes.", where=assignment)
    roster = read_roster(tree)
    if roster is None:
        raise GradingError("There is no roster yet.", where=assignment, remedy="Run “groundrules roster FILE” first.")
    seats = tree.seats().add(assignment, roster.people)
    codes = {student: seats.code(assignment, student) for student in roster.people}
    try:
        write_seats(tree.root, seats)
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(COLUMNS)
            for student, code in codes.items():
                person = roster.people[student]
                writer.writerow([plain(cell) for cell in (student, person.name, person.email, code)])
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GradingError(f"The codes cannot be written ({reason}).", where=str(file)) from error
    return Codes(codes, file)
