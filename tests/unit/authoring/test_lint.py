"""What the linter asks of lessons and exercises together."""

from __future__ import annotations

from groundrules.authoring.coverage import Content
from groundrules.authoring.lint import check_count, check_ids
from groundrules.course import Lesson
from groundrules.exercise.source import parse

(QUESTION,) = parse(
    "questions:\n"
    "  - {id: the-mail, kind: single, graded: true, teaches: [A01], title: T, prompt: P, key: a, explain: E,\n"
    "     options: [{id: a, text: A, feedback: F}, {id: b, text: B, feedback: F}]}\n",
    "q",
)


def told(checks: int) -> list[str]:
    lesson = Lesson("05", "05_night", "The night", 10, checks=tuple(f"05-{number}" for number in range(checks)))
    return [str(fault) for fault in check_count(lesson)]


def test_a_lesson_has_two_to_four_quick_checks() -> None:
    assert [told(number) for number in (2, 3, 4)] == [[], [], []]
    assert told(5) == [
        (
            "course.toml, lesson 05: It has 5 quick checks, and not 2 to 4. "
            "Take the others out of the lesson: they stay for review."
        ),
    ]
    assert len(told(1)) == 1


def test_no_two_exercises_have_a_question_of_the_same_id() -> None:
    graded = dict.fromkeys(["no-framework-yet/the-mail", "no-framework-yet/the-call", "on-one-page/the-mail"], QUESTION)
    assert [str(fault) for fault in check_ids(Content(graded=graded))] == [
        "solutions/on-one-page/questions.yaml: “no-framework-yet” has a question “the-mail” too. Give each its own id.",
    ]
