from __future__ import annotations

import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from groundrules.errors import WorkbookError
from groundrules.workbook.evidence import sheet
from groundrules.workbook.evidence.columns import is_header
from groundrules.workbook.evidence.sheet import Sheet, read

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "Your calls\n\n{0}\n17.11.2026 02:07;Inês;12\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_read_in_any_common_encoding_and_its_header_found(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "calls.csv"
    file.write_bytes(TABLE.format("Date;Name;Durée").encode(encoding))
    assert read(file, is_header) == Sheet(
        "calls.csv", ("Date", "Name", "Durée"), ((4, ("17.11.2026 02:07", "Inês", "12")),)
    )


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_mark_between_the_cells_is_found(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(TABLE.format("Date;Name;Duration").replace(";", mark))
    assert read(file, is_header).header == ("Date", "Name", "Duration")


def test_a_file_without_names_has_letters_for_its_columns(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("17.11.2026 02:07,Inês\n18.11.2026 02:07,Inês,,7\n")
    found = read(file, is_header)
    assert found.header == ("Column A", "Column B", "Column C", "Column D")
    assert found.column(3) == ["", "7"]


def test_the_fullest_sheet_of_a_spreadsheet_is_read_with_its_types(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Exported by X"])
    calls = book.create_sheet("Calls")
    calls.append(["Date", "Number", "Duration"])
    calls.append([datetime(2026, 11, 17, 2, 7), 351912345678, None])  # noqa: DTZ001
    book.save(tmp_path / "calls.xlsx")
    assert read(tmp_path / "calls.xlsx", is_header) == Sheet(
        "calls.xlsx",
        ("Date", "Number", "Duration"),
        ((2, (datetime(2026, 11, 17, 2, 7), 351912345678, "")),),  # noqa: DTZ001
    )


def damaged_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xl/workbook.xml", "<broken")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, r"The file cannot be read \(No such file or directory\)"),
        (b"", "The file holds no table"),
        (b"\n \n;;\n", "The file holds no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", r"This is an old Excel file \(\.xls\)"),
        (damaged_zip, "The spreadsheet is damaged or not an xlsx file"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: object, what: str) -> None:
    file = tmp_path / "calls.csv"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif callable(content):
        content(file)
    with pytest.raises(WorkbookError, match=what):
        read(file, is_header)


def test_a_file_that_is_too_large_or_grows_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("Date,Name\n" * 20)
    monkeypatch.setattr(sheet, "MOST_ROWS", 10)
    with pytest.raises(WorkbookError, match="The file has more than 10 rows"):
        read(file, is_header)
    monkeypatch.setattr(sheet, "MOST_BYTES", 10)
    with pytest.raises(WorkbookError, match="The file has 200 bytes; the most is 10"):
        read(file, is_header)
    bomb = tmp_path / "bomb.xlsx"
    monkeypatch.setattr(sheet, "MOST_BYTES", 10_000_000)
    monkeypatch.setattr(sheet, "MOST_UNPACKED", 1_000_000)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", " " * 2_000_000)
    with pytest.raises(WorkbookError, match=r"Unpacked, the file would have 2,000,000 bytes"):
        read(bomb, is_header)
