"""What a learner is told while answering, and what an instructor's scoring finds, come from the same code and agree."""

from __future__ import annotations

import json
import os
import random
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from groundrules.errors import AnswerError
from groundrules.exercise import answers as store
from groundrules.exercise.lab import FILE
from groundrules.exercise.lab.reckon import all_reckoned, right
from groundrules.exercise.lab.seats import Seats, write_seats
from groundrules.exercise.lab.source import public_bytes, read_case
from groundrules.exercise.question import best, key, public
from groundrules.exercise.score import score
from groundrules.exercise.sheet import of_exercise
from groundrules.exercise.source import read
from groundrules.exercise.verbs import score as score_in_notebook
from groundrules.grading.mark import mark
from groundrules.grading.plan import Plan
from groundrules.grading.tree import AnswerKey

LAB = "evidence-lab"
SOLUTIONS = Path(__file__).parents[3] / "solutions"
EXERCISES = sorted(path.parent.name for path in SOLUTIONS.glob("*/questions.yaml"))
SENTENCES = (
    "Thank you for coming, Radek.",
    "On 3 and 10 May the ring was at 23:40.",
    "Could we agree that messages wait until eight?",
    "You never listen to anybody.",
    "What would you need from me?",
    "Maybe we could perhaps try something, sort of.",
    "1. The price. 2. The day. 3. Who calls.",
    "This matters to me, because I want to go on.",
    "¿Qué? “Nicht so.” 好的。",
    "I am sorry, no.",
)


