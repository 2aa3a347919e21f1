from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from groundrules.exercise import answer, score
from groundrules.exercise.answers import save

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = [{"id": "a", "text": "Ask"}, {"id": "b", "text": "Wait"}]
QUESTION = {"id": "which", "kind": "single", "points": 2.0, "options": OPTIONS}
KEY = {"key": "a", "feedback": {"a": "You heard it first-hand."}, "explain": "Asking is free."}


@pytest.fixture(autouse=True)
def exercise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "questions.json").write_text(json.dumps({"exercise": "x", "questions": [QUESTION]}))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_with_the_key_a_cell_gives_the_points_and_prints_why(exercise: Path, capfd: pytest.CaptureFixture[str]) -> None:
    save(exercise / "answers.json", "x", "which", "a")
    assert score("which", key=KEY) == 2.0
    assert capfd.readouterr() == (
        "You chose “Ask”.\n2 of 2 points.\nYou heard it first-hand.\nAsking is free.\n",
        "",
    )


def test_without_the_key_a_cell_tells_only_whether_there_is_an_answer(
    exercise: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert score("which") is None
    save(exercise / "answers.json", "x", "which", "b")
    assert score("which") is None
    assert capfd.readouterr() == ("There is no answer yet.\nAnswered.\n", "")


def test_the_answer_is_printed_for_who_marks_it(exercise: Path, capfd: pytest.CaptureFixture[str]) -> None:
    answer("which")
    save(exercise / "answers.json", "x", "which", "b")
    answer("which")
    assert capfd.readouterr() == ("Not answered.\nYou chose “Wait”.\n", "")


def test_a_damaged_answers_file_scores_nothing_says_so_and_stays(
    exercise: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (exercise / "answers.json").write_text("[]")
    assert score("which", key=KEY) == 0.0
    answer("which")
    told = capfd.readouterr()
    assert told.out.count("The answers file is damaged: its head is not that of an answers file.") == 2
    assert told.err == ""
    assert (exercise / "answers.json").read_text() == "[]"


def test_a_question_that_is_not_there_is_told_and_scores_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert score("another", key=KEY) == 0.0
    assert capfd.readouterr() == ("There is no question “another” here.\nThe questions are: which.\n", "")
