"""The commands for the learner's own data: the meeting pack, the workbook, the journal, and the coach over lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add, add_folder
from groundrules.errors import WorkbookError

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands
    from groundrules.journal.store import Journal
    from groundrules.workbook import Workbook


def add_commands(commands: Commands) -> None:
    """Add what concerns a learner's own data."""
    pack = add(commands, "pack", _pack, "write the documents for the talk with a contact of your workbook")
    pack.add_argument("contact", help="their name, or the beginning of it")
    pack.add_argument(
        "--into", type=Path, help="where to make the pack's folder (default: packs in your course folder)"
    )

    whole = commands.add_parser("workbook", help="take your workbook out, or bring rows back")
    parts = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    out = add(parts, "export", _export, "write the whole workbook as .xlsx, or as CSV files into a folder")
    out.add_argument("target", type=Path, help="a file that ends in .xlsx, or a folder")
    back = add(parts, "import", _import, "bring rows back from an export; nothing newer is overwritten")
    back.add_argument("source", type=Path, help="the .xlsx file, or the folder of CSV files")

    progress = add(commands, "progress", _progress, "say what is done; take your journal out, or delete it")
    progress.add_argument("--export", type=Path, metavar="FILE", help="write every statement as JSON")
    progress.add_argument("--erase", action="store_true", help="delete the journal for good")
    for parser in (pack, out, back, progress):
        add_folder(parser)

    coach = add(commands, "coach", _coach, "read texts from standard input and say what the coach finds in them")
    coach.add_argument("--json", action="store_true", help='JSON lines {"id", "text"} in, labels and findings out')


def _open(asked: argparse.Namespace) -> Workbook:
    from groundrules import folder
    from groundrules.workbook import FILE, Workbook

    return Workbook(folder.data(asked.folder.expanduser().resolve()) / FILE)


def _pack(asked: argparse.Namespace) -> int:
    from datetime import datetime

    from groundrules.workbook.pack import pack

    workbook = _open(asked)
    contacts = workbook.rows("contacts")
    exact = [row for row in contacts if row["name"].casefold() == asked.contact.casefold()]
    found = exact or [row for row in contacts if row["name"].casefold().startswith(asked.contact.casefold())]
    if len(found) != 1:
        names = ", ".join(row["name"] for row in found or contacts) or "none yet"
        what = "Several contacts begin like that." if found else f"There is no contact “{asked.contact}”."
        raise WorkbookError(what, remedy=f"Your contacts: {names}.")
    into = asked.into or asked.folder.expanduser().resolve() / "packs"
    made = pack(workbook, found[0]["id"], into, datetime.now().astimezone().date())
    print(f"Made {made.folder}")
    for path in made.files:
        print(f"  {path.name}")
    for title, lines in (("Still missing", made.lacking), ("The coach suggests", made.advice)):
        if lines:
            print(f"{title}:")
            for line in lines:
                print(f"  {line}")
    return 0


def _export(asked: argparse.Namespace) -> int:
    from groundrules.workbook.exchange import commas, xlsx_write

    workbook, target = _open(asked), asked.target
    if target.suffix == ".xlsx":
        xlsx_write.write(workbook, target)
        print(f"Wrote {target}")
        return 0
    target.mkdir(parents=True, exist_ok=True)
    for path in commas.write(workbook, target):
        print(f"Wrote {path}")
    return 0


def _import(asked: argparse.Namespace) -> int:
    from groundrules.workbook.exchange import commas, restore, xlsx_read

    read = xlsx_read.read if asked.source.suffix == ".xlsx" else commas.read
    done = restore(_open(asked), read(asked.source))
    print(f"{done.added} rows new, {done.changed} changed, {done.same} as they were.")
    for table, key in done.clashes:
        print(f"Kept as it is in the workbook, because it is newer: {table} {key}")
    return 0


def _journal(asked: argparse.Namespace) -> Journal:
    from groundrules.desk.drawer import Drawer

    home = asked.folder.expanduser().resolve()
    return Drawer(home, home).journal


def _progress(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.journal.progress import fold, parts_of

    journal = _journal(asked)
    if asked.export:
        print(f"{journal.export(asked.export)} statements in {asked.export}")
    if asked.erase:
        print(f"{journal.erase()} statements deleted.")
    if not (asked.export or asked.erase):
        found = fold(journal.events())
        for lesson in course.load().lessons:
            done = [bool(found.of(part.kind, part.id).done) for part in parts_of(lesson)]
            print(f"{lesson.id}  {sum(done):2} of {len(done):2} done  {lesson.title}")
    return 0


def _coach(asked: argparse.Namespace) -> int:
    from groundrules.coach import advise
    from groundrules.coach.lines import run

    if asked.json:
        for line in run(sys.stdin):
            print(line, flush=True)
        return 0
    for finding in advise(sys.stdin.read()).findings:
        print(f"{finding.start}-{finding.end} {finding.label}: {finding.message}")
    return 0
