"""The learner's own record by command: out, and gone; and the reminder."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from groundrules.cli import main
from groundrules.desk.drawer import Drawer
from groundrules.journal import statement
from groundrules.journal.statement import Answer, Ending, Occasion

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A learner's folder with four statements."""
    place = tmp_path / "home"
    journal = Drawer(place, place).journal
    here = Occasion(journal.actor(), WHEN, "05")
    journal.record(
        statement.answered(here, Answer("05-on-hold", "single", "a", 1.0, ["A08"])),
        statement.completed(here, "scenario", "the-2am-call", score=0.5, ending=Ending("e", "good", {"trust": 3})),
        statement.reviewed(here, Answer("card-a08-1", "single", "a", 0.0, ["A08"]), "1"),
        statement.assessed(here, {"early": 4}),
    )
    return place


def test_the_record_comes_out_as_statements_and_tables(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = home.parent / "mine"
    assert main(["progress", "--export", str(out), "--folder", str(home)]) == 0
    assert f"     4  {out / 'statements.json'}" in capsys.readouterr().out.splitlines()
    assert sorted(path.name for path in out.iterdir()) == [
        "READ ME.txt",
        "attempts.csv",
        "cards.csv",
        "events.csv",
        "lessons.csv",
        "levels.csv",
        "points.csv",
        "statements.json",
    ]
    assert pd.read_csv(out / "attempts.csv").drop(columns="time").to_dict("records") == [
        {"scenario": "the-2am-call", "attempt": 1, "ending": "e", "ending_kind": "good", "score": 0.5, "trust": 3}
    ]
    assert pd.read_csv(out / "cards.csv")[["card", "seen", "missed"]].to_dict("records") == [
        {"card": "05-on-hold", "seen": 1, "missed": 0},
        {"card": "card-a08-1", "seen": 1, "missed": 1},
    ]
    assert pd.read_csv(out / "levels.csv")["early"].tolist() == [4]
    lessons = pd.read_csv(out / "lessons.csv")
    assert lessons[lessons["done"].notna()]["item"].tolist() == ["the-2am-call", "05-on-hold"]


def test_an_export_of_nothing_has_the_same_tables(tmp_path: Path) -> None:
    assert main(["progress", "--export", str(tmp_path / "mine"), "--folder", str(tmp_path / "home")]) == 0
    assert pd.read_csv(tmp_path / "mine" / "events.csv").empty


def test_a_folder_that_cannot_be_made_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "file").write_text("", encoding="utf-8")
    assert main(["progress", "--export", str(home / "file"), "--folder", str(home)]) == 1
    assert "The record cannot be written (file exists)." in capsys.readouterr().err


@pytest.mark.parametrize(("typed", "left"), [("delete\n", 0), ("yes\n", 4), ("", 4)])
def test_the_journal_is_deleted_only_by_somebody_who_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch, typed: str, left: int
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["progress", "--erase", "--folder", str(home)]) == bool(left)
    assert len(Drawer(home, home).journal.events()) == left


def test_a_script_may_say_yes_beforehand(home: Path) -> None:
    assert main(["progress", "--erase", "--yes", "--folder", str(home)]) == 0
    assert Drawer(home, home).journal.events() == []


def test_the_reminder_is_a_file_for_a_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "review.ics"
    asked = ["remind", "--at", "07:15", "--days", "tue", "--zone", "Europe/Lisbon", "--into", str(made)]
    assert main(asked) == 0
    assert b"RRULE:FREQ=WEEKLY;BYDAY=TU" in made.read_bytes()
    assert capsys.readouterr().out == f"Made {made}. Open it, and your calendar will remind you.\n"


def test_the_reminder_needs_no_zone_where_the_machine_has_one(tmp_path: Path) -> None:
    assert main(["remind", "--into", str(tmp_path / "review.ics")]) == 0


def test_a_wrong_time_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", "--at", "noon", "--into", str(tmp_path / "x.ics")]) == 1
    assert capsys.readouterr().err == "“noon” is no time of day.\nWrite it as 08:30.\n"
