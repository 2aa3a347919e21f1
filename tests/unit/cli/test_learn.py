"""The learner's hand-in: whoever is named in it is shown first, and the person decides."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from groundrules import course
from groundrules.cli import main
from groundrules.desk import Desk
from groundrules.exercise import answers
from groundrules.exercise.lab.lab import keep_code
from groundrules.server import courseware

EXERCISE = "no-framework-yet"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder whose answer names a contact of the workbook."""
    monkeypatch.setattr(courseware, "_sign", lambda *_: None)
    place = tmp_path / "home"
    courseware.prepare(place)
    desk = Desk(root=place, home=place)
    desk.reply({"do": "records.save", "table": "contacts", "row": {"name": "Zsófia Bartók"}})
    text = "Dear Zsófia Bartók, this is what we agreed on Monday."
    saved = {"do": "question.save", "id": "the-mail", "path": f"exercises/{EXERCISE}", "value": text}
    assert desk.reply(saved)["ok"] is True
    return place


def answer(home: Path) -> str:
    (made,) = (home / "exercises").glob("*.handin.zip")
    with zipfile.ZipFile(made) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("answers.json")]
        return str(json.loads(archive.read(name))["answers"]["the-mail"]["value"])


def hand_in(home: Path, *options: str) -> int:
    return main(["hand-in", EXERCISE, "--name", "Ana", "--folder", str(home), *options])


def test_a_contact_in_an_answer_is_shown_with_its_place_and_nothing_is_made(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hand_in(home) == 1
    assert "  answers.json, answers/the-mail/value: Zsófia Bartók" in capsys.readouterr().out.splitlines()
    assert list((home / "exercises").glob("*.handin.zip")) == []


def test_masked_the_contact_leaves_the_hand_in_and_stays_in_the_exercise(home: Path) -> None:
    assert hand_in(home, "--mask") == 0
    assert "Zsófia" not in answer(home)
    kept = json.loads((home / "exercises" / EXERCISE / "answers.json").read_text(encoding="utf-8"))
    assert kept["answers"]["the-mail"]["value"] == "Dear Zsófia Bartók, this is what we agreed on Monday."


def test_anyway_it_goes_as_it_is(home: Path) -> None:
    assert hand_in(home, "--anyway") == 0
    assert answer(home) == "Dear Zsófia Bartók, this is what we agreed on Monday."


def test_it_says_whose_records_were_counted_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lab = tmp_path / "exercises/evidence-lab"
    shutil.copytree(course.load().root / "exercises/evidence-lab", lab)
    answers.save(lab / "answers.json", "evidence-lab", "unpaid", {"hours": 1})
    arguments = ["hand-in", "evidence-lab", "--name", "Ana", "--folder", str(tmp_path)]
    assert main(arguments) == 0
    assert (
        "Records: counted in the practice records. If you were sent a code, enter it first" in capsys.readouterr().out
    )
    keep_code(lab, "B60-4NV-KQG")
    assert main(arguments) == 0
    assert "Records: counted in your own records, of the code B60-4NV-KQG." in capsys.readouterr().out
