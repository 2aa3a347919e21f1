from __future__ import annotations

import json
from typing import Any

from groundrules.exercise.lab.deal import deal

CASE: dict[str, Any] = {
    "begins": "2026-09-07",
    "weeks": 2,
    "tables": {
        "calls": {
            "columns": [
                {"id": "time", "kind": "time"},
                {"id": "caller", "kind": "choice"},
                {"id": "minutes", "kind": "number"},
            ],
            "batches": [
                {
                    "per_week": [1, 1],
                    "days": ["Mon"],
                    "time": ["08:00", "09:00"],
                    "every": 30,
                    "put": {"caller": ["Ida", "Jo"], "minutes": [2, 4, 0.5]},
                },
                {
                    "total": [1, 2],
                    "weeks": [2],
                    "days": ["Sat", "Sun"],
                    "time": ["20:00"],
                    "every": 1,
                    "put": {"caller": ["Ida"], "minutes": [7]},
                },
            ],
        },
    },
}


def test_the_same_seed_deals_the_same_rows_in_the_order_of_time() -> None:
    assert deal(CASE, 1) == {
        "calls": [
            {"date": "2026-09-07", "week": 1, "day": "Mon", "time": "08:00", "caller": "Ida", "minutes": 3.0},
            {"date": "2026-09-14", "week": 2, "day": "Mon", "time": "09:00", "caller": "Ida", "minutes": 2.0},
            {"date": "2026-09-19", "week": 2, "day": "Sat", "time": "20:00", "caller": "Ida", "minutes": 7},
            {"date": "2026-09-19", "week": 2, "day": "Sat", "time": "20:00", "caller": "Ida", "minutes": 7},
        ]
    }


def test_another_seed_deals_others_within_the_same_limits() -> None:
    seen: dict[str, set[Any]] = {"time": set(), "minutes": set(), "day": set(), "rows": set()}
    for seed in range(200):
        rows = deal(CASE, seed)["calls"]
        seen["rows"].add(len(rows))
        for row in rows:
            for name in ("time", "minutes", "day"):
                seen[name].add(row[name])
    assert seen == {
        "rows": {3, 4},
        "time": {"08:00", "08:30", "09:00", "20:00"},
        "minutes": {2.0, 2.5, 3.0, 3.5, 4.0, 7},
        "day": {"Mon", "Sat", "Sun"},
    }


def test_rows_are_plain_data() -> None:
    rows = deal(CASE, 5)
    assert json.loads(json.dumps(rows)) == rows
