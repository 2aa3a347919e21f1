"""The learner's own places."""

import os
import stat
from pathlib import Path

import pytest

from groundrules import folder
from groundrules.errors import FolderError


def test_the_course_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GROUNDRULES_HOME", str(tmp_path))
    assert folder.home() == tmp_path


def test_without_a_name_it_is_in_the_person_s_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GROUNDRULES_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folder.home() == tmp_path / "ground-rules"


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_the_data_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    place = folder.data(tmp_path)
    assert place == tmp_path / "data"
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(FolderError) as caught:
        folder.data(tmp_path / "taken")
    assert caught.value.as_dict() == {
        "what": "The folder cannot be written (not a directory).",
        "where": str(tmp_path / "taken" / "data"),
        "remedy": "Choose another folder with --folder, or ask its owner for permission to write there.",
    }
