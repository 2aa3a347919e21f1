from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from groundrules.errors import Fault, RowError
from groundrules.workbook.rows import all_checked, checked, decoded, encoded, lacking, named
from groundrules.workbook.schema import TABLES

CONTACT = "0" * 32


def test_columns_that_are_not_given_hold_what_an_empty_field_holds() -> None:
    assert checked(TABLES["proposals"], {"contact": CONTACT}) == {
        "contact": CONTACT,
        "purpose": "",
        "proposal": "",
        "explanation": ["", "", ""],
        "questions": [],
        "welcome": "",
        "script": "",
        "gap": "",
        "mine": "",
        "theirs": "",
        "red_line": "",
    }


@pytest.mark.parametrize(
    ("table", "column", "given", "stored"),
    [
        ("contacts", "name", "  007  ", "  007  "),
        ("contacts", "notes", "one\r\ntwo\t\u202eright to left", "one\r\ntwo\t\u202eright to left"),
        ("contacts", "side", "internal", "internal"),
        ("contacts", "side", None, ""),
        ("incidents", "minutes", "20", 20),
        ("incidents", "minutes", 20.0, 20),
        ("incidents", "minutes", "", None),
        ("incidents", "when", "2026-11-17T02:07+01:00[Europe/Paris]", "2026-11-17T02:07:00+01:00[Europe/Paris]"),
        ("incidents", "when", datetime(2026, 11, 17, 2, 7, tzinfo=UTC), "2026-11-17T02:07:00+00:00"),
        ("follow_ups", "done", 1, True),
        ("follow_ups", "due", date(2026, 12, 1), "2026-12-01"),
        ("follow_ups", "due", datetime(2026, 12, 1, 9, tzinfo=UTC), "2026-12-01"),
        ("agreements", "starts", "08:00:00", "08:00"),
        ("agreements", "ends", time(20, 0), "20:00"),
        ("proposals", "explanation", ["a"], ["a", "", ""]),
        ("proposals", "questions", [{"text": "Why?"}], [{"text": "Why?", "kind": ""}]),
    ],
)
def test_a_value_is_stored_as(table: str, column: str, given: Any, stored: Any) -> None:
    row = checked(TABLES[table], {column: given})
    assert row[column] == stored
    shape = TABLES[table].column(column)
    assert decoded(shape, encoded(shape, row[column])) == stored


@pytest.mark.parametrize(
    ("table", "column", "given", "what"),
    [
        ("contacts", "name", "a\0b", "It holds an invisible character (NUL) that no file can keep."),
        ("contacts", "name", "a\ud800b", "It holds half of a character."),
        ("contacts", "name", "one\ntwo", "It has more than one line."),
        ("contacts", "name", 7, "This is not a text: “7”."),
        ("contacts", "name", "n" * 2_001, "It has 2,001 characters; the most is 2,000."),
        ("contacts", "notes", "n" * 40_000, "It has 40,000 characters; the most is 20,000."),
        ("contacts", "side", "inside", "“inside” is not one of the choices."),
        ("incidents", "minutes", True, "“True” is not a whole number."),
        ("incidents", "minutes", "1e5", "“1e5” is not a whole number."),
        ("incidents", "minutes", float("nan"), "“nan” is not a whole number."),
        ("incidents", "minutes", float("inf"), "“inf” is not a whole number."),
        ("incidents", "minutes", -1, "-1 is out of range."),
        ("incidents", "when", "2026-11-17T02:07", "“2026-11-17T02:07” has no time zone."),
        ("incidents", "when", "yesterday", "“yesterday” is not a date with a time."),
        ("incidents", "when", "0202-11-17T02:07+01:00", "The year 202 is out of range."),
        ("incidents", "when", "2026-11-17T02:07+01:00[Mars/Base]", "The time zone “Mars/Base” is not known."),
        ("incidents", "contact", "Inês", "“Inês” is not the id of a row."),
        ("follow_ups", "due", "1/12/2026", "“1/12/2026” is not a date."),
        ("follow_ups", "due", "0026-12-01", "The year 26 is out of range."),
        ("follow_ups", "done", "yes", "“yes” is neither yes nor no."),
        ("agreements", "starts", "8 o'clock", "“8 o'clock” is not a time of day."),
        ("proposals", "explanation", ["a", "b", "c", "d"], "It has 4 points."),
        ("proposals", "explanation", "a", "“a” is not a list of texts."),
        ("proposals", "explanation", ["a\0"], "It holds an invisible character (NUL) that no file can keep."),
        ("proposals", "questions", [{"text": "?", "kind": "loud"}], "“loud” is not a kind of question."),
        ("proposals", "questions", [{"text": "?", "why": ""}], "A question has a text and a kind, nothing else."),
        ("proposals", "questions", ["Why?"], "“['Why?']” is not a list of questions."),
        ("proposals", "questions", [{"text": ""}] * 21, "There are 21 questions; the most is 20."),
        ("contacts", "nmae", "x", "There is no column “nmae”."),
    ],
)
def test_a_value_is_refused_with_its_reason(table: str, column: str, given: Any, what: str) -> None:
    with pytest.raises(RowError) as caught:
        checked(TABLES[table], {column: given})
    (fault,) = caught.value.faults
    assert (fault.where, fault.what) == (f"{table}.{column}", what)
    assert fault.remedy.endswith(".")


def test_all_faults_of_all_rows_come_at_once() -> None:
    rows: list[dict[str, Any]] = [
        {"name": "A"},
        {"name": "a\0", "side": "up"},
        {"name": ""},
        {"name": "", "revision": 1},
    ]
    with pytest.raises(RowError, match=re.escape("Contacts: 3 values cannot be stored.")) as caught:
        all_checked(TABLES["contacts"], rows, strict=True)
    assert [fault.where for fault in caught.value.faults] == [
        "row 2, contacts.name",
        "row 2, contacts.side",
        "row 3, contacts.name",
    ]


def test_a_half_filled_row_says_what_it_lacks() -> None:
    row = checked(TABLES["proposals"], {"explanation": ["a", " ", ""]})
    assert lacking(TABLES["proposals"], row) == [
        Fault("proposals.contact", "“Contact” is still empty."),
        Fault("proposals.explanation", "1 of 3 points are written.", "Write exactly three."),
    ]
    assert lacking(TABLES["contacts"], {"name": "Inês"}) == []


def test_a_row_is_named_by_the_first_lines_of_its_main_columns() -> None:
    row = {"contact": CONTACT, "when": "2026-11-17T02:07:00+01:00", "what": "\nThe line was down.\nAgain."}
    assert named(TABLES["incidents"], row, {CONTACT: "Inês"}) == "Inês · 2026-11-17 02:07 · The line was down."
    assert named(TABLES["diagnoses"], {"contact": CONTACT, "rung": "help"}, {}) == (
        "Help to come back to a relationship that works"
    )
    assert named(TABLES["proposals"], {"proposal": "x" * 80}, {}) == "x" * 59 + "…"
