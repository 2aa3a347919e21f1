"""Days, times of day and numbers, as each language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.catalogue import ENGLISH, SOURCE

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from groundrules.catalogue import Catalogue

CONTEXT = "figures"  # of the catalogues


def long_date(day: date, words: Catalogue = ENGLISH) -> str:
    """Give a date as `9 October 2026`."""
    say = words.within(CONTEXT)
    # Some languages write the first of a month in another way.
    form = say("1 {month} {year}") if day.day == 1 else say("{day} {month} {year}")
    return form.format(day=day.day, month=_named(day, "%B", "MMMM", words), year=day.year)


def full_date(day: date, words: Catalogue = ENGLISH) -> str:
    """Give a date as `Tuesday, 17 November 2026`."""
    say = words.within(CONTEXT)
    return say("{weekday}, {date}").format(weekday=_named(day, "%A", "EEEE", words), date=long_date(day, words))


def short_date(day: date, words: Catalogue = ENGLISH) -> str:
    """Give a date as `17 Nov`."""
    return f"{day.day} {short_month(day, words)}"


def short_month(day: date, words: Catalogue = ENGLISH) -> str:
    """Give the month of a day as `Nov`."""
    return _named(day, "%b", "MMM", words)


def listed_date(day: date, words: Catalogue = ENGLISH) -> str:
    """Give a date as `Tue 17 Nov 2026`."""
    say, weekday = words.within(CONTEXT), _named(day, "%a", "EEE", words)
    return say("{weekday} {date} {year}").format(weekday=weekday, date=short_date(day, words), year=day.year)


def clock(when: datetime | time, words: Catalogue = ENGLISH) -> str:
    """Give a time of day as `08:00`."""
    say = words.within(CONTEXT)
    form = say("{hour}:{minute}") if when.minute else say("{hour}:00")
    # Where hours are written like other numbers, they do not begin with a nought.
    hour = f"{when.hour:02}" if words.language == SOURCE else str(when.hour)
    return form.format(hour=hour, minute=f"{when.minute:02}")


def grouped(number: int, words: Catalogue = ENGLISH) -> str:
    """Give a number as `1,234`."""
    if words.language == SOURCE:
        return f"{number:,}"
    from babel.numbers import format_decimal  # noqa: PLC0415  only where another language is spoken

    return format_decimal(number, locale=words.language.replace("-", "_"))


def _named(day: date, ours: str, theirs: str, words: Catalogue) -> str:
    """Give the name of a part of a date, by the sign for it in `strftime` and in Unicode's patterns."""
    if words.language == SOURCE:
        return day.strftime(ours)
    from babel.dates import format_date  # noqa: PLC0415  only where another language is spoken

    return format_date(day, theirs, locale=words.language.replace("-", "_"))
