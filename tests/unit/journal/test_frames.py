"""The journal as DataFrames."""

from __future__ import annotations

from groundrules.journal import frames
from groundrules.journal.event import Event

FOUND = [
    Event("2026-11-22T10:00:00.000Z", "answered", "scenario", "night", "call", quality="weak", points="A08", score=0.0),
    Event(
        "2026-11-22T10:05:00.000Z",
        "completed",
        "scenario",
        "night",
        attempt=2,
        score=0.5,
        ending="e1",
        ending_kind="good",
        meters='{"trust": 7}',
    ),
]


def test_events_have_zoned_times_and_one_row_each() -> None:
    frame = frames.events(FOUND)
    assert list(frame.columns) == list(Event._fields)
    assert str(frame["time"].dtype).endswith("UTC]")
    assert frame["verb"].tolist() == ["answered", "completed"]


def test_attempts_have_their_meters_as_columns() -> None:
    frame = frames.attempts(FOUND)
    assert frame.drop(columns="time").to_dict("records") == [
        {"scenario": "night", "attempt": 2, "ending": "e1", "ending_kind": "good", "score": 0.5, "trust": 7}
    ]


def test_points_are_counted_by_quality() -> None:
    assert frames.points(FOUND).to_dict("records") == [
        {"point": "A08", "strong": 0, "partial": 0, "weak": 1, "standing": "weak"}
    ]


def test_an_empty_journal_gives_empty_frames() -> None:
    assert [len(table([])) for table in (frames.events, frames.attempts, frames.points)] == [0, 0, 0]
