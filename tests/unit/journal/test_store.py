"""The journal's file: once each, whole after a kill, set aside when damaged."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.errors import JournalError
from groundrules.journal import statement
from groundrules.journal.statement import Choice, Occasion
from groundrules.journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def _step(number: int, actor: str = "a1b2") -> dict[str, Any]:
    return statement.chose(Occasion(actor, WHEN), Choice("night", "call", number, "pick-up", "weak", ["A08"]))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "data" / "journal.db")


def test_a_statement_comes_back_as_it_was(journal: Journal) -> None:
    assert journal.record(_step(0), _step(1)) == 2
    assert list(journal.statements()) == [_step(0), _step(1)]


def test_recording_twice_is_once(journal: Journal) -> None:
    assert [journal.record(_step(0)), journal.record(_step(0), _step(1)), journal.record()] == [1, 1, 0]
    assert len(journal.events()) == 2


def test_statements_since_a_number_leave_out_the_earlier_ones(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundrules.journal.store.PAGE", 3)
    steps = [_step(number) for number in range(10)]
    journal.record(*steps)
    assert list(journal.statements()) == steps
    assert list(journal.statements(since=7)) == steps[7:]


def test_a_reader_in_the_middle_keeps_nobody_from_recording(journal: Journal) -> None:
    journal.record(_step(0), _step(1))
    reader = journal.statements()
    next(reader)
    assert journal.record(_step(2)) == 1
    reader.close()


def test_the_local_id_is_made_once_and_is_not_the_same_for_another_learner(journal: Journal, tmp_path: Path) -> None:
    actor = journal.actor()
    assert journal.actor() == Journal(journal.path).actor() == actor
    assert Journal(tmp_path / "other.db").actor() != actor


def test_all_statements_of_one_call_are_recorded_or_none(journal: Journal) -> None:
    with pytest.raises(JournalError, match="not a statement"):
        journal.record(_step(0), {"id": "no uuid"})
    assert journal.events() == []


@pytest.mark.parametrize(
    "bad", [{}, {"id": 3}, {"id": _step(0)["id"], "text": "\ud800"}, {"id": _step(0)["id"], "x": {1}}]
)
def test_what_is_no_statement_is_refused(journal: Journal, bad: dict[str, Any]) -> None:
    with pytest.raises(JournalError, match="not a statement"):
        journal.record(bad)


def test_two_writers_at_once_lose_nothing(journal: Journal) -> None:
    def write(actor: str) -> None:
        own = Journal(journal.path)
        for number in range(25):
            own.record(_step(number, actor))

    writers = [threading.Thread(target=write, args=(name,)) for name in ("a1", "b2")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(journal.events()) == 50


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from groundrules.journal import statement
from groundrules.journal.statement import Choice, Occasion
from groundrules.journal.store import Journal
journal = Journal(Path(sys.argv[1]))
start = int(sys.argv[2])
for number in range(start, start + 1000):
    made = statement.chose(Occasion("a1b2", datetime.now(UTC)), Choice("night", "call", number, "pick-up", "weak"))
    journal.record(made)
    print(made["id"], flush=True)
"""


