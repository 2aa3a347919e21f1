from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.grading.conftest import EXERCISE, MORNING

from groundrules.errors import ContentError, GradingError
from groundrules.grading.autograde import grade
from groundrules.grading.export import export
from groundrules.grading.intake import collect
from groundrules.grading.nbg import quiet
from groundrules.grading.release import release
from groundrules.grading.results import read_results
from groundrules.grading.roster import as_interval, set_roster

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.grading.conftest import Class

ROSTER = """student,name,email,platform,extension:late-invoices
as1,Ana Silva,ana@x.example,1234,1
bo2,Bo Li,bo@x.example,1235,
cy3,=Cy,,,
"""


@pytest.fixture
def course_with_roster(course: Class) -> Class:
    (course.root / "class.csv").write_text(ROSTER, encoding="utf-8")
    set_roster(course.root, course.root / "class.csv")
    return course


def test_the_class_stands_in_the_gradebook(course_with_roster: Class) -> None:
    people = [(one.student, one.name, one.email, one.platform) for one in results(course_with_roster)]
    assert people == [
        ("as1", "Ana Silva", "ana@x.example", "1234"),
        ("bo2", "Bo Li", "bo@x.example", "1235"),
        ("cy3", "=Cy", "", ""),
    ]


def results(course: Class) -> list:  # type: ignore[type-arg]
    return read_results(course.tree.database, EXERCISE)


def test_hand_ins_are_given_to_the_people_of_the_roster(course_with_roster: Class) -> None:
    course = course_with_roster
    sent = course.send("Someone Else", course.best())
    with zipfile.ZipFile(course.root / "download.zip", "w") as archive:
        archive.write(sent, "Ana Silva_1234_assignsubmission_file_/work.handin.zip")
        archive.write(course.send("Bo Li", {"which-rule": "agree"}), "bo.handin.zip")
        archive.write(course.send("Dee", {"which-rule": "agree"}), "dee.handin.zip")
    done = collect(course.root, EXERCISE, course.root / "download.zip", MORNING + timedelta(hours=1))
    assert {row.student: row.notes[:-1] for row in done.rows} == {
        "as1": ("Uploaded by “Ana Silva”, number 1234.", "The file itself says “Someone Else”."),
        "bo2": (),
        "dee": ("This person is not in the roster.",),
    }


def test_added_time_counts_for_those_who_were_given_it(course_with_roster: Class) -> None:
    course = course_with_roster
    release(course.root, EXERCISE, datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    course.send("Ana Silva", course.best())
    course.send("Bo Li", course.best())
    collect(course.root, EXERCISE, course.inbox, MORNING + timedelta(hours=1))
    grade(course.root, EXERCISE)
    assert {one.student: one.late for one in results(course)} == {"as1": 1800.0, "bo2": 5400.0, "cy3": 0.0}
    (course.root / "class.csv").write_text(ROSTER.replace("1234,1\n", "1234,2\n"), encoding="utf-8")
    set_roster(course.root, course.root / "class.csv")
    assert {one.student: one.late for one in results(course)}["as1"] == 0.0


def test_marks_leave_as_moodle_and_canvas_take_them(course_with_roster: Class) -> None:
    course = course_with_roster
    course.send("Ana Silva", course.best())
    collect(course.root, EXERCISE, course.inbox, MORNING + timedelta(hours=1))
    grade(course.root, EXERCISE)
    into = course.root / "marks.csv"
    export(course.root, EXERCISE, into, "moodle")
    assert into.read_text(encoding="utf-8").splitlines() == [
        "Identifier,Full name,Email address,Grade,Maximum Grade,Feedback comments",
        "Participant 1234,Ana Silva,ana@x.example,11.5,15.5,",
        "Participant 1235,Bo Li,bo@x.example,,15.5,",
    ]
    export(course.root, EXERCISE, into, "canvas")
    assert into.read_text(encoding="utf-8").splitlines() == [
        "Student,ID,SIS User ID,SIS Login ID,Section,Late invoices",
        "    Points Possible,,,,,15.5",
        '"Silva, Ana",1234,as1,ana@x.example,,11.5',
        '"Li, Bo",1235,bo2,bo@x.example,,',
        "'=Cy,,cy3,,,",
    ]
    with pytest.raises(GradingError, match="There is no form “xls”"):
        export(course.root, EXERCISE, into, "xls")


def test_every_fault_of_a_roster_is_told_with_its_line(course: Class) -> None:
    path = course.root / "class.csv"
    path.write_text("student,age,extension:x,platform\n../x,7,a,1\nana,,,1\nana,,99999,1\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        set_roster(course.root, path)
    assert [str(fault).removeprefix(str(path)) for fault in refused.value.faults] == [
        ":1: The column “age” is not known. Take it out.",
        ":2: “../x” is not an id. Use letters, digits, and . _ @ - inside.",
        ":2: The extension “a” is not a number of hours. For example 48.",
        ":4: The extension “99999” is not a number of hours. For example 48.",
        ":4: “ana” is there twice. Keep one of the two lines.",
        ": Two people have the number “1”. Correct one of them.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "It is not CSV in UTF-8"),
        (b"", "There is no column “student”"),
        (b"x" * 5_000_001, "The file is larger than 5,000,000 bytes"),
    ],
)
def test_what_is_no_roster_is_refused(course: Class, content: bytes, said: str) -> None:
    (course.root / "class.csv").write_bytes(content)
    with pytest.raises(ContentError, match=said):
        set_roster(course.root, course.root / "class.csv")
    with pytest.raises(ContentError, match="The roster is missing"):
        set_roster(course.root, course.root / "nowhere.csv")


def test_a_length_of_time_is_kept_as_nbgrader_keeps_it(tmp_path: Path) -> None:
    from nbgrader.api import Gradebook

    assert as_interval(48.5) == "1970-01-03 00:30:00.000000"
    with quiet(), Gradebook(f"sqlite:///{tmp_path / 'g.db'}") as book:
        book.add_assignment("x")
        book.add_student("ana")
        book.add_submission("x", "ana", timestamp="2026-11-22 09:00:00 UTC", extension=timedelta(hours=48.5))
    with closing(sqlite3.connect(tmp_path / "g.db")) as raw:
        assert raw.execute("SELECT extension FROM submitted_assignment").fetchone() == ("1970-01-03 00:30:00.000000",)
