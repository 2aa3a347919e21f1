from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.grading.conftest import EXERCISE

from groundrules.errors import GradingError
from groundrules.grading.autograde import grade
from groundrules.grading.intake import collect
from groundrules.grading.mark import mark

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.grading.conftest import Class


@pytest.fixture
def collected(course: Class) -> Class:
    """Three learners: all right, some right, nothing answered."""
    course.send("Ana", course.best())
    course.send("Bo", {"which-rule": "agree", "what-to-bring": ["dates"], "the-mail": "Dear Marek, thanks. Ok?"})
    shutil.copytree(course.learner("cy"), course.inbox / "cy")
    collect(course.root, EXERCISE, course.inbox)
    return course


def query(path: Path, text: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database, database:
        return database.execute(text).fetchall()


SCORES = """SELECT student_id, base_cell.name, auto_score, manual_score, needs_manual_grade FROM grade
JOIN base_cell ON base_cell.id = cell_id JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1, base_cell.rowid"""


def test_the_solution_gets_full_points_and_the_unsolved_exercise_none(collected: Class) -> None:
    done = grade(collected.root, EXERCISE)
    assert done.graded == {"ana": 11.5, "bo": 3.5, "cy": 0.0}
    assert (done.unchanged, done.failed, done.by_hand) == ((), {}, 3)
    assert query(collected.tree.database, SCORES) == [
        ("ana", "which-rule", 2.0, None, 0),
        ("ana", "what-to-bring", 3.0, None, 0),
        ("ana", "first-to-last", 1.5, None, 0),
        ("ana", "where-does-it-belong", 3.0, None, 0),
        ("ana", "say-it-better", 2.0, None, 0),
        ("ana", "the-mail", None, None, 1),
        ("bo", "which-rule", 2.0, None, 0),
        ("bo", "what-to-bring", 1.5, None, 0),
        ("bo", "first-to-last", 0.0, None, 0),
        ("bo", "where-does-it-belong", 0.0, None, 0),
        ("bo", "say-it-better", 0.0, None, 0),
        ("bo", "the-mail", None, None, 1),
        ("cy", "which-rule", 0.0, None, 0),
        ("cy", "what-to-bring", 0.0, None, 0),
        ("cy", "first-to-last", 0.0, None, 0),
        ("cy", "where-does-it-belong", 0.0, None, 0),
        ("cy", "say-it-better", 0.0, None, 0),
        ("cy", "the-mail", None, None, 1),
    ]


def test_the_graded_notebook_shows_answer_points_and_reasons(collected: Class) -> None:
    grade(collected.root, EXERCISE)
    place = collected.tree.autograded("bo", EXERCISE)
    assert sorted(path.name for path in place.iterdir()) == [
        "answers.json",
        "late-invoices.ipynb",
        "questions.json",
        "timestamp.txt",
    ]
    cells = {cell["id"]: cell for cell in json.loads((place / "late-invoices.ipynb").read_bytes())["cells"]}
    assert cells["what-to-bring"]["outputs"] == [
        {
            "name": "stdout",
            "output_type": "stream",
            "text": "You chose “The dates of the last four invoices”.\n1.5 of 3 points.\n"
            "“The dates of the last four invoices”: right. Dates are facts.\n"
            "“What the delay costs you”: missing. He may not know.\nFew facts, all about this one thing.\n",
        },
        {"output_type": "execute_result", "data": {"text/plain": "1.5"}, "execution_count": 5, "metadata": {}},
    ]
    assert cells["the-mail-text"]["outputs"] == [
        {"name": "stdout", "output_type": "stream", "text": "Dear Marek, thanks. Ok?\n"}
    ]
    assert "### BEGIN HIDDEN TESTS\n" in cells["what-to-bring"]["source"]


def test_only_what_changed_is_graded_again(collected: Class) -> None:
    grade(collected.root, EXERCISE)
    assert grade(collected.root, EXERCISE).unchanged == ("ana", "bo", "cy")
    answers = collected.tree.submitted("bo", EXERCISE) / "answers.json"
    answers.write_text(answers.read_text().replace('"agree"', '"contract"'))
    done = grade(collected.root, EXERCISE)
    assert (done.graded, done.unchanged) == ({"bo": 1.5}, ("ana", "cy"))
    assert grade(collected.root, EXERCISE, again=True).graded == {"ana": 11.5, "bo": 1.5, "cy": 0.0}


def test_a_run_that_is_stopped_keeps_what_it_graded_and_goes_on_there(collected: Class) -> None:
    def stop(done: int, _all: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade(collected.root, EXERCISE, progress=stop)
    assert [row[0] for row in query(collected.tree.database, "SELECT student_id FROM submitted_assignment")] == [
        "ana",
        "bo",
    ]
    done = grade(collected.root, EXERCISE)
    assert (done.graded, done.unchanged) == ({"cy": 0.0}, ("ana", "bo"))


def test_a_crash_between_gradebook_and_mark_grades_again_to_the_same_rows(collected: Class) -> None:
    grade(collected.root, EXERCISE)
    before = query(collected.tree.database, SCORES)
    shutil.rmtree(collected.tree.root / "graded")
    assert len(grade(collected.root, EXERCISE).graded) == 3
    assert query(collected.tree.database, SCORES) == before


def test_marks_and_remarks_that_a_person_gave_stay_and_are_shown_to_them_again(collected: Class) -> None:
    grade(collected.root, EXERCISE)
    query(collected.tree.database, "UPDATE grade SET manual_score = 1, needs_manual_grade = 0")
    query(collected.tree.database, "UPDATE comment SET manual_comment = 'Good.'")
    grade(collected.root, EXERCISE, again=True)
    rows = query(collected.tree.database, SCORES)
    assert {(manual, waiting) for *_, name, _, manual, waiting in rows if name != "the-mail"} == {(1.0, 1)}
    assert {(manual, waiting) for *_, name, _, manual, waiting in rows if name == "the-mail"} == {(1.0, 0)}
    assert set(query(collected.tree.database, "SELECT manual_comment FROM comment")) == {("Good.",)}


def test_one_submission_that_cannot_be_graded_does_not_stop_the_rest(collected: Class) -> None:
    place = collected.tree.root / "submitted"
    (place / "ana" / EXERCISE / "answers.json").write_text("{")
    (place / "bo" / EXERCISE / f"{EXERCISE}.ipynb").unlink()
    (place / "bo" / EXERCISE / f"{EXERCISE}.ipynb").symlink_to("/etc/passwd")
    (place / "dee" / EXERCISE).mkdir(parents=True)
    done = grade(collected.root, EXERCISE)
    assert done.graded == {"cy": 0.0}
    assert done.failed == {
        "ana": "The answers file is damaged: it is not JSON (Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)).",
        "bo": "“late-invoices.ipynb” is a link; links are not followed.",
        "dee": "The notebook is missing.",
    }


def test_a_fault_of_ours_in_one_submission_does_not_stop_the_rest(
    collected: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(plan: Any, notebook: bytes, answers: bytes, *rest: Any) -> Any:
        if b"agree" not in answers:
            raise ZeroDivisionError("oops")
        return mark(plan, notebook, answers, *rest)

    monkeypatch.setattr("groundrules.grading.workers.mark", broken)
    done = grade(collected.root, EXERCISE)
    assert sorted(done.graded) == ["ana", "bo"]
    assert done.failed == {"cy": "Grading it went wrong: ZeroDivisionError: oops"}


def test_forged_metadata_and_cells_change_no_score(collected: Class) -> None:
    path = collected.tree.submitted("cy", EXERCISE) / f"{EXERCISE}.ipynb"
    notebook = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution"]
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["points"] = 100
        if cell["cell_type"] == "code":
            cell["source"] = "2.0"
            cell["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}}]
    path.write_text(json.dumps(notebook))
    assert grade(collected.root, EXERCISE).graded["cy"] == 0.0


def test_progress_is_told_after_each_submission(collected: Class) -> None:
    told: list[tuple[int, int]] = []
    grade(collected.root, EXERCISE, progress=lambda done, all_: told.append((done, all_)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_what_is_missing_before_grading_is_told(course: Class) -> None:
    with pytest.raises(GradingError, match="Nothing was handed in yet"):
        grade(course.root, EXERCISE)
    with pytest.raises(GradingError, match="The exercise was not released yet"):
        grade(course.root, "another-one")
    query(course.tree.database, "UPDATE alembic_version SET version_num = 'zzz'")
    with pytest.raises(GradingError, match=r"The gradebook has another layout \(zzz\)"):
        grade(course.root, EXERCISE)
    course.tree.database.write_bytes(b"not a database, by any means at all")
    with pytest.raises(GradingError, match="The released exercise cannot be read"):
        grade(course.root, EXERCISE)


def test_a_gradebook_that_another_program_holds_is_told_and_loses_nothing(
    collected: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundrules.grading.gradebook.PATIENCE", 0.01)
    with closing(sqlite3.connect(collected.tree.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradingError, match="The gradebook cannot be written"):
            grade(collected.root, EXERCISE)
    assert len(grade(collected.root, EXERCISE).graded) == 3
