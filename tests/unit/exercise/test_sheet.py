from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import AnswerError
from groundrules.exercise.sheet import of_exercise, of_practice

if TYPE_CHECKING:
    from pathlib import Path

PRACTICE = """questions:
  - id: 05-which
    kind: single
    teaches: [A07]
    title: Which?
    prompt: Which one?
    options:
      - {id: a, text: This one, feedback: Yes.}
      - {id: b, text: That one, feedback: No.}
    key: a
    explain: It is this one.
"""
GRADED = {
    "schema": 1,
    "exercise": "late-invoices",
    "questions": [
        {"id": "which", "kind": "single", "graded": True, "points": 2.0, "options": [{"id": "a", "text": "This"}]},
        {"id": "mail", "kind": "marked", "points": 2.0, "text": {"starter": None, "min_words": 3, "max_words": 9}},
    ],
}


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    (tmp_path / "questions.json").write_text(json.dumps(GRADED))
    return tmp_path


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    (tmp_path / "05_lesson.yaml").write_text(PRACTICE)
    return tmp_path / "05_lesson.yaml"


def test_a_graded_question_opens_and_saves_and_tells_the_form_alone(exercise: Path) -> None:
    sheet = of_exercise(exercise)
    assert sheet.open("mail") == {
        "question": GRADED["questions"][1],  # type: ignore[index]
        "value": None,
        "notice": "",
        "status": "empty",
        "checks": [{"id": "form", "label": "Answered", "ok": False, "say": "There is no answer yet.", "scored": True}],
        "feedback": None,
    }
    saved = {
        "notice": "",
        "status": "saved",
        "checks": [
            {
                "id": "length",
                "label": "Length",
                "ok": True,
                "say": "4 words, between 3 and 9, as asked.",
                "scored": True,
            },
        ],
        "feedback": None,
    }
    assert sheet.save("mail", "Dear Marek,\r\nthank you.") == saved
    assert of_exercise(exercise).open("mail") == {
        "question": GRADED["questions"][1],  # type: ignore[index]
        "value": "Dear Marek,\nthank you.",
        **saved,
    }


def test_a_practice_question_tells_all_once_it_is_answered(practice: Path, tmp_path: Path) -> None:
    sheet = of_practice(practice, tmp_path / "practice.json")
    assert sheet.open("05-which")["feedback"] is None
    assert sheet.save("05-which", "b")["feedback"] == {
        "share": 0.0,
        "checks": [],
        "lines": ["You chose “That one”.", "0 of 1 point.", "No.", "It is this one."],
    }
    assert sheet.score("05-which").share == 0.0


def test_practice_questions_are_read_again_when_their_file_changes(practice: Path, tmp_path: Path) -> None:
    assert of_practice(practice, tmp_path / "a.json").question("05-which")["title"] == "Which?"
    practice.write_text(PRACTICE.replace("Which?", "And now?"))
    assert of_practice(practice, tmp_path / "a.json").question("05-which")["title"] == "And now?"


def test_an_answer_that_fits_no_longer_is_not_shown_but_kept(exercise: Path) -> None:
    sheet = of_exercise(exercise)
    sheet.save("which", "a")
    changed = json.loads(json.dumps(GRADED).replace('"id": "a"', '"id": "z"'))
    (exercise / "questions.json").write_text(json.dumps(changed))
    assert of_exercise(exercise).open("which")["value"] is None
    assert json.loads((exercise / "answers.json").read_text())["answers"]["which"]["value"] == "a"


def test_an_emptied_answer_counts_as_none(exercise: Path) -> None:
    sheet = of_exercise(exercise)
    sheet.save("mail", "Dear Marek, thank you.")
    assert sheet.save("mail", "  ")["status"] == "empty"
    assert json.loads((exercise / "answers.json").read_text())["answers"] == {}


def test_a_damaged_answers_file_is_told_of_when_a_question_opens(exercise: Path) -> None:
    (exercise / "answers.json").write_text("{")
    opened = of_exercise(exercise).open("which")
    assert opened["notice"].endswith("They are kept, unchanged, in answers.damaged-1.json.")
    assert (exercise / "answers.damaged-1.json").read_text() == "{"


def test_what_is_not_there_is_named(exercise: Path, tmp_path: Path) -> None:
    with pytest.raises(AnswerError) as refused:
        of_exercise(exercise).save("what", "a")
    assert refused.value.as_dict() == {
        "what": "There is no question “what” here.",
        "where": "late-invoices",
        "remedy": "The questions are: which, mail.",
    }
    with pytest.raises(AnswerError, match="There are no questions in this folder"):
        of_exercise(tmp_path / "elsewhere")
    (exercise / "questions.json").write_text('{"exercise": "x"}')
    with pytest.raises(AnswerError, match="The questions of this exercise cannot be read"):
        of_exercise(exercise)
