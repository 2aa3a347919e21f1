from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.workbook.messages import reply

if TYPE_CHECKING:
    from groundrules.workbook import Workbook


def ask(workbook: Workbook, **message: Any) -> dict[str, Any]:
    answer = reply(workbook, message)
    assert json.loads(json.dumps(answer)) == answer
    return answer


def test_a_form_opens_saves_deletes_and_takes_back(workbook: Workbook, ines: str) -> None:
    opened = ask(workbook, do="records.open", table="proposals")
    assert (opened["ok"], opened["rows"], opened["contacts"]) == (True, [], [{"id": ines, "name": "Inês Duarte"}])
    assert opened["table"]["columns"][3] == {
        "name": "explanation",
        "label": "Your explanation, in exactly three points",
        "kind": "list",
        "help": "Each point one reason or one fact.",
        "required": False,
        "choices": [],
        "refers": "",
        "items": 3,
        "most": 2000,
        "points": ["A21"],
    }
    saved = ask(workbook, do="records.save", table="proposals", row={"contact": ines, "proposal": "A rota"}, revision=0)
    row = saved["row"]
    assert (row["proposal"], row["revision"]) == ("A rota", 1)
    deleted = ask(workbook, do="records.delete", table="proposals", id=row["id"], revision=1)
    assert deleted["removed"] == {"proposals": 1}
    undone = ask(workbook, do="records.undo", change=deleted["change"])
    assert undone == {"ok": True, "rows": [["proposals", row["id"]]]}
    assert workbook.rows("proposals")[0]["proposal"] == "A rota"


def test_a_form_for_one_contact_shows_only_its_rows(workbook: Workbook, ines: str) -> None:
    other = workbook.save("contacts", {"name": "Mr Okafor"})["id"]
    for contact in (ines, other):
        workbook.save("proposals", {"contact": contact})
    opened = ask(workbook, do="records.open", table="proposals", contact=other)
    assert [row["contact"] for row in opened["rows"]] == [other]


def test_values_that_cannot_be_stored_are_named_by_their_column(workbook: Workbook) -> None:
    answer = ask(workbook, do="records.save", table="contacts", row={"name": "a\0", "side": "up"}, revision=0)
    assert answer["ok"] is False
    assert answer["error"]["what"] == "2 values cannot be stored."
    assert answer["fields"] == {
        "name": "It holds an invisible character (NUL) that no file can keep. Delete it.",
        "side": "“up” is not one of the choices. The choices are: internal, external.",
    }


def test_a_conflict_brings_the_stored_row(workbook: Workbook, ines: str) -> None:
    stored = workbook.save("contacts", {"id": ines, "name": "Inês D."}, 1)
    answer = ask(workbook, do="records.save", table="contacts", row={"id": ines, "name": "Inês"}, revision=1)
    assert (answer["ok"], answer["current"]) == (False, stored)
    assert answer["error"]["remedy"] == "Compare the two versions, and keep what is right."


@pytest.mark.parametrize(
    "message",
    [
        {"do": "records.burn"},
        {"do": "records.open"},
        {"do": "records.open", "table": ["contacts"]},
        {"do": "records.open", "table": "journal"},
        {"do": "records.save", "table": "contacts", "row": 7},
        {"do": "records.save", "table": "contacts", "row": {"name": "a"}, "revision": "x"},
        {"do": "records.save", "table": "contacts", "row": {"id": "'; DROP TABLE contacts", "name": "a"}},
        {"do": "records.delete", "table": "contacts", "id": "0"},
        {"do": "records.undo", "change": "x"},
    ],
)
def test_a_message_that_makes_no_sense_gets_an_error(workbook: Workbook, message: dict[str, Any]) -> None:
    answer = ask(workbook, **message)
    assert answer["ok"] is False
    assert answer["error"]["what"]
