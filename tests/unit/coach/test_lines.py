"""The coach over JSON lines."""

from __future__ import annotations

import json

from groundrules.coach.lines import run


def test_each_line_is_answered_in_its_order() -> None:
    lines = ['{"id": 7, "text": "You never call."}\n', "\n", '{"id": "b", "text": "Lunch is at one."}']
    first, second = map(json.loads, run(lines))
    assert (first["id"], first["labels"]) == (7, ["generalisation"])
    assert [(each["rule"], each["start"], each["end"]) for each in first["findings"]] == [("never-always", 0, 9)]
    assert second == {"id": "b", "labels": [], "findings": []}


def test_a_finding_has_all_that_a_reader_needs() -> None:
    (answer,) = map(json.loads, run(['{"id": 1, "text": "You never call."}']))
    assert set(answer["findings"][0]) == {
        "rule",
        "label",
        "start",
        "end",
        "message",
        "why",
        "fix",
        "confidence",
        "tone",
        "asks",
    }


def test_a_line_that_cannot_be_read_is_answered_with_its_fault() -> None:
    answers = [json.loads(line) for line in run(["{oops", '{"id": 3}', "[1]"])]
    assert [(each["id"], "error" in each) for each in answers] == [(None, True), (3, True), (None, True)]
