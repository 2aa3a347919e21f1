"""What the workbook's tests share: a workbook in a folder of its own, with its backups beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def backup_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the copies of every test in its own folder."""
    folder = tmp_path / "backups"
    monkeypatch.setenv("GROUNDRULES_BACKUPS", str(folder))
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a place for a workbook's file."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder / "workbook.db"


@pytest.fixture
def workbook(path: Path) -> Workbook:
    """Give an empty workbook."""
    return Workbook(path)


@pytest.fixture
def ines(workbook: Workbook) -> str:
    """Give the id of a first contact."""
    return str(workbook.save("contacts", {"name": "Inês Duarte"})["id"])
