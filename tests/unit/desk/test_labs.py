"""Records to count in, asked for by their form."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from groundrules import course
from groundrules.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

EXERCISE = course.load().root / "exercises/evidence-lab"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shutil.copytree(EXERCISE, tmp_path / "exercises/evidence-lab")
    return Desk(root=tmp_path, home=tmp_path)


def test_a_form_gets_the_practice_records_and_after_a_code_ones_own(desk: Desk, tmp_path: Path) -> None:
    asked = {"do": "lab.open", "path": "exercises/evidence-lab", "table": "calls"}
    practice = desk.reply(asked)
    assert (practice["ok"], len(practice["table"]["rows"]), practice["table"]["code"]) == (True, 94, "")
    own = desk.reply({**asked, "do": "lab.save", "code": "b60 4nv kqg"})
    assert (own["ok"], own["table"]["code"]) == (True, "B60-4NV-KQG")
    assert own["table"]["rows"] != practice["table"]["rows"]
    assert desk.reply(asked) == own
    assert (tmp_path / "exercises/evidence-lab/code.txt").read_text() == "B60-4NV-KQG\n"


def test_a_slip_in_the_code_is_refused_in_words(desk: Desk) -> None:
    reply = desk.reply({"do": "lab.save", "path": "exercises/evidence-lab", "table": "calls", "code": "B60-4NV-KQH"})
    assert reply == {
        "ok": False,
        "error": {
            "what": "“B60-4NV-KQH” is not a code of this exercise.",
            "where": "the code",
            "remedy": "Compare it with what your instructor sent you; one sign is probably another.",
        },
    }


def test_a_page_outside_the_exercise_gets_the_practice_records_and_can_take_no_code(desk: Desk) -> None:
    reply = desk.reply({"do": "lab.open", "path": "notebooks", "table": "evidence-lab/calls"})
    assert (reply["table"]["fixed"], len(reply["table"]["rows"])) == (True, 94)
    assert desk.reply({"do": "lab.open", "path": "", "table": "no-such-lab/calls"})["error"] == {
        "what": "There is no exercise “no-such-lab” with records.",
        "where": "no-such-lab/calls",
        "remedy": "Those with records: evidence-lab.",
    }


@pytest.mark.parametrize("path", ["..", "../..", "/etc"])
def test_no_folder_elsewhere_is_read_or_written(desk: Desk, path: str) -> None:
    for message in ({"do": "lab.open"}, {"do": "lab.save", "code": ""}):
        reply = desk.reply({**message, "path": path, "table": "calls"})
        assert reply["error"]["what"] == "That folder is not in your course folder."


@pytest.mark.parametrize("table", ["../evidence-lab/calls", "evidence-lab/../calls", "/calls", "evidence-lab/"])
def test_a_table_is_a_name_and_no_path(desk: Desk, table: str) -> None:
    assert desk.reply({"do": "lab.open", "path": "", "table": table})["ok"] is False
