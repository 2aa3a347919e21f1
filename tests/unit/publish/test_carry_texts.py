"""Drafts and rehearsals from one place to the other: nothing is lost, and nothing that nobody wrote comes in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.desk import Desk
from groundrules.publish.carry import Brought, bring_in, take_out

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course

DRAFT = {"text": "Could we settle it by mail?", "ticks": [0, 2], "saved": "2026-11-21T09:30:00.000Z"}
ANSWERS = ["Thank you for coming. I would like to agree on when we ring.", "What would you need instead?"]
CASE = {"id": "a-shop", "name": "Ana", "proposal": "Ring before eleven", "welcome": "Good that you are here."}
REHEARSAL: dict[str, Any] = {
    "begun": "2026-11-20T18:00:00+00:00",
    "ended": "2026-11-20T18:09:00+00:00",
    "seed": 4,
    "case": CASE,
    "answers": ANSWERS,
    "draft": "",
    "take": "Ask first.",
}


@pytest.fixture
def home(tmp_path: Path, little_course: Course, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("groundrules.course.load", lambda: little_course)
    return tmp_path / "home"


def bring(home: Path, **parts: Any) -> Brought:
    file = home.parent / "work.json"
    content = {"format": "groundrules-work", "schema": 1, "saved": "2026-11-22T10:00:00.000Z", **parts}
    file.write_text(json.dumps(content), encoding="utf-8")
    return bring_in(file, home)


def ask(home: Path, **message: Any) -> dict[str, Any]:
    return Desk(root=home, home=home).reply(message)


def draft(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = ask(home, do="coach.open", kind="opening", id="opening")["draft"]
    return found


def test_a_draft_comes_in_with_its_ticks_and_the_same_one_only_once(home: Path) -> None:
    assert bring(home, drafts={"opening": DRAFT}).drafts == 1
    assert draft(home) == {"text": "Could we settle it by mail?", "ticks": [0, 2], "others": []}
    assert bring(home, drafts={"opening": DRAFT}).drafts == 0


@pytest.mark.parametrize(
    ("saved", "top", "beside"),
    [("2099-01-01T00:00:00.000Z", "Brought", "Mine"), ("2020-01-01T00:00:00.000Z", "Mine", "Brought")],
)
def test_of_two_drafts_the_newer_stands_on_top_and_the_other_stays(
    home: Path, saved: str, top: str, beside: str
) -> None:
    ask(home, do="coach.keep", id="opening", text="Mine", ticks=[1])
    assert bring(home, drafts={"opening": {"text": "Brought", "ticks": [], "saved": saved}}).drafts == 1
    assert (draft(home)["text"], draft(home)["others"]) == (top, [beside])


def test_a_rehearsal_is_played_again_by_its_answers_and_comes_in_once(home: Path) -> None:
    assert bring(home, rehearsals=[REHEARSAL]).rehearsals == 1
    shown = ask(home, do="rehearsal.show", number=1)["rehearsal"]
    assert [turn["text"] for turn in shown["turns"]] == ANSWERS
    assert (shown["over"], shown["take"], shown["case"]["name"]) == (True, "Ask first.", "Ana")
    assert bring(home, rehearsals=[REHEARSAL]).rehearsals == 0


def test_a_rehearsal_that_goes_on_keeps_its_half_written_answer_and_grows_by_later_ones(home: Path) -> None:
    going = {**REHEARSAL, "ended": "", "take": None, "draft": "And then"}
    assert bring(home, rehearsals=[{**going, "answers": ANSWERS[:1]}]).rehearsals == 1
    current = ask(home, do="rehearsal.open")["current"]
    assert (current["draft"], len(current["turns"])) == ("And then", 1)
    assert bring(home, rehearsals=[going]).rehearsals == 1
    current = ask(home, do="rehearsal.open")["current"]
    assert (current["number"], len(current["turns"])) == (1, 2)


def test_drafts_and_rehearsals_that_are_taken_out_come_into_another_folder_as_they_were(home: Path) -> None:
    bring(home, drafts={"opening": DRAFT}, rehearsals=[REHEARSAL])
    counts = take_out(home.parent / "out.json", home)
    assert (counts["drafts"], counts["rehearsals"]) == (1, 1)
    other = home.parent / "other"
    assert bring_in(home.parent / "out.json", other) == Brought(0, 0, 0, (), 1, 1)
    shown = [ask(place, do="rehearsal.show", number=1)["rehearsal"] for place in (home, other)]
    assert shown[0] == shown[1]
    assert draft(other) == draft(home)


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": [7]},
        {"answers": "no list"},
        {"answers": []},
        {"answers": ["Yes."] * 41},
        {"case": {"id": "x", "name": 3, "proposal": "p"}},
        {"case": {"id": "x", "name": "Ana"}},
        {"seed": "4"},
        {"begun": "yesterday"},
    ],
)
def test_a_rehearsal_that_nobody_played_is_left_out(home: Path, wrong: dict[str, Any]) -> None:
    brought = bring(home, rehearsals=[{**REHEARSAL, **wrong}])
    assert (brought.rehearsals, len(brought.refused)) == (0, 1)
    assert ask(home, do="rehearsal.open")["count"] == 0


@pytest.mark.parametrize(("name", "text"), [("../x", "Hello"), ("opening", 7), ("opening", "x" * 20_001)])
def test_a_draft_that_cannot_be_kept_is_left_out(home: Path, name: str, text: object) -> None:
    brought = bring(home, drafts={name: {"text": text, "ticks": [], "saved": "2026-11-21T09:30:00Z"}})
    assert (brought.drafts, len(brought.refused)) == (0, 1)
