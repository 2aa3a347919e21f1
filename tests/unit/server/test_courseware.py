"""The course in the learner's folder."""

import json
from pathlib import Path
from typing import Any

import pytest

from groundrules.course import Course, Lesson
from groundrules.errors import FolderError
from groundrules.server import courseware
from groundrules.server.courseware import Prepared, prepare

LESSON = "notebooks/01_first.ipynb"
FILES = (LESSON, "exercises/first/first.ipynb", "exercises/first/questions.json")


@pytest.fixture(autouse=True)
def _no_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courseware, "_sign", lambda *_: None)


def notebook(text: str) -> str:
    cell: dict[str, Any] = {"cell_type": "code", "id": "a", "metadata": {"tags": ["lesson"]}, "outputs": []}
    cell |= {"source": [f'play("{text}")'], "execution_count": None}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def course(root: Path, text: str) -> Course:
    for name in FILES:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook(text) if name.endswith("ipynb") else json.dumps(text), encoding="utf-8")
    lesson = Lesson(id="01", stem="01_first", title="First", minutes=1, exercises=("first",))
    return Course("T", "S", "en", (lesson,), root)


def edit(path: Path, text: str) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"].append({"cell_type": "markdown", "id": "mine", "metadata": {}, "source": [text]})
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_new_folder_gets_every_lesson_and_exercise(tmp_path: Path) -> None:
    done = prepare(tmp_path / "home", course(tmp_path / "course", "one"))
    assert done == Prepared(added=FILES, updated=(), kept=())
    shown = json.loads((tmp_path / "home" / LESSON).read_text(encoding="utf-8"))["cells"][0]["outputs"][0]["data"]
    assert shown["application/vnd.groundrules.view+json"] == {"view": "player", "id": "one"}


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    same = course(tmp_path / "course", "one")
    prepare(tmp_path / "home", same)
    assert prepare(tmp_path / "home", same) == Prepared((), (), ())


def test_an_update_replaces_what_nobody_edited(tmp_path: Path) -> None:
    prepare(tmp_path / "home", course(tmp_path / "course", "one"))
    done = prepare(tmp_path / "home", course(tmp_path / "course", "two"))
    assert done == Prepared(added=(), updated=FILES, kept=())


def test_an_update_keeps_an_edited_lesson_and_says_so_once(tmp_path: Path) -> None:
    prepare(tmp_path / "home", course(tmp_path / "course", "one"))
    edit(tmp_path / "home" / LESSON, "My own note")
    before = (tmp_path / "home" / LESSON).read_bytes()
    newer = course(tmp_path / "course", "two")
    assert prepare(tmp_path / "home", newer) == Prepared(added=(), updated=FILES[1:], kept=(LESSON,))
    assert (tmp_path / "home" / LESSON).read_bytes() == before
    assert prepare(tmp_path / "home", newer) == Prepared((), (), ())


def test_outputs_that_jupyter_saved_do_not_count_as_an_edit(tmp_path: Path) -> None:
    prepare(tmp_path / "home", course(tmp_path / "course", "one"))
    path = tmp_path / "home" / LESSON
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["outputs"] = []
    content["cells"][0]["execution_count"] = 3
    path.write_text(json.dumps(content), encoding="utf-8")
    assert prepare(tmp_path / "home", course(tmp_path / "course", "two")).updated == FILES


def test_without_its_record_every_file_that_differs_is_kept(tmp_path: Path) -> None:
    prepare(tmp_path / "home", course(tmp_path / "course", "one"))
    (tmp_path / "home" / "data" / "installed.json").write_text("{", encoding="utf-8")
    assert prepare(tmp_path / "home", course(tmp_path / "course", "two")).kept == FILES


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(FolderError, match="cannot be written"):
        prepare(tmp_path / "home", course(tmp_path / "course", "one"))
