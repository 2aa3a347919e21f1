"""Rehearsals in the workbook's file: kept by their number, and older workbooks get room for them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import WorkbookError
from groundrules.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_rehearsal_is_kept_in_place_of_what_it_was(workbook: Workbook) -> None:
    workbook.rehearsals.store({"number": 2, "draft": "Good"})
    workbook.rehearsals.store({"number": 1, "draft": ""})
    workbook.rehearsals.store({"number": 2, "draft": "Good morning"})
    assert workbook.rehearsals.all() == [{"number": 1, "draft": ""}, {"number": 2, "draft": "Good morning"}]
    assert workbook.rehearsals.load(2) == {"number": 2, "draft": "Good morning"}


def test_one_that_is_not_there_is_told(workbook: Workbook) -> None:
    with pytest.raises(WorkbookError, match="There is no such rehearsal"):
        workbook.rehearsals.load(7)


def test_half_a_character_is_refused_and_what_was_there_stays(workbook: Workbook) -> None:
    workbook.rehearsals.store({"number": 1, "draft": "Good"})
    with pytest.raises(WorkbookError, match="cannot be kept as text"):
        workbook.rehearsals.store({"number": 1, "draft": "\ud800"})
    assert workbook.rehearsals.load(1) == {"number": 1, "draft": "Good"}


def test_a_workbook_from_before_there_were_rehearsals_gets_room_for_them(workbook: Workbook, path: Path) -> None:
    row = workbook.save("contacts", {"name": "Inês"})
    with closing(sqlite3.connect(path)) as connection, connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in {"rehearsals", "drafts"} & set(tables):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
    later = Workbook(path)
    later.rehearsals.store({"number": 1})
    assert (later.rehearsals.all(), later.row("contacts", row["id"])) == ([{"number": 1}], row)
