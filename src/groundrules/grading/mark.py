"""One submission's answers become scores and a graded notebook; no code of the learner's is run for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules.exercise import answers as store
from groundrules.exercise.score import answered, score
from groundrules.grading.repair import repair
from groundrules.notebook import as_text

if TYPE_CHECKING:
    from groundrules.grading.plan import Plan

NO_RESPONSE = "No response."
TEXT = "-text"


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


def mark(plan: Plan, notebook: bytes, answers: bytes) -> Marked:
    """Score the answers of a submission, and put into its notebook what scoring printed.

    Args:
        plan: how the exercise is graded.
        notebook: the submitted notebook.
        answers: the submitted answers file.

    Raises:
        SubmissionError: the notebook cannot be read.
        AnswerError: the answers cannot be read.
    """
    given = store.parse(answers, plan.assignment)
    graded = repair(notebook, plan.template, plan.assignment).notebook
    scores: dict[str, float | None] = {}
    comments: dict[str, str | None] = {}
    released = {cell["id"]: cell["source"] for cell in plan.template["cells"]}
    cells, count = [], 0
    for cell in graded["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        name = nbgrader.get("grade_id", "")
        untouched = cell["source"] == released.get(cell["id"])
        if nbgrader.get("solution") or nbgrader.get("task"):
            comments[name] = NO_RESPONSE if untouched and not nbgrader.get("task") else None
        if nbgrader.get("grade") and nbgrader.get("solution"):
            scores[name] = 0.0 if untouched else None
        if cell["cell_type"] == "code":
            count += 1
            outputs = _outputs(plan, name, given, scores, count)
            cells.append({**cell, "outputs": outputs, "execution_count": count if outputs else None})
        else:
            cells.append(cell)
    return Marked(scores, comments, as_text({**graded, "cells": cells}).encode())


def _outputs(
    plan: Plan, name: str, given: store.Answers, scores: dict[str, float | None], count: int
) -> list[dict[str, Any]]:
    """Give what the cell would have shown if it had been run."""
    questions = plan.key.questions
    if name in questions and questions[name]["kind"] != "marked":
        result = score(questions[name], given.value(name), plan.key.keys[name])
        scores[name] = result.points
        shown = {"data": {"text/plain": repr(result.points)}, "execution_count": count, "metadata": {}}
        return [_printed(result.lines), {"output_type": "execute_result", **shown}]
    asked = name.removesuffix(TEXT)
    if name.endswith(TEXT) and asked in questions:
        return [_printed(answered(questions[asked], given.value(asked)))]
    return []


def _printed(lines: tuple[str, ...]) -> dict[str, Any]:
    text = "".join(f"{line}\n" for line in lines if line)
    return {"name": "stdout", "output_type": "stream", "text": text}
