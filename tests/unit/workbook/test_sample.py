from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from groundrules.workbook import moment, sample
from groundrules.workbook.rows import lacking
from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from groundrules.workbook import Workbook

TODAY = date(2026, 11, 22)


def test_the_examples_are_complete_rows_of_nearly_every_table(workbook: Workbook) -> None:
    assert sample.fill(workbook, TODAY, "Europe/London") == 33
    counts = {name: len(workbook.rows(name)) for name in TABLES}
    assert counts == {
        "contacts": 2,
        "agreements": 2,
        "incidents": 24,
        "diagnoses": 2,
        "proposals": 1,
        "meetings": 1,
        "outcomes": 0,
        "follow_ups": 1,
        "reflections": 0,
    }
    assert [
        fault for name, table in TABLES.items() for row in workbook.rows(name) for fault in lacking(table, row)
    ] == []


def test_the_examples_lie_around_today_and_meetings_on_workdays(workbook: Workbook) -> None:
    sample.fill(workbook, TODAY, "Europe/London")
    incidents = workbook.rows("incidents")
    assert max(row["when"] for row in incidents) < TODAY.isoformat()
    meetings = [
        row["when"] for row in [*incidents, *workbook.rows("meetings")] if row.get("channel", "meeting") == "meeting"
    ]
    assert len(meetings) == 12
    assert {moment.parsed(when).weekday() for when in meetings} <= {0, 1, 2, 3, 4}


def test_filling_twice_adds_nothing_and_keeps_what_was_changed(workbook: Workbook) -> None:
    sample.fill(workbook, TODAY)
    row = workbook.rows("contacts")[0]
    workbook.save("contacts", {**row, "name": "Changed"}, 1)
    assert sample.fill(workbook, TODAY) == 0
    assert workbook.rows("contacts")[0]["name"] == "Changed"


def test_the_examples_go_and_ones_own_rows_stay(workbook: Workbook, ines: str) -> None:
    sample.fill(workbook, TODAY)
    assert sample.clear(workbook) == 33
    assert sample.clear(workbook) == 0
    assert [row["id"] for row in workbook.rows("contacts")] == [ines]
