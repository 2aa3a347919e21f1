from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.unit.grading.conftest import EXERCISE, MORNING

from groundrules.errors import AnswerError, SubmissionError
from groundrules.grading.handin import hand_in, slug
from groundrules.grading.parcel import open_parcel

if TYPE_CHECKING:
    from tests.unit.grading.conftest import Class


def test_a_hand_in_is_one_file_with_notebook_and_answers_and_says_so(course: Class) -> None:
    folder = course.learner("ana", {"which-rule": "agree", "the-mail": "Dear Marek, thank you."})
    notebook = json.loads((folder / f"{EXERCISE}.ipynb").read_bytes())
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    first["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "private"}]
    (folder / f"{EXERCISE}.ipynb").write_text(json.dumps(notebook))
    made = hand_in(folder, " Ana Silva ", course.inbox, MORNING)
    assert made.path == course.inbox / "late-invoices-ana-silva.handin.zip"
    assert made.lines == (
        "late-invoices.ipynb: your notebook, without outputs.",
        "answers.json: 2 of 6 questions answered.",
        "Not answered: What do you bring?",
        "Not answered: First to last",
        "Not answered: Where does it belong?",
        "Not answered: Say it better",
        "manifest.json: your name (Ana Silva), the time, and the size of each file. Nothing else is in it.",
    )
    with zipfile.ZipFile(made.path) as archive:
        assert archive.namelist() == ["manifest.json", "late-invoices.ipynb", "answers.json"]
        assert b"private" not in archive.read("late-invoices.ipynb")
    parcel = open_parcel(made.path.read_bytes(), "ana.zip")
    assert (parcel.exercise, parcel.student, parcel.name, parcel.made) == (EXERCISE, "ana-silva", "Ana Silva", MORNING)


def test_the_same_work_at_the_same_time_gives_the_same_bytes(course: Class) -> None:
    folder = course.learner("ana", {"which-rule": "agree"})
    first = hand_in(folder, "Ana", course.inbox, MORNING).path.read_bytes()
    assert hand_in(folder, "Ana", course.inbox, MORNING).path.read_bytes() == first


def test_what_cannot_be_handed_in_is_told_and_nothing_is_written(course: Class) -> None:
    folder = course.learner("ana")
    with pytest.raises(SubmissionError, match="Your name is missing"):
        hand_in(folder, " - ", course.inbox)
    with pytest.raises(SubmissionError, match="No question is answered yet"):
        hand_in(folder, "Ana", course.inbox)
    (folder / "answers.json").write_text("{")
    with pytest.raises(AnswerError, match="The answers file is damaged"):
        hand_in(folder, "Ana", course.inbox)
    folder = course.learner("bo", {"which-rule": "agree"})
    (folder / f"{EXERCISE}.ipynb").write_text("not a notebook")
    with pytest.raises(SubmissionError, match="The notebook cannot be read"):
        hand_in(folder, "Bo", course.inbox)
    (folder / f"{EXERCISE}.ipynb").unlink()
    with pytest.raises(SubmissionError, match="The notebook is missing"):
        hand_in(folder, "Bo", course.inbox)
    with pytest.raises(AnswerError, match="There are no questions in this folder"):
        hand_in(course.inbox, "Bo")
    assert list(course.inbox.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Inês  Duarte", "ines-duarte"),
        ("../../etc/passwd", "etc-passwd"),
        ("李明", "learner-aa227102"),
        ("Con", "learner-con"),
        ("-", ""),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_name_becomes_an_id_that_is_safe_in_a_path(name: str, id_: str) -> None:
    assert slug(name) == id_


def rewritten(content: bytes, **changed: bytes | None) -> bytes:
    place = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(place, "w") as new:
        for name in old.namelist():
            held = changed.get(name.partition(".")[0].replace("-", "_"), old.read(name))
            if held is not None:
                new.writestr(name, held)
    return place.getvalue()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"answers": b"{}"}, "“answers.json” was changed after the hand-in was made."),
        ({"late_invoices": None}, "The hand-in holds no late-invoices.ipynb."),
        ({"manifest": None}, "The zip file holds no manifest.json: it is not a hand-in."),
        ({"manifest": b"["}, "The manifest.json in it is damaged."),
        ({"manifest": b"[" * 100_000}, "The manifest.json in it is damaged."),
        ({"manifest": b'{"schema": 1, "files": {}}'}, "The manifest.json in it is damaged."),
        ({"manifest": b'{"schema": 2, "files": {}}'}, "The hand-in was made by a newer version of the course."),
        (
            {"manifest": b'{"files": {}, "exercise": "../x", "name": "a", "made": "2026-11-22T09:00:00Z"}'},
            "The manifest.json in it is damaged.",
        ),
        (
            {"manifest": b'{"files": {}, "exercise": "x", "name": "a", "made": "yesterday"}'},
            "The manifest.json in it is damaged.",
        ),
    ],
)
def test_a_hand_in_that_is_not_whole_is_refused(course: Class, changed: dict[str, bytes | None], said: str) -> None:
    content = course.send("Ana", {"which-rule": "agree"}).read_bytes()
    with pytest.raises(SubmissionError) as refused:
        open_parcel(rewritten(content, **changed), "ana.zip")
    assert refused.value.what == said
