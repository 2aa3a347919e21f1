"""What the cells of an exercise call: they print to standard output alone, because nbgrader fails a cell that warns."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from groundrules.errors import AnswerError
from groundrules.exercise.answers import read
from groundrules.exercise.score import answered
from groundrules.exercise.sheet import of_exercise


def answer(question: str) -> None:
    """Print what the learner answered, for the person who marks it.

    Args:
        question: its id, in the exercise of the current folder.
    """
    try:
        sheet = of_exercise(Path.cwd())
        value = read(sheet.path, sheet.name).value(question)
        lines = answered(sheet.question(question), value)
    except AnswerError as error:
        lines = (error.what,)
    _say(lines)


def score(question: str, key: dict[str, Any] | None = None) -> float | None:
    """Score the answer to a question of the exercise in the current folder.

    Args:
        question: its id.
        key: what scores it, known to the instructor alone.

    Returns:
        The points, which nbgrader takes as partial credit; None without a key, when only the form is checked.
    """
    try:
        result = of_exercise(Path.cwd()).score(question, _own(key))
    except AnswerError as error:
        _say([error.what, error.remedy])
        return None if key is None else 0.0
    if key is None:
        # While grading, the call with the key follows in the same cell and tells all.
        if os.environ.get("NBGRADER_EXECUTION") is None:
            _say([check.say for check in result.checks if not check.ok] or ["Answered."])
        return None
    _say(result.lines)
    return result.points


def _own(key: dict[str, Any] | None) -> dict[str, Any] | None:
    """Work out what a key leaves to the records of the learner whose graded submission lies in this folder."""
    if key is None:
        return None
    from groundrules.exercise.lab.lab import open_lab  # noqa: PLC0415  for exercises with records alone
    from groundrules.exercise.lab.reckon import FIELDS, reckoned  # noqa: PLC0415
    from groundrules.exercise.lab.seats import code_here  # noqa: PLC0415

    if FIELDS not in key:
        return key
    here = Path.cwd()
    lab = open_lab(here)
    return reckoned(key, lab.case, lab.exercise, code_here(here))


def _say(lines: tuple[str, ...] | list[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines if line))
