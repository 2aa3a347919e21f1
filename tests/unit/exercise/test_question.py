from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from groundrules.errors import ContentError
from groundrules.exercise.question import best, key, models, public
from groundrules.exercise.score import score
from groundrules.exercise.source import parse, read

SOURCE = Path(__file__).parents[2] / "fixtures/exercise/solutions/late-invoices/questions.yaml"
ITEMS = "[{id: a, text: A}, {id: b, text: B}]"
HEAD = "teaches: [A07], title: T, prompt: P, explain: E"


def faults(text: str) -> list[str]:
    with pytest.raises(ContentError) as refused:
        parse(text, "q.yaml")
    return [str(fault) for fault in refused.value.faults]


def one(name: str) -> Any:
    return next(question for question in read(SOURCE) if question.id == name)


def test_the_public_part_of_a_graded_question_holds_no_key_no_feedback_and_no_reason() -> None:
    assert public(one("which-rule")) == {
        "id": "which-rule",
        "graded": True,
        "points": 2.0,
        "title": "Which rule is missing?",
        "prompt": "Marek's invoices come three weeks late. Nobody ever said when they are due.\n\n"
        "What do you look for *first*?",
        "kind": "single",
        "teaches": ["A07"],
        "hints": [],
        "options": [
            {"id": "contract", "text": "The paragraph that he broke"},
            {"id": "agree", "text": "A day that you both agree on"},
        ],
    }


def test_the_key_of_a_question_scores_and_explains_it() -> None:
    assert key(one("which-rule")) == {
        "key": "agree",
        "feedback": {"contract": "There is none to break.", "agree": "Nobody ever named one."},
        "explain": "Where there was never a rule, you make one together.",
    }
    assert key(one("say-it-better")) == {
        "checks": [
            {
                "id": "asks",
                "want": "closed_question",
                "label": "A question",
                "say": "It asks something that yes or no can answer.",
                "advise": False,
            },
            {
                "id": "no-blame",
                "avoid": "generalisation",
                "label": "No always and never",
                "say": "It does without always and never.",
                "advise": False,
            },
            {
                "id": "thanks-or-welcome",
                "want": "thanks_or_welcome",
                "label": "Thanks or welcome",
                "say": "It opens warmly.",
                "advise": True,
            },
        ],
        "explain": "A fact, then a question that is easy to answer.",
    }


def test_items_to_be_ordered_are_shown_in_one_order_that_is_never_the_right_one() -> None:
    question = one("first-to-last")
    shown = [item["id"] for item in public(question)["items"]]
    assert sorted(shown) == sorted(question.key)
    assert shown != question.key
    assert public(question) == public(question)


def test_a_person_may_see_by_what_they_are_marked() -> None:
    shown = public(one("the-mail"))
    assert shown["rubric"] == [
        {"id": "what", "text": "Says what was agreed and from when", "points": 2.5},
        {"id": "ask", "text": "Asks for his own words in reply", "points": 1.5},
    ]
    assert shown["text"] == {"kind": "confirmation", "starter": None, "min_words": 10, "max_words": 150}


def test_a_practice_question_ships_all_that_explains_it() -> None:
    options = "options: [{id: a, text: A, feedback: F}, {id: b, text: B, feedback: G}]"
    text = f"questions:\n  - {{id: q, kind: several, {HEAD}, {options}, key: [b]}}"
    assert public(parse(text, "q.yaml")[0])["reveal"] == {
        "key": ["b"],
        "feedback": {"a": "F", "b": "G"},
        "explain": "E",
        "model": [],
    }


def test_the_best_answer_gets_full_points() -> None:
    for question in read(SOURCE):
        if question.id not in {"say-it-better", "the-mail"}:
            assert score(public(question), best(question), key(question)).points == question.points
    assert models(one("the-mail")) == [best(one("the-mail"))]


def test_every_fault_of_a_file_is_told_at_once_with_its_line() -> None:
    text = """questions:
  - id: one
    kind: single
    teaches: [a7]
    title: 5
    prompt: P
    points: -1
    options:
      - {id: a, text: A, feedback: F}
      - {id: a, text: B, feedback: F}
    key: z
    explain: E
  - id: one
    kind: sorted
  - {id: three, title: T}
  - id: four
    kind: order
    teaches: [A07]
    title: T
    prompt: ""
    hint: H
    items: [{id: a, text: A}]
    key: [a]
"""
    assert faults(text) == [
        "q.yaml:4: “a7” is not a teaching point. Write a letter and two digits, such as A07.",
        "q.yaml:5: “title” must be a text. If it looks like a number or a list, put it in quotes.",
        "q.yaml:7: “points” is not right: input should be greater than 0.",
        "q.yaml:13: A question before has the id “one”. Give each its own.",
        "q.yaml:13: “kind” cannot be “sorted”. It is one of single, several, order, classify, figures, text, marked.",
        "q.yaml:15: “kind” is missing. It is one of single, several, order, classify, figures, text, marked.",
        "q.yaml:16: “explain” is missing. Write it.",
        "q.yaml:20: “prompt” is empty. Write it.",
        "q.yaml:21: “hint” is not known here. Check its spelling, or take it out.",
        "q.yaml:22: “items” has 1 and needs at least 3.",
    ]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("kind: single, options: [{id: a, text: A, feedback: F}, {id: b, text: B, feedback: F}], key: c", "“c”"),
        (
            "kind: several, options: [{id: a, text: A, feedback: F}, {id: b, text: B, feedback: F}], key: [a, b]",
            "Every",
        ),
        ("kind: several, options: [{id: a, text: A, feedback: F}, {id: a, text: B, feedback: F}], key: [a]", "Two of"),
        ("kind: order, items: [{id: a, text: A}, {id: b, text: B}, {id: c, text: C}], key: [a, b]", "leaves items out"),
        (
            f"kind: classify, items: {ITEMS}, groups: [{{id: g, text: G}}, {{id: h, text: H}}], key: {{a: g, b: x}}",
            "“x”, which is not one of the groups",
        ),
        ("kind: text, text: {kind: no, checks: [{want: proposal, say: S, advise: true}]}, model: [M]", "that scores"),
        ("kind: text, text: {kind: no, checks: [{say: S}]}, model: [M]", "one of `want` and `avoid`"),
        ("kind: text, text: {kind: no, min_words: 9, max_words: 2}, model: [M]", "`min_words` is more"),
        ("kind: marked, points: 3, rubric: [{id: a, text: A, points: 2}], model: [M]", "make 2, the question has 3"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(rest: str, said: str) -> None:
    found = faults(f"questions:\n  - {{id: q, {HEAD}, {rest}}}")
    assert len(found) == 1
    assert found[0].startswith("q.yaml:2: ")
    assert said in found[0]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    with pytest.raises(ContentError, match="cannot be read: No such file"):
        read(path)
    path.write_bytes(b"questions: \xff")
    with pytest.raises(ContentError, match="is not UTF-8 text"):
        read(path)
    path.write_text("- just a list")
    with pytest.raises(ContentError, match="There are no questions here"):
        read(path)
