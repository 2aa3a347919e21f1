"""The question bank, read again by a parser of GIFT and one of XML that are not ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import parse

import pytest

from groundrules import course
from groundrules.cli import main
from groundrules.exercise.source import read

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.exercise.base import Base

# In a process of its own: the parser builds its tables at import, and says so.
READ = """
import json, sys
from pygiftparser import parser
found = parser.parse(open(sys.argv[1], encoding="utf-8").read()).questions
print(json.dumps([[type(each.answer).__name__, len(getattr(each.answer, "options", None) or [])] for each in found]))
"""
AS_GIFT = {
    "Single": "MultipleChoiceRadio",
    "Several": "MultipleChoiceCheckbox",
    "Order": "Matching",
    "Classify": "Matching",
}
AS_XML = {"Single": "multichoice", "Several": "multichoice", "Order": "ordering", "Classify": "matching"}


@pytest.fixture(scope="module")
def bank() -> list[Base]:
    found = course.load()
    return [question for file in found.bank(*found.lessons) for question in read(file)]


def test_a_parser_of_gift_finds_every_question_with_all_its_answers(bank: list[Base], tmp_path: Path) -> None:
    file = tmp_path / "bank.gift"
    assert main(["moodle", "all", str(file)]) == 0
    run = subprocess.run(
        [sys.executable, "-c", READ, str(file)], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    found = json.loads(run.stdout.splitlines()[-1])
    assert len(found) == len(bank) > 50
    assert Counter(kind for kind, _ in found) == Counter(
        AS_GIFT.get(type(question).__name__, "Essay") for question in bank
    )


def test_a_parser_of_xml_finds_every_question_in_its_own_type(bank: list[Base], tmp_path: Path) -> None:
    file = tmp_path / "bank.xml"
    assert main(["moodle", "all", str(file)]) == 0
    kinds = Counter(entry.get("type") for entry in parse(file).getroot())  # noqa: S314  our own file
    assert kinds == Counter(AS_XML.get(type(question).__name__, "essay") for question in bank) + Counter(category=1)
