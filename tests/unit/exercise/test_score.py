from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from groundrules.exercise.score import Check, Score, score

if TYPE_CHECKING:
    from collections.abc import Collection

OPTIONS = [{"id": "a", "text": "Ask"}, {"id": "b", "text": "Wait"}, {"id": "c", "text": "Leave"}]
SINGLE = {"id": "q", "kind": "single", "points": 2.0, "options": OPTIONS}
SINGLE_KEY = {"key": "a", "feedback": {"a": "You heard it first-hand.", "b": "It grows."}, "explain": "Asking is free."}
SEVERAL = {"id": "q", "kind": "several", "points": 3.0, "options": [*OPTIONS, {"id": "d", "text": "Dare"}]}
SEVERAL_KEY = {"key": ["a", "b", "d"], "feedback": {"c": "Nobody asked that."}, "explain": ""}
ITEMS = [{"id": "two", "text": "Second"}, {"id": "one", "text": "First"}, {"id": "three", "text": "Third"}]
ORDER = {"id": "q", "kind": "order", "points": 1.0, "items": ITEMS}
ORDER_KEY = {"key": ["one", "two", "three"], "explain": "One after the other."}
CLASSIFY = {
    "id": "q",
    "kind": "classify",
    "points": 3.0,
    "items": ITEMS,
    "groups": [{"id": "low", "text": "Low"}, {"id": "high", "text": "High"}],
}
CLASSIFY_KEY = {"key": {"one": "low", "two": "low", "three": "high"}, "feedback": {"three": "It is the top."}}
LENGTHS = {"kind": "opening", "starter": "You always do this!", "min_words": 4, "max_words": 8}
TEXT = {"id": "q", "kind": "text", "points": 4.0, "text": LENGTHS}
TEXT_KEY = {
    "checks": [
        {"id": "asks", "want": "closed_question", "label": "A question", "say": "It asks for a yes or a no."},
        {"id": "no-blame", "avoid": "blame", "label": "No blame", "say": "It blames nobody."},
        {"id": "thanks", "want": "thanks", "label": "Thanks", "say": "It thanks.", "advise": True},
    ],
    "explain": "Short and clear.",
}


def reader(text: str, names: Collection[str]) -> set[str]:
    assert list(names) == ["closed_question", "blame", "thanks"]
    found = {"closed_question"} if "?" in text else set()
    return found | ({"blame"} if "your fault" in text else set())


@pytest.mark.parametrize(
    ("question", "key", "value", "points"),
    [
        (SINGLE, SINGLE_KEY, "a", 2.0),
        (SINGLE, SINGLE_KEY, "b", 0.0),
        (SEVERAL, SEVERAL_KEY, ["d", "a", "b"], 3.0),
        (SEVERAL, SEVERAL_KEY, ["a", "b"], 2.0),
        (SEVERAL, SEVERAL_KEY, ["a", "b", "c"], 1.0),
        (SEVERAL, SEVERAL_KEY, ["c"], 0.0),
        (ORDER, ORDER_KEY, ["one", "two", "three"], 1.0),
        (ORDER, ORDER_KEY, ["two", "three", "one"], 0.5),
        (ORDER, ORDER_KEY, ["three", "two", "one"], 0.0),
        (CLASSIFY, CLASSIFY_KEY, {"one": "low", "two": "low", "three": "high"}, 3.0),
        (CLASSIFY, CLASSIFY_KEY, {"one": "low", "three": "low"}, 1.0),
        (TEXT, TEXT_KEY, "Could we agree on Fridays?", 4.0),
        (TEXT, TEXT_KEY, "It is your fault, is it?", 2.0),
        (TEXT, TEXT_KEY, "It is your fault again.", 0.0),
    ],
)
def test_an_answer_gets_its_share_of_the_points(
    question: dict[str, Any], key: dict[str, Any], value: object, points: float
) -> None:
    assert score(question, value, key, reader).points == points


