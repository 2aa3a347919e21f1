"""A workshop from its beginning to its end: what is printed, what remains, and what does not."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
import tempfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.conftest import lay_out_little_course

from groundrules import course
from groundrules.errors import FolderError, JournalError, SetupError
from groundrules.journal.store import Journal
from groundrules.workshop import address, host
from groundrules.workshop.gate import Gate, Who
from groundrules.workshop.hall import Hall
from groundrules.workshop.host import Plan, build_lessons, hold, summarise
from groundrules.workshop.library import Library

if TYPE_CHECKING:
    from pathlib import Path

LEAD = Who("lead")


@pytest.fixture
def little(tmp_path: Path) -> course.Course:
    root = tmp_path / "course"
    lay_out_little_course(root)
    return course.load(root)


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let every workshop end as soon as it is open; give the folder in which temporary ones are made."""

    async def stop(_self: asyncio.Event) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(asyncio.Event, "wait", stop)
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def hall(little: course.Course, journal: Journal | None = None) -> Hall:
    return Hall(Gate("river-lamp-47", lambda: 0.0), Library(little), clock=lambda: 0.0, journal=journal)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without asking it")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_closed_terminal_and_a_shutdown_leave_nothing_either(
    little: course.Course, ended: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    async def stop(_self: asyncio.Event) -> None:
        signal.raise_signal(signal.Signals[name])

    monkeypatch.setattr(asyncio.Event, "wait", stop)
    before = signal.getsignal(signal.Signals[name])
    said: list[str] = []
    hold(Plan(offline=True, browser=False), said.append, little)
    assert said[-1] == "The room is closed. Nothing of it remains on this machine."
    assert list(ended.iterdir()) == []
    assert signal.getsignal(signal.Signals[name]) == before


def test_nothing_remains_and_the_secrets_are_told_to_the_terminal_alone(
    little: course.Course, ended: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "local_addresses", lambda: ["192.0.2.9"])
    said: list[str] = []
    hold(Plan(port=0, browser=False), said.append, little)
    assert list(ended.iterdir()) == []
    assert said[0] == "Getting the lessons ready…"
    assert said[1].startswith("Join at   http://192.0.2.9:")
    assert said[2].startswith("Join word ")
    assert said[3].startswith("Your page http://127.0.0.1:")
    assert said[-1] == "The room is closed. Nothing of it remains on this machine."


def test_offline_there_is_nothing_to_join(little: course.Course, ended: Path) -> None:
    assert ended
    said: list[str] = []
    hold(Plan(port=0, browser=False, offline=True), said.append, little)
    assert [line.split(":")[0] for line in said[:2]] == ["Getting the lessons ready…", "Your page http"]


def test_without_a_network_the_room_says_so_and_opens_all_the_same(
    little: course.Course, ended: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ended
    monkeypatch.setattr(address, "local_addresses", list)
    said: list[str] = []
    hold(Plan(port=0, browser=False), said.append, little)
    assert said[1] == "This machine has no network: the room is open on this screen alone, with votes by hand."


def test_what_is_kept_is_a_summary_and_the_statements(little: course.Course, ended: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    hold(Plan(port=0, browser=False, keep=kept), lambda _line: None, little)
    assert {path.name for path in kept.iterdir()} <= {"journal.db", "summary.json"}
    assert list(ended.iterdir()) == []


def test_a_summary_holds_steps_and_turning_points_and_nobodys_name_or_words(
    little: course.Course, tmp_path: Path
) -> None:
    room = hall(little)
    secret = room.join("river-lamp-47", "Ana", "10.0.0.1")
    ana = room.gate.who(secret)
    assert ana
    for who, message in (
        (LEAD, {"do": "open", "scenario": "little"}),
        (LEAD, {"do": "on"}),
        (ana, {"do": "vote", "round": 1, "option": "snap"}),
        (ana, {"do": "quote", "question": 0, "text": "My own case."}),
        (LEAD, {"do": "play"}),
    ):
        room.take(who, message)
    path = tmp_path / "summary.json"
    summarise(room, datetime(2026, 11, 22, 9, 0, tzinfo=UTC), path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert [step | {"when": ""} for step in kept["steps"]] == [
        {"when": "", "did": "Opened", "scenario": "little"},
        {"when": "", "did": "WentOn"},
        {"when": "", "did": "Played", "option": None},
    ]
    assert kept["people"] == 1
    assert [turn["scene"] for turn in kept["turning points"]] == ["The phone, again"]
    assert "Ana" not in str(kept)
    assert "My own case" not in str(kept)


def test_a_folder_that_cannot_be_made_is_said_before_anybody_joins(
    little: course.Course, ended: Path, tmp_path: Path
) -> None:
    assert ended
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FolderError, match="cannot be kept there"):
        hold(Plan(port=0, browser=False, keep=tmp_path / "file"), lambda _line: None, little)


def test_a_port_in_use_is_said_and_the_next_free_one_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SetupError, match=f"Port {port} is in use"):
            address.bind(port, everywhere=False)
    taken, found = address.bind(0, everywhere=False)
    with taken:
        assert found > 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_system_that_begins_with_few_connections_is_asked_for_more() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        address.allow_many()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (min(4096, before[1]), before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_every_lesson_leads_back_to_the_room_and_no_worker_keeps_it(little: course.Course, tmp_path: Path) -> None:
    build_lessons(tmp_path / "site", little)
    for page in (tmp_path / "site").glob("*.html"):
        assert page.read_text(encoding="utf-8").count('src="/static/beside.js"') == 1
    worker = (tmp_path / "site" / "sw.js").read_text(encoding="utf-8")
    assert "unregister" in worker
    assert "caches" not in worker


def test_a_qr_code_is_dark_modules_on_a_square() -> None:
    found = address.qr("http://192.0.2.9:8800/#river-lamp-47")
    assert found is not None
    assert found["side"] in range(21, 58, 4)
    assert found["path"].startswith("M0 0h1v1h-1zM1 0h1v1h-1z")


def test_a_record_that_cannot_be_written_does_not_stop_the_room(little: course.Course, tmp_path: Path) -> None:
    (tmp_path / "journal.db").mkdir()
    room = hall(little, Journal(tmp_path / "journal.db"))
    for message in ({"do": "open", "scenario": "little"}, {"do": "on"}, {"do": "play", "option": "snap"}):
        room.take(LEAD, message)
    assert room.room.story
    assert room.room.story.page == "outcome"
    assert any('"topic":"trouble"' in text for text in room.board.news(("lead",), 0))


def test_statements_that_cannot_be_sent_wait_only_where_something_is_kept(
    tmp_path: Path,
) -> None:
    nowhere = ("http://127.0.0.1:9/xAPI", "course", "word")
    for keep, remedy in ((None, "gone with the room"), (tmp_path / "kept", "nothing is lost")):
        kept = Journal((keep or tmp_path) / "journal.db")
        kept.record({"id": "8f4e3f0c-0000-5000-8000-000000000001"})
        with pytest.raises(JournalError, match=remedy) as caught:
            host._send(kept, nowhere, kept=keep is not None)
        assert caught.value.where == "http://127.0.0.1:9/xAPI/statements"
