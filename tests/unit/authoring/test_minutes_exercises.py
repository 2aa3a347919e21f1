"""How long an exercise takes, computed from its words and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules import course
from groundrules.authoring.minutes_exercises import exercise_minutes, graded_minutes
from groundrules.authoring.timing import timed_files
from groundrules.exercise.source import parse

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "{id: one, graded: true, teaches: [A01], title: T, prompt: one two, explain: never counted, "
OPTIONS = "options: [{id: a, text: three four, feedback: never}, {id: b, text: five, feedback: never}]"
SINGLE = f"{HEAD}kind: single, key: a, {OPTIONS}}}"
ORDER = f"{HEAD}kind: order, key: [a, b, c], items: [{{id: a, text: A}}, {{id: b, text: B}}, {{id: c, text: C}}]}}"
TYPED = "text: {starter: Never ever, checks: [{want: evidence, say: S}]}"
TEXT = f"{HEAD}kind: text, {TYPED}, model: ['{'word ' * 38}']}}"
FIGURES = f"{HEAD}kind: figures, fields: [{{id: a, text: How many, unit: calls, fact: {{}}}}]}}"
MANIFEST = """[course]
title = "Little Rules"

[[lesson]]
id = "05"
stem = "05_night"
title = "The night"
minutes = 5
exercises = ["late"]
"""


@pytest.mark.parametrize(
    ("question", "minutes"),
    [
        (SINGLE, 5 / 238 + 39 / 60),
        (ORDER, 5 / 238 + 39 / 60 + 3 * 10 / 60),
        (TEXT, 4 / 238 + 38 / 19),
        (FIGURES, 4 / 238 + 2),
    ],
    ids=["a choice", "an order", "a text", "a number"],
)
def test_a_question_is_read_and_then_answered(question: str, minutes: float) -> None:
    (found,) = parse(f"questions: [{question}]", "q")
    assert graded_minutes(found) == pytest.approx(minutes)


def laid_out(root: Path, words: int) -> course.Course:
    for folder in ("notebooks", "solutions/late"):
        (root / folder).mkdir(parents=True)
    link = "Next comes [the exercise](../exercises/late/late.ipynb): a mill. It takes about 90 minutes."
    (root / "notebooks" / "05_night.md").write_text(f"# Night\n\n## A case\n\n{link}\n", encoding="utf-8")
    text = f"# Late\n\nA mill. Plan about 90 minutes.\n\n{'word ' * words}\n"
    (root / "solutions" / "late" / "late.md").write_text(text, encoding="utf-8")
    (root / "solutions" / "late" / "questions.yaml").write_text(f"questions: [{TEXT}]", encoding="utf-8")
    (root / "course.toml").write_text(MANIFEST, encoding="utf-8")
    return course.load(root)


def test_an_exercise_takes_the_words_of_its_text_and_its_questions(tmp_path: Path) -> None:
    assert exercise_minutes(laid_out(tmp_path, 238 * 10), "late") == pytest.approx(10 + 2 + (7 + 4) / 238)


def test_its_minutes_stand_in_the_manifest_at_its_head_and_where_the_lesson_leads_to_it(tmp_path: Path) -> None:
    made = timed_files(laid_out(tmp_path, 238 * 13))
    told = {path.relative_to(tmp_path).as_posix(): content.decode() for path, content in made.items()}
    assert 'exercise_minutes = [["late", 15]]\n' in told["course.toml"]
    assert "A mill. Plan about 15 minutes." in told["solutions/late/late.md"]
    assert "late.ipynb): a mill. It takes about 15 minutes." in told["notebooks/05_night.md"]
    (tmp_path / "course.toml").write_text(told["course.toml"], encoding="utf-8")
    course.load.cache_clear()
    again = timed_files(course.load(tmp_path))
    assert again[tmp_path / "course.toml"].decode() == told["course.toml"]
