"""A reminder to review, as a calendar file for the learner's own calendar."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from groundrules.errors import JournalError, SetupError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES = 5
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def reminder(at: str, days: list[str], zone: str, now: datetime) -> bytes:
    """Give a calendar file with a short entry that comes back every week.

    Args:
        at: the time of day, for example ``08:30``.
        days: some of `DAYS`.
        zone: the name of the time zone, for example ``Europe/Lisbon``.
        now: the entry begins on the first of those days after it.

    Raises:
        JournalError: the time, a day or the zone is none.
        SetupError: the package that writes calendars is not installed.
    """
    try:
        from icalendar import Alarm, Calendar, Event  # noqa: PLC0415  loaded where a calendar is written
    except ImportError as error:
        remedy = "Install it: pip install 'groundrules[documents]'."
        raise SetupError("What writes calendar files is not installed.", remedy=remedy) from error
    clock, wanted, place = _clock(at), _days(days), _zone(zone)
    here = now.astimezone(place)
    first = next(
        start
        for ahead in range(8)
        if (start := datetime.combine(here.date() + timedelta(days=ahead), clock, place)) > here
        and DAYS[start.weekday()] in wanted
    )
    event = Event()
    event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'review {at} {wanted} {zone}')}@groundrules.invalid")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(minutes=MINUTES))
    event.add("rrule", {"freq": "weekly", "byday": [day[:2].upper() for day in wanted]})
    event.add("summary", "Ground Rules: five minutes of review")
    event.add(
        "description", "Open the course and choose “Review now”. Little and often keeps more than long and rarely."
    )
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Five minutes of review")
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Ground Rules//Review//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    # Two years of a zone's changes of clocks are enough for calendars that do not know it by name.
    calendar.add_missing_timezones(first.date(), first.date() + timedelta(days=730))
    return bytes(calendar.to_ical())


def _clock(at: str) -> time:
    found = _TIME.fullmatch(at.strip())
    if found is None:
        raise JournalError(f"“{at}” is no time of day.", remedy="Write it as 08:30.")
    return time(int(found[1]), int(found[2]))


def _days(days: list[str]) -> list[str]:
    named = {day.strip().lower()[:3] for day in days if day.strip()}
    wrong = sorted(named - set(DAYS))
    if wrong or not named:
        what = f"“{wrong[0]}” is no day of the week." if wrong else "No day is named."
        raise JournalError(what, remedy=f"The days are: {', '.join(DAYS)}.")
    return [day for day in DAYS if day in named]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise JournalError(f"“{name}” is no time zone.", remedy="Write it as Europe/Lisbon.") from error
