"""Each practice question, card and variant has three hints, and all three together leave something to decide."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from groundrules import course
from groundrules.exercise.hints import about
from groundrules.exercise.question import public
from groundrules.exercise.source import read
from groundrules.widgets.linker import module

NODE = shutil.which("node")
ASK = """
import { readFileSync } from "node:fs";
const questions = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(questions.map((question) => threeHints(question))));
"""


@pytest.fixture(scope="module")
def hinted(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], list[str]]]:
    """Give every question for practice with the hints that its form gives."""
    if NODE is None:
        pytest.skip("Node.js is not installed")
    found = course.load()
    questions = [
        {**public(one), "about": about(found, one.teaches)} for file in found.bank(*found.lessons) for one in read(file)
    ]
    script = tmp_path_factory.mktemp("hints") / "hints.mjs"
    script.write_text(module(frozenset({"question"})) + ASK, encoding="utf-8")
    run = subprocess.run([NODE, str(script)], input=json.dumps(questions), capture_output=True, text=True, check=True)
    return list(zip(questions, json.loads(run.stdout), strict=True))


def test_every_question_for_practice_has_three_hints(hinted: list[tuple[dict[str, Any], list[str]]]) -> None:
    assert len(hinted) > 300
    assert [question["id"] for question, hints in hinted if len(hints) != 3 or not all(hints)] == []


def test_its_author_s_own_hints_come_first(hinted: list[tuple[dict[str, Any], list[str]]]) -> None:
    assert [question["id"] for question, hints in hinted if hints[: len(question["hints"])] != question["hints"]] == []


def test_the_hints_of_a_single_choice_leave_two_options_and_the_right_one_among_them(
    hinted: list[tuple[dict[str, Any], list[str]]],
) -> None:
    def left(question: dict[str, Any], hints: list[str]) -> list[str]:
        (*_, last) = hints
        return [one["id"] for one in question["options"] if not last.lstrip("“").startswith(one["text"].strip("“”"))]

    singles = [(question, left(question, hints)) for question, hints in hinted if question["kind"] == "single"]
    assert [
        question["id"] for question, open_ in singles if len(open_) < 2 or question["reveal"]["key"] not in open_
    ] == []
