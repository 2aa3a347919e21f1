"""What the workbook's tests share: a workbook in a folder of its own, with its backups beside."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from groundrules.workbook import Workbook, sample

BLNS = Path(__file__).parents[2] / "fixtures/blns/blns.json"


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


@pytest.fixture(scope="session")
def naughty() -> list[str]:
    """Give texts that have broken other programs: the list of naughty strings, and some of our own."""
    listed: list[str] = json.loads(BLNS.read_text(encoding="utf-8"))
    ours = [
        "007",
        "NA",
        "TRUE",
        "1e5",
        "+39 02 1234",
        "=1+1",
        "'=1+1",
        "''-x",
        "@SUM(A1)",
        " =2",
        "-",
        "\x0b\x0c\x1b\x7f",
    ]
    marks = [
        "_x0041_",
        "_x005F_x0041_",
        "x005F_",
        "\u202eright to left",
        "tab\tend ",
        "\ufffe\uffff",
        "<w:p/>",
        "&amp;",
    ]
    return [text for text in [*listed, *ours, *marks] if "\n" not in text and "\r" not in text]


@pytest.fixture
def marta(workbook: Workbook) -> str:
    """Give the id of the example contact who has a row in nearly every table."""
    sample.fill(workbook, date(2026, 11, 22), "Europe/London")
    return str(workbook.rows("contacts")[0]["id"])
