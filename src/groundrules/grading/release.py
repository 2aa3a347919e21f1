"""An exercise goes into the course tree and its gradebook, and out to learners."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from groundrules.errors import ContentError, Fault, GradingError
from groundrules.exercise.question import key, models, public
from groundrules.grading import nbg
from groundrules.grading.build import leaks, released, write_source
from groundrules.grading.mark import NOTHING, mark
from groundrules.grading.master import read_master
from groundrules.grading.plan import read_plan
from groundrules.grading.sandbox.confine import Limits
from groundrules.grading.sandbox.jail import Jail, missing
from groundrules.grading.tree import check_name, open_tree

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.grading.master import Master
    from groundrules.grading.plan import Plan
    from groundrules.grading.tree import Tree

REMEDY = "Tests see the learner's variables as data, and call their functions from afar: compare data, not objects."


@dataclass(frozen=True, slots=True)
class Released:
    """What was released.

    Attributes:
        folder: what to give to learners.
        files: the names of its files.
        questions: how many questions and tests of code give points.
        points: how many points can be had.
    """

    folder: Path
    files: tuple[str, ...]
    questions: int
    points: float


def release(course_root: Path, assignment: str, due: datetime | None = None) -> Released:
    """Release an exercise: nbgrader makes the learner's version and notes its cells in the gradebook.

    Args:
        course_root: the folder that holds `solutions/`.
        assignment: the exercise's name.
        due: until when it is to be handed in; without one, what was set before stays.

    Raises:
        ContentError: the master is wrong, an answer would get out, or the tests refuse the solution.
        GradingError: there is no such exercise, or submissions of another version of it are graded already.
    """
    check_name(assignment)
    solution = course_root / "solutions" / assignment
    if not solution.is_dir():
        raise GradingError(
            "There is no such exercise.",
            where=str(solution),
            remedy="Exercises are released from a checkout of the course, which has the solutions.",
        )
    tree, master = open_tree(course_root), read_master(solution)
    write_source(master, tree.root)
    nbg.run("GenerateAssignment", tree.root, assignment, {"GenerateAssignment": {"force": True}})
    files = released(tree.root, assignment)
    found = leaks(files, master)
    if found:
        for path in tree.release(assignment).iterdir():
            path.unlink()
        raise ContentError("An answer would get out with the exercise.", found, where=str(solution))
    for name, content in files.items():
        (tree.release(assignment) / name).write_bytes(content)
    _write_keys(tree, master)
    if due is not None:
        with closing(sqlite3.connect(tree.database, timeout=30)) as book, book:
            when = f"{due.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
            book.execute("UPDATE assignment SET duedate = ? WHERE name = ?", (when, assignment))
    plan = read_plan(tree, assignment)
    _prove(plan)
    worth = [cell["metadata"].get("nbgrader", {}).get("points", 0) for cell in plan.template["cells"]]
    graded = sum(points > 0 for points in worth)
    return Released(tree.release(assignment), tuple(files), graded, float(sum(worth)))


def _prove(plan: Plan) -> None:
    """See that the solution's own code gets full points, as it is graded later; where code can be run."""
    if not plan.code or missing():
        return
    with Jail(plan.modules, Limits()) as jail:
        scores = mark(plan, plan.solution, NOTHING, jail).scores
    points = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"].get("points") for cell in _ours(plan)
    }
    faults = [
        Fault(name, f"The solution gets {scores[name] or 0:g} of {points[name]:g} points.", REMEDY)
        for name in plan.code
        if scores[name] != points[name]
    ]
    if faults:
        raise ContentError("The tests do not accept the solution.", faults, where=plan.assignment)


def _ours(plan: Plan) -> list[dict[str, Any]]:
    return [cell for cell in plan.template["cells"] if "nbgrader" in cell["metadata"]]


def _write_keys(tree: Tree, master: Master) -> None:
    # Beside the source, never in it: nbgrader copies what lies in the source folder to learners.
    path = tree.keys(master.name)
    path.parent.mkdir(exist_ok=True)
    content = {
        "exercise": master.name,
        "title": master.title,
        "questions": [public(question) for question in master.questions],
        "keys": {question.id: key(question) for question in master.questions},
        "models": {question.id: models(question) for question in master.questions},
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
