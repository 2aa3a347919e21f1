"""The commands of somebody who learns alone: what is done, one's own record, and a reminder to review."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add, add_folder

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands
    from groundrules.journal import Journal

SECRET = "GROUNDRULES_LRS_PASSWORD"  # noqa: S105  the variable's name, not a password
WORD = "delete"  # what a person types who means it


def add_commands(commands: Commands) -> None:
    """Add what concerns the learner's own record and rhythm."""
    progress = add(commands, "progress", _progress, "say what is done; take your record out, send it, or delete it")
    progress.add_argument("--export", type=Path, metavar="FOLDER", help="write your record into this folder")
    progress.add_argument("--erase", action="store_true", help="delete the journal for good; it asks first")
    progress.add_argument("--yes", action="store_true", help="delete it without asking")
    progress.add_argument("--send", metavar="ADDRESS", help=f"send to a record store; its password is in {SECRET}")
    progress.add_argument("--user", default="", help="your name there")
    add_folder(progress)

    remind = add(commands, "remind", _remind, "make a calendar file that reminds you of five minutes of review")
    remind.add_argument("--at", default="08:30", help="the time of day (default: %(default)s)")
    remind.add_argument("--days", default="mon,tue,wed,thu,fri", help="the days (default: %(default)s)")
    remind.add_argument("--zone", default="", help="the time zone, for example Europe/Lisbon (default: this machine's)")
    remind.add_argument("--into", type=Path, default=Path("ground-rules-review.ics"), help="default: %(default)s")


def _progress(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.desk.drawer import Drawer
    from groundrules.journal.forward import forward

    home = asked.folder.expanduser().resolve()
    journal = Drawer(home, home).journal
    if asked.export:
        from groundrules.journal.takeout import take_out

        for name, count in take_out(journal, course.load().lessons, asked.export.expanduser()).items():
            print(f"{count:6}  {asked.export / name}")
    if asked.send:
        print(f"{forward(journal, asked.send, asked.user, os.environ.get(SECRET, ''))} statements sent.")
    if asked.erase:
        return _erase(journal, sure=asked.yes)
    if not (asked.export or asked.send):
        _tell(journal)
    return 0


def _tell(journal: Journal) -> None:
    from groundrules import course
    from groundrules.journal import ledger
    from groundrules.journal.progress import parts_of

    found = ledger.progress(journal)
    for lesson in course.load().lessons:
        done = [bool(found.of(part.kind, part.id).done) for part in parts_of(lesson)]
        print(f"{lesson.id}  {sum(done):2} of {len(done):2} done  {lesson.title}")


def _erase(journal: Journal, *, sure: bool) -> int:
    if not sure:
        print("This deletes all that was recorded of your learning: ticks, attempts, cards and self-assessments.")
        print("Your workbook and your answers stay. It cannot be taken back; “--export FOLDER” keeps a copy.")
        print(f"Type “{WORD}” to go on: ", end="", flush=True)
        if sys.stdin.readline().strip().lower() != WORD:
            print("Nothing was deleted.")
            return 1
    print(f"{journal.erase()} statements deleted.")
    return 0


def _remind(asked: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from groundrules.errors import FolderError
    from groundrules.journal.reminder import reminder
    from groundrules.workbook.moment import here

    made = reminder(asked.at, asked.days.split(","), asked.zone or here(), datetime.now(UTC))
    try:
        asked.into.write_bytes(made)
    except OSError as error:
        what = f"The file cannot be written ({(error.strerror or str(error)).lower()})."
        raise FolderError(what, where=str(asked.into), remedy="Name another with --into.") from error
    print(f"Made {asked.into}. Open it, and your calendar will remind you.")
    return 0
