"""What a room records: each step by random ids, once, and never a name or a word."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules.journal.event import read
from groundrules.journal.store import Journal
from groundrules.workshop import event as happened
from groundrules.workshop.room import Room, apply
from groundrules.workshop.transcript import Transcript

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet

SHEET: Sheet = json.loads((Path(__file__).parents[2] / "fixtures" / "little.sheet.json").read_text(encoding="utf-8"))
WHEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PLAYED: list[happened.Event] = [
    happened.Joined("a", "Ana of Accounts"),
    happened.Joined("b", "Ben of Boats"),
    happened.Opened(SHEET),
    happened.WentOn(),
    happened.Voted("a", 1, "answer"),
    happened.Voted("b", 1, "snap"),
    happened.Counted("answer", 3),
    happened.Played(),
    happened.WentOn(),
    happened.Voted("a", 2, "clear"),
    happened.Quoted("a", 0, "My boss is called Omar."),
    happened.Played("clear"),
    happened.WentOn(),
]


def told(transcript: Transcript, events: list[happened.Event]) -> list[dict[str, Any]]:
    room, made = Room(), []
    for event in events:
        room, _ = apply(room, event)
        made += transcript.statements(event, room, WHEN)
    return made


def lines(transcript: Transcript, statements: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    """Who (room, a or b), verb, scene, and what."""
    names = {transcript.room: "room", transcript.person("a"): "a", transcript.person("b"): "b"}
    found = []
    for statement in statements:
        event = read(statement)
        assert event
        who = names[statement["actor"]["account"]["name"]]
        found.append((who, event.verb, event.part, event.response or event.ending))
    return found


def test_every_vote_and_every_move_that_was_played_is_recorded() -> None:
    transcript = Transcript()
    assert lines(transcript, told(transcript, PLAYED)) == [
        ("room", "initialized", "", ""),
        ("room", "answered", "noon", "answer"),
        ("a", "initialized", "", ""),
        ("a", "answered", "noon", "answer"),
        ("b", "initialized", "", ""),
        ("b", "answered", "noon", "snap"),
        ("room", "initialized", "", ""),
        ("room", "answered", "talk", "agreed"),
        ("a", "initialized", "", ""),
        ("a", "answered", "talk", "agreed"),
        ("room", "completed", "", "rule"),
        ("a", "completed", "", "rule"),
        ("b", "completed", "", "rule"),
    ]


def test_no_name_and_no_word_of_anybody_is_in_a_statement() -> None:
    text = json.dumps(told(Transcript(), PLAYED))
    assert "Ana" not in text
    assert "Boats" not in text
    assert "Omar" not in text


def test_the_same_person_is_another_number_in_another_room() -> None:
    first, second = Transcript(), Transcript()
    assert len({first.person("a"), second.person("a"), first.person("b")}) == 3
    assert first.person("a") == first.person("a")


def test_what_is_told_twice_is_recorded_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db")
    transcript = Transcript()
    statements = told(transcript, PLAYED)
    assert journal.record(*statements) == 11
    assert journal.record(*statements) == 0


def test_who_was_offline_is_recorded_later_and_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db")
    transcript = Transcript()
    first = happened.Reported("a", "05", (happened.Attempt("little", 1, 2, ended=False),))
    later = happened.Reported("a", "05", (happened.Attempt("little", 1, 4, ended=True),))
    joined = happened.Joined("a", "Ana")
    new = [journal.record(*told(transcript, [joined, event])) for event in (first, first, later, later)]
    assert new == [1, 0, 1, 0]
    assert [event.attempt for event in journal.events()] == [101, 101]


def test_a_move_that_was_taken_back_and_another_one_are_two_attempts() -> None:
    transcript = Transcript()
    events = [*PLAYED[:8], happened.WentBack(), happened.Played("snap")]
    found = [read(statement) for statement in told(transcript, events)]
    room = [(event.attempt, event.response) for event in found if event and event.verb == "answered"]
    assert room == [(1, "answer"), (1, "answer"), (1, "snap"), (2, "snap"), (2, "answer"), (2, "snap")]
