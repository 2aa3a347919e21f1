"""Starting afresh: what was there is put aside, and comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.desk import Desk
from groundrules.exercise import answers
from groundrules.server import courseware

if TYPE_CHECKING:
    from pathlib import Path

EXERCISE = "no-framework-yet"
CHECK = {"id": "05-what-is-missing", "practice": True}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk over a learner's folder with the whole course in it."""
    monkeypatch.setattr(courseware, "_sign", lambda *_: None)
    courseware.prepare(tmp_path)
    return Desk(root=tmp_path, home=tmp_path)


def ask(desk: Desk, do: str, **more: Any) -> dict[str, Any]:
    reply = desk.reply({"do": do, **more})
    assert reply["ok"], reply
    return reply


def held(tmp_path: Path) -> dict[str, Any]:
    found = answers.read(tmp_path / "exercises" / EXERCISE / "answers.json").answers
    return {name: one.value for name, one in found.items()}


def test_an_answer_is_put_aside_and_brought_back(desk: Desk) -> None:
    assert ask(desk, "question.open", **CHECK)["earlier"] is False
    ask(desk, "question.save", **CHECK, value="missing")
    cleared = ask(desk, "question.reset", **CHECK)
    assert (cleared["value"], cleared["status"], cleared["earlier"]) == (None, "empty", True)
    assert ask(desk, "question.open", **CHECK)["earlier"] is True
    back = ask(desk, "question.restore", **CHECK)
    assert (back["value"], back["status"], back["earlier"]) == ("missing", "saved", False)


def test_what_was_answered_in_between_is_put_aside_in_its_turn(desk: Desk) -> None:
    ask(desk, "question.save", **CHECK, value="missing")
    ask(desk, "question.reset", **CHECK)
    ask(desk, "question.save", **CHECK, value="broken")
    assert ask(desk, "question.restore", **CHECK)["value"] == "missing"
    assert ask(desk, "question.restore", **CHECK)["value"] == "broken"


def test_to_reset_what_is_empty_loses_nothing_that_lies_aside(desk: Desk) -> None:
    ask(desk, "question.save", **CHECK, value="missing")
    ask(desk, "question.reset", **CHECK)
    ask(desk, "question.reset", **CHECK)
    assert ask(desk, "question.restore", **CHECK)["value"] == "missing"


def test_the_journal_keeps_what_was_done(desk: Desk) -> None:
    ask(desk, "question.save", **CHECK, value="missing")
    ask(desk, "question.reset", **CHECK)
    parts = ask(desk, "progress.open", lesson="05")["parts"]
    assert [part["id"] for part in parts if part["done"]] == ["05-what-is-missing"]


def test_an_exercise_starts_afresh_and_comes_back_but_over_no_newer_answer(desk: Desk, tmp_path: Path) -> None:
    path = f"exercises/{EXERCISE}"
    texts = {"which-situation": "no-rules", "the-mail": "Dear Ewa, this is what we agreed on."}
    for name, value in texts.items():
        ask(desk, "question.save", id=name, path=path, value=value)
    part = next(part for part in ask(desk, "progress.open", lesson="05")["parts"] if part["kind"] == "exercise")
    assert part["answers"] == 2
    assert ask(desk, "exercise.reset", exercise=EXERCISE)["answers"] == 2
    assert held(tmp_path) == {}
    ask(desk, "question.save", id="the-mail", path=path, value="Dear Ewa, a newer one.")
    assert ask(desk, "exercise.restore", exercise=EXERCISE)["answers"] == 1
    assert held(tmp_path) == {"the-mail": "Dear Ewa, a newer one.", "which-situation": "no-rules"}


def test_an_exercise_that_is_answered_to_its_end_is_done(desk: Desk, tmp_path: Path) -> None:
    path = f"exercises/{EXERCISE}"
    questions = json.loads((tmp_path / path / "questions.json").read_text(encoding="utf-8"))["questions"]
    for number, question in enumerate(questions):
        part = next(part for part in ask(desk, "progress.open", lesson="05")["parts"] if part["kind"] == "exercise")
        assert (part["done"], part["answers"]) == (False, number)
        ask(desk, "question.save", id=question["id"], path=path, value=some_answer(question))
    part = next(part for part in ask(desk, "progress.open", lesson="05")["parts"] if part["kind"] == "exercise")
    assert part["done"] is True


def some_answer(question: dict[str, Any]) -> object:
    ids = [entry["id"] for entry in question.get("options") or question.get("items") or ()]
    match question["kind"]:
        case "single":
            return ids[0]
        case "several":
            return ids[:1]
        case "order":
            return ids
        case "classify":
            return dict.fromkeys(ids, question["groups"][0]["id"])
        case _:
            return "We agreed on two calls a week."


def test_an_exercise_elsewhere_is_refused(desk: Desk) -> None:
    reply = desk.reply({"do": "exercise.reset", "exercise": "../../.."})
    assert reply["error"]["what"] == "That folder is not in your course folder."
