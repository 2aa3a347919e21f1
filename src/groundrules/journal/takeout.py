"""The learner's own record in a folder: every statement, and tables that open in a spreadsheet or in pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.errors import JournalError
from groundrules.journal import frames, ledger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from groundrules.course import Lesson
    from groundrules.journal.store import Journal

STATEMENTS = "statements.json"
READ_ME = "READ ME.txt"
ABOUT = {
    STATEMENTS: "everything that was recorded, as xAPI 1.0.3 statements",
    "events.csv": "the same, one row for each thing that you did",
    "lessons.csv": "what there is to do in each lesson, and when you did it",
    "attempts.csv": "each scenario that you played to its end, with its meters",
    "points.csv": "each teaching point: how often strong, partial and weak",
    "cards.csv": "each card of the review: when it is due, how often you saw and missed it",
    "levels.csv": "your self-assessments",
}
_HEAD = """Your own record in Ground Rules.

It holds a random local id and ids of the course's content. No name, no address, and no word that you wrote is in it:
what you wrote is in your workbook, which “groundrules workbook export” gives you.

"""


def take_out(journal: Journal, lessons: Sequence[Lesson], folder: Path) -> dict[str, int]:
    """Write the learner's record into a folder, made when missing; files of an earlier time are written anew.

    Args:
        journal: the learner's.
        lessons: of the course.
        folder: where to.

    Returns:
        How many statements or rows are in each file, by its name.

    Raises:
        JournalError: the folder cannot be written.
    """
    found, summary = journal.events(), ledger.summary(journal)
    tables: dict[str, pd.DataFrame] = {
        "events.csv": frames.events(found),
        "lessons.csv": frames.lessons(summary.progress, lessons),
        "attempts.csv": frames.attempts(found),
        "points.csv": frames.points(found),
        "cards.csv": frames.cards(summary.deck),
        "levels.csv": frames.levels(found),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = {STATEMENTS: journal.export(folder / STATEMENTS)}
        for name, table in tables.items():
            table.to_csv(folder / name, index=False, lineterminator="\n")
            written[name] = len(table)
        lines = [f"{name}: {about}\n" for name, about in ABOUT.items()]
        (folder / READ_ME).write_text(_HEAD + "".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise JournalError(
            f"The record cannot be written ({reason}).", where=str(folder), remedy="Choose another folder."
        ) from error
    return written
