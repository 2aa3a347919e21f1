"""The calendar file that reminds of the review."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from groundrules.errors import JournalError, SetupError
from groundrules.journal.reminder import reminder

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)  # a Sunday


def lines(made: bytes) -> list[str]:
    return made.decode("utf-8").replace("\r\n ", "").split("\r\n")


def test_the_entry_comes_back_on_its_days_at_its_time() -> None:
    made = lines(reminder("08:30", ["wed", "mon"], "Europe/Lisbon", NOW))
    assert "DTSTART;TZID=Europe/Lisbon:20261123T083000" in made
    assert "DTEND;TZID=Europe/Lisbon:20261123T083500" in made
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,WE" in made
    assert "TZID:Europe/Lisbon" in made


def test_today_counts_while_the_time_is_still_to_come() -> None:
    assert "DTSTART;TZID=UTC:20261122T100100" in [
        line.replace("DTSTART:20261122T100100Z", "DTSTART;TZID=UTC:20261122T100100")
        for line in lines(reminder("10:01", ["sun"], "UTC", NOW))
    ]
    assert any("20261129T100000" in line for line in lines(reminder("10:00", ["sun"], "UTC", NOW)))


def test_another_program_can_read_it() -> None:
    (event,) = Calendar.from_ical(reminder("7:05", ["fri"], "Asia/Tokyo", NOW)).walk("VEVENT")
    assert event["summary"] == "Ground Rules: five minutes of review"
    assert event.decoded("dtstart").isoformat() == "2026-11-27T07:05:00+09:00"


@pytest.mark.parametrize(
    ("at", "days", "zone", "what"),
    [
        ("25:00", ["mon"], "UTC", "“25:00” is no time of day."),
        ("08:30", ["mon", "xyz"], "UTC", "“xyz” is no day of the week."),
        ("08:30", [], "UTC", "No day is named."),
        ("08:30", ["mon"], "Europe/Nowhere", "“Europe/Nowhere” is no time zone."),
        ("08:30", ["mon"], "../../etc/passwd", "“../../etc/passwd” is no time zone."),
    ],
)
def test_what_cannot_be_is_said(at: str, days: list[str], zone: str, what: str) -> None:
    with pytest.raises(JournalError) as caught:
        reminder(at, days, zone, NOW)
    assert caught.value.what == what


def test_a_machine_without_the_calendar_package_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(SetupError) as caught:
        reminder("08:30", ["mon"], "UTC", NOW)
    assert caught.value.remedy == "Install it: pip install 'groundrules[documents]'."
