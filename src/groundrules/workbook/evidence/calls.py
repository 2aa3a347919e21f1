"""Call logs: which calls are the contact's, when they were, and what is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from groundrules.errors import WorkbookError
from groundrules.workbook import moment
from groundrules.workbook.evidence import clock
from groundrules.workbook.evidence.arrival import Found, Preview, Skipped, Terms, origin, sorted_out
from groundrules.workbook.evidence.columns import Columns, is_header
from groundrules.workbook.evidence.sheet import Sheet
from groundrules.workbook.evidence.sheet import read as read_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workbook.book import Workbook

_WORDS = {
    "out": r"\bout|outgoing|dial|placed|made|sortant|emis|ausgehend|gewahlt|salient|uscita|effettuat|efetuad|realizad",
    "missed": r"miss|manque|verpasst|perdid|pers[ae]|gemist|unanswered|no answer|voicemail|rejected|declined",
    "in": r"\bin\b|incoming|received|entrant|recu|eingehend|angenommen|recibid|ricevut|recebid|answered|inbound",
}
_DIGITS = 8  # last digits in which two ways of writing a number agree
_MOST_WHAT = 500


_SAID = {"in": "Call.", "missed": "Missed call.", "out": "Call that I made."}


def read(path: Path) -> Sheet:
    """Read a call log from a CSV or xlsx file.

    Raises:
        WorkbookError: the file cannot be read.
    """
    return read_sheet(path, is_header)


def preview(workbook: Workbook, sheet: Sheet, columns: Columns, terms: Terms) -> Preview:
    """Say what a call log would bring, without writing anything.

    Args:
        workbook: that knows what has been imported before.
        sheet: the call log.
        columns: which one holds what.
        terms: whose calls, in which time zone.

    Raises:
        WorkbookError: no column holds the moment of a call, or the zone is not known.
    """
    if columns.when is None and (columns.date is None or columns.time is None):
        names = f"The columns are: {', '.join(sheet.header)}."
        raise WorkbookError("No column holds date and time.", where=sheet.name, remedy=f"Name one. {names}")
    terms.check(sheet.name)
    reader = _Reader(columns, terms)
    result = Preview()
    for line, cells in sheet.rows:
        call = reader.call(f"line {line}", [*cells, *[""] * (len(sheet.header) - len(cells))])
        if isinstance(call, Found):
            result.found.append(call)
        else:
            result.skipped.append(call)
    if not columns.certain:
        order = "the day first" if columns.order == "dmy" else "the month first"
        result.notes.append(f"The dates can be read in two ways. They were read with {order}; say so if that is wrong.")
    if not terms.whom:
        result.notes.append("Every call counts as this contact's, because no name or number was given.")
    return sorted_out(workbook, result)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one line after another under the same terms."""

    columns: Columns
    terms: Terms

    def call(self, place: str, cells: list[Any]) -> Found | Skipped:
        columns = self.columns
        who = " ".join(text for index in columns.who if (text := str(cells[index]).strip()))
        when = self._when(cells)
        direction = _direction(cells[columns.direction]) if columns.direction is not None else "in"
        if when is None:
            return Skipped(place, "no date and time that can be read")
        if not moment.FIRST_YEAR <= when.year <= moment.LAST_YEAR:
            return Skipped(place, "a date out of range")
        if self.terms.whom and not any(_same(each, who) for each in self.terms.whom):
            return Skipped(place, "a call with somebody else")
        if direction == "out" and not self.terms.outgoing:
            return Skipped(place, "a call that you made")
        seconds = clock.seconds_of(cells[columns.duration], columns.unit) if columns.duration is not None else None
        note = str(cells[columns.note]).strip() if columns.note is not None else ""
        return Found(
            place,
            moment.stored(when, self.terms.zone),
            "phone",
            " ".join(part for part in (_SAID[direction], note) if part)[:_MOST_WHAT],
            None if seconds is None else -(-seconds // 60),  # a minute begun counts
            who,
            origin("call", when.astimezone(UTC).isoformat(), _number(who) or clock.plain(who)),
        )

    def _when(self, cells: list[Any]) -> datetime | None:
        columns = self.columns
        if columns.when is not None:
            when = clock.moment_of(cells[columns.when], None, columns.order)
        else:
            when = clock.moment_of(cells[columns.date or 0], cells[columns.time or 0], columns.order)
        return when if when is None or when.tzinfo else when.replace(tzinfo=ZoneInfo(self.terms.zone))


def _direction(cell: object) -> str:
    text = clock.plain(str(cell))
    return next((word for word, pattern in _WORDS.items() if re.search(pattern, text)), "in")


def _number(text: str) -> str:
    runs = re.findall(r"\+?\d[\d\s().\-/]{5,}", text)
    return re.sub(r"\D", "", runs[0])[-_DIGITS:] if runs else ""


def _same(wanted: str, who: str) -> bool:
    number = _number(wanted)
    if number:
        return number in re.sub(r"\D", "", who)
    return bool(wanted.strip()) and clock.plain(wanted) in clock.plain(who)
