"""Statements read back as flat rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from groundrules.journal import statement
from groundrules.journal.event import Event, read
from groundrules.journal.statement import Answer, Choice, Ending, Occasion

HERE = Occasion("a1b2", datetime(2026, 11, 22, 10, 0, tzinfo=UTC), lesson="05", attempt=2)
TIME = "2026-11-22T10:00:00.000Z"


@pytest.mark.parametrize(
    ("made", "event"),
    [
        (
            statement.chose(HERE, Choice("night", "call", 0, "up", "weak", ["A08", "A10"], {"trust": 6})),
            Event(
                TIME,
                "answered",
                "scenario",
                "night",
                "call",
                2,
                "05",
                "up",
                "weak",
                "A08 A10",
                0.0,
                meters='{"trust": 6}',
            ),
        ),
        (
            statement.completed(HERE, "scenario", "night", score=0.5, ending=Ending("ending-a", "good")),
            Event(
                TIME, "completed", "scenario", "night", "", 2, "05", score=0.5, ending="ending-a", ending_kind="good"
            ),
        ),
        (
            statement.answered(HERE, Answer("05-which", "single", "b", 1, ["A07"])),
            Event(TIME, "answered", "check", "05-which", "", 2, "05", "b", "strong", "A07", 1.0),
        ),
        (
            statement.experienced(Occasion("a1b2", HERE.when), "05", "the-idea"),
            Event(TIME, "experienced", "lesson", "05", "the-idea", 1, "05"),
        ),
    ],
)
def test_what_a_builder_says_is_read_back(made: dict[str, Any], event: Event) -> None:
    assert read(made) == event


@pytest.mark.parametrize(
    "foreign",
    [
        {},
        {"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}, "object": {"id": "https://elsewhere.example/quiz"}},
        {
            "verb": {"id": "https://elsewhere.example/liked"},
            "object": {"id": "https://groundrules.example/xapi/lesson/05"},
        },
        {"verb": "answered", "object": ["lesson"]},
    ],
)
def test_a_statement_of_another_tool_is_none_of_ours(foreign: dict[str, Any]) -> None:
    assert read(foreign) is None
