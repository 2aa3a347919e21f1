from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.grading.conftest import EXERCISE, MORNING

from groundrules.errors import GradingError
from groundrules.grading.autograde import grade
from groundrules.grading.export import Exported, export
from groundrules.grading.feedback import feedback
from groundrules.grading.intake import collect

if TYPE_CHECKING:
    from tests.unit.grading.conftest import Class

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)> Dear Marek, this is what we said & agreed."


@pytest.fixture
def graded(course: Class) -> Class:
    course.send("Ana", {**course.best(), "the-mail": EVIL})
    shutil.copytree(course.learner("bo", {"which-rule": "contract"}), course.inbox / "bo")
    (course.root / "course.toml").write_text(
        '[[lesson]]\nid = "05"\nstem = "05_x"\ntitle = "No framework"\nminutes = 5\npoints = ["A07"]\n'
    )
    collect(course.root, EXERCISE, course.inbox, MORNING + timedelta(hours=1))
    grade(course.root, EXERCISE)
    with closing(sqlite3.connect(course.tree.database)) as database, database:
        database.execute("UPDATE student SET first_name = 'Ana', last_name = 'Silva', email = '=1+1'")
        database.execute("UPDATE comment SET manual_comment = 'Good & <b>short</b>.'")
    return course


def test_a_page_tells_what_was_right_what_was_missing_and_where_to_read_again(graded: Class) -> None:
    done = feedback(graded.root, EXERCISE)
    assert sorted(done.pages) == ["ana", "bo"]
    assert done.waiting == ("ana", "bo")
    text = done.pages["bo"].read_text(encoding="utf-8")
    for sentence in (
        "<h1>Your work on “Late invoices”</h1>",
        "<strong>0 of 15.5 points</strong>",
        "Some answers are still to be marked; the points may rise.",
        "You chose “The paragraph that he broke”.",
        "<li>There is none to break.</li>",
        "<p>Where there was never a rule, you make one together.</p>",
        "You did not answer this one.",
        "<li>Lesson 05: No framework</li>",
    ):
        assert sentence in text
    assert "HIDDEN" not in text
    assert "MARK SCHEME" not in text


def test_nothing_that_was_written_can_run_in_a_page(graded: Class) -> None:
    text = feedback(graded.root, EXERCISE).pages["ana"].read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; Dear Marek" in text
    assert "Good &amp; &lt;b&gt;short&lt;/b&gt;." in text
    assert "<script" not in text
    assert "default-src 'none'; style-src 'unsafe-inline'" in text


def test_a_mark_by_hand_and_a_penalty_are_told(graded: Class) -> None:
    with closing(sqlite3.connect(graded.tree.database)) as database, database:
        database.execute("UPDATE grade SET manual_score = 3, needs_manual_grade = 0 WHERE auto_score IS NULL")
        database.execute("UPDATE submitted_notebook SET late_submission_penalty = 1.5")
    done = feedback(graded.root, EXERCISE)
    assert done.waiting == ()
    text = done.pages["ana"].read_text(encoding="utf-8")
    assert "<strong>13 of 15.5 points</strong>" in text
    assert "Handed in late; 1.5 points were taken off." in text
    assert "still to be marked" not in text


def test_marks_leave_as_a_table_without_formulas(graded: Class) -> None:
    into = graded.root / "marks.csv"
    assert export(graded.root, EXERCISE, into) == Exported(("ana", "bo"), (), ("ana", "bo"))
    head, ana, bo = into.read_text(encoding="utf-8").splitlines()
    assert head == (
        "student,name,email,submitted,seconds late,which-rule,what-to-bring,first-to-last,where-does-it-belong,"
        "say-it-better,the-mail,penalty,points,most,to mark"
    )
    assert ana == "ana,Ana Silva,'=1+1,2026-11-22 09:00:00,0,2,3,1.5,3,2,,0,11.5,15.5,1"
    assert bo.endswith(",0,0,0,0,0,,0,0,15.5,1")


def test_lateness_counts_from_the_due_date_and_the_extension(graded: Class) -> None:
    with closing(sqlite3.connect(graded.tree.database)) as database, database:
        database.execute("UPDATE assignment SET duedate = '2026-11-22 08:00:00.000000'")
        database.execute("UPDATE submitted_assignment SET extension = '1970-01-01 00:30:00.000000'")
    into = graded.root / "marks.csv"
    export(graded.root, EXERCISE, into)
    assert into.read_text(encoding="utf-8").splitlines()[1].split(",")[4] == "1800"


def test_without_grades_there_is_no_feedback(course: Class) -> None:
    with pytest.raises(GradingError, match="Nothing is graded yet"):
        feedback(course.root, EXERCISE)
    course.tree.database.unlink()
    with pytest.raises(GradingError, match="There is no gradebook yet"):
        export(course.root, EXERCISE, course.root / "marks.csv")
    with pytest.raises(GradingError, match="The exercise was not released yet"):
        export(course.root, "another", course.root / "marks.csv")
