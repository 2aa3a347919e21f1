"""A lab as it lies in an exercise's folder: its content, the code that was entered, and the records dealt from both."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules.errors import AnswerError
from groundrules.exercise.lab import FILE
from groundrules.exercise.lab.code import PRACTICE, read_code, seed_of
from groundrules.exercise.lab.deal import deal

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.exercise.lab.deal import Row

CODE = "code.txt"


@dataclass(frozen=True, slots=True)
class Lab:
    """A lab with its records.

    Attributes:
        exercise: its name.
        case: its content, as JSON data.
        code: what the records were dealt from; empty for the practice records.
        tables: the rows of each table.
    """

    exercise: str
    case: dict[str, Any]
    code: str
    tables: dict[str, list[Row]]

    def table(self, name: str) -> dict[str, Any]:
        """Give a table for its form: label, columns, rows, the number of weeks, and whose records they are.

        Raises:
            AnswerError: there is no such table.
        """
        if name not in self.tables:
            known = ", ".join(self.tables)
            raise AnswerError(f"There is no table “{name}” here.", where=self.exercise, remedy=f"There are: {known}.")
        table = self.case["tables"][name]
        head = {"name": name, "label": table["label"], "columns": table["columns"], "weeks": self.case["weeks"]}
        return {**head, "rows": self.tables[name], "code": self.code}


def of_code(case: dict[str, Any], exercise: str, code: str = PRACTICE) -> Lab:
    """Deal the records of a code."""
    return Lab(exercise, case, code, deal(case, seed_of(exercise, code)))


def open_lab(folder: Path) -> Lab:
    """Open the lab of an exercise's folder, with the code that was entered in it.

    Raises:
        AnswerError: there is no lab, or it cannot be read.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        exercise, case = str(content["exercise"]), dict(content["case"])
        code = read_code((folder / CODE).read_text(encoding="utf-8")) if (folder / CODE).is_file() else PRACTICE
        return of_code(case, exercise, code)
    except FileNotFoundError as error:
        raise AnswerError("There are no records in this folder.", where=str(path), remedy=REMEDY) from error
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise AnswerError("The records of this exercise cannot be read.", where=str(path), remedy=REMEDY) from error


def counted_in(folder: Path) -> str:
    """Say in one sentence whose records an exercise was counted in; an exercise without any says nothing.

    Raises:
        AnswerError: the records cannot be read.
    """
    if not (folder / FILE).is_file():
        return ""
    code = open_lab(folder).code
    if code == PRACTICE:
        return (
            "counted in the practice records. If you were sent a code, enter it first and look at your numbers again."
        )
    return f"counted in your own records, of the code {code}. The code is not in the file, and need not be."


def for_show(exercises: Path, table: str) -> dict[str, Any]:
    """Give the practice records of an exercise to a page outside it, where no code can be entered.

    Args:
        exercises: the folder of all exercises.
        table: the exercise and the table, for example `evidence-lab/calls`.

    Raises:
        AnswerError: there is no such exercise or table, or it cannot be read.
    """
    exercise, _, name = table.partition("/")
    folder = next((path.parent for path in exercises.glob(f"*/{FILE}") if path.parent.name == exercise), None)
    if folder is None:
        known = ", ".join(sorted(path.parent.name for path in exercises.glob(f"*/{FILE}"))) or "none"
        raise AnswerError(
            f"There is no exercise “{exercise}” with records.", where=table, remedy=f"Those with records: {known}."
        )
    lab = open_lab(folder)
    return {**of_code(lab.case, lab.exercise).table(name), "fixed": True}


REMEDY = "Open the exercise in its own folder, with the files that came with it."


def keep_code(folder: Path, text: str) -> Lab:
    """Keep the code that a learner entered, and open the lab with it; nothing entered means the practice records.

    Raises:
        AnswerError: the code has a slip in it, or it cannot be kept.
    """
    code = read_code(text)
    try:
        if code == PRACTICE:
            (folder / CODE).unlink(missing_ok=True)
        else:
            (folder / CODE).write_text(f"{code}\n", encoding="utf-8")
    except OSError as error:
        raise AnswerError(
            "The code cannot be kept.", where=str(folder), remedy="Is the folder full or locked?"
        ) from error
    return open_lab(folder)
