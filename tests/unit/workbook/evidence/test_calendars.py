from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import WorkbookError
from groundrules.workbook.evidence import calendars
from groundrules.workbook.evidence.arrival import Terms, take_in

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workbook import Workbook

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TERMS = Terms("Europe/Lisbon", ("ines@example.org",), until=NOW)


def event(*lines: str, who: str = "ines@example.org") -> str:
    people = f"\nATTENDEE;CN=Inês Duarte:mailto:{who}" if who else ""
    return "BEGIN:VEVENT\n" + "\n".join(lines) + f"{people}\nEND:VEVENT\n"


def calendar(folder: Path, *events: str) -> Path:
    file = folder / "work.ics"
    file.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\n" + "".join(events) + "END:VCALENDAR\n")
    return file


WEEKLY = event(
    "UID:1@x",
    "DTSTART;TZID=Europe/Paris:20261012T090000",
    "DTEND;TZID=Europe/Paris:20261012T100000",
    "RRULE:FREQ=WEEKLY",
    "EXDATE;TZID=Europe/Paris:20261102T090000",
    "SUMMARY:Project meeting",
)
MOVED = event(
    "UID:1@x",
    "RECURRENCE-ID;TZID=Europe/Paris:20261019T090000",
    "DTSTART;TZID=Europe/Paris:20261020T150000",
    "DTEND;TZID=Europe/Paris:20261020T163000",
    "SUMMARY:Project meeting",
)


def test_each_repetition_counts_by_itself_on_its_own_clock(workbook: Workbook, tmp_path: Path) -> None:
    preview = calendars.preview(workbook, calendar(tmp_path, WEEKLY, MOVED), TERMS)
    assert [(each.when, each.minutes) for each in preview.found] == [
        ("2026-10-12T09:00:00+02:00[Europe/Paris]", 60),
        ("2026-10-20T15:00:00+02:00[Europe/Paris]", 90),  # moved
        ("2026-10-26T09:00:00+01:00[Europe/Paris]", 60),  # the clocks went back; 2 November is taken out
        ("2026-11-09T09:00:00+01:00[Europe/Paris]", 60),
        ("2026-11-16T09:00:00+01:00[Europe/Paris]", 60),
    ]
    assert {each.channel for each in preview.found} == {"meeting"}
    assert {each.who for each in preview.found} == {"Inês Duarte ines@example.org"}


def test_a_meeting_is_never_taken_in_twice_even_when_it_was_moved_meanwhile(
    workbook: Workbook, ines: str, tmp_path: Path
) -> None:
    take_in(workbook, calendars.preview(workbook, calendar(tmp_path, WEEKLY), TERMS), ines)
    assert len(workbook.rows("incidents")) == 5
    again = calendars.preview(workbook, calendar(tmp_path, WEEKLY, MOVED), TERMS)
    assert (len(again.found), len(again.known)) == (0, 5)


def test_what_is_left_out_has_its_reason(workbook: Workbook, tmp_path: Path) -> None:
    file = calendar(
        tmp_path,
        event("UID:1", "DTSTART;VALUE=DATE:20261105", "SUMMARY:Fair"),
        event("UID:2", "DTSTART:20261105T090000Z", "STATUS:CANCELLED", "SUMMARY:Talk"),
        event("UID:3", "DTSTART:20261105T100000Z", "SUMMARY:Other", who="bob@example.org"),
        event("UID:4", "DTSTART:20261105T090000Z", "RRULE:FREQ=SECONDLY", "SUMMARY:Wild"),
        event("UID:5", "DTSTART:20261105T110000", "SUMMARY:Coffee with ines@example.org", who=""),
    )
    preview = calendars.preview(workbook, file, TERMS)
    assert sorted((each.place, each.why) for each in preview.skipped) == [
        ("“Fair”, 2026-11-05", "it takes all day"),
        ("“Other”, 2026-11-05", "a meeting with somebody else"),
        ("“Talk”, 2026-11-05", "it was cancelled"),
        ("“Wild”", "it repeats every hour or more often"),
    ]
    assert [(each.when, each.minutes) for each in preview.found] == [("2026-11-05T11:00:00+00:00[Europe/Lisbon]", 0)]


def test_only_the_asked_time_counts(workbook: Workbook, tmp_path: Path) -> None:
    file = calendar(tmp_path, WEEKLY)
    terms = Terms("Europe/Lisbon", since=datetime(2026, 11, 10, tzinfo=UTC), until=NOW)
    preview = calendars.preview(workbook, file, terms)
    assert [each.when[:10] for each in preview.found] == ["2026-11-16"]
    assert preview.notes == ["Every meeting counts as this contact's, because no name or address was given."]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, r"The file cannot be read \(No such file or directory\)"),
        ("Dear Sir", "This is not a calendar, or it is damaged"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(
    workbook: Workbook, tmp_path: Path, content: str | None, what: str
) -> None:
    file = tmp_path / "x.ics"
    if content is not None:
        file.write_text(content)
    with pytest.raises(WorkbookError, match=what):
        calendars.preview(workbook, file, TERMS)


def test_an_empty_calendar_is_said_to_be(workbook: Workbook, tmp_path: Path) -> None:
    preview = calendars.preview(workbook, calendar(tmp_path), TERMS)
    assert (preview.found, preview.notes) == ([], ["It holds no meeting in that time."])
