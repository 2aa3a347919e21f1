"""One submission becomes scores and a graded notebook: answers are read as data, code is run in the sandbox alone."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules.exercise import answers as store
from groundrules.exercise.score import answered, score
from groundrules.grading.repair import repair

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from groundrules.grading.code import Bench
    from groundrules.grading.plan import Plan
    from groundrules.grading.sandbox.jail import Jail

NOTHING = b'{"schema": 1, "exercise": "", "answers": {}}'
NO_RESPONSE = "No response."
TEXT = "-text"
FORM = "-form"


@dataclass(frozen=True, slots=True)
class Marked:
    """What grading a submission gave.

    Attributes:
        scores: by graded cell; None where a person has to mark it.
        comments: by cell that a learner writes in or that a person marks.
        notebook: the graded notebook's bytes.
    """

    scores: dict[str, float | None]
    comments: dict[str, str | None]
    notebook: bytes


def mark(plan: Plan, notebook: bytes, answers: bytes, jail: Jail | None = None, seed: int = 0) -> Marked:
    """Score a submission, and put into its notebook what scoring printed.

    Args:
        plan: how the exercise is graded.
        notebook: the submitted notebook.
        answers: the submitted answers file.
        jail: the sandbox in which code is run; without one, cells that only code can score wait for a person.
        seed: for random numbers in that code.

    Raises:
        SubmissionError: the notebook cannot be read, or a test does not end.
        AnswerError: the answers cannot be read.
    """
    given = store.parse(answers, plan.assignment)
    graded = repair(notebook, plan.template, plan.assignment).notebook
    with _bench(plan, jail, seed) as bench:
        marking = _Marking(plan, given, bench)
        cells = [marking.cell(cell) for cell in graded["cells"]]
    return Marked(marking.scores, marking.comments, _as_bytes({**graded, "cells": cells}))


def _bench(plan: Plan, jail: Jail | None, seed: int) -> AbstractContextManager[Bench | None]:
    if not jail or not plan.code:
        return nullcontext()
    from groundrules.grading.code import Bench  # noqa: PLC0415  data answers need none

    return Bench(jail, seed, plan.files)


def _as_bytes(notebook: dict[str, Any]) -> bytes:
    # On one line: only programs read graded notebooks, and making them pretty costs more than scoring the answers.
    return json.dumps(notebook, ensure_ascii=False).encode()


class _Marking:
    """Goes through the cells of a notebook, and keeps what each is worth."""

    def __init__(self, plan: Plan, given: store.Answers, bench: Bench | None) -> None:
        self._plan, self._given, self._bench = plan, given, bench
        self._released = {cell["id"]: cell["source"] for cell in plan.template["cells"]}
        self._count = 0
        self.scores: dict[str, float | None] = {}
        self.comments: dict[str, str | None] = {}

    def cell(self, cell: dict[str, Any]) -> dict[str, Any]:
        """Give a cell as it is after grading."""
        nbgrader = cell["metadata"].get("nbgrader", {})
        name, untouched = nbgrader.get("grade_id", ""), cell["source"] == self._released.get(cell["id"])
        if nbgrader.get("solution") or nbgrader.get("task"):
            self.comments[name] = NO_RESPONSE if untouched and not nbgrader.get("task") else None
        if nbgrader.get("grade") and nbgrader.get("solution"):
            self.scores[name] = 0.0 if untouched else None
        if cell["cell_type"] != "code":
            return cell
        self._count += 1
        outputs = self._outputs(name, cell["source"], nbgrader)
        for output in outputs:
            if output["output_type"] == "execute_result":
                output["execution_count"] = self._count
        return {**cell, "outputs": outputs, "execution_count": self._count if outputs else None}

    def _outputs(self, name: str, source: str, nbgrader: dict[str, Any]) -> list[dict[str, Any]]:
        """Give what the cell shows when it is run, or would show."""
        questions = self._plan.key.questions
        if name in questions and questions[name]["kind"] != "marked":
            result = score(questions[name], self._given.value(name), self._plan.key.keys[name])
            self.scores[name] = result.points
            shown = {"data": {"text/plain": repr(result.points)}, "metadata": {}}
            return [_printed(result.lines), {"output_type": "execute_result", **shown}]
        if name.endswith(TEXT) and name.removesuffix(TEXT) in questions:
            asked = name.removesuffix(TEXT)
            return [_printed(answered(questions[asked], self._given.value(asked)))]
        if name in self._plan.code:
            outputs = self._bench.test(source) if self._bench else []
            self.scores[name] = _points(outputs, float(nbgrader["points"])) if self._bench else None
            return outputs
        if self._bench is None or (name.endswith(FORM) and name.removesuffix(FORM) in questions):
            return []
        return self._bench.prepare(source) if nbgrader.get("locked") else self._bench.run(source)


def _points(outputs: list[dict[str, Any]], most: float) -> float:
    from groundrules.grading.code import points_of  # noqa: PLC0415  data answers need none

    return points_of(outputs, most)


def _printed(lines: tuple[str, ...]) -> dict[str, Any]:
    text = "".join(f"{line}\n" for line in lines if line)
    return {"name": "stdout", "output_type": "stream", "text": text}