def tries(question: dict[str, Any], right: object, dice: random.Random) -> list[object]:
    """Many answers: none, wrong shapes, some and all right, texts short, long and in between."""
    ids = [one["id"] for part in ("options", "items") for one in question.get(part, [])]
    groups = [one["id"] for one in question.get("groups", [])]
    found: list[object] = [None, "", [], {}, 7, "nonsense", ["nonsense"], {"a": "b"}, right]
    for _ in range(10):
        dice.shuffle(ids)
        some = ids[: dice.randint(1, len(ids))] if ids else []
        found += [list(ids), some, dict.fromkeys(some, dice.choice(groups)) if groups else some[0]] if ids else []
        found += [] if ids else [" ".join(dice.choices(SENTENCES, k=dice.randint(1, 40)))]
    if isinstance(right, str) and " " in right:
        found += [right[: len(right) // 2], f"{right} {right}", right.upper(), f"{right}\n\n{right[:40]}"]
    return found


def counted(key_: dict[str, Any], dice: random.Random) -> list[object]:
    """Many numbers of a question about records: right, at and past what is still right, slips, some, and none."""
    fields = key_["fields"]
    known = right(key_)
    found: list[object] = [
        None,
        {},
        [],
        "28",
        {"nonsense": 1},
        dict.fromkeys(fields, "28"),
        dict.fromkeys(fields, True),
    ]
    found += [known, {name: -number for name, number in known.items()}, dict.fromkeys(fields, 1e15)]
    for _ in range(20):
        tried: dict[str, float] = {}
        for name in dice.sample(list(fields), dice.randint(1, len(fields))):
            field = fields[name]
            off = dice.choice([0.0, field["within"], -field["within"], field["within"] + 0.01, 1.0])
            slips = [slip["value"] for slip in field["slips"]] + [field["practice"] or 0.0]
            tried[name] = dice.choice([field["value"] + off, *slips])
        found.append(tried)
    return found


def keys_for(exercise: str, code: str) -> dict[str, dict[str, Any]]:
    """Give the keys of an exercise, worked out for the records of a code where it has records."""
    keys = {one.id: key(one) for one in read(SOLUTIONS / exercise / "questions.yaml")}
    lab = SOLUTIONS / exercise / "lab.yaml"
    return all_reckoned(keys, read_case(lab), exercise, code) if lab.is_file() else keys


def told_by(folder: Path, name: str, value: object) -> tuple[list[dict[str, Any]] | None, str]:
    """Answer in the learner's folder: what the form says, and what the notebook's cell prints."""
    (folder / "answers.json").unlink(missing_ok=True)
    try:
        checks = of_exercise(folder).save(name, value)["checks"]
    except AnswerError:
        # The form would not take it; a hand-in may hold it all the same.
        content = {"schema": 1, "exercise": folder.name, "answers": {name: {"value": value, "saved": "x"}}}
        (folder / "answers.json").write_text(json.dumps(content))
        checks = None
    printed, before = StringIO(), Path.cwd()
    os.chdir(folder)
    try:
        with redirect_stdout(printed):
            score_in_notebook(name)
    finally:
        os.chdir(before)
    return checks, printed.getvalue()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_forms_checks_are_the_first_of_the_scorings_checks(exercise: str, tmp_path: Path) -> None:
    questions, dice = read(SOLUTIONS / exercise / "questions.yaml"), random.Random(exercise)  # noqa: S311  a steady choice
    shown = {"schema": 1, "exercise": exercise, "questions": [public(one) for one in questions]}
    folder = tmp_path / exercise
    folder.mkdir()
    (folder / "questions.json").write_text(json.dumps(shown))
    keys = keys_for(exercise, "own records")
    compared = 0
    for one in questions:
        asked = public(one)
        many = counted(keys[one.id], dice) if asked["kind"] == "figures" else tries(asked, best(one), dice)
        for value in many:
            checks, printed = told_by(folder, one.id, value)
            found = score(asked, store.read(folder / "answers.json").value(one.id), keys[one.id])
            if checks is not None:
                assert [each.as_dict() for each in found.checks[: len(checks)]] == checks
                expected = [check["say"] for check in checks if not check["ok"]] or ["Answered."]
                assert printed == "".join(f"{line}\n" for line in expected)
            else:
                assert (found.points, found.answered) in {(0.0, False), (None, False)}
                assert printed == f"{found.lines[0]}\n"
            compared += 1
    assert compared >= 100


@pytest.mark.parametrize("exercise", ["no-framework-yet", "meeting-creep", LAB])
def test_the_graders_scores_are_those_that_the_notebooks_cell_gives(
    exercise: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions, dice = read(SOLUTIONS / exercise / "questions.yaml"), random.Random(f"{exercise} again")  # noqa: S311
    asked, keys = {one.id: public(one) for one in questions}, {one.id: key(one) for one in questions}
    # As the course tree has it: the learner is known by the folder, and their code by the list of seats above it.
    folder, seats, files = tmp_path / "autograded/ana" / exercise, Seats(b"k" * 32, {LAB: ("ana",)}), {}
    folder.mkdir(parents=True)
    write_seats(tmp_path, seats)
    if exercise == LAB:
        files[FILE] = public_bytes(read_case(SOLUTIONS / LAB / "lab.yaml"), LAB)
        (folder / FILE).write_bytes(files[FILE])
    shown = {"schema": 1, "exercise": exercise, "questions": list(asked.values())}
    (folder / "questions.json").write_text(json.dumps(shown))
    monkeypatch.chdir(folder)
    cells = [
        {
            "cell_type": "code",
            "id": name,
            "metadata": {"nbgrader": {"grade_id": name, "grade": True, "solution": False, "points": 1}},
            "source": "",
        }
        for name in asked
    ]
    answer_key = AnswerKey(exercise, "", asked, keys, {})
    plan = Plan(exercise, {"cells": cells}, b"", answer_key, files, (), (), "").of(seats.code(exercise, "ana"))
    notebook = json.dumps({"nbformat": 4, "cells": cells}).encode()
    many = {
        name: counted(plan.key.keys[name], dice) if one["kind"] == "figures" else tries(one, best(question), dice)
        for (name, one), question in zip(asked.items(), questions, strict=True)
    }
    for number in range(30):
        given = {name: store.Answer(values[number % len(values)], "x") for name, values in many.items()}
        content = store.Answers(exercise, given).as_bytes()
        (folder / "answers.json").write_bytes(content)
        marked = mark(plan, notebook, content)
        printed = StringIO()
        with redirect_stdout(printed):
            ours = {name: score_in_notebook(name, keys[name]) for name in asked if asked[name]["kind"] != "marked"}
        assert marked.scores == ours
        outputs = [output for cell in json.loads(marked.notebook)["cells"] for output in cell["outputs"]]
        assert "".join(one["text"] for one in outputs if one["output_type"] == "stream") == printed.getvalue()
