"""A person's work from the site into the installed course and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.desk import Desk
from groundrules.errors import FolderError, WorkbookError
from groundrules.journal import Journal
from groundrules.publish.carry import Brought, bring_in, take_out

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course

STEPS = [
    {"scene": "noon", "choice": "let-it-ring", "seconds": 2, "by": "person"},
    {
        "scene": "talk",
        "choice": "own",
        "text": "Ring at eleven.",
        "tags": [],
        "outcome": "lost",
        "seconds": 9,
        "by": "person",
    },
]
CONTACT = {"id": "a" * 32, "revision": 3, "created": "2026-11-20T08:00:00.000Z", "updated": "2026-11-21T08:00:00.000Z"}
PROPOSAL = {**CONTACT, "id": "c" * 32, "contact": "a" * 32, "proposal": "Ring before eleven"}


@pytest.fixture
def home(tmp_path: Path, little_course: Course, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("groundrules.course.load", lambda: little_course)
    return tmp_path / "home"


def work(**parts: Any) -> dict[str, Any]:
    return {"format": "groundrules-work", "schema": 1, "saved": "2026-11-22T10:00:00.000Z", **parts}


def bring(home: Path, content: Any) -> Brought:
    file = home.parent / "work.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return bring_in(file, home)


def trail(steps: list[dict[str, Any]], attempt: int = 1) -> dict[str, Any]:
    return {"scenario": "little", "hash": "of an older version", "steps": steps, "attempt": attempt}


def ask(home: Path, **message: Any) -> dict[str, Any]:
    return Desk(root=home, home=home).reply(message)


def test_trails_answers_and_rows_come_in_and_are_recorded_at_the_time_when_they_were_done(home: Path) -> None:
    brought = bring(
        home,
        work(
            trails=[trail(STEPS[:1])],
            answers={"05-which": {"value": "none", "saved": "2026-11-21T09:30:00.000Z"}},
            rows={"proposals": [PROPOSAL], "contacts": [{**CONTACT, "name": "Omar"}]},
            done={"scenario:little": {"when": "2026-11-20T20:00:00.000Z", "score": 1}},
        ),
    )
    assert brought == Brought(trails=1, answers=1, rows=2, refused=())
    assert ask(home, do="scenario.open", id="little")["trail"]["steps"] == STEPS[:1]
    assert ask(home, do="question.open", id="05-which", practice=True)["value"] == "none"
    assert ask(home, do="records.open", table="proposals")["rows"][0]["proposal"] == "Ring before eleven"
    assert [(event.time, event.item) for event in Journal(home / "data" / "journal.db").events()] == [
        ("2026-11-20T20:00:00.000Z", "little"),
        ("2026-11-21T09:30:00.000Z", "05-which"),
    ]


def test_bringing_the_same_file_in_twice_changes_nothing(home: Path) -> None:
    content = work(
        trails=[trail(STEPS)],
        answers={"05-which": {"value": "none", "saved": "2026-11-21T09:30:00Z"}},
        rows={"contacts": [{**CONTACT, "name": "Omar"}]},
    )
    bring(home, content)
    assert bring(home, content) == Brought(0, 0, 0, ())


def test_of_the_same_answer_and_row_the_newer_stays(home: Path) -> None:
    bring(home, work(answers={"05-which": {"value": "none", "saved": "2026-11-21T09:30:00Z"}}))
    bring(home, work(rows={"contacts": [{**CONTACT, "name": "Omar"}]}))
    older = work(
        answers={"05-which": {"value": "broken", "saved": "2025-01-01T00:00:00Z"}},
        rows={"contacts": [{**CONTACT, "name": "Old", "updated": "2025-01-01T00:00:00Z"}]},
    )
    newer = work(
        answers={"05-which": {"value": "broken", "saved": "2099-01-01T00:00:00Z"}},
        rows={"contacts": [{**CONTACT, "name": "New", "updated": "2099-01-01T00:00:00Z"}]},
    )
    assert bring(home, older) == Brought(0, 0, 0, ())
    assert bring(home, newer) == Brought(0, 1, 1, ())
    assert [row["name"] for row in ask(home, do="records.open", table="contacts")["rows"]] == ["New"]


def test_another_path_of_the_same_attempt_comes_in_as_an_attempt_of_its_own(home: Path) -> None:
    bring(home, work(trails=[trail(STEPS)]))
    assert bring(home, work(trails=[trail([{"scene": "noon", "choice": "answer"}])])).trails == 1
    opened = ask(home, do="scenario.open", id="little")
    assert (opened["trail"]["attempt"], opened["trail"]["steps"][0]["choice"]) == (2, "answer")


def test_a_longer_way_of_the_same_attempt_takes_the_place_of_the_shorter(home: Path) -> None:
    bring(home, work(trails=[trail(STEPS[:1])]))
    assert bring(home, work(trails=[trail(STEPS)])).trails == 1
    opened = ask(home, do="scenario.open", id="little")
    assert (opened["trail"]["attempt"], len(opened["trail"]["steps"])) == (1, 2)


def test_what_is_wrong_is_left_out_with_its_reason_and_all_the_rest_comes_in(home: Path) -> None:
    brought = bring(
        home,
        work(
            trails=[3, {"scenario": "other", "hash": "", "steps": [], "attempt": 1}, trail(STEPS[:1])],
            answers={"05-which": {"value": 9, "saved": "2026-11-21T09:30:00Z"}, "99-x": {"value": 1, "saved": "x"}},
            rows={
                "contacts": [{**CONTACT, "name": 7}, {**CONTACT, "id": "b" * 32, "name": "Omar"}],
                "proposals": [PROPOSAL],
                "secrets": [{}],
            },
        ),
    )
    assert (brought.trails, brought.answers, brought.rows) == (1, 0, 1)
    again = "Open the question's form again and answer it there."
    assert [str(fault) for fault in brought.refused] == [
        "trail 1: It is not what the course writes. It was left out.",
        "trail 2: There is no such scenario.",
        f"answer 05-which: The answer “9” is not one of the options. {again}",
        "answer 99-x: It is not what the course writes. It was left out.",
        "contacts, row 1: One value cannot be stored.",
        "proposals, row 1: Some rows point to others that are not there.",
        "secrets: There is no table “secrets”. It was left out.",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no JSON", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "not a file of somebody's work"),
        ('{"format": "groundrules-work"}', "not a file of somebody's work"),
        ('{"format": "groundrules-work", "schema": 2}', "newer version"),
    ],
)
def test_a_wrong_file_is_refused_as_a_whole(home: Path, text: str, told: str) -> None:
    file = home.parent / "work.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WorkbookError, match=told):
        bring_in(file, home)


def test_a_file_that_is_too_large_is_not_even_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundrules.publish.carry.LARGEST", 10)
    with pytest.raises(WorkbookError, match="too large"):
        bring(home, work())


def test_what_is_taken_out_can_be_brought_into_another_folder(home: Path) -> None:
    content = work(
        trails=[trail(STEPS)],
        answers={"05-which": {"value": "none", "saved": "2026-11-21T09:30:00Z"}},
        rows={"contacts": [{**CONTACT, "name": "Omar"}], "proposals": [PROPOSAL]},
    )
    bring(home, content)
    file = home.parent / "out.json"
    assert take_out(file, home) == {"trails": 1, "answers": 1, "rows": 2, "drafts": 0, "rehearsals": 0}
    assert sorted(json.loads(file.read_text(encoding="utf-8"))["done"]) == [
        "check:05-which",
        "scenario:little",
        "workbook:contacts",
        "workbook:proposals",
    ]
    assert bring_in(file, home.parent / "other") == Brought(1, 1, 2, ())


def test_a_place_that_cannot_be_written_is_said(home: Path) -> None:
    with pytest.raises(FolderError, match="cannot be written"):
        take_out(home.parent / "missing" / "out.json", home)
