from __future__ import annotations

import csv
import json
import shutil
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.grading.conftest import EXERCISE, MORNING

from groundrules.errors import GradingError, SubmissionError
from groundrules.grading.intake import Row, collect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.grading.conftest import Class

NOON = MORNING + timedelta(hours=3)
ALL = "6 of 6 questions answered."


def taken(course: Class, source: Path | None = None) -> tuple[Row, ...]:
    return collect(course.root, EXERCISE, source or course.inbox, NOON).rows


def test_a_hand_in_is_taken_with_its_answers_time_and_original(course: Class) -> None:
    sent = course.send("Ana Silva", course.best())
    assert taken(course, sent) == (
        Row("late-invoices-ana-silva.handin.zip", "ana-silva", "Ana Silva", taken=True, notes=(ALL,)),
    )
    place = course.tree.submitted("ana-silva", EXERCISE)
    assert sorted(path.name for path in place.iterdir()) == ["answers.json", "late-invoices.ipynb", "timestamp.txt"]
    assert json.loads((place / "answers.json").read_text())["answers"]["which-rule"]["value"] == "agree"
    assert (place / "late-invoices.ipynb").read_bytes() == (
        course.tree.release(EXERCISE) / "late-invoices.ipynb"
    ).read_bytes()
    assert (place / "timestamp.txt").read_text() == "2026-11-22 09:00:00 UTC\n"
    kept = course.tree.intake(EXERCISE) / "originals/ana-silva/hand-in.zip"
    assert kept.read_bytes() == sent.read_bytes()


