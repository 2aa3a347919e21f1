"""What all tests share: none of them touches the person's own course folder."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_course_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GROUNDRULES_HOME", str(tmp_path / "ground-rules"))
