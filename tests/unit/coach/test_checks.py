"""The checks of each kind of text."""

from __future__ import annotations

import pytest

from groundrules.coach import KINDS, advise
from groundrules.coach.models import models

OPENING = (
    "Thank you for coming, Ines. Our work with you matters to us. On 3 and 9 March you called my private phone at two "
    "at night, and the next day I had to cancel a customer. I ask you to agree with me on one emergency number today."
)


def state(text: str, kind: str) -> dict[str, bool]:
    return {check.id: check.ok for check in advise(text, kind).checks}


def test_a_good_opening_meets_every_check() -> None:
    assert state(OPENING, "opening") == {
        "short": True,
        "welcome": True,
        "importance": True,
        "facts": True,
        "impact": True,
        "request": True,
        "no-blame": True,
        "no-sweep": True,
    }


def test_a_bad_opening_is_told_what_is_missing_and_where_to_look_again() -> None:
    text = "You never keep to anything. This is your fault."
    checks = {check.id: check for check in advise(text, "opening").checks}
    assert [each.id for each in checks.values() if not each.ok] == [
        "welcome",
        "importance",
        "facts",
        "impact",
        "request",
        "no-blame",
        "no-sweep",
    ]
    sweep = checks["no-sweep"]
    assert text[sweep.start : sweep.end] == "You never"
    assert checks["request"].say == "Say plainly what you ask for."


def test_what_only_advises_never_scores() -> None:
    scored = {check.label for kind in KINDS for check in advise("", kind).checks if check.scored}
    assert scored.isdisjoint({"blame", "generalisation", "hedge", "excuse", "threat"})


def test_points_are_counted_for_the_writer() -> None:
    (check,) = [each for each in advise("1. a\n2. b\n3. c\n4. d", "three-points").checks if each.id == "three-points"]
    assert (check.ok, check.say) == (False, "I count 4 points; make it exactly 3.")


def test_one_open_question_is_not_two() -> None:
    one = state("Is Tuesday still our day? What led to the calls?", "questions")
    two = state("Is Tuesday still our day? What led to the calls? How can I help?", "questions")
    assert (one["open"], two["open"], two["closed"]) == (False, True, True)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no kind of text “poem”"):
        advise("Roses are red.", "poem")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_two_annotated_models_that_pass_their_own_checks_and_a_rubric(kind: str) -> None:
    beside = models(kind)
    texts = ["\n".join(part["text"] for part in model["parts"]) for model in beside["models"]]
    failed = [check.id for text in texts for check in advise(text, kind).checks if not check.ok]
    assert len(texts) == 2
    assert failed == []
    assert all(part["note"] for model in beside["models"] for part in model["parts"])
    assert len(beside["rubric"]) >= 4


@pytest.mark.parametrize(
    "text",
    ["I know it helps you. We will stop.", "We've decided to stop.", "The pump isn't mine to give.", "We won't go on."],
)
def test_a_plain_ending_is_a_clear_no(text: str) -> None:
    assert state(text, "no")["no"]


def test_what_they_get_is_a_way_on_and_a_tag_that_a_condition_can_name() -> None:
    assert "way_on" in advise("We can't lend the pump. You'll get the twelve.", "no").tags


def test_a_service_that_ends_is_no_threat() -> None:
    assert advise("We will not continue the Monday service after June.", "no").labels == []
