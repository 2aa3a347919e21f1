"""The commands for the workbook: the meeting pack, evidence, ways out and back, and erasing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add, add_folder
from groundrules.errors import WorkbookError

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands
    from groundrules.workbook import Workbook
    from groundrules.workbook.evidence.arrival import Preview, Terms


def add_commands(commands: Commands) -> None:
    """Add what concerns the workbook."""
    pack = add(commands, "pack", _pack, "write the documents for the talk with a contact of your workbook")
    pack.add_argument(
        "--into", type=Path, help="where to make the pack's folder (default: packs in your course folder)"
    )

    evidence = add(commands, "evidence", _evidence, "say what a call log or a calendar tells about a contact")
    evidence.add_argument("file", type=Path, help="a .csv or .xlsx call log, or an .ics calendar")
    evidence.add_argument("--who", action="append", default=[], help="a name, number or address that is theirs")
    evidence.add_argument("--zone", help="the clock's time zone, for example Europe/Paris (default: this machine's)")
    evidence.add_argument(
        "--take", action="store_true", help="write the incidents into the workbook, not only show them"
    )
    evidence.add_argument(
        "--column", action="append", default=[], metavar="ROLE=NAME", help="a column's role: when=Started, order=dmy …"
    )
    for parser in (evidence, pack):
        parser.add_argument("contact", help="their name in your workbook, or the beginning of it")

    whole = commands.add_parser("workbook", help="take your workbook out, bring rows back, or erase it")
    parts = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    out = add(parts, "export", _export, "write all of it into a new folder: a spreadsheet, CSV files, your own words")
    out.add_argument("parent", type=Path, help="the folder in which the new one is made")
    back = add(parts, "import", _import, "bring rows back from an export; nothing newer is overwritten")
    back.add_argument("source", type=Path, help="the .xlsx file, or the folder of CSV files")
    erase = add(parts, "erase", _erase, "delete it and every copy of it on this machine, for good")
    erase.add_argument("--yes", action="store_true", help="do it; without this the command only lists what would go")
    restore = add(
        parts, "restore", _restore, "put the newest good backup in its place; what is there now is kept beside"
    )
    merge = add(parts, "merge", _merge, "bring in the copies that a sync service made of it, row by row")
    merge.add_argument("--yes", action="store_true", help="do it; without this the command only lists the differences")
    sample = add(parts, "sample", _sample, "fill in example rows for a workshop")
    sample.add_argument("--clear", action="store_true", help="take the example rows out again")
    for parser in (pack, evidence, out, back, erase, restore, merge, sample):
        add_folder(parser)


def _path(asked: argparse.Namespace) -> Path:
    from groundrules import folder
    from groundrules.workbook import FILE

    return folder.data(asked.folder.expanduser().resolve()) / FILE


def _open(asked: argparse.Namespace) -> Workbook:
    from groundrules.workbook import Workbook

    return Workbook(_path(asked))


def _contact(workbook: Workbook, name: str) -> str:
    """Give the id of the one contact of that name, or whose name begins like that."""
    contacts = workbook.rows("contacts")
    exact = [row for row in contacts if row["name"].casefold() == name.casefold()]
    found = exact or [row for row in contacts if row["name"].casefold().startswith(name.casefold())]
    if len(found) == 1:
        return str(found[0]["id"])
    names = ", ".join(row["name"] for row in found or contacts) or "none yet"
    what = "Several contacts begin like that." if found else f"There is no contact “{name}”."
    raise WorkbookError(what, remedy=f"Your contacts: {names}.")


def _pack(asked: argparse.Namespace) -> int:
    from datetime import datetime

    from groundrules import catalogue, language
    from groundrules.workbook.pack import pack

    workbook = _open(asked)
    home = asked.folder.expanduser().resolve()
    into, words = asked.into or home / "packs", catalogue.load(language.chosen(home))
    made = pack(workbook, _contact(workbook, asked.contact), into, datetime.now().astimezone().date(), words)
    print(f"Made {made.folder}")
    for path in made.files:
        print(f"  {path.name}")
    for title, lines in (("Still missing", made.lacking), ("The coach suggests", made.advice)):
        if lines:
            print(f"{title}:")
            for line in lines:
                print(f"  {line}")
    return 0


def _evidence(asked: argparse.Namespace) -> int:
    from groundrules.workbook import moment
    from groundrules.workbook.evidence.arrival import Terms, take_in

    workbook = _open(asked)
    contact = _contact(workbook, asked.contact)
    row = workbook.row("contacts", contact)
    whom = asked.who or [text for text in (row["name"], row["email"], row["phone"]) if text]
    columns = dict(pair.split("=", 1) for pair in asked.column if "=" in pair)
    found = _preview(workbook, asked.file, Terms(asked.zone or moment.here(), tuple(whom)), columns)
    for each in found.found:
        print(f"new    {each.when}  {each.channel}  {each.what}")
    print(f"{len(found.found)} new, {len(found.known)} known already, {len(found.skipped)} left out:")
    for why, count in found.reasons().items():
        print(f"  {count} × {why}")
    for note in found.notes:
        print(f"Note: {note}")
    if asked.take:
        print(f"{len(take_in(workbook, found, contact).rows)} incidents written.")
    elif found.found:
        print("Nothing is written yet: look at it, then run the command again with --take.")
    return 0


def _preview(workbook: Workbook, path: Path, terms: Terms, columns: dict[str, str]) -> Preview:
    from groundrules.workbook.evidence import calendars, calls
    from groundrules.workbook.evidence.columns import guess, mapped

    if path.suffix.lower() == ".ics":
        return calendars.preview(workbook, path, terms)
    sheet = calls.read(path)
    return calls.preview(workbook, sheet, mapped(sheet, guess(sheet), columns), terms)


def _export(asked: argparse.Namespace) -> int:
    from datetime import datetime

    from groundrules.workbook.privacy import export

    print(f"Wrote {export(_open(asked), asked.parent, datetime.now().astimezone().date())}")
    return 0


def _import(asked: argparse.Namespace) -> int:
    from groundrules.workbook.exchange import commas, restore, xlsx_read

    read = xlsx_read.read if asked.source.suffix == ".xlsx" else commas.read
    done = restore(_open(asked), read(asked.source))
    print(f"{done.added} rows new, {done.changed} changed, {done.same} as they were.")
    for table, key in done.clashes:
        print(f"Kept as it is in the workbook, because it is newer: {table} {key}")
    return 0


def _erase(asked: argparse.Namespace) -> int:
    from groundrules.workbook.privacy import erase, remains

    path = _path(asked)
    if not asked.yes:
        for file, what in remains(path):
            print(f"would go  {file}  ({what})")
        print("Nothing is deleted yet. Take it out first if you want to keep it, then run this again with --yes.")
        return 0
    done = erase(path)
    for file, what in done.files:
        print(f"deleted  {file}  ({what})")
    for file, why in done.left:
        print(f"LEFT     {file}  ({why})")
    return int(bool(done.left))


def _restore(asked: argparse.Namespace) -> int:
    from groundrules.workbook.backups import bring_back

    aside = bring_back(_path(asked))
    print("The newest good backup is in place." + (f" What was there lies at {aside}" if aside else ""))
    return 0


def _merge(asked: argparse.Namespace) -> int:
    from groundrules.workbook.conflicts import differences, found, merge

    workbook = _open(asked)
    copies = found(workbook.path)
    for copy in copies:
        if asked.yes:
            print(f"{copy.name}: {len(merge(workbook, copy).rows)} rows brought in; the copy is set aside.")
            continue
        print(copy.name)
        for each in differences(workbook, copy):
            print(f"  {each.table} {each.id}: {', '.join(each.columns)} ({each.newer} is newer)")
    if not copies:
        print("There is no copy of your workbook beside it.")
    elif not asked.yes:
        print("Nothing is changed yet. Run this again with --yes: of each row the later version stays.")
    return 0


def _sample(asked: argparse.Namespace) -> int:
    from datetime import datetime

    from groundrules.workbook.sample import clear, fill

    workbook = _open(asked)
    if asked.clear:
        print(f"{clear(workbook)} example rows taken out.")
    else:
        print(f"{fill(workbook, datetime.now().astimezone().date())} example rows filled in.")
    return 0