def test_one_bad_submission_never_stops_the_rest_and_each_has_its_reason(course: Class) -> None:
    course.send("Ana", course.best())
    course.send("Zoe", course.best())
    (course.inbox / "broken.zip").write_bytes(b"PK\x03\x04 not really")
    (course.inbox / "empty").mkdir()
    (course.inbox / "link.zip").symlink_to("/etc/passwd")
    (course.inbox / "notes.ipynb").write_text("{}")
    (course.inbox / "pia").mkdir()
    (course.inbox / "pia" / f"{EXERCISE}.ipynb").write_bytes(b"\xff\xd8\xff an image")
    (course.inbox / "quentin").mkdir()
    (course.inbox / "quentin/answers.json").write_text("{}")
    shutil.copytree(course.learner("rosa"), course.inbox / "rosa")
    (course.inbox / "rosa/answers.json").write_text("{broken")
    reasons = {row.submission: row.reason for row in taken(course)}
    assert reasons == {
        "broken.zip": "The file is not a zip file, or it is damaged.",
        "late-invoices-ana.handin.zip": "",
        "late-invoices-zoe.handin.zip": "",
        "link.zip": "It is a link; links are not followed.",
        "notes.ipynb": "The notebook is not called late-invoices.ipynb.",
        "pia/late-invoices.ipynb": "The submitted file is not a notebook that can be read. It is not UTF-8 text.",
        "quentin/answers.json": "There are answers here and no notebook beside them.",
        "rosa/answers.json": "The answers file is damaged: it is not JSON (Expecting property name enclosed in double "
        "quotes: line 1 column 2 (char 1)).",
    }
    assert course.tree.students(EXERCISE) == ["ana", "zoe"]
    with (course.tree.intake(EXERCISE) / "report.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert {row["submission"]: row["reason"] for row in told} == reasons
    assert [row["taken"] for row in told if not row["reason"]] == ["yes", "yes"]


def test_of_two_hand_ins_of_a_person_the_later_counts_whatever_the_order(course: Class) -> None:
    late = course.send("Ana", course.best(), MORNING + timedelta(hours=1)).rename(course.inbox / "1.zip")
    shutil.rmtree(course.root / "learners")
    course.send("Ana", {"which-rule": "contract"}).rename(course.inbox / "2.zip")
    later = Row("1.zip", "ana", "Ana", taken=True, notes=(ALL,))
    reason = "A later hand-in of the same person was taken: {}."
    earlier = Row("2.zip", "ana", "Ana", reason=reason.format("1.zip"), notes=("1 of 6 questions answered.",))
    assert taken(course) == (later, earlier)
    late.rename(course.inbox / "3.zip")
    assert [(row.submission, row.taken) for row in taken(course)] == [("2.zip", False), ("3.zip", True)]
    answers = json.loads((course.tree.submitted("ana", EXERCISE) / "answers.json").read_text())
    assert len(answers["answers"]) == 6


def test_an_older_hand_in_that_is_collected_on_another_day_does_not_take_the_place_of_a_later_one(
    course: Class,
) -> None:
    course.send("Ana", {"which-rule": "contract"}).rename(course.inbox / "monday.zip")
    taken(course)
    shutil.rmtree(course.root / "learners")
    (course.inbox / "monday.zip").rename(course.root / "monday.zip")
    course.send("Ana", course.best(), MORNING + timedelta(hours=1)).rename(course.inbox / "tuesday.zip")
    taken(course)
    again = collect(course.root, EXERCISE, course.root / "monday.zip", NOON).rows
    reason = "A later hand-in of the same person was taken before, made at 2026-11-22 10:00:00 UTC."
    assert again == (Row("monday.zip", "ana", "Ana", reason=reason),)
    answers = json.loads((course.tree.submitted("ana", EXERCISE) / "answers.json").read_text())
    assert len(answers["answers"]) == 6
    # The report tells of all days, and of a file that came again once.
    with (course.tree.intake(EXERCISE) / "report.csv").open(encoding="utf-8", newline="") as file:
        told = [(row["submission"], row["taken"], row["reason"]) for row in csv.DictReader(file)]
    assert told == [("tuesday.zip", "yes", ""), ("monday.zip", "no", reason)]


def test_collecting_again_changes_nothing(course: Class) -> None:
    course.send("Ana", course.best())
    shutil.copytree(course.learner("bo", course.best()), course.inbox / "bo")
    taken(course)
    before = {path: path.stat().st_mtime_ns for path in course.tree.root.glob("submitted/**/*") if path.is_file()}
    collect(course.root, EXERCISE, course.inbox, NOON + timedelta(days=1))
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(before) == 6


def test_a_folder_tells_whose_loose_files_are(course: Class) -> None:
    shutil.copytree(course.learner("bo", course.best()), course.inbox / "B.Li_7" / EXERCISE)
    (row,) = taken(course)
    assert (row.submission, row.student, row.taken) == ("B.Li_7/late-invoices/answers.json", "B.Li_7", True)
    assert (course.tree.submitted("B.Li_7", EXERCISE) / "timestamp.txt").read_text() == "2026-11-22 12:00:00 UTC\n"


def test_a_time_to_come_does_not_count(course: Class) -> None:
    course.send("Ana", course.best(), NOON + timedelta(days=2))
    (row,) = taken(course)
    assert row.notes == (ALL, "It says that it was made at 2026-11-24 12:00 UTC, which is still to come; now counts.")
    assert (course.tree.submitted("ana", EXERCISE) / "timestamp.txt").read_text() == "2026-11-22 12:00:00 UTC\n"


def test_what_a_form_would_not_send_is_noted_and_taken(course: Class) -> None:
    folder = course.learner("bo", {"which-rule": "agree"})
    answers = json.loads((folder / "answers.json").read_text())
    answers["answers"]["which-rule"]["value"] = {"x": 1}
    answers["answers"]["another"] = {"value": 1, "saved": "now"}
    (folder / "answers.json").write_text(json.dumps(answers))
    shutil.copytree(folder, course.inbox / "bo")
    (row,) = taken(course)
    assert row.notes == (
        "It answers “another”, which this exercise does not ask.",
        "Question “which-rule”: The answer “{'x': 1}” is not one of the options.",
        "1 of 6 questions answered.",
    )


def test_a_hand_in_of_another_exercise_is_refused(course: Class) -> None:
    content = course.send("Ana", course.best()).read_bytes()
    other = content.replace(b"late-invoices", b"late-invoicez")
    (course.inbox / "late-invoices-ana.handin.zip").unlink()
    folder = course.learner("bo", course.best())
    text = (folder / "answers.json").read_text().replace(EXERCISE, "other-one")
    (folder / "answers.json").write_text(text)
    shutil.copytree(folder, course.inbox / "bo")
    (row,) = taken(course)
    assert row.reason == "Its answers are those of another exercise, “other-one”."
    assert other != content


@pytest.mark.parametrize(
    ("name", "student", "notes"),
    [
        (
            "Ana Silva_1234_assignsubmission_file_/late-invoices-ana-silva.handin.zip",
            "ana-silva-1234",
            ("Uploaded by “Ana Silva”, number 1234.",),
        ),
        (
            "silvaana_LATE_77_8899_late-invoices-ana-silva.handin.zip",
            "silvaana-77",
            (
                "Uploaded by “silvaana”, number 77.",
                "The platform says that it was late.",
                "The file itself says “Ana Silva”.",
            ),
        ),
        ("silvaana_77_8899_late-invoices-ana-silva.handin.zip", "silvaana-77", None),
    ],
)
def test_the_learning_platform_says_whose_it_is(
    course: Class, name: str, student: str, notes: tuple[str, ...] | None
) -> None:
    sent = course.send("Ana Silva", course.best())
    with zipfile.ZipFile(course.root / "download.zip", "w") as archive:
        archive.write(sent, name)
        archive.writestr("Bo Li_1235_assignsubmission_file_/essay.docx", b"")
    first, second = sorted(taken(course, course.root / "download.zip"), key=lambda row: row.taken, reverse=True)
    assert (first.student, first.taken) == (student, True)
    assert first.notes == (*(notes or (first.notes[0], "The file itself says “Ana Silva”.")), ALL)
    assert second.reason == "It is neither a hand-in nor a notebook."


def test_the_report_holds_no_formula(course: Class) -> None:
    shutil.copytree(course.learner("bo", course.best()), course.inbox / "=1+1")
    (row,) = taken(course)
    assert row.student == "1-1"
    assert "'=1+1/late-invoices/answers.json" not in course.tree.intake(EXERCISE).joinpath("report.csv").read_text()
    assert "'=1+1/answers.json" in course.tree.intake(EXERCISE).joinpath("report.csv").read_text()


def test_where_there_is_nothing_to_collect_it_is_said(course: Class) -> None:
    with pytest.raises(SubmissionError, match="The submissions cannot be read"):
        taken(course, course.root / "nowhere.zip")
    with pytest.raises(SubmissionError, match="The folder holds no files"):
        taken(course)
    with pytest.raises(GradingError, match="The exercise was not released yet"):
        collect(course.root, "another-one", course.inbox)
    with pytest.raises(GradingError, match="is not the name of an exercise"):
        collect(course.root, "../../elsewhere", course.inbox)
