from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from groundrules.workbook.evidence import chart
from groundrules.workbook.evidence.facts import facts
from groundrules.workbook.evidence.wording import sentences
from groundrules.workbook.rows import checked
from groundrules.workbook.schema import TABLES

# Eleven calls after 22:00 in six weeks, three of them after 01:00.
NIGHTS = [
    *(f"2026-10-{day:02d}T22:{day:02d}:00+01:00[Europe/Lisbon]" for day in (12, 15, 20, 23)),
    *(f"2026-11-{day:02d}T23:{day:02d}:00+00:00[Europe/Lisbon]" for day in (3, 10, 13, 20)),
    *(f"2026-11-{day:02d}T02:07:00+00:00[Europe/Lisbon]" for day in (5, 17, 22)),
]


def incident(when: str, channel: str = "phone", minutes: int | None = None) -> dict[str, Any]:
    return checked(TABLES["incidents"], {"when": when, "channel": channel, "minutes": minutes})


def rule(**values: Any) -> dict[str, Any]:
    return checked(TABLES["agreements"], {"rule": "A rule", **values})


def test_the_strongest_fact_comes_first_and_without_judgement() -> None:
    found = facts([incident(when, minutes=20) for when in NIGHTS], [])
    assert sentences(found) == [
        "11 calls after 22:00 in six weeks, three of them after 01:00.",
        "Time they took: 3 h 40 min.",
        "All in all: 7 in the last three weeks, 4 in the three before.",
    ]


def test_agreed_hours_count_instead_of_the_night() -> None:
    day = [incident("2026-11-04T19:30:00+00:00[Europe/Lisbon]"), incident("2026-11-04T10:00:00+00:00[Europe/Lisbon]")]
    hours = rule(about="hours", starts="08:00", ends="19:00")
    assert sentences(facts([*map(incident, NIGHTS), *day], [hours]))[0] == (
        "12 calls after 19:00 in six weeks, three of them after 01:00."
    )
    weekdays = rule(about="hours", starts="08:00", ends="19:00", days="weekdays")
    saturday = incident("2026-11-07T11:00:00+00:00[Europe/Lisbon]")
    assert sentences(facts([*day, saturday], [weekdays]))[0] == (
        "2 calls outside the agreed hours (08:00 to 19:00, Monday to Friday) in four days."
    )
    assert sentences(facts(day[1:], [hours])) == ["1 call on one day.", "All within the agreed hours, 08:00 to 19:00."]


def test_hours_over_midnight_hold_over_midnight() -> None:
    found = facts([incident("2026-11-04T02:00:00+00:00")], [rule(starts="22:00", ends="06:00")])
    assert found.outside == ()


def test_each_call_counts_on_the_clock_of_its_own_place() -> None:
    tokyo = incident("2026-11-04T10:00:00+09:00[Asia/Tokyo]")  # 01:00 in Lisbon
    assert facts([tokyo], []).outside == ()


def test_what_was_agreed_stands_beside_what_was() -> None:
    when = ["2026-08-03", "2026-08-10", "2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06"]
    meetings = [incident(f"{day}T10:00:00+00:00", "meeting", 60) for day in when]
    found = facts(meetings, [rule(about="meetings", most=2, per="month")])
    (limit,) = found.limits
    assert limit.counts == ((date(2026, 8, 1), 2), (date(2026, 9, 1), 0), (date(2026, 10, 1), 4))
    assert (limit.over, found.outside) == (1, ())
    assert sentences(found)[:3] == [
        "6 meetings in nine weeks.",
        "Agreed: at most two meetings a month. There were 6 in three months; the most in one month was four.",
        "Time they took: 6 h.",
    ]
    kept = facts(meetings[:2], [rule(about="meetings", most=2, per="month")])
    assert sentences(kept)[1] == "Agreed: at most two meetings a month. In one month it was never more."


def test_minutes_that_nobody_noted_are_said_to_be_missing() -> None:
    found = facts([incident(NIGHTS[0], minutes=45), incident(NIGHTS[1])], [])
    assert sentences(found)[1] == "Time they took: 45 min (one of 2 have their time noted)."


def test_nothing_noted_is_nothing_said() -> None:
    empty = facts([checked(TABLES["incidents"], {})], [])
    assert sentences(empty) == []
    assert chart.charts(empty) == []
    assert empty.as_dict()["incidents"] == 0


def test_the_numbers_are_plain_data() -> None:
    found = facts([incident(when) for when in NIGHTS], [rule(about="hours", most=1, per="week")])
    data = json.loads(json.dumps(found.as_dict()))
    assert (data["incidents"], data["outside"], data["deep"], data["days"]) == (11, 11, 3, 42)
    assert data["weeks"][0] == ["2026-10-12", 2]
    assert data["limits"][0]["over"] == 5


def test_charts_are_pictures_with_words() -> None:
    found = facts([incident(when) for when in NIGHTS], [rule(about="hours", most=1, per="week")])
    clock, weeks = chart.charts(found)
    assert clock.png.startswith(b"\x89PNG")
    assert clock.words == "11 points from 12 October 2026 to 22 November 2026, 11 of them outside 06:00 to 22:00."
    assert weeks.words == "Agreed: 1 a week. 12 Oct: 2, 19 Oct: 2, 26 Oct: 0, 2 Nov: 2, 9 Nov: 2, 16 Nov: 3."


@pytest.mark.parametrize("count", [1, 400])
def test_a_chart_holds_one_point_and_many(count: int) -> None:
    rows = [incident(f"202{n % 6}-0{n % 9 + 1}-{n % 28 + 1:02d}T23:10:00+00:00") for n in range(count)]
    assert len(chart.charts(facts(rows, [rule(about="hours", most=0, per="day")]))) == 2
