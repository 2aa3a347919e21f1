"""The columns of a call log: which one holds what, by their names and by what is in them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from groundrules.errors import WorkbookError
from groundrules.workbook.evidence import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from groundrules.workbook.evidence.sheet import Sheet

# The names that columns go by, in several languages, without accents.
_NAMES: dict[str, str] = {
    "when": "date time|datetime|timestamp|start|start time|started|call time|call date|date et heure|zeitpunkt|"
    "datum uhrzeit|fecha y hora|data e ora|data e hora|fecha hora|data hora|beginn|debut",
    "date": "date|day|datum|fecha|data|jour|tag",
    "time": "time|hour|heure|uhrzeit|hora|ora|zeit|time of day|tijd",
    "who": "number|phone|phone number|from|caller|caller id|name|contact|contact name|correspondent|"
    "correspondant|numero|"
    "numero de telephone|nummer|rufnummer|telefon|telefone|telefono|telephone|calling number|from number|party|nom|"
    "nombre|nome|other party|appelant|anrufer|contacto|contatto|kontakt|destination|callee",
    "direction": "type|direction|call type|sens|richtung|tipo|art|typ|sentido|direzione|kind|status",
    "duration": "duration|length|talk time|duree|dauer|duracion|durata|duracao|call duration|minutes|seconds|secs|min|"
    "mins|billed|duur|gesprachsdauer",
    "note": "note|notes|comment|comments|subject|topic|remark|remarks|commentaire|notiz|nota|observacoes",
}
_ROLE = {name: role for role, names in _NAMES.items() for name in names.split("|")}
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a call log holds what; None or empty where none does.

    Attributes:
        when: date and time together.
        date: the date alone.
        time: the time of day alone.
        who: names or numbers of the other side.
        direction: incoming, outgoing, missed.
        duration: how long it took.
        note: words about the call.
        unit: the seconds that a bare number of the duration stands for.
        order: of day, month and year.
        certain: the order follows from the dates and is no guess.
    """

    when: int | None = None
    date: int | None = None
    time: int | None = None
    who: tuple[int, ...] = ()
    direction: int | None = None
    duration: int | None = None
    note: int | None = None
    unit: int = 1
    order: clock.Order = "dmy"
    certain: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Give all as JSON values."""
        return asdict(self)


def guess(sheet: Sheet, *, today: datetime | None = None) -> Columns:
    """Say which column is which, by their names and by what is in them."""
    roles: dict[str, list[int]] = {}
    for index, name in enumerate(sheet.header):
        if role := _role(name):
            roles.setdefault(role, []).append(index)
    one = {role: indices[0] for role, indices in roles.items() if role != "who"}
    moments = [i for i in range(len(sheet.header)) if _share(sheet.column(i), _is_moment) > 1 / 2]
    if "when" not in one and not ("date" in one and "time" in one) and moments:
        one["when"] = moments[0]
    if one.get("date") in moments and "time" not in one:
        one["when"] = one["date"]
    when, day = one.get("when"), one.get("date")
    if when is not None and when not in moments and "time" in one and day is None:
        day, when = when, None  # "Call date" beside "Time"
    dates = when if when is not None else day
    texts = [] if dates is None else [cell for cell in sheet.column(dates) if isinstance(cell, str)]
    reading = clock.order_of(texts, (today or datetime.now(UTC)).date())
    duration = one.get("duration")
    return Columns(
        when=when,
        date=None if when is not None else day,
        time=None if when is not None else one.get("time"),
        who=tuple(roles.get("who", [])),
        direction=one.get("direction"),
        duration=duration,
        note=one.get("note"),
        unit=60 if duration is not None and re.search(r"\bmin", clock.plain(sheet.header[duration])) else 1,
        order=reading.order,
        certain=reading.certain,
    )


def mapped(sheet: Sheet, mapping: Columns, names: Mapping[str, str]) -> Columns:
    """Change a mapping by what the person says.

    Args:
        sheet: the call log.
        mapping: as `guess` gave it.
        names: a role (`when`, `who` …) to the name of a column, or to nothing; `order` to `dmy`, `mdy` or `ymd`;
            `unit` to `seconds` or `minutes`.

    Raises:
        WorkbookError: there is no such role or column.
    """
    changes: dict[str, Any] = {}
    for role, name in names.items():
        if role == "order" and name in {"dmy", "mdy", "ymd"}:
            changes |= {"order": name, "certain": True}
        elif role == "unit" and name in {"seconds", "minutes"}:
            changes["unit"] = 60 if name == "minutes" else 1
        elif role in _NAMES and (not name or name in sheet.header):
            index = sheet.header.index(name) if name else None
            changes[role] = (() if index is None else (index,)) if role == "who" else index
            if role == "when" and name:
                changes |= {"date": None, "time": None}
            elif role in {"date", "time"} and name:
                changes["when"] = None
        else:
            known = (
                f"The roles are: {', '.join([*_NAMES, 'order', 'unit'])}. The columns are: {', '.join(sheet.header)}."
            )
            raise WorkbookError(f"“{role}={name}” fits no column.", where=sheet.name, remedy=known)
    return replace(mapping, **changes)


def is_header(texts: Iterable[str]) -> bool:
    """Say whether the texts of a row are the names of a call log's columns."""
    roles = {_role(text) for text in texts} - {None}
    return len(roles) > 1 and bool(roles & {"when", "date"})


def _role(name: str) -> str | None:
    text = " ".join(re.findall(r"[a-z]+", clock.plain(name)))
    if text in _ROLE:
        return _ROLE[text]
    parts = [(name, role) for name, role in _ROLE.items() if re.search(rf"\b{name}\b", text)]
    return max(parts, key=lambda part: len(part[0]))[1] if parts and len(text) <= _LONGEST_NAME else None


def _is_moment(cell: object) -> bool:
    return any(clock.moment_of(cell, None, order) is not None for order in ("dmy", "mdy"))


def _share(cells: list[object], test: Callable[[object], bool]) -> float:
    filled = [cell for cell in cells[:200] if str(cell).strip()]
    return sum(bool(test(cell)) for cell in filled) / len(filled) if filled else 0.0
