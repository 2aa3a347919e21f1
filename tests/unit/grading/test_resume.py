"""A run of grading that is stopped, gently or not, goes on where it was."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.grading.conftest import EXERCISE

from groundrules.grading.autograde import grade
from groundrules.grading.intake import collect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.grading.conftest import Class

SIZE = 24
# The command itself, each submission made to take a while.
SLOW = """
import sys, time
from groundrules.grading import workers
mark = workers.mark
workers.mark = lambda *told: (time.sleep(0.15), mark(*told))[1]
from groundrules.cli import main
sys.exit(main(["grade", sys.argv[1], "--course", sys.argv[2]]))
"""


def scores(root: Path) -> list[tuple[Any, ...]]:
    text = """SELECT student_id, base_cell.name, auto_score, needs_manual_grade FROM grade
    JOIN base_cell ON base_cell.id = cell_id JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1, 2"""
    with closing(sqlite3.connect(root / "build/course/gradebook.db")) as book:
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return book.execute(text).fetchall()


def settled(root: Path) -> set[str]:
    path = root / "build/course/graded" / f"{EXERCISE}.txt"
    return {line.split()[1] for line in path.read_text().split("\n")[1:]} if path.exists() else set()


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_a_stopped_run_loses_nothing_and_grades_nothing_twice(course: Class, stop: signal.Signals, code: int) -> None:
    for number in range(SIZE):
        given = dict(list(course.best().items())[: number % 7])
        shutil.copytree(course.learner(f"learner-{number:02d}", given), course.inbox / f"learner-{number:02d}")
    assert len(collect(course.root, EXERCISE, course.inbox).taken) == SIZE
    whole = course.root.parent / "whole"
    shutil.copytree(course.root, whole)
    grade(whole, EXERCISE)

    running = subprocess.Popen(
        [sys.executable, "-c", SLOW, EXERCISE, str(course.root)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while running.poll() is None and len(settled(course.root)) < 6:
        time.sleep(0.02)
    running.send_signal(stop)
    assert running.wait(20) == code
    done = settled(course.root)
    written = {path.parent.parent.name for path in course.tree.root.glob("autograded/*/*/answers.json")}
    assert 6 <= len(done) < SIZE
    assert done <= written

    later = grade(course.root, EXERCISE)
    assert set(later.unchanged) == done
    assert set(later.graded) == {f"learner-{number:02d}" for number in range(SIZE)} - done
    assert later.failed == {}
    if stop is signal.SIGINT:
        assert done == written
    assert scores(course.root) == scores(whole)


def test_a_line_that_a_crash_cut_off_is_as_good_as_none(course: Class) -> None:
    course.send("Ana", course.best())
    collect(course.root, EXERCISE, course.inbox)
    assert set(grade(course.root, EXERCISE).graded) == {"ana"}
    marks = course.tree.root / "graded" / f"{EXERCISE}.txt"
    line = marks.read_text()
    marks.write_text(line[:20])
    assert set(grade(course.root, EXERCISE).graded) == {"ana"}
    assert grade(course.root, EXERCISE).unchanged == ("ana",)