def test_a_third_of_two_points_is_rounded_and_never_above_the_maximum() -> None:
    question = {**CLASSIFY, "points": 2.0}
    assert score(question, {"one": "low"}, CLASSIFY_KEY).points == 0.6667
    assert score(question, CLASSIFY_KEY["key"], CLASSIFY_KEY).points == 2.0


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, ORDER, CLASSIFY, TEXT])
def test_no_answer_gets_nothing_and_says_so(question: dict[str, Any]) -> None:
    key: dict[str, Any] = {"key": None, "checks": []}
    nothing = Check("form", "Answered", ok=False, say="There is no answer yet.")
    assert score(question, None, key) == Score(0.0, question["points"], 0.0, False, (nothing,), ("Not answered.",))


def test_a_value_that_no_form_would_send_gets_nothing_and_its_reason() -> None:
    said = "The answer “{'a': 1}” is not one of the options."
    assert score(SINGLE, {"a": 1}, SINGLE_KEY) == Score(
        0.0, 2.0, 0.0, False, (Check("form", "Form", ok=False, say=said),), (said,)
    )


def test_the_lines_tell_what_was_answered_and_why_it_got_its_points() -> None:
    assert score(SINGLE, "b", SINGLE_KEY).lines == (
        "You chose “Wait”.",
        "0 of 2 points.",
        "It grows.",
        "Asking is free.",
    )
    assert score(SEVERAL, ["a", "c"], SEVERAL_KEY).lines == (
        "You chose “Ask”.",
        "You chose “Leave”.",
        "0 of 3 points.",
        "“Ask”: right.",
        "“Wait”: missing.",
        "“Leave”: not one of them. Nobody asked that.",
        "“Dare”: missing.",
    )
    assert score(ORDER, ["two", "one", "three"], ORDER_KEY).lines == (
        "1. Second",
        "2. First",
        "3. Third",
        "0.5 of 1 point.",
        "1 of 2 neighbours stand in the right order.",
        "1. First",
        "2. Second",
        "3. Third",
        "One after the other.",
    )
    assert score(CLASSIFY, {"one": "low", "three": "low"}, CLASSIFY_KEY).lines == (
        "“First”: Low",
        "“Third”: Low",
        "1 of 3 points.",
        "“Second”: it belongs to “Low”.",
        "“First”: right.",
        "“Third”: it belongs to “High”. It is the top.",
    )
    assert score(TEXT, "Could we agree on Fridays?", TEXT_KEY, reader).lines == (
        "Could we agree on Fridays?",
        "4 of 4 points.",
        "Yes: It asks for a yes or a no.",
        "Yes: No blame.",
        "Advice: It thanks.",
        "Short and clear.",
    )


def test_a_text_that_is_too_short_gets_no_points_even_for_what_it_avoids() -> None:
    result = score(TEXT, "Really, why?", TEXT_KEY, reader)
    assert result.points == 0.0
    assert result.checks[0] == Check(
        "length", "Length", ok=False, say="2 words so far. At least 4 are needed; a shorter text gets no points."
    )


def test_only_the_first_words_of_a_long_text_count() -> None:
    long = "one two three four five six seven eight nine?"
    result = score(TEXT, long, TEXT_KEY, reader)
    assert result.points == 2.0
    assert result.checks[0].say == "9 words. Only the first 8 count."


def test_the_text_to_mend_handed_back_unmended_gets_no_points() -> None:
    result = score(TEXT, " you ALWAYS do this?", TEXT_KEY, reader)
    assert (result.points, result.checks[0].id, result.checks[0].ok) == (0.0, "length", False)


def test_without_a_key_only_the_form_is_told() -> None:
    assert score(CLASSIFY, {"one": "high"}) == Score(
        None,
        3.0,
        None,
        True,
        (Check("complete", "Complete", ok=False, say="1 of 3 items have a group."),),
        ("“First”: High",),
    )


def test_a_marked_answer_has_no_points_until_a_person_gives_them() -> None:
    question = {"id": "q", "kind": "marked", "points": 5.0, "text": {**LENGTHS, "starter": None}}
    result = score(question, "Dear Ana, thank you.", {"explain": "Any."})
    assert (result.points, result.lines) == (None, ("Dear Ana, thank you.", "A person marks this answer."))


@pytest.mark.parametrize(
    "value", ["Could we agree on Fridays?", "Short?", "one two three four five six seven eight nine?"]
)
def test_what_the_learner_is_told_of_the_form_is_what_the_scoring_finds(value: str) -> None:
    told, found = score(TEXT, value).checks, score(TEXT, value, TEXT_KEY, reader).checks
    assert told == found[: len(told)]
