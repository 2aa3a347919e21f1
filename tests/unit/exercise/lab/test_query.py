from __future__ import annotations

from typing import Any

import pytest

from groundrules.exercise.lab.query import chosen, fact, groups

CALLS = [
    {"date": "2026-09-07", "week": 1, "day": "Mon", "time": "07:59", "caller": "Ida", "minutes": 4},
    {"date": "2026-09-07", "week": 1, "day": "Mon", "time": "08:00", "caller": "Ida", "minutes": 6},
    {"date": "2026-09-11", "week": 1, "day": "Fri", "time": "18:00", "caller": "Jo", "minutes": 5},
    {"date": "2026-09-13", "week": 1, "day": "Sun", "time": "10:00", "caller": "Ida", "minutes": 10},
    {"date": "2026-09-16", "week": 2, "day": "Wed", "time": "12:00", "caller": "Jo", "minutes": 1},
]
TABLES: dict[str, list[dict[str, Any]]] = {"calls": CALLS}
HOURS = {"days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "from": "08:00", "to": "18:00"}


def test_hours_hold_from_their_first_minute_to_before_their_last_on_their_days() -> None:
    inside = chosen(CALLS, {"hours": {**HOURS, "keep": "inside"}})
    outside = chosen(CALLS, {"hours": {**HOURS, "keep": "outside"}})
    assert [row["time"] for row in inside] == ["08:00", "12:00"]
    assert [row["time"] for row in outside] == ["07:59", "18:00", "10:00"]


def test_weeks_and_values_leave_out_what_is_not_named() -> None:
    assert [row["time"] for row in chosen(CALLS, {"weeks": [2, 2]})] == ["12:00"]
    assert [row["time"] for row in chosen(CALLS, {"where": {"caller": ["Jo"], "day": ["Fri"]}})] == ["18:00"]


def test_groups_are_counted_summed_or_averaged() -> None:
    assert groups(CALLS, {"group": "caller"}) == {"Ida": 3, "Jo": 2}
    assert groups(CALLS, {"group": "week", "measure": "sum:minutes"}) == {1: 25, 2: 1}
    assert groups(CALLS, {"group": "caller", "measure": "mean:minutes"}) == {"Ida": 20 / 3, "Jo": 3.0}
    assert groups(CALLS, {}) == {"": 5}


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ({"of": "calls"}, 5),
        ({"of": "calls", "group": "week", "take": "most"}, 4),
        ({"of": "calls", "where": {"caller": ["nobody"]}, "group": "week", "take": "most"}, 0),
        ({"of": "calls", "measure": "sum:minutes", "over": 60, "less": 0.1}, 26 / 60 - 0.1),
        ({"of": "calls", "where": {"caller": ["Ida"]}, "times": 100, "over": {"of": "calls"}}, 60),
        ({"of": "calls", "where": {"caller": ["nobody"]}, "measure": "mean:minutes"}, 0),
        ({"of": "calls", "over": {"of": "calls", "where": {"caller": ["nobody"]}}}, 5),
    ],
)
def test_a_fact_is_a_query_and_what_is_done_to_its_result(wanted: dict[str, Any], value: float) -> None:
    assert fact(TABLES, wanted) == pytest.approx(value)
