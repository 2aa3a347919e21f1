"""Evidence is a thing that happened, with a specific; a number alone is not."""

from __future__ import annotations

import pytest

from groundrules.coach import labels


@pytest.mark.parametrize(
    "text",
    [
        "On 3 March you rang me at 2 a.m.",
        "Four of the last six deliveries came late.",
        "The contract says one review a month.",
        "In May your team sent 38 messages about one banner.",
        "The report arrived two days late.",
        "Last Tuesday your driver came at eleven.",
    ],
)
def test_a_past_event_or_a_record_with_a_specific_is_evidence(text: str) -> None:
    assert "evidence" in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please send it by 3 March.",
        "The price is 410 pounds a day.",
        "We will meet on 12 May at ten.",
        "I need two more people.",
        "Did four of the six come late?",
        "We want to open 3 shops next year.",
        "You are late.",
    ],
)
def test_a_deadline_a_price_a_plan_and_a_question_are_none(text: str) -> None:
    assert "evidence" not in labels(text)
