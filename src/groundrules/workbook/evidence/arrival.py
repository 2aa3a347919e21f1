"""What comes into the workbook from a file: previewed first, and never taken in twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from groundrules.errors import WorkbookError
from groundrules.workbook import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundrules.workbook.book import Change, Workbook


@dataclass(frozen=True, slots=True)
class Terms:
    """What a reader is to take from a file.

    Attributes:
        zone: the time zone of clocks that do not name one, such as `Europe/Paris`.
        whom: names, numbers or e-mail addresses of the contact; without any, all counts as theirs.
        outgoing: take the calls that the learner made, too.
        since: nothing before this moment.
        until: nothing after this moment.
    """

    zone: str
    whom: tuple[str, ...] = ()
    outgoing: bool = False
    since: datetime | None = None
    until: datetime | None = None

    def check(self, where: str) -> None:
        """Make sure that the zone is one.

        Raises:
            WorkbookError: it is not known.
        """
        try:
            moment.stored(datetime.now(UTC), self.zone)
        except ValueError as wrong:
            raise WorkbookError(wrong.args[0], where=where, remedy=wrong.args[1]) from wrong


@dataclass(frozen=True, slots=True)
class Found:
    """One incident as a file tells it.

    Attributes:
        place: where it stands in the file (`line 12`).
        when: the moment, as the workbook stores it.
        channel: one of the choices of the incidents' column.
        what: what happened, in a few words.
        minutes: how long it took; None where the file does not tell.
        who: whom the file names.
        origin: by which the same call or meeting is known again, from whichever file it comes.
    """

    place: str
    when: str
    channel: str
    what: str
    minutes: int | None
    who: str
    origin: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """One line that is not taken in, and why."""

    place: str
    why: str


@dataclass(slots=True)
class Preview:
    """What a file would bring.

    Attributes:
        found: new incidents, the oldest first.
        known: incidents that the workbook has already, from an earlier import.
        skipped: what is left out.
        notes: what the person should look at before they agree.
    """

    found: list[Found] = field(default_factory=list)
    known: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def reasons(self) -> dict[str, int]:
        """Count the lines that are left out, by reason, the most frequent first."""
        return dict(Counter(each.why for each in self.skipped).most_common())

    def as_dict(self) -> dict[str, Any]:
        """Give all as JSON values."""
        return {**asdict(self), "reasons": self.reasons()}


def origin(kind: str, *parts: str) -> str:
    """Give the mark by which something is known again: a short hash, so that it tells nothing to others."""
    return f"{kind}:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:20]}"


def numbered(found: Iterable[Found]) -> list[Found]:
    """Tell apart what a file holds several times with the same mark: two missed calls within one minute."""
    seen: Counter[str] = Counter()
    result = []
    for each in found:
        seen[each.origin] += 1
        count = seen[each.origin]
        mark = each.origin if count == 1 else f"{each.origin}#{count}"
        result.append(Found(**{**asdict(each), "origin": mark}))
    return result


def sorted_out(workbook: Workbook, preview: Preview) -> Preview:
    """Put what the workbook has already among the known."""
    present = {row["origin"] for row in workbook.rows("incidents")} - {""}
    every = sorted(numbered(preview.found), key=lambda each: (each.when, each.place))
    preview.found = [each for each in every if each.origin not in present]
    preview.known = [each for each in every if each.origin in present]
    return preview


def take_in(workbook: Workbook, preview: Preview, contact: str) -> Change:
    """Write the incidents of a preview, all in one change that can be taken back.

    Args:
        workbook: where to.
        preview: as a reader of this package gave it; what has come in meanwhile is left out.
        contact: the id of the contact whom they concern.

    Raises:
        RowError: one of them cannot be stored.
    """
    fresh = sorted_out(workbook, Preview(found=preview.found)).found
    rows = [
        {
            "contact": contact,
            "when": each.when,
            "channel": each.channel,
            "what": each.what,
            "minutes": each.minutes,
            "origin": each.origin,
        }
        for each in fresh
    ]
    return workbook.write("incidents", rows, strict=True)
