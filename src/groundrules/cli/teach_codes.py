"""The instructor's command for exercises with records: a code for everybody in the class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.teach_class import for_exercise

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands


def add_commands(commands: Commands) -> None:
    """Add the command."""
    codes = for_exercise(commands, "codes", _codes, "give everybody in the roster records of their own to count in")
    codes.add_argument("file", type=Path, help="the CSV file to write: student, name, email, code")


def _codes(asked: argparse.Namespace) -> int:
    from groundrules.grading.codes import give_codes

    done = give_codes(asked.course.resolve(), asked.exercise, asked.file)
    print(f"{len(done.codes)} codes in {done.file}. Send each person theirs alone; they enter it in the exercise.")
    print("From now on these people are graded by the records of their code. Keep build/course: the key lies there.")
    return 0
