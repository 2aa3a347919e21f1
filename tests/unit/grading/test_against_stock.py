"""The same class graded by us and by `nbgrader autograde`: the gradebooks must hold the same rows."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.released import course_with
from tests.unit.grading.conftest import EXERCISE, MORNING

from groundrules.grading.autograde import grade
from groundrules.grading.intake import collect
from groundrules.grading.sandbox.jail import missing
from groundrules.grading.tree import open_tree

if TYPE_CHECKING:
    from tests.unit.grading.conftest import Class

SIZE = 30
TABLES = {
    "student": "SELECT * FROM student ORDER BY id",
    "course": "SELECT * FROM course ORDER BY id",
    "submitted_assignment": """SELECT student_id, assignment.name, timestamp, extension FROM submitted_assignment
        JOIN assignment ON assignment.id = assignment_id ORDER BY 1""",
    "submitted_notebook": """SELECT student_id, notebook.name, flagged, late_submission_penalty FROM submitted_notebook
        JOIN notebook ON notebook.id = notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1""",
    "grade": """SELECT student_id, base_cell.name, auto_score, manual_score, extra_credit, needs_manual_grade
        FROM grade JOIN base_cell ON base_cell.id = cell_id
        JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1, 2""",
    "comment": """SELECT student_id, base_cell.name, auto_comment, manual_comment
        FROM comment JOIN base_cell ON base_cell.id = cell_id
        JOIN submitted_notebook ON submitted_notebook.id = comment.notebook_id
        JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1, 2""",
}


def rows(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(database)) as book:
        return {table: book.execute(query).fetchall() for table, query in TABLES.items()}


def some(course: Class, dice: random.Random) -> dict[str, Any]:
    """Answer as a learner might: some questions, right or wrong, in words of their own."""
    given: dict[str, Any] = {
        "which-rule": dice.choice(["contract", "agree"]),
        "what-to-bring": dice.sample(["dates", "cost", "grudge"], dice.randint(1, 3)),
        "first-to-last": dice.sample(["welcome", "problem", "agree", "write"], 4),
        "where-does-it-belong": {one: dice.choice(["none", "broken", "fine"]) for one in ("marek", "olga", "ian")},
        "say-it-better": dice.choice(
            [
                "You never listen!",
                "Thank you for coming. Could you send the invoice by the fifth of every month?",
                "The last four invoices came three weeks late, and that costs us the discount.",
                "É só “uma” pergunta: can you send it by Friday? 😀",
            ]
        ),
        "the-mail": dice.choice(["Dear Marek,\n\nplease confirm.", str(course.best()["the-mail"])]),
    }
    return {name: value for name, value in given.items() if dice.random() < 0.8}


def outputs(notebook: Path) -> dict[str, list[Any]]:
    """Give what each cell printed and gave back; the forms are shown differently and are left out."""
    found = {}
    for cell in json.loads(notebook.read_bytes())["cells"]:
        if "score" in cell["metadata"].get("tags", []):
            found[cell["id"]] = [
                "".join(one["text"]) if one["output_type"] == "stream" else "".join(one["data"]["text/plain"])
                for one in cell["outputs"]
            ]
    return found


def stock_grades(tree: Path, exercise: str) -> None:
    """Grade by nbgrader's own command."""
    command = [str(Path(sys.executable).with_name("nbgrader")), "autograde", exercise]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]


@pytest.mark.timeout(900)
def test_a_class_gets_the_same_rows_from_nbgrader_itself(course: Class) -> None:
    dice = random.Random(7)  # noqa: S311  a class, not a secret
    for number in range(SIZE):
        given = course.best() if number == 0 else {} if number == 1 else some(course, dice)
        folder = course.learner(f"learner-{number:02d}", given)
        if number % 5 == 2:
            notebook = json.loads((folder / f"{EXERCISE}.ipynb").read_bytes())
            notebook["cells"].insert(
                3, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "My *own* note."}
            )
            (folder / f"{EXERCISE}.ipynb").write_text(json.dumps(notebook))
        shutil.copytree(folder, course.inbox / folder.parent.name)
    assert len(collect(course.root, EXERCISE, course.inbox, MORNING + timedelta(hours=1)).taken) == SIZE
    with closing(sqlite3.connect(course.tree.database)) as book, book:
        book.execute("UPDATE assignment SET duedate = ?", ("2026-11-22 09:30:00.000000",))
    stock = course.root / "stock"
    shutil.copytree(course.tree.root, stock)

    assert len(grade(course.root, EXERCISE).graded) == SIZE
    stock_grades(stock, EXERCISE)

    ours, theirs = rows(course.tree.database), rows(stock / "gradebook.db")
    for table in TABLES:
        assert ours[table] == theirs[table], table
    assert len(ours["grade"]) == SIZE * 6
    full = {name: points for student, name, points, *_ in ours["grade"] if student == "learner-00"}
    assert sum(points or 0 for points in full.values()) == 11.5
    assert {points for student, _, points, *_ in ours["grade"] if student == "learner-01"} == {0.0, None}
    for place in sorted((stock / "autograded").iterdir()):
        other = course.tree.autograded(place.name, EXERCISE) / f"{EXERCISE}.ipynb"
        assert outputs(place / EXERCISE / f"{EXERCISE}.ipynb") == outputs(other)


CODE = "call-log"
LEARNERS = {
    "solved": {
        "read": "calls = pd.read_csv('calls.csv', parse_dates=['day'])\ncalls['late'] = ~calls.hour.between(7, 19)",
        "cost": "def cost(m, r):\n    if r < 0: raise ValueError('no')\n    return round(m * r / 60, 2)",
        "mean": "mean = calls[calls.late].minutes.mean()",
    },
    "unsolved": {},
    "partly": {"cost": "def cost(minutes, rate):\n    return minutes * rate / 60", "mean": "mean = 40 / 3"},
    "wrong": {"read": "calls = pd.read_csv('calls.csv')", "cost": "def cost(m, r): return 0", "mean": "mean = 1"},
    "broken": {"read": "calls = (", "cost": "def cost(m): return m", "mean": "mean = undefined"},
}


@pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")
@pytest.mark.timeout(600)
def test_code_gets_the_same_rows_from_nbgrader_itself(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    solutions = Path(__file__).parents[2] / "fixtures/code/solutions"
    shutil.copytree(course_with(solutions, CODE, tmp_path_factory), tmp_path, dirs_exist_ok=True)
    released = open_tree(tmp_path).release(CODE)
    for name, written in LEARNERS.items():
        shutil.copytree(released, tmp_path / "inbox" / name)
        notebook = json.loads((released / f"{CODE}.ipynb").read_bytes())
        for cell in notebook["cells"]:
            cell["source"] = written.get(cell["id"], cell["source"])
        (tmp_path / "inbox" / name / f"{CODE}.ipynb").write_text(json.dumps(notebook))
    assert len(collect(tmp_path, CODE, tmp_path / "inbox", MORNING).taken) == len(LEARNERS)
    tree, stock = open_tree(tmp_path), tmp_path / "stock"
    shutil.copytree(tree.root, stock)
    assert len(grade(tmp_path, CODE).graded) == len(LEARNERS)
    stock_grades(stock, CODE)
    ours, theirs = rows(tree.database), rows(stock / "gradebook.db")
    for table in TABLES:
        assert ours[table] == theirs[table], table
    assert [points for student, _, points, *_ in ours["grade"] if student == "solved"] == [4.0, 2.0, 3.0]
