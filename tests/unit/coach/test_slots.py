"""Structures: three points, and what an e-mail or a statement holds."""

from __future__ import annotations

import pytest

from groundrules.coach import advise
from groundrules.coach.slots import point_count, seconds


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1. Time. \n2. Money.\n3. People.", 3),
        ("- time\n- money", 2),
        ("1) time 2) money 3) people 4) trust", 4),
        ("First, it costs time. Second, it costs money. Third, people leave.", 3),
        ("Firstly we wait. Then we pay. Finally they leave.", 3),
        ("Time is short.\nMoney is short.\nPeople leave.", 3),
        ("a) time b) money c) people", 3),
        ("It costs time and money, and people leave.", 0),
        ("We sent version 2. It was late.", 0),
    ],
)
def test_points_are_counted_where_something_sets_them_apart(text: str, count: int) -> None:
    assert point_count(text) == count


def test_a_minute_holds_a_hundred_and_forty_words() -> None:
    assert (seconds(140), seconds(0)) == (60, 0)


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        ("welcome", "Thank you for coming."),
        ("importance", "Our work with you matters to us."),
        ("request", "I ask you to call the day line first."),
        ("who", "Ana will send the list."),
        ("by_when", "You get it by Friday."),
        ("agreed", "We agreed on two meetings."),
        ("asks_confirmation", "Please confirm by mail."),
        ("alternative", "What I can do is show you the export."),
        ("refusal", "I can't take this on."),
        ("recall", "Did we agree on one review a month?"),
        ("three_points", "1. One\n2. Two\n3. Three"),
        ("under_a_minute", "Short."),
    ],
)
def test_a_structure_is_found(slot: str, text: str) -> None:
    assert advise(text).has(slot)


def test_heard_first_means_before_the_refusal() -> None:
    assert advise("I see why you ask. I can't do it today.").has("heard_first")
    assert not advise("I can't do it today. I see why you ask.").has("heard_first")


def test_a_long_text_is_not_under_a_minute_and_an_empty_one_neither() -> None:
    assert not advise("word " * 141).has("under_a_minute")
    assert not advise("  ").has("under_a_minute")
