"""Whole workbooks out and back: what leaves as CSV or xlsx comes back equal, and a formula never runs."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from groundrules.errors import RowError, WorkbookError
from groundrules.workbook import Workbook
from groundrules.workbook.exchange import Restored, commas, restore, xlsx_read, xlsx_write
from groundrules.workbook.exchange.cells import neutral, original
from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundrules.workbook.exchange.restore import Tables


def by_csv(workbook: Workbook, folder: Path) -> Tables:
    folder.mkdir()
    commas.write(workbook, folder)
    return commas.read(folder)


def by_xlsx(workbook: Workbook, folder: Path) -> Tables:
    folder.mkdir()
    xlsx_write.write(workbook, folder / "workbook.xlsx")
    return xlsx_read.read(folder / "workbook.xlsx")


WAYS = pytest.mark.parametrize("way", [by_csv, by_xlsx])


def contents(workbook: Workbook) -> dict[str, list[dict[str, Any]]]:
    leave = {"revision", "created", "updated"}
    return {
        name: sorted(
            ({key: value for key, value in row.items() if key not in leave} for row in workbook.rows(name)),
            key=lambda row: str(row["id"]),
        )
        for name in TABLES
    }


@WAYS
def test_a_workbook_goes_out_and_comes_back_into_an_empty_one(
    workbook: Workbook, marta: str, tmp_path: Path, way: Callable[[Workbook, Path], Tables]
) -> None:
    assert marta
    empty = Workbook(tmp_path / "other.db")
    back = restore(empty, way(workbook, tmp_path / "out"))
    assert (back.added, back.changed, back.same, back.clashes) == (33, 0, 0, [])
    assert contents(empty) == contents(workbook)
    empty.undo(back.change)
    assert contents(empty) == {name: [] for name in TABLES}


@WAYS
def test_naughty_strings_come_back_equal_through_every_field(
    workbook: Workbook, naughty: list[str], tmp_path: Path, way: Callable[[Workbook, Path], Tables]
) -> None:
    contact = workbook.save("contacts", {"name": "x"})["id"]
    texts = [*naughty, "two\nlines", "carriage\rreturn\r\n"]
    workbook.write("contacts", [dict.fromkeys(("name", "organisation", "role", "email", "phone"), t) for t in naughty])
    workbook.write("agreements", [{"contact": contact, "rule": text} for text in texts])
    workbook.write(
        "proposals",
        [
            {
                "contact": contact,
                "script": text,
                "explanation": [text] * 3,
                "questions": [{"text": text, "kind": "open"}, {"text": text, "kind": "closed"}],
            }
            for text in texts
        ],
    )
    before = contents(workbook)
    assert [row["script"] for row in workbook.rows("proposals")] == texts
    empty = Workbook(tmp_path / "other.db")
    restore(empty, way(workbook, tmp_path / "out"))
    assert contents(empty) == before


def test_naughty_strings_come_back_equal_through_a_dataframe(workbook: Workbook, naughty: list[str]) -> None:
    workbook.write("contacts", [{"name": text, "notes": text} for text in naughty])
    before = workbook.rows("contacts")
    frame = workbook.contacts
    frame["role"] = frame["name"]
    workbook.upsert("contacts", frame)
    assert [(row["name"], row["role"], row["notes"]) for row in workbook.rows("contacts")] == [
        (row["name"], row["name"], row["notes"]) for row in before
    ]


def test_no_cell_of_a_csv_file_begins_like_a_formula(workbook: Workbook, naughty: list[str], tmp_path: Path) -> None:
    workbook.write("contacts", [{"name": text, "notes": text} for text in naughty])
    by_csv(workbook, tmp_path / "out")
    text = (tmp_path / "out" / "contacts.csv").read_text(encoding="utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    assert len(cells) > 2 * len(naughty)
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@|%＝＋－＠\t\r") and cell.strip()] == []  # noqa: RUF001


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+39 02", "'+39 02"),
        ("-", "'-"),
        ("@x", "'@x"),
        (" \t=1", "' \t=1"),
        ("＝1", "'＝1"),  # noqa: RUF001
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'quoted'", "'quoted'"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_formula_is_marked_and_the_mark_comes_off_again(text: str, cell: str) -> None:
    assert neutral(text) == cell
    assert original(cell) == text


def test_no_cell_of_a_spreadsheet_is_a_formula_and_editing_one_keeps_it_text(
    workbook: Workbook, naughty: list[str], tmp_path: Path
) -> None:
    workbook.write("contacts", [{"name": text, "notes": text} for text in naughty])
    by_xlsx(workbook, tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "workbook.xlsx")
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    marked = {cell.value for cell in cells if cell.quotePrefix}
    assert {"=1+1", "+39 02 1234", "@SUM(A1)", "-"} <= marked


def test_the_spreadsheet_is_made_for_people(workbook: Workbook, marta: str, tmp_path: Path) -> None:
    assert marta
    by_xlsx(workbook, tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "workbook.xlsx")
    assert book.sheetnames == [table.label for table in TABLES.values()]
    sheet = book["What happened"]
    assert sheet.row_dimensions[1].hidden
    assert [cell.value for cell in sheet[2]][2:7] == ["Contact", "When", "How", "What happened", "Minutes it took you"]
    assert [cell.value for cell in sheet[3]][2:7] == [
        "Marta Keller",
        datetime(2026, 10, 12, 22, 12),  # noqa: DTZ001
        "Phone call",
        "Asked for the delivery date of the hobs.",
        15,
    ]
    assert sheet.freeze_panes == "D3"
    assert {name for name, column in sheet.column_dimensions.items() if column.hidden} >= {"A", "B", "H", "I", "J"}


def test_what_is_changed_in_the_spreadsheet_comes_back_changed_and_the_rest_exactly(
    workbook: Workbook, marta: str, tmp_path: Path
) -> None:
    by_xlsx(workbook, tmp_path / "out")
    file = tmp_path / "out" / "workbook.xlsx"
    book = openpyxl.load_workbook(file)
    calls = book["What happened"]
    calls["D3"] = datetime(2026, 10, 12, 22, 40)  # noqa: DTZ001
    calls["E3"] = "E-mail"
    calls["G3"] = 16
    calls["C4"] = "Tomas Lindqvist"
    book["Follow-ups"]["F3"] = "Yes"
    people = book["Contacts"]
    people.append([None, None, "New person", "Somewhere"])
    calls.append([None, None, "New person", datetime(2026, 11, 2, 8), "In person", "Met", "5"])  # noqa: DTZ001
    book.save(file)
    back = restore(workbook, xlsx_read.read(file))
    assert (back.added, back.changed, back.same, back.clashes) == (2, 3, 30, [])
    first, second, *_, last = workbook.rows("incidents")
    assert (first["when"], first["channel"], first["minutes"]) == (
        "2026-10-12T22:40:00+01:00[Europe/London]",
        "email",
        16,
    )
    names = {row["id"]: row["name"] for row in workbook.rows("contacts")}
    assert (names[second["contact"]], names[last["contact"]]) == ("Tomas Lindqvist", "New person")
    assert (last["minutes"], last["when"][:16]) == (5, "2026-11-02T08:00")
    assert workbook.rows("follow_ups")[0]["done"] is True
    assert marta in names


def test_a_row_that_changed_in_the_workbook_after_the_export_is_left_and_named(
    workbook: Workbook, marta: str, tmp_path: Path
) -> None:
    tables = by_csv(workbook, tmp_path / "out")
    workbook.save("contacts", {**workbook.row("contacts", marta), "notes": "Newer"}, 1)
    tables["contacts"][0]["notes"] = "From the file"
    back = restore(workbook, tables)
    assert back == Restored(change=0, same=32, clashes=[("contacts", marta)])
    assert workbook.row("contacts", marta)["notes"] == "Newer"


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"contacts": [{"name": "a"}, {"name": "a\0"}]}, r"row 2, contacts\.name"),
        ({"incidents": [{"contact": "Nobody"}]}, r"incidents\.contact: “Nobody” is not the id of a row"),
        ({"contacts": [{"id": "7", "name": "a"}]}, "“7” is not the id of a row"),
    ],
)
def test_wrong_rows_of_a_file_are_refused_and_nothing_is_written(
    workbook: Workbook, tables: Tables, message: str
) -> None:
    with pytest.raises(RowError, match=message):
        restore(workbook, tables)
    assert workbook.rows("contacts") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "The file cannot be read"), (b"PK\x05\x06" + b"\0" * 18, "damaged or not an xlsx file")],
)
def test_a_file_that_is_no_spreadsheet_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "workbook.xlsx"
    file.write_bytes(content)
    with pytest.raises(WorkbookError, match=message):
        xlsx_read.read(file)


def test_somebody_elses_spreadsheet_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "theirs.xlsx")
    with pytest.raises(WorkbookError, match="not a spreadsheet that was exported from a workbook"):
        xlsx_read.read(tmp_path / "theirs.xlsx")
    with pytest.raises(WorkbookError, match="There is no CSV file of the workbook's tables"):
        commas.read(tmp_path)
    (tmp_path / "contacts.csv").write_bytes(b"name\nIn\xeas\n")
    with pytest.raises(WorkbookError, match="it is not UTF-8"):
        commas.read(tmp_path)
