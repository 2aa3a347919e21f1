"""Example rows for workshops and first looks: two contacts who do not exist, with all that belongs to them."""

from __future__ import annotations

import tomllib
import uuid
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from groundrules.workbook import moment
from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from groundrules.workbook.book import Workbook

_DAY_COLUMN = {"agreements": "agreed_on", "follow_ups": "due"}
_DAY_BEGINS, _DAY_ENDS = time(8), time(18)  # what happens then happens on a workday
_SATURDAY = 5
_SPACE = uuid.UUID("8d6d3c0e-5f0b-4d7e-9a55-6b1f2f7e0c11")  # from which the examples' ids follow


def fill(workbook: Workbook, today: date, zone: str | None = None) -> int:
    """Add the example rows; those that are there already stay as they are.

    Args:
        workbook: where to.
        today: the day from which the examples' dates are counted.
        zone: the time zone of their clocks; by default this machine's.

    Returns:
        How many rows were added.
    """
    clock = ZoneInfo(zone or _named(moment.here()))
    added = 0
    for table, rows in _sample(today, clock).items():
        present = {row["id"] for row in workbook.rows(table)}
        new = [row for row in rows if row["id"] not in present]
        if new:
            workbook.write(table, new, strict=True)
        added += len(new)
    return added


def clear(workbook: Workbook) -> int:
    """Take the example contacts out again, with all that belongs to them; give how many rows went."""
    present = {row["id"] for row in workbook.rows("contacts")}
    keys = [_key("contacts", row["key"]) for row in _read()["contacts"]]
    found = [key for key in keys if key in present]
    return sum(workbook.delete("contacts", found).removed.values()) if found else 0


def _sample(today: date, clock: ZoneInfo) -> dict[str, list[dict[str, Any]]]:
    result: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for table, entries in _read().items():
        for number, entry in enumerate(entries):
            for single in _singles(entry):
                result[table].append(_row(table, single, number + len(result[table]), today, clock))
    return result


def _singles(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Part an entry with `calls` into one entry for each."""
    if "calls" not in entry:
        return [entry]
    rest = {name: value for name, value in entry.items() if name != "calls"}
    return [
        rest | {"day": day, "at": at, "minutes": minutes, "what": what} for day, at, minutes, what in entry["calls"]
    ]


def _row(table: str, entry: dict[str, Any], number: int, today: date, clock: ZoneInfo) -> dict[str, Any]:
    row = {name: value for name, value in entry.items() if name not in {"key", "day", "at"}}
    row["id"] = _key(table, entry.get("key", f"{number}"))
    for column in TABLES[table].columns:
        if column.kind == "reference" and column.name in row:
            row[column.name] = _key(column.refers, row[column.name])
    if "day" in entry:
        day = today + timedelta(days=entry["day"])
        if "at" in entry:
            at = time.fromisoformat(entry["at"])
            row["when"] = datetime.combine(_workday(day) if _DAY_BEGINS <= at < _DAY_ENDS else day, at, tzinfo=clock)
        else:
            row[_DAY_COLUMN[table]] = day
    return row


def _workday(day: date) -> date:
    """Give the day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)


def _key(table: str, key: str) -> str:
    return uuid.uuid5(_SPACE, f"{table}/{key}").hex


def _named(zone: str) -> str:
    return "UTC" if zone[0] in "+-" else zone


def _read() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(files("groundrules.workbook").joinpath("sample.toml").read_text(encoding="utf-8"))
