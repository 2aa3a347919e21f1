"""The room's statements in a real record store: all of them, each once, also those that come later."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import JournalError
from groundrules.journal.forward import forward
from groundrules.journal.store import Journal
from groundrules.workshop import event as happened
from groundrules.workshop.room import Room, apply
from groundrules.workshop.transcript import Transcript

if TYPE_CHECKING:
    from tests.conftest import RecordStore

    from groundrules.scenario.sheet import Sheet

SHEET: Sheet = json.loads((Path(__file__).parents[2] / "fixtures" / "little.sheet.json").read_text(encoding="utf-8"))
WHEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
VOTED: list[happened.Event] = [
    happened.Joined("a", "Ana of Accounts"),
    happened.Opened(SHEET),
    happened.WentOn(),
    happened.Voted("a", 1, "snap"),
    happened.Played(),
]


def record(journal: Journal, transcript: Transcript, events: list[happened.Event]) -> None:
    room = Room()
    for event in events:
        room, _ = apply(room, event)
        journal.record(*transcript.statements(event, room, WHEN))


def test_a_room_without_a_network_sends_later_and_each_statement_once(
    record_store: RecordStore, tmp_path: Path
) -> None:
    journal, transcript = Journal(tmp_path / "journal.db"), Transcript()
    record(journal, transcript, VOTED)
    with pytest.raises(JournalError, match="cannot be reached"):
        forward(journal, "http://127.0.0.1:9/xAPI", "course", "its-word")
    assert forward(journal, record_store.endpoint, record_store.user, record_store.word) == 4
    # Ana played on while her phone had no connection; told twice, it is stored once.
    alone = happened.Reported("a", "05", (happened.Attempt("little", 1, 4, ended=True),))
    record(journal, transcript, [VOTED[0], alone, alone])
    assert forward(journal, record_store.endpoint, record_store.user, record_store.word) == 2
    assert forward(journal, record_store.endpoint, record_store.user, record_store.word) == 0
    stored = record_store.statements()
    verbs = [statement["verb"]["display"]["en"] for statement in stored]
    assert verbs == ["initialized", "answered", "initialized", "answered", "initialized", "completed"]
    assert len({statement["id"] for statement in stored}) == 6
    actors = {statement["actor"]["account"]["name"] for statement in stored}
    assert actors == {transcript.room, transcript.person("a")}
    assert "Ana" not in json.dumps(stored)
