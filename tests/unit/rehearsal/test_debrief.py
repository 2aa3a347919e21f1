from __future__ import annotations

from typing import Any

import pytest

from groundrules.coach import advise
from groundrules.rehearsal import debrief, read, script
from groundrules.rehearsal.debrief import best_sentence, remark

LINES = script()


def turn(text: str, kind: str = "guilt") -> dict[str, Any]:
    report = advise(text, "no")
    signals = read(text, report, LINES).signals
    told = remark(sorted(signals), LINES, pressed=bool(kind))
    return {"text": text, "kind": kind, "remark": told, "best": best_sentence(text, report)}


@pytest.mark.parametrize(
    ("text", "quality", "missed"),
    [
        ("I can hear that this is urgent for you. I won't take calls at night.", "strong", ""),
        ("I understand that it's hard for you. What would you need by noon?", "strong", ""),
        ("There were 13 calls in October.", "partial", "heard"),
        ("You never listen and it's your fault.", "weak", "blame"),
        ("Okay, just this once.", "weak", "gives-in"),
        ("No.", "partial", "short"),
        ("The weather is fine in the north today.", "weak", "heard"),
    ],
)
def test_each_answer_gets_its_quality_and_one_thing_to_try(text: str, quality: str, missed: str) -> None:
    told = turn(text)["remark"]
    assert (told["quality"], told["missed"]) == (quality, missed)


def test_who_is_warm_by_now_needs_the_way_on_and_no_more_ear() -> None:
    signals = ["closed-question", "offer"]
    assert remark(signals, LINES, pressed=True)["missed"] == "heard"
    assert remark(signals, LINES, pressed=True, warm=True)["quality"] == "strong"


def test_i_will_not_do_it_just_this_once_gives_nothing_away() -> None:
    text = "I hear that today is hard. I won't do it just this once."
    assert "gives-in" not in read(text, advise(text, "no"), LINES).signals


def test_the_best_sentence_is_quoted_word_for_word_and_is_never_one_to_mend() -> None:
    turns = [turn("You never listen! I can hear that this is urgent for you. No."), turn("Fine.")]
    found = debrief(turns, "stuck", LINES)
    assert found["best"] == "I can hear that this is urgent for you."


def test_the_debrief_tells_the_need_behind_each_kind_once_and_one_thing_to_take_in() -> None:
    turns = [turn("Hello.", ""), turn("I won't do it."), turn("There were 13 calls in October.", "urgency")]
    found = debrief(turns, "time", LINES)
    assert [need["name"] for need in found["needs"]] == ["Guilt", "Urgency"]
    assert found["take"] == "I say back what they feel before I say what I want."
    assert found["ending"]["title"] == "They need time"
    assert found["short"] is True


def test_a_rehearsal_without_an_answer_has_a_debrief_too() -> None:
    found = debrief([], "", LINES)
    assert (found["ending"], found["score"], found["best"], found["needs"]) == (None, 0.0, "", [])
