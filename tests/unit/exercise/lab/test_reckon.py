from __future__ import annotations

from typing import Any

from groundrules.exercise.lab.reckon import reckoned, right
from groundrules.exercise.score import OTHERS, form, score

CASE: dict[str, Any] = {
    "begins": "2026-09-07",
    "weeks": 1,
    "tables": {
        "calls": {
            "columns": [{"id": "who", "kind": "choice"}],
            "batches": [
                {"total": [1, 40], "days": ["Mon"], "every": 1, "put": {"who": ["Ida"]}},
                {"total": [2, 2], "days": ["Tue"], "every": 1, "put": {"who": ["Jo"]}},
            ],
        }
    },
}
QUESTION: dict[str, Any] = {
    "id": "calls",
    "kind": "figures",
    "points": 2.0,
    "fields": [
        {"id": "ida", "text": "Ida's calls", "unit": "calls", "within": 0},
        {"id": "mean", "text": "Mean", "unit": "calls a day", "within": 0.1},
    ],
}
KEY: dict[str, Any] = {
    "explain": "Ida alone.",
    "fields": {
        "ida": {
            "fact": {"of": "calls", "where": {"who": ["Ida"]}},
            "within": 0,
            "slips": [{"fact": {"of": "calls"}, "say": "Jo's are in it."}],
        },
        "mean": {"fact": {"of": "calls", "where": {"who": ["Ida"]}, "over": 5}, "within": 0.1, "slips": []},
    },
}


def found(value: dict[str, float], code: str = "") -> tuple[float | None, tuple[str, ...]]:
    result = score(QUESTION, value, reckoned(KEY, CASE, "lab", code))
    return result.points, result.reasons


def test_the_right_numbers_are_those_of_the_learners_own_records() -> None:
    assert right(reckoned(KEY, CASE, "lab", "")) == {"ida": 15, "mean": 3}
    assert right(reckoned(KEY, CASE, "lab", "B60-4NV-KQG")) == {"ida": 36, "mean": 7.2}


def test_a_key_without_numbers_is_left_as_it_is() -> None:
    assert reckoned({"key": "a", "explain": "E"}, CASE, "lab", "") == {"key": "a", "explain": "E"}


def test_each_number_that_is_near_enough_gives_its_share() -> None:
    assert found({"ida": 15, "mean": 3.1}) == (2.0, ("Ida's calls: right.", "Mean: right."))
    assert found({"ida": 15, "mean": 3.11}) == (1.0, ("Ida's calls: right.", "Mean: it is 3 calls a day."))
    assert found({"ida": 15}) == (1.0, ("Ida's calls: right.", "Mean: 3 calls a day. You gave no number."))


def test_a_usual_slip_is_named() -> None:
    assert found({"ida": 17}) == (
        0.0,
        ("Ida's calls: it is 15 calls. Jo's are in it.", "Mean: 3 calls a day. You gave no number."),
    )


def test_who_counted_in_the_practice_records_is_told_so_and_not_what_their_own_hold() -> None:
    assert found({"ida": 15, "mean": 3}, "B60-4NV-KQG") == (0.0, (OTHERS,))
    assert found({"ida": 15}, "B60-4NV-KQG") == (0.0, (OTHERS,))
    assert found({"ida": 36, "mean": 3}, "B60-4NV-KQG") == (1.0, ("Ida's calls: right.", OTHERS))


def test_the_learner_hears_of_the_form_alone() -> None:
    assert [check.say for check in form(QUESTION, {"ida": 1})] == ["1 of 2 numbers are filled in."]
    assert [check.say for check in form(QUESTION, {"ida": 1, "mean": 0})] == ["Every number is filled in."]
