"""The invitation to the talk, as a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from groundrules.catalogue import ENGLISH
from groundrules.typography import glyphs
from groundrules.workbook import moment
from groundrules.workbook.table import DOCUMENTS

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue
    from groundrules.workbook.dossier import Dossier

_MINUTES = 60  # where the meeting's length is not noted
_REMIND = timedelta(hours=24)
_AROUND = timedelta(days=400)


def invitation(dossier: Dossier, words: Catalogue = ENGLISH) -> bytes | None:
    """Give the planned meeting as an event for one's own calendar, from which the contact is invited.

    It names no organiser and no guests: the calendar that opens it makes it an invitation in the learner's own name.

    Args:
        dossier: what the workbook holds about the contact.
        words: of the language in which it is written; what the learner wrote stays as it is.

    Returns:
        The `.ics` file; None where no meeting has a time.
    """
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415  loaded where a calendar is written

    say, meeting = words.within(DOCUMENTS), dossier.meeting
    if not meeting["when"]:
        return None
    start = moment.parsed(meeting["when"])
    event = Event()
    event.add("uid", f"{meeting.get('id') or 'meeting'}@groundrules.invalid")
    event.add("dtstamp", datetime.fromisoformat(meeting.get("updated") or moment.now()).astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=meeting["minutes"] or _MINUTES))
    event.add("summary", glyphs.visible(_subject(dossier, words)))
    place = " · ".join(
        part for part in (dossier.label(meeting, "meetings", "medium", words), meeting["place"]) if part.strip()
    )
    if place:
        event.add("location", glyphs.visible(place))
    event.add("description", glyphs.visible(_agenda(dossier, words)))
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", say("Read your brief again, and say your statement aloud once."))
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


def _subject(dossier: Dossier, words: Catalogue) -> str:
    say = words.within(DOCUMENTS)
    organisation = dossier.contact["organisation"].strip()
    form = say("How we work together: {name}, {organisation}") if organisation else say("How we work together: {name}")
    return form.format(name=dossier.contact["name"], organisation=organisation)


def _agenda(dossier: Dossier, words: Catalogue) -> str:
    say = words.within(DOCUMENTS)
    agenda = dossier.meeting["agenda"].strip()
    return agenda or say("How we work together from now on: what works, what does not, and what we both agree on.")
