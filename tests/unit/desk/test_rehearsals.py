"""The rehearsal's messages: begin, answer, resume, look back; what was said stays in the workbook's file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.desk import Desk
from groundrules.desk.drawer import Drawer
from groundrules.workbook import sample

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = (
    "Thank you for coming. In the last six weeks the phone rang thirteen times. SECRETWORD",
    "I can hear that this is urgent for you. I won't take calls at night.",
    "You are under pressure, I see that. I can't be there at night. What I can do is answer by 8:30.",
    "I understand that you need to be sure. I won't pick up at night. I can send one list every morning.",
    "I see that it's hard. I won't pick up after eight. Will you confirm that by Friday?",
    "I hear that you need an answer. I won't come. What I can do is call on Friday.",
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(root=tmp_path, home=tmp_path)


def reply(desk: Desk, do: str, **message: Any) -> dict[str, Any]:
    found = desk.reply({"do": f"rehearsal.{do}", **message})
    assert found["ok"], found
    return found


def begin(desk: Desk, case: str = "kitchen") -> dict[str, Any]:
    found: dict[str, Any] = reply(desk, "begin", case=case)["rehearsal"]
    return found


def play(desk: Desk) -> dict[str, Any]:
    shown = begin(desk)
    for number, text in enumerate(ANSWERS):
        shown = reply(desk, "say", number=shown["number"], round=number, text=text)["rehearsal"]
        if shown["over"]:
            break
    return shown


def test_a_learner_with_an_empty_workbook_is_offered_samples(desk: Desk) -> None:
    found = reply(desk, "open")
    assert (found["cases"], found["current"], found["past"]) == ([], None, [])
    assert [(each["id"], each["ready"]) for each in found["samples"]] == [("controlling", True), ("kitchen", True)]


def test_the_learners_own_proposal_is_rehearsed_with_their_contact(desk: Desk, tmp_path: Path) -> None:
    book = Drawer(tmp_path, tmp_path).workbook
    contact = book.save("contacts", {"name": "Inês", "role": "Client"})
    empty = book.save("proposals", {"contact": contact["id"], "purpose": "Quiet nights"})
    own = book.save("proposals", {"contact": contact["id"], "proposal": "One list a day.", "welcome": "Good morning."})
    offered = reply(desk, "open")["cases"]
    assert [(each["id"], each["ready"]) for each in offered] == [(own["id"], True), (empty["id"], False)]
    shown = begin(desk, own["id"])
    assert shown["case"]["name"] == "Inês"
    assert shown["case"]["opening"] == "Good morning."
    assert "Inês" in " ".join(shown["arrival"])
    refused = desk.reply({"do": "rehearsal.begin", "case": empty["id"]})
    assert refused["error"]["what"] == "There is nothing to rehearse there yet."


def test_a_rehearsal_runs_to_its_end_with_a_debrief(desk: Desk) -> None:
    shown = play(desk)
    assert shown["over"]
    assert 4 <= len(shown["turns"]) <= 6
    assert shown["debrief"]["ending"]["title"] == "You agreed"
    assert shown["debrief"]["best"] in " ".join(ANSWERS)
    assert shown["debrief"]["needs"]
    assert shown["debrief"]["take"]
    (past,) = reply(desk, "open")["past"]
    assert (past["number"], past["name"], past["ending"]) == (1, "Marta Keller", "You agreed")


def test_what_was_half_written_is_there_tomorrow(desk: Desk, tmp_path: Path) -> None:
    shown = begin(desk)
    reply(desk, "say", number=1, round=0, text=ANSWERS[0])
    reply(desk, "keep", number=1, round=1, text="I can hear th")
    reply(desk, "keep", number=1, round=0, text="an older field that came late")
    tomorrow = reply(Desk(root=tmp_path, home=tmp_path), "open")["current"]
    assert (tomorrow["number"], tomorrow["draft"], len(tomorrow["turns"])) == (shown["number"], "I can hear th", 1)


def test_an_answer_that_was_sent_twice_is_answered_once(desk: Desk) -> None:
    begin(desk)
    once = reply(desk, "say", number=1, round=0, text=ANSWERS[0])
    assert reply(desk, "say", number=1, round=0, text=ANSWERS[0]) == once


def test_what_was_said_is_in_the_workbook_and_never_in_the_journal(desk: Desk, tmp_path: Path) -> None:
    play(desk)
    reply(desk, "take", number=1, text="SECRETWORD again")
    (told,) = Drawer(tmp_path, tmp_path).journal.statements()
    assert told["object"]["id"].endswith("/rehearsal/sample")
    assert told["result"]["extensions"]["https://groundrules.example/xapi/extensions/ending"] == "agreed"
    assert "SECRET" not in json.dumps(told)
    assert b"SECRETWORD" not in (tmp_path / "data" / "journal.db").read_bytes()
    assert b"SECRETWORD" in (tmp_path / "data" / "workbook.db").read_bytes()


def test_stopping_looks_back_at_what_there_is_and_tells_the_journal_nothing(desk: Desk, tmp_path: Path) -> None:
    begin(desk)
    reply(desk, "say", number=1, round=0, text=ANSWERS[0])
    shown = reply(desk, "stop", number=1)["rehearsal"]
    assert (shown["over"], shown["debrief"]["ending"]) == (True, None)
    assert list(Drawer(tmp_path, tmp_path).journal.statements()) == []


def test_beginning_anew_closes_what_was_not_finished(desk: Desk) -> None:
    begin(desk)
    assert begin(desk)["number"] == 2
    assert reply(desk, "open")["current"]["number"] == 2
    assert reply(desk, "open")["past"] == []


def test_the_one_thing_for_the_meeting_is_kept(desk: Desk) -> None:
    play(desk)
    reply(desk, "take", number=1, text="Ears first.")
    assert reply(desk, "show", number=1)["rehearsal"]["take"] == "Ears first."


@pytest.mark.parametrize("number", [99, "1; DROP TABLE", None])
def test_a_rehearsal_that_is_not_there_is_refused(desk: Desk, number: object) -> None:
    refused = desk.reply({"do": "rehearsal.show", "number": number})
    assert refused["error"]["what"] == "There is no such rehearsal."


def test_half_a_character_is_refused_and_nothing_is_lost(desk: Desk) -> None:
    begin(desk)
    refused = desk.reply({"do": "rehearsal.say", "number": 1, "round": 0, "text": "oh \ud800 no, dear me"})
    assert refused["ok"] is False
    assert reply(desk, "open")["current"]["turns"] == []


def test_the_sample_contact_of_the_workbook_can_be_rehearsed(desk: Desk, tmp_path: Path) -> None:
    drawer = Drawer(tmp_path, tmp_path)
    sample.fill(drawer.workbook, drawer.now().date())
    (ready,) = [each for each in reply(desk, "open")["cases"] if each["ready"]]
    assert begin(desk, ready["id"])["case"]["name"] == "Marta Keller"
