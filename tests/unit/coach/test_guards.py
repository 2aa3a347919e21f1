"""What looks like something and is not, and what is said plainly and was easy to miss."""

from __future__ import annotations

import pytest

from groundrules.coach import advise, labels
from groundrules.coach.report import Finding


@pytest.mark.parametrize(
    "text",
    [
        'He wrote: "You never do your job."',
        "My boss said you are lazy.",
        "They told us that you never answer.",
        "> You are incompetent, and you will hear from our lawyers.",
    ],
)
def test_what_others_said_is_not_the_writers(text: str) -> None:
    assert labels(text) & {"blame", "generalisation", "threat"} == set()


@pytest.mark.parametrize(
    "text",
    ["Who cares?", "Is this a joke?", "What part of no do you not understand?", "How many times do I have to say it?"],
)
def test_a_question_for_effect_asks_nothing(text: str) -> None:
    assert labels(text) & {"closed_question", "open_question"} == set()


def test_thanks_to_you_is_thanks_only_where_something_went_well() -> None:
    assert labels("Thanks to you we missed the fair.") & {"thanks_or_welcome", "blame"} == {"blame"}
    assert labels("Thanks to your quick call, nobody was hurt.") & {"thanks_or_welcome", "blame"} == {
        "thanks_or_welcome"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Please send the 40 pieces by 3 March.",
        "The deadline is Friday 12 May at noon.",
        "I have told you a thousand times.",
        "The mail you sent on Friday had a very harsh tone.",
        "We need two more weeks.",
    ],
)
def test_a_deadline_an_idiom_and_a_tone_are_no_evidence(text: str) -> None:
    assert "evidence" not in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "Four calls last week, two after midnight.",
        "No reply since 3 May.",
        "Two of the four screens are cracked.",
        "It's been six weeks since we sent the drawings.",
    ],
)
def test_facts_count_without_a_verb_and_in_words(text: str) -> None:
    assert "evidence" in labels(text)


@pytest.mark.parametrize(
    "text",
    ["You can have them on 20 October.", "Sorry, no. The earliest is Thursday.", "How does Tuesday at ten sound?"],
)
def test_an_offer_is_a_proposal(text: str) -> None:
    assert "proposal" in labels(text)


@pytest.mark.parametrize(
    "text",
    ["The 28th isn't possible.", "Sorry, no.", "I can't finish it by then.", "I'm afraid that won't work for us."],
)
def test_a_plain_no_is_heard(text: str) -> None:
    assert "refusal" in advise(text, "no").slots


def test_a_promise_of_news_is_no_threat_and_a_sign_on_the_door_no_excuse() -> None:
    assert labels("You will hear from both of us by Monday.") == set()
    assert labels("Our mail said closed.") == set()


def test_the_coach_asks_below_a_confidence_and_tells_above_it() -> None:
    words = ("rule", "blame", 0, 3, "message", "why", "fix")
    assert Finding(*words, confidence=0.79, tone="mend").asks
    assert not Finding(*words, confidence=0.8, tone="mend").asks
    assert not Finding(*words, confidence=0.6, tone="found").asks