def test_no_statement_is_lost_when_the_process_is_killed_twenty_times(journal: Journal) -> None:
    told: list[str] = []
    for turn in range(20):
        command = [sys.executable, "-c", WRITER, str(journal.path), str(turn * 1000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            told += [writer.stdout.readline().strip() for _ in range(1 + turn % 4)]
            writer.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            told += writer.stdout.read().split()
    kept = {made["id"] for made in journal.statements()}
    assert len(told) >= 50
    assert set(told) <= kept
    assert journal.set_aside is None


def test_a_damaged_file_is_set_aside_and_what_can_be_read_of_it_is_kept(journal: Journal) -> None:
    steps = [_step(number) for number in range(400)]
    journal.record(*steps)
    whole = journal.path.read_bytes()
    damaged = whole[: len(whole) * 3 // 4] + b"\x07" * (len(whole) // 4)
    journal.path.write_bytes(damaged)
    again = Journal(journal.path)
    assert again.record(_step(9999)) == 1
    assert again.set_aside is not None
    assert again.set_aside.read_bytes() == damaged
    assert again.set_aside.name.startswith("journal.damaged-")
    kept = list(again.statements())
    assert kept[-1] == _step(9999)
    assert kept[:-1] == steps[: len(kept) - 1]
    assert len(kept) > 50


def test_a_large_file_is_looked_through_once_a_day_and_whenever_it_was_found_damaged(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundrules.journal.store.LARGE", 1)
    steps = [_step(number) for number in range(400)]
    journal.record(*steps)
    assert len(Journal(journal.path).events()) == 400  # looked through today
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[: len(whole) * 3 // 4] + b"\x07" * (len(whole) // 4))
    later = Journal(journal.path)
    with pytest.raises(JournalError):
        list(later.statements())
    assert len(list(later.statements())) > 50
    assert later.set_aside is not None


def test_a_file_that_is_no_database_is_set_aside_too(journal: Journal) -> None:
    journal.path.parent.mkdir()
    journal.path.write_text("these are not statements, " * 99)
    assert journal.events() == []
    assert journal.set_aside is not None
    assert journal.set_aside.read_text().startswith("these are not")


def test_a_file_of_a_newer_version_is_left_alone(journal: Journal) -> None:
    journal.record(_step(0))
    with closing(sqlite3.connect(journal.path)) as file:
        file.execute("pragma user_version = 99")
    before = journal.path.read_bytes()
    with pytest.raises(JournalError, match="newer version"):
        Journal(journal.path).record(_step(1))
    assert journal.path.read_bytes() == before


def test_events_are_read_again_when_the_reader_has_changed(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.record(_step(0))
    with closing(sqlite3.connect(journal.path)) as file, file:
        file.execute("update events set quality = 'old'")
    monkeypatch.setattr("groundrules.journal.store.READER", 99)
    assert [event.quality for event in Journal(journal.path).events()] == ["weak"]


def test_a_place_that_cannot_be_written_is_said_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError) as caught:
        Journal(tmp_path / "file" / "journal.db").record(_step(0))
    assert caught.value.where == str(tmp_path / "file" / "journal.db")
    assert caught.value.remedy == "Ask the owner of the folder for permission to write there."


def test_a_journal_in_use_by_another_program_is_said_after_a_while(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundrules.journal.store.WAIT_SECONDS", 0.05)
    journal.record(_step(0))
    with closing(sqlite3.connect(journal.path)) as other:
        other.execute("begin exclusive")
        with pytest.raises(JournalError, match="Another program is using the journal"):
            journal.record(_step(1))
    assert journal.record(_step(1)) == 1


def test_the_export_is_an_array_of_statements(journal: Journal, tmp_path: Path) -> None:
    journal.record(_step(0), _step(1))
    assert journal.export(tmp_path / "mine.json") == 2
    assert json.loads((tmp_path / "mine.json").read_text(encoding="utf-8")) == [_step(0), _step(1)]


def test_an_empty_export_is_an_empty_array(journal: Journal, tmp_path: Path) -> None:
    assert journal.export(tmp_path / "mine.json") == 0
    assert json.loads((tmp_path / "mine.json").read_text(encoding="utf-8")) == []


def test_an_export_that_cannot_be_written_is_said(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be written"):
        journal.export(tmp_path / "missing" / "mine.json")


def test_erasing_leaves_no_statement_no_local_id_and_no_trace_in_the_file(journal: Journal) -> None:
    actor = journal.actor()
    journal.record(_step(0, actor), _step(1, actor))
    assert journal.erase() == 2
    assert journal.events() == []
    assert actor.encode() not in journal.path.read_bytes()
    assert journal.actor() != actor


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps permissions elsewhere")
def test_only_its_owner_can_read_the_file(journal: Journal) -> None:
    journal.record(_step(0))
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


def test_one_file_is_left_between_two_calls(journal: Journal) -> None:
    journal.record(_step(0))
    assert [path.name for path in journal.path.parent.iterdir()] == ["journal.db"]
