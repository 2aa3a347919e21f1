from __future__ import annotations

from typing import Any

import pytest

from groundrules.errors import AnswerError
from groundrules.exercise.value import check, empty, first_words, tidy, words

OPTIONS = [{"id": "a", "text": "Ask"}, {"id": "b", "text": "Wait"}, {"id": "c", "text": "Leave"}]
QUESTIONS: dict[str, dict[str, Any]] = {
    "single": {"id": "q", "kind": "single", "options": OPTIONS},
    "several": {"id": "q", "kind": "several", "options": OPTIONS},
    "order": {"id": "q", "kind": "order", "items": OPTIONS},
    "classify": {"id": "q", "kind": "classify", "items": OPTIONS, "groups": [{"id": "g", "text": "Group"}]},
    "text": {"id": "q", "kind": "text"},
}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("single", "b"),
        ("several", ["c", "a"]),
        ("several", []),
        ("order", ["c", "a", "b"]),
        ("classify", {"a": "g"}),
        ("text", "Good morning.\n\tA tab is fine."),
        ("text", None),
    ],
)
def test_an_answer_of_the_right_shape_passes(kind: str, value: object) -> None:
    check(QUESTIONS[kind], value)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("single", "z", "The answer “z” is not one of the options."),
        ("single", ["a"], "The answer “['a']” is not one of the options."),
        ("several", "a", "The answer “a” is not a list of options."),
        ("several", ["a", "z"], "The answer names “z”, which is not one of the options."),
        ("several", ["a", "a"], "The answer names one of the options twice."),
        ("several", [["a"]], "The answer names “['a']”, which is not one of the options."),
        ("order", ["a", "b"], "The answer puts 2 of the 3 items in order; all of them are needed."),
        ("classify", ["g"], "The answer “['g']” does not say which item goes into which group."),
        ("classify", {"z": "g"}, "The answer names “z”, which is not one of the items."),
        ("classify", {"a": ["g"]}, "The answer names “['g']”, which is not one of the groups."),
        ("text", 5, "The answer “5” is not a text."),
        ("text", "x" * 20_001, "The text has 20,001 characters; at most 20,000 can be kept."),
        ("text", "half \ud83d a pair", "The text holds characters that cannot be stored."),
    ],
)
def test_an_answer_of_another_shape_is_refused_with_what_was_expected(kind: str, value: object, said: str) -> None:
    with pytest.raises(AnswerError) as refused:
        check(QUESTIONS[kind], value)
    assert refused.value.what == said


def test_a_long_wrong_answer_is_shown_shortened() -> None:
    with pytest.raises(AnswerError, match="“" + "x" * 40 + "…” is not one of the options"):
        check(QUESTIONS["single"], "x" * 500)


def test_typed_text_loses_what_cannot_be_stored_and_nothing_else() -> None:
    assert (
        tidy({"kind": "text"}, "one\r\ntwo\rthree\x00\x0bfour \ud83d é 😀\tend") == "one\ntwo\nthree  four   é 😀\tend"
    )
    assert tidy({"kind": "single"}, "a\r") == "a\r"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("text", " \n"), ("text", None), ("single", None), ("single", ""), ("several", []), ("classify", {})],
)
def test_nothing_answered_is_seen_as_nothing(kind: str, value: object) -> None:
    assert empty({"kind": kind}, value)


def test_words_are_what_stands_between_spaces() -> None:
    assert words("  We said: by Friday,\n12 o'clock. ") == 6
    assert first_words("We said: by Friday,\n12 o'clock. ", 4) == "We said: by Friday,"
    assert first_words("We said. ", 4) == "We said. "
