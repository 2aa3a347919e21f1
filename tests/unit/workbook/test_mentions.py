from __future__ import annotations

import json
from typing import Any

import pytest

from groundrules.workbook.mentions import masked, mentions

CONTACTS = [
    {"id": "ines", "name": "Inês Duarte", "email": "ines@duarte.example", "phone": "+351 912 345 678"},
    {"id": "will", "name": "Will May", "email": "", "phone": ""},
    {"id": "bo", "name": "Bo", "email": "", "phone": "007"},
    {"id": "", "name": "", "email": "", "phone": ""},
]


def found(text: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.words, each.contact) for each in mentions(CONTACTS, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear inês  duarte,", [("name", "inês  duarte", "ines")]),
        ("I told Duarte that Inês called.", [("name", "Duarte", "ines"), ("name", "Inês", "ines")]),
        ("Write to INES@duarte.example today", [("email", "INES@duarte.example", "ines")]),
        (
            "Call 00351 912-345-678 or (912) 345678.",
            [("phone", "00351 912-345-678", "ines"), ("phone", "(912) 345678", "ines")],
        ),
        ("tel. +351912345678", [("phone", "+351912345678", "ines")]),
        ("This will do; you may go on.", []),
        ("Will you? Perhaps in May.", [("name", "Will", "will"), ("name", "May", "will")]),
        ("WILL MAY has signed", [("name", "WILL MAY", "will")]),
        ("bo, abode, Bo's", [("name", "bo", "bo"), ("name", "Bo", "bo")]),
        ("The Duartes of Inêsburg", []),
        ("At 2026-11-17 there were 912345678901234 things", []),
        ("007", []),
        ("", []),
    ],
)
def test_names_addresses_and_numbers_are_found_as_whole_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


NOTEBOOK: dict[str, Any] = {
    "cells": [
        {"cell_type": "markdown", "source": ["# Title\n", "About Inês Duarte\n"], "metadata": {}},
        {
            "cell_type": "code",
            "source": "x = 1",
            "metadata": {"note": "Duarte"},
            "outputs": [{"data": {"text/html": "<b>ines@duarte.example</b>", "image/png": "Duarte " * 3}}],
        },
    ],
}


def test_every_mention_in_a_notebook_has_its_place() -> None:
    assert [(each.place, each.words) for each in mentions(CONTACTS, NOTEBOOK)] == [
        ("cell 1", "Inês Duarte"),
        ("the metadata of cell 2", "Duarte"),
        ("the output of cell 2", "ines@duarte.example"),
    ]


def test_answers_are_searched_too() -> None:
    answers = {"answers": {"mail": {"value": "Dear Inês, +351 912 345 678"}}}
    assert [(each.place, each.words) for each in mentions(CONTACTS, answers)] == [
        ("the answer to “mail”", "Inês"),
        ("the answer to “mail”", "+351 912 345 678"),
    ]


def test_masking_replaces_every_mention_in_a_copy_and_nothing_else() -> None:
    before = json.dumps(NOTEBOOK)
    data = masked(NOTEBOOK, mentions(CONTACTS, NOTEBOOK))
    assert data["cells"][0]["source"] == ["# Title\n", "About [a contact]\n"]
    assert data["cells"][1]["outputs"][0]["data"]["text/html"] == "<b>[an e-mail address]</b>"
    assert data["cells"][1]["outputs"][0]["data"]["image/png"] == "Duarte " * 3
    assert json.dumps(NOTEBOOK) == before
    assert mentions(CONTACTS, data) == []


def test_only_what_the_person_chose_is_masked() -> None:
    text = "Inês told Duarte"
    first, _ = mentions(CONTACTS, text)
    assert masked(text, [first]) == "[a contact] told Duarte"
