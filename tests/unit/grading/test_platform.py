from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.unit.grading.conftest import EXERCISE, MORNING

from groundrules.errors import SubmissionError
from groundrules.grading.handin import hand_in
from groundrules.grading.intake import collect
from groundrules.grading.platform import Upload, plain_name, uploaded
from groundrules.grading.sources import exercise_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.grading.conftest import Class


@pytest.mark.parametrize(
    ("label", "upload"),
    [
        (
            "x.zip/Ana Silva_12_assignsubmission_file_/a.zip",
            Upload("Ana Silva", "12", "x.zip/Ana Silva_12_assignsubmission_file_/", "a.zip"),
        ),
        (
            "Ana Silva_12_assignsubmission_file/in/a.zip",
            Upload("Ana Silva", "12", "Ana Silva_12_assignsubmission_file/in", "a.zip"),
        ),
        (
            "Ana Silva_12_assignsubmission_file_a.zip",
            Upload("Ana Silva", "12", "Ana Silva_12_assignsubmission_file_", "a.zip"),
        ),
        ("x.zip/silvaana_LATE_7_88_a_b.zip", Upload("silvaana", "7", "x.zip/silvaana_LATE_7", "a_b.zip", late=True)),
        # A learner may name a file or a folder as a platform would: whose it is, the platform says first.
        (
            "Eve_9_assignsubmission_file_/Ana Silva_12_assignsubmission_file_/a.zip",
            Upload("Eve", "9", "Eve_9_assignsubmission_file_/Ana Silva_12_assignsubmission_file_", "a.zip"),
        ),
        (
            "Eve_9_assignsubmission_file_Ana Silva_12_assignsubmission_file_a.zip",
            Upload("Eve", "9", "Eve_9_assignsubmission_file_", "Ana Silva_12_assignsubmission_file_a.zip"),
        ),
        (
            "eve_9_88_Ana Silva_12_assignsubmission_file_a.zip",
            Upload("eve", "9", "eve_9", "Ana Silva_12_assignsubmission_file_a.zip"),
        ),
        (
            "Eve_9_assignsubmission_file_/silvaana_12_88_a.zip",
            Upload("Eve", "9", "Eve_9_assignsubmission_file_/", "silvaana_12_88_a.zip"),
        ),
        ("eve_9_88_silvaana_12_99_a.zip", Upload("eve", "9", "eve_9", "silvaana_12_99_a.zip")),
        ("silvaana_7_88_a.zip", Upload("silvaana", "7", "silvaana_7", "a.zip")),
        ("ana/late-invoices.ipynb", None),
        ("silvaana_7_88_/a.zip", None),
    ],
)
def test_a_platforms_names_are_read(label: str, upload: Upload | None) -> None:
    assert uploaded(label) == upload


def test_the_number_of_a_second_try_gives_way_to_the_name_that_is_looked_for() -> None:
    wanted = frozenset({"a.ipynb", "b-2.ipynb"})
    assert plain_name("silvaana_7_88_a-1.ipynb", wanted) == ("silvaana_7", "a.ipynb")
    assert plain_name("silvaana_7_88_b-2.ipynb", wanted) == ("silvaana_7", "b-2.ipynb")
    assert plain_name("ana/a-1.ipynb", wanted) == ("ana", "a-1.ipynb")


def loose(course: Class, names: tuple[str, str]) -> Path:
    """A platform's download of a learner's two files, uploaded as they are."""
    folder, download = course.learner("ana", course.best()), course.root / "download.zip"
    with zipfile.ZipFile(download, "w") as archive:
        archive.write(folder / f"{EXERCISE}.ipynb", names[0])
        archive.write(folder / "answers.json", names[1])
    return download


@pytest.mark.parametrize(
    ("names", "student"),
    [
        (("silvaana_7_88_late-invoices.ipynb", "silvaana_7_89_answers.json"), "silvaana-7"),
        (("silvaana_LATE_7_88_late-invoices-1.ipynb", "silvaana_LATE_7_89_answers-1.json"), "silvaana-7"),
        (
            (
                "Ana Silva_7_assignsubmission_file_late-invoices.ipynb",
                "Ana Silva_7_assignsubmission_file_answers.json",
            ),
            "ana-silva-7",
        ),
    ],
)
def test_loose_files_that_a_platform_named_are_one_submission(
    course: Class, names: tuple[str, str], student: str
) -> None:
    download = loose(course, names)
    assert exercise_of(download) == EXERCISE
    (row,) = collect(course.root, EXERCISE, download).rows
    assert (row.taken, row.student, row.notes[-1]) == (True, student, "6 of 6 questions answered.")
    kept = json.loads((course.tree.submitted(student, EXERCISE) / "answers.json").read_bytes())
    assert len(kept["answers"]) == 6


def test_the_exercise_is_that_of_most_hand_ins(course: Class) -> None:
    for name in ("Ana", "Bo", "Cy"):
        course.send(name, course.best())
    (course.inbox / "dee").mkdir()
    (course.inbox / "dee/another-one.ipynb").write_text("{}")
    assert exercise_of(course.inbox) == EXERCISE
    assert exercise_of(course.inbox / "late-invoices-ana.handin.zip") == EXERCISE
    for name in ("eve", "finn", "gus"):
        (course.inbox / name).mkdir()
        (course.inbox / name / "another-one.ipynb").write_text("{}")
    (course.inbox / "gus/another-one.ipynb").unlink()
    with pytest.raises(SubmissionError, match=r"another-one \(3\), late-invoices \(3\)") as told:
        exercise_of(course.inbox)
    assert told.value.remedy == "Name it: groundrules collect EXERCISE FILE."


def test_names_that_hand_ins_tell_reach_the_gradebook(course: Class) -> None:
    hand_in(course.learner("ana", course.best()), "Ana Maria Silva", course.inbox, MORNING)
    collect(course.root, EXERCISE, course.inbox)
    assert course.tree.names() == {"ana-maria-silva": "Ana Maria Silva"}
