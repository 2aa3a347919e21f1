"""Every exercise of the course: made from its master, without an answer, and worth what it says, both ways."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from groundrules import course as manifest
from groundrules.authoring.judgement import check_judgement
from groundrules.exercise import answers
from groundrules.exercise.lab.reckon import reckoned, right
from groundrules.exercise.lab.source import read_case
from groundrules.exercise.question import best, key, models, public
from groundrules.exercise.score import form, score
from groundrules.exercise.source import read
from groundrules.exercise.text import Marked, Writing
from groundrules.exercise.value import words
from groundrules.grading.autograde import grade
from groundrules.grading.build import leaks, release_files
from groundrules.grading.intake import collect
from groundrules.grading.master import read_master
from groundrules.grading.release import release
from groundrules.grading.results import read_results
from groundrules.grading.tree import open_tree

if TYPE_CHECKING:
    from groundrules.exercise.base import Base

COURSE = manifest.load()
EXERCISES = [name for lesson in COURSE.lessons for name in lesson.exercises]
TEXTS = [
    (f"{name}/{question.id}/{number}", question, text)
    for name in EXERCISES
    for question in read(COURSE.root / "solutions" / name / "questions.yaml")
    for number, text in enumerate(models(question), 1)
]


def stock_autograde(tree: Path, name: str) -> None:
    """Grade by nbgrader's own command."""
    command = [str(Path(sys.executable).with_name("nbgrader")), "autograde", name]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]


def solved(name: str, question: Base) -> Any:
    """Give an answer that gets full points; numbers are those of the practice records."""
    folder = COURSE.root / "solutions" / name
    return best(question) or right(reckoned(key(question), read_case(folder / "lab.yaml"), name, ""))


def test_there_are_exercises() -> None:
    assert len(EXERCISES) > 0
    assert sorted(EXERCISES) == sorted(path.name for path in (COURSE.root / "exercises").iterdir() if path.is_dir())


@pytest.mark.parametrize("name", EXERCISES)
def test_the_learners_files_come_from_the_master_and_hold_no_answer(name: str) -> None:
    solution = COURSE.root / "solutions" / name
    files = release_files(solution)
    place = COURSE.root / "exercises" / name
    present = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    assert present == files
    assert leaks(present, read_master(solution)) == []


@pytest.mark.parametrize(
    "question", [pytest.param(question, id=id_) for id_, question, _ in TEXTS if id_.endswith("/1")]
)
def test_a_text_to_mend_gets_nothing_unmended(question: Base) -> None:
    starter = public(question)["text"]["starter"]
    if starter and isinstance(question, Writing):
        assert score(public(question), starter, key(question)).points == 0


@pytest.mark.parametrize(("question", "text"), [pytest.param(one, text, id=id_) for id_, one, text in TEXTS])
def test_a_model_text_is_worth_all_it_could_get(question: Base, text: str) -> None:
    assert [check.say for check in form(public(question), text) if not check.ok] == []
    if isinstance(question, Writing):
        result = score(public(question), text, key(question))
        assert [check.say for check in result.checks if check.scored and not check.ok] == []
    if isinstance(question, Marked):
        assert question.text.min_words <= words(text) <= question.text.max_words


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.timeout(600)
def test_unsolved_is_worth_nothing_and_solved_everything_for_us_and_for_nbgrader(name: str, tmp_path: Path) -> None:
    shutil.copytree(COURSE.root / "solutions" / name, tmp_path / "solutions" / name)
    released = release(tmp_path, name)
    questions = read(tmp_path / "solutions" / name / "questions.yaml")
    for student in ("solved", "unsolved"):
        shutil.copytree(released.folder, tmp_path / "inbox" / student)
    for question in questions:
        answers.save(tmp_path / "inbox/solved/answers.json", name, question.id, solved(name, question))
    assert len(collect(tmp_path, name, tmp_path / "inbox").taken) == 2
    tree, stock = open_tree(tmp_path), tmp_path / "stock"
    shutil.copytree(tree.root, stock)

    grade(tmp_path, name)
    done, undone = read_results(tree.database, name)
    by_hand = sum(question.points for question in questions if isinstance(question, Marked))
    assert (done.points, done.most) == (released.points - by_hand, released.points)
    assert undone.points == 0
    assert done.waiting == undone.waiting == sum(isinstance(question, Marked) for question in questions)

    stock_autograde(stock, name)
    assert read_results(stock / "gradebook.db", name) == [done, undone]


def test_the_learners_questions_name_no_key() -> None:
    for path in (COURSE.root / "exercises").rglob("questions.json"):
        content: dict[str, Any] = json.loads(path.read_bytes())
        fields = {field for question in content["questions"] for field in question}
        assert fields <= {
            "id", "kind", "graded", "points", "teaches", "title", "prompt", "hints",
            "options", "items", "groups", "fields", "text", "rubric",
        }  # fmt: skip


def test_every_lesson_but_the_first_has_an_exercise_that_asks_for_judgement_and_has_a_part_marked_by_a_person() -> None:
    faults, lines = check_judgement(COURSE)
    assert faults == [], "\n".join(lines)
    assert [lesson.id for lesson in COURSE.lessons if not lesson.exercises] == ["00"]
    for name in EXERCISES:
        marked = [one for one in read(COURSE.root / "solutions" / name / "questions.yaml") if isinstance(one, Marked)]
        assert marked, name
        assert all(len(one.rubric) >= 2 and models(one) for one in marked), name
