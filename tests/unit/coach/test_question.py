"""Questions by what they do, whatever their form."""

from __future__ import annotations

import pytest

from groundrules.coach.question import question
from groundrules.coach.sentence import sentences


def asked(text: str) -> str | None:
    part, *rest = sentences(text)
    found = question(part, rest[0] if rest else None)
    return found[0] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Is it still our rule that we meet on Tuesdays?",
        "Did the pallets leave",
        "We said two rounds, right?",
        "I was wondering if Thursday suits you.",
        "Please let me know whether you received it.",
        "How many calls were there in May?",
        "What time do they start?",
        "Do you remember whether we signed it?",
        "If we moved it to Friday, would you come?",
        "You got the contract?",
    ],
)
def test_yes_no_one_of_two_or_one_fact_is_closed(text: str) -> None:
    assert asked(text) == "closed"


@pytest.mark.parametrize(
    "text",
    [
        "What led to the extra meetings?",
        "Could you tell me how that came about?",
        "I'd like to understand what happened on your side.",
        "If we start again, what would you change?",
        "Help me understand how the order got lost.",
        "how do you see the next months",
        "Any thoughts on this?",
        "So, in your view, why did it take so long?",
    ],
)
def test_what_asks_for_a_story_is_open(text: str) -> None:
    assert asked(text) == "open"


@pytest.mark.parametrize(
    "text",
    [
        "What we need is a rule.",
        "Should you need anything, call us.",
        "Have a good weekend.",
        "How many times do I have to tell you?",
        "Why two contacts? Because one is always away.",
        "Did it work? No.",
        "When the line stops, we call.",
        "How hard can it be?",
        "You asked me why the numbers changed.",
    ],
)
def test_the_form_alone_asks_nothing(text: str) -> None:
    assert asked(text) is None
