"""What the coach answers in the browser is what the desk would."""

from __future__ import annotations

import json
from typing import Any

from groundrules.coach import advise
from groundrules.publish.browser_coach import answer

TEXT = "You rang at 02:10 on Monday. Could we meet on Tuesday to agree on hours?"


def ask(**message: Any) -> Any:
    return json.loads(answer(json.dumps(message)))


def test_a_report_is_the_coachs_own() -> None:
    assert ask(do="coach.advise", text=TEXT, kind="opening") == {
        "report": json.loads(json.dumps(advise(TEXT, "opening").as_dict()))
    }


def test_of_a_scenes_tags_those_come_back_that_the_text_carries_in_the_scenes_order() -> None:
    reply = ask(do="tags", text=TEXT, kind="opening", tags=["blame", "proposal", "evidence"])
    assert [tag for tag in reply["tags"] if tag != "proposal"] == ["evidence"]
    assert {"label", "start", "end"} <= reply["findings"][0].keys()


def test_a_kind_that_the_coach_does_not_know_is_read_without_one() -> None:
    assert "evidence" in ask(do="tags", text=TEXT, kind="heard", tags=["evidence"])["tags"]


def test_a_text_is_scored_by_its_own_key() -> None:
    check = {"id": "evidence", "want": "evidence", "label": "Evidence", "say": "Name a fact.", "advise": False}
    question = {
        "id": "q",
        "kind": "text",
        "points": 1,
        "text": {"kind": "opening", "starter": None, "min_words": 3, "max_words": 50},
        "reveal": {"checks": [check], "explain": "Facts help."},
    }
    feedback = ask(do="score", question=question, value=TEXT)["feedback"]
    assert feedback["share"] == 1
    assert [found["id"] for found in feedback["checks"]] == ["length", "evidence"]
    assert ask(do="score", question=question, value="Stop it now, please")["feedback"]["share"] == 0


def test_an_unknown_message_gets_nothing() -> None:
    assert ask(do="records.open") is None
