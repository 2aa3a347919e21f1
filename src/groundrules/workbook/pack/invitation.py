"""The invitation to the talk, as a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from groundrules.typography import glyphs
from groundrules.workbook import moment

if TYPE_CHECKING:
    from groundrules.workbook.dossier import Dossier

_MINUTES = 60  # where the meeting's length is not noted
_REMIND = timedelta(hours=24)
_AROUND = timedelta(days=400)


def invitation(dossier: Dossier) -> bytes | None:
    """Give the planned meeting as an event for one's own calendar, from which the contact is invited.

    It names no organiser and no guests: the calendar that opens it makes it an invitation in the learner's own name.

    Returns:
        The `.ics` file; None where no meeting has a time.
    """
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415  loaded where a calendar is written

    meeting = dossier.meeting
    if not meeting["when"]:
        return None
    start = moment.parsed(meeting["when"])
    event = Event()
    event.add("uid", f"{meeting.get('id') or 'meeting'}@groundrules.invalid")
    event.add("dtstamp", datetime.fromisoformat(meeting.get("updated") or moment.now()).astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=meeting["minutes"] or _MINUTES))
    event.add("summary", glyphs.visible(_subject(dossier)))
    place = " · ".join(
        part for part in (dossier.label(meeting, "meetings", "medium"), meeting["place"]) if part.strip()
    )
    if place:
        event.add("location", glyphs.visible(place))
    event.add("description", glyphs.visible(_agenda(dossier)))
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Read your brief again, and say your statement aloud once.")
    alarm.add("trigger", -_REMIND)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Ground Rules//Workbook//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    # The changes of clocks around the meeting are enough; all since 1970 would be a long file.
    calendar.add_missing_timezones(start.date() - _AROUND, start.date() + _AROUND)
    return bytes(calendar.to_ical())


def _subject(dossier: Dossier) -> str:
    organisation = dossier.contact["organisation"].strip()
    return f"How we work together: {dossier.contact['name']}" + (f", {organisation}" if organisation else "")


def _agenda(dossier: Dossier) -> str:
    agenda = dossier.meeting["agenda"].strip()
    return agenda or "How we work together from now on: what works, what does not, and what we both agree on."
