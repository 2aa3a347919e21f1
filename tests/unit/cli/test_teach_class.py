"""The instructor's day, by the commands that an instructor types."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from groundrules.cli import main
from groundrules.exercise import answers
from groundrules.exercise.question import best
from groundrules.exercise.source import read
from groundrules.grading.handin import hand_in
from groundrules.grading.workers import Work

EXERCISE = "late-invoices"
SOLUTIONS = Path(__file__).parents[2] / "fixtures/exercise/solutions"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "course"
    shutil.copytree(SOLUTIONS, root / "solutions")
    monkeypatch.chdir(root)
    return root


def learner(course: Path, name: str) -> None:
    folder = course.parent / "learners" / name / EXERCISE
    shutil.copytree(course / "build/course/release" / EXERCISE, folder)
    for question in read(course / f"solutions/{EXERCISE}/questions.yaml"):
        answers.save(folder / "answers.json", EXERCISE, question.id, best(question))
    (course / "inbox").mkdir(exist_ok=True)
    hand_in(folder, name, course / "inbox")


def test_a_day_from_release_to_report(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*arguments: str) -> list[str]:
        assert main(arguments) == 0
        return capsys.readouterr().out.splitlines()

    assert said("release", EXERCISE, "--due", "2026-12-01 18:00+00:00")[0].startswith("6 questions, 15.5 points. Due ")
    (course / "class.csv").write_text(
        f"student,name,email,platform,extension:{EXERCISE}\nana,Ana Silva,ana@example.org,1234,48\nbo,Bo Li,,,\n",
        encoding="utf-8",
    )
    assert said("roster", "class.csv") == ["2 people; 1 with more time, 1 with the learning platform's number."]
    learner(course, "Ana Silva")
    assert said("collect", "inbox")[-1].startswith("late-invoices: 1 taken in, 0 refused. The report: ")
    assert said("grade", EXERCISE) == [
        "1 graded, 0 unchanged, 0 not graded.",
        "1 answer waits for a person: run “groundrules marks late-invoices”.",
    ]
    assert said("grade", EXERCISE) == ["0 graded, 1 unchanged, 0 not graded."]
    assert said("feedback", EXERCISE)[-1] == "Still to be marked by a person: ana"
    assert said("export", EXERCISE, "marks.csv", "--format", "moodle") == [
        "1 person in marks.csv",
        "Left out, because the roster has no number of the learning platform: bo",
        "Still to be marked by a person, so points are missing: ana",
    ]
    with Path("marks.csv").open(encoding="utf-8", newline="") as file:
        assert [row["Identifier"] for row in csv.DictReader(file)] == ["Participant 1234"]
    assert said("report", EXERCISE)[:2] == ["1 handed in: 11.5 to 11.5 of 15.5 points.", "Handed in nothing: bo"]
    assert sorted(path.name for path in Path("build/course/report").iterdir()) == [
        "late-invoices-class.ipynb",
        "late-invoices-questions.csv",
    ]


def test_what_the_whole_run_has_to_say_is_printed(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["release", EXERCISE]) == 0
    learner(course, "Ana")
    assert main(["collect", EXERCISE, "inbox"]) == 0

    def no_sandbox(_plan: object) -> object:
        return lambda _plan, works: ((work, "It cannot be read.") for work in works if isinstance(work, Work)), "Wait."

    monkeypatch.setattr("groundrules.grading.autograde.way", no_sandbox)
    capsys.readouterr()
    assert main(["grade", EXERCISE]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "NOT GRADED  ana: It cannot be read.",
        "0 graded, 0 unchanged, 1 not graded.",
        "Wait.",
    ]
