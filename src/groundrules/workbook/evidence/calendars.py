"""Calendars: the meetings with the contact that an `.ics` file holds, each repetition by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from groundrules.errors import WorkbookError
from groundrules.workbook import moment
from groundrules.workbook.evidence import clock
from groundrules.workbook.evidence.arrival import Found, Preview, Skipped, Terms, origin, sorted_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from icalendar import Calendar, Component

    from groundrules.workbook.book import Workbook

MOST_BYTES = 20_000_000
MOST_EVENTS = 20_000  # repetitions counted one by one
_SINCE = timedelta(days=730)
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_MOST_WHAT = 500


def read(path: Path) -> list[Calendar]:
    """Read an `.ics` file, which may hold several calendars.

    Raises:
        WorkbookError: it cannot be read, is too large, or is no calendar.
    """
    from icalendar import Calendar  # noqa: PLC0415  only where a calendar is read

    try:
        if path.stat().st_size > MOST_BYTES:
            raise WorkbookError(
                f"The file is larger than {MOST_BYTES // 1_000_000} MB.",
                where=path.name,
                remedy="Export one calendar, or a shorter time.",
            )
        calendars = Calendar.from_ical(path.read_bytes(), multiple=True)
    except OSError as error:
        raise WorkbookError(
            f"The file cannot be read ({error.strerror}).", where=path.name, remedy="Check its name."
        ) from error
    except (ValueError, IndexError, KeyError) as error:
        raise WorkbookError(
            "This is not a calendar, or it is damaged.", where=path.name, remedy="Export it again as .ics (iCalendar)."
        ) from error
    return [calendar for calendar in calendars if isinstance(calendar, Calendar)]


def preview(workbook: Workbook, path: Path, terms: Terms) -> Preview:
    """Say which meetings a calendar would bring, without writing anything.

    A meeting is the contact's where one of `terms.whom` stands among its people, in its title or its description.
    Without `since` the last two years count, without `until` everything up to now.

    Args:
        workbook: that knows what has been imported before.
        path: the `.ics` file.
        terms: whose meetings, from when until when.

    Raises:
        WorkbookError: the file cannot be read, or the zone is not known.
    """
    terms.check(path.name)
    until = terms.until or datetime.now(UTC)
    since = terms.since or until - _SINCE
    result = Preview()
    if not terms.whom:
        result.notes.append("Every meeting counts as this contact's, because no name or address was given.")
    for calendar in read(path):
        kept = _without_wild(calendar, result)
        for event in islice(_occurrences(kept, since, until, result), MOST_EVENTS):
            found = _meeting(event, terms)
            if isinstance(found, Found):
                result.found.append(found)
            else:
                result.skipped.append(found)
    if not result.found and not result.skipped:
        result.notes.append("It holds no meeting in that time.")
    return sorted_out(workbook, result)


def _without_wild(calendar: Calendar, result: Preview) -> Calendar:
    """Leave out events that repeat more often than any meeting does: they would never end."""
    for event in list(calendar.walk("VEVENT")):
        rules = event.get("RRULE") or []
        for rule in rules if isinstance(rules, list) else [rules]:
            if _TOO_OFTEN & {str(each).upper() for each in rule.get("FREQ", [])}:
                result.skipped.append(Skipped(_named(event), "it repeats every hour or more often"))
                calendar.subcomponents.remove(event)
                break
    return calendar


def _occurrences(calendar: Calendar, since: datetime, until: datetime, result: Preview) -> Iterator[Component]:
    import recurring_ical_events  # noqa: PLC0415  only where a calendar is read

    try:
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        for event in query.after(since):
            start = event.get("DTSTART")
            if start is None or _instant(start.dt, "UTC") > until:
                return
            yield event
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError) as error:
        result.notes.append(f"Some events could not be read ({type(error).__name__}).")


def _meeting(event: Component, terms: Terms) -> Found | Skipped:
    start, end = event.get("DTSTART").dt, event.get("DTEND")
    place = f"{_named(event)}, {start:%Y-%m-%d}"
    if not isinstance(start, datetime):
        return Skipped(place, "it takes all day")
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return Skipped(place, "it was cancelled")
    people = _people(event)
    words = clock.plain(
        " ".join([*people, *(str(event.get(key, "")) for key in ("SUMMARY", "DESCRIPTION", "LOCATION"))])
    )
    if terms.whom and not any(clock.plain(name) in words for name in terms.whom if name.strip()):
        return Skipped(place, "a meeting with somebody else")
    zone = getattr(start.tzinfo, "key", None)
    local = start if start.tzinfo else start.replace(tzinfo=ZoneInfo(terms.zone))
    length = (_instant(end.dt, terms.zone) - local) if end is not None else timedelta()
    again = event.get("RECURRENCE-ID")
    mark = _instant(again.dt if again is not None else start, terms.zone)
    uid = str(event.get("UID", "")) or clock.plain(str(event.get("SUMMARY", "")))
    return Found(
        place,
        moment.stored(local, zone if start.tzinfo and zone else terms.zone),
        "meeting",
        str(event.get("SUMMARY", ""))[:_MOST_WHAT],
        max(0, round(length.total_seconds() / 60)),
        ", ".join(people),
        origin("meeting", uid, mark.astimezone(UTC).isoformat()),
    )


def _instant(when: date | datetime, zone: str) -> datetime:
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day)  # noqa: DTZ001  its zone follows
    return when if when.tzinfo else when.replace(tzinfo=ZoneInfo(zone))


def _people(event: Component) -> list[str]:
    people: list[str] = []
    for key in ("ORGANIZER", "ATTENDEE"):
        given: Any = event.get(key) or []
        for person in given if isinstance(given, list) else [given]:
            name = str(getattr(person, "params", {}).get("CN", "")).strip()
            address = str(person)
            mail = address[7:] if address.lower().startswith("mailto:") else address
            people.append(f"{name} {mail}".strip())
    return people


def _named(event: Component) -> str:
    return f"“{str(event.get('SUMMARY', ''))[:60] or 'no title'}”"
