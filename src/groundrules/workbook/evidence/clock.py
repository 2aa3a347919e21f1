"""Dates, times of day and durations as people and their telephones write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]

# The first letters that tell a month apart, in English, French, German, Spanish, Italian, Portuguese and Dutch.
_MONTHS = (
    "jan ene gen",
    "feb fev",
    "mar mrt",
    "apr avr abr",
    "may mai mag mei",
    "jun juin giu",
    "jul juil lug",
    "aug aou ago",
    "sep set",
    "oct okt ott out",
    "nov",
    "dec dez dic",
)
_MONTH = {start: number for number, starts in enumerate(_MONTHS, 1) for start in starts.split()}
_TIME = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})(?:\s?[:h.]\s?(?P<m>\d{2})(?:\s?[:.]\s?(?P<s>\d{2})(?:[.,]\d+)?)?)?"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?)?(?:\s?(?P<zone>z\b|utc\b|gmt\b|[+-]\d{2}:?\d{2}\b))?(?!\d)",
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\s?[./\-]\s?(\d{1,2})\s?[./\-]\s?(\d{1,4})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º|er)?[\s\-]*(?:de\s)?([a-z]{3,})\.?,?[\s\-]*(?:de\s|del\s)?(\d{4}|\d{2})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)")
_HOURS = re.compile(r"(?:(\d+)\s?h\w*)?\s?(?:(\d+)\s?m\w*)?\s?(?:(\d+)\s?s\w*)?")
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's day 0 has no zone
_EXCEL_DAYS = (20_000, 80_000)  # 1954 to 2119: what a bare number in a date column can mean
_MORNING = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """How the dates of a column are to be read.

    Attributes:
        order: of day, month and year.
        certain: the dates themselves tell; otherwise it is a guess that the person should confirm.
    """

    order: Order
    certain: bool


def order_of(texts: list[str], today: date) -> Reading:
    """Find out in which order a column of dates has day and month.

    A number above 12 tells. Where none does, dates that lie in the future under one order speak for the other; else
    the day comes first, unless the clock has "am" and "pm".
    """
    votes = {"dmy": 0, "mdy": 0, "ymd": 0}
    future = {"dmy": 0, "mdy": 0}
    for text in texts:
        found = _NUMBERS.search(plain(text))
        if not found:
            continue
        first, second, third = (int(part) for part in found.groups())
        if len(found[1]) == len("2026"):
            votes["ymd"] += 1
            continue
        votes["dmy"] += first > _MORNING
        votes["mdy"] += second > _MORNING
        for order, month, day in (("dmy", second, first), ("mdy", first, second)):
            when = _date(third, month, day)
            future[order] += when is not None and when > today
    best = max(votes, key=lambda order: votes[order])
    if votes[best]:
        return Reading(best, certain=True)  # type: ignore[arg-type]
    if bool(future["dmy"]) != bool(future["mdy"]):
        return Reading("mdy" if future["dmy"] else "dmy", certain=True)
    halves = any(re.search(r"\d\s?[ap]\.?m\b", plain(text)) for text in texts)
    return Reading("mdy" if halves else "dmy", certain=not any(_NUMBERS.search(plain(text)) for text in texts))


def moment_of(day: object, clock: object, order: Order) -> datetime | None:
    """Read a date and a time of day from one cell or from two; None where there is no date or no time.

    Args:
        day: the cell of the date, or of both.
        clock: the cell of the time; None where `day` holds both.
        order: of day, month and year.

    Returns:
        With a time zone only where the cell names one.
    """
    if isinstance(day, datetime) and clock is None:
        return day
    if isinstance(day, (int, float)) and clock is None:
        return _serial(float(day)) if day % 1 else None
    when = date_of(day, order)
    at = time_of(clock if clock is not None else _without_date(day))
    return datetime.combine(when, at) if when and at is not None else None


def date_of(value: object, order: Order) -> date | None:
    """Read a date; None where there is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        serial = _serial(float(value))
        return serial.date() if serial else None
    return _date_in(plain(str(value)), order)


def _date_in(text: str, order: Order) -> date | None:
    if found := _NUMBERS.search(text):
        parts = [int(part) for part in found.groups()]
        if len(found[1]) == len("2026"):
            return _date(*parts)
        day, month = (parts[0], parts[1]) if order != "mdy" else (parts[1], parts[0])
        return _date(parts[2], month, day)
    if found := _DAY_FIRST.search(text):
        return _named(found[3], found[2], found[1])
    if found := _MONTH_FIRST.search(text):
        return _named(found[3], found[1], found[2])
    return None


def time_of(value: object) -> time | None:
    """Read a time of day, with its zone where it names one; None where there is none."""
    if isinstance(value, datetime):
        return value.timetz()
    if isinstance(value, time):
        return value
    if isinstance(value, float) and 0 <= value < 1:  # a spreadsheet's part of a day
        return (_EXCEL_EPOCH + timedelta(seconds=round(value * 86_400))).time()
    for found in _TIME.finditer(plain(str(value))):
        hour, minute, second = (int(found[name] or 0) for name in ("h", "m", "s"))
        if not found["m"] and not found["half"]:
            continue  # a bare number is no time
        if found["half"]:
            hour = hour % _MORNING + (_MORNING if found["half"].startswith("p") else 0)
        try:
            return time(hour, minute, second, tzinfo=_offset(found["zone"]))
        except ValueError:
            continue
    return None


def seconds_of(value: object, unit: int) -> int | None:
    """Read a duration in seconds: `00:12:35`, `12:35`, `12 min 35 s`, or a number in the column's unit.

    Args:
        value: the cell.
        unit: the seconds that a bare number stands for, 1 or 60.
    """
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(round(value * 86_400) if 0 < value < 1 else round(value * unit))
    return _seconds_in(plain(str(value)), unit)


def _seconds_in(text: str, unit: int) -> int | None:
    if re.fullmatch(r"\d+([.,]\d+)?", text):
        return round(float(text.replace(",", ".")) * unit)
    if re.fullmatch(r"\d+(:\d{2}){1,2}", text):
        seconds = 0
        for part in text.split(":"):
            seconds = seconds * 60 + int(part)
        return seconds
    found = _HOURS.fullmatch(text)
    if found and any(found.groups()):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    return None


def plain(text: str) -> str:
    """Give a text in lower case, without accents and with single spaces, for comparing."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def _without_date(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = plain(value)
    for pattern in (_NUMBERS, _DAY_FIRST, _MONTH_FIRST):
        if found := pattern.search(text):
            # The T of ISO dates stands directly before the time.
            return text[: found.start()] + " " + re.sub(r"^\s*t(?=\d)", " ", text[found.end() :])
    return text


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004  a year of two digits
    except ValueError:
        return None


def _named(year: str, month: str, day: str) -> date | None:
    for length in (4, 3):
        if number := _MONTH.get(month[:length]):
            return _date(int(year), number, int(day))
    return None


def _serial(days: float) -> datetime | None:
    low, high = _EXCEL_DAYS
    return _EXCEL_EPOCH + timedelta(seconds=round(days * 86_400)) if low <= days <= high else None


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return UTC
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return timezone(-size if zone[0] == "-" else size)
