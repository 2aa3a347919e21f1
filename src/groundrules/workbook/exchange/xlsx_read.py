"""A spreadsheet that was exported from a workbook, read again with what was changed in it."""

from __future__ import annotations

import json
import uuid
import warnings
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from groundrules.errors import WorkbookError
from groundrules.workbook import moment
from groundrules.workbook.exchange.cells import same_text
from groundrules.workbook.exchange.fields import Field, fields, gathered
from groundrules.workbook.exchange.xlsx_write import EXACT, NAMES_ROW, NO, YES, shown
from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workbook.exchange.restore import Tables
    from groundrules.workbook.rows import Row
    from groundrules.workbook.table import Table

_MOST_UNPACKED = 300_000_000


def read(path: Path) -> Tables:
    """Read an exported spreadsheet, with what was changed in it.

    Raises:
        WorkbookError: it cannot be read, or is not such a spreadsheet.
    """
    import openpyxl  # noqa: PLC0415  loaded where a spreadsheet is read

    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise _unreadable(path, "The file cannot be read.") from error
    if unpacked > _MOST_UNPACKED:
        raise _unreadable(path, f"Unpacked, the file would have {unpacked:,} bytes.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles, which do not matter here
            book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # whatever a broken file makes of the reader
        raise _unreadable(path, "The spreadsheet is damaged or not an xlsx file.") from error
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    contacts = sheets.get(TABLES["contacts"].label)
    if contacts is None or contacts.cell(NAMES_ROW, 1).value != "id":
        raise _unreadable(path, "This is not a spreadsheet that was exported from a workbook.")
    reader = _Reader()
    return {name: reader.rows(sheets[table.label], table) for name, table in TABLES.items() if table.label in sheets}


class _Reader:
    """Reads one sheet after another, the contacts first: the others name them."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}  # of the contacts as they were exported, by id
        self._ids: dict[str, str] = {}  # of the contacts as they are in the file, by name

    def rows(self, sheet: Any, table: Table) -> list[dict[str, Any]]:  # noqa: ANN401  openpyxl's
        lines = sheet.iter_rows(values_only=True)
        head = [str(name or "") for name in next(lines)]
        next(lines, None)
        result = []
        for cells in lines:
            if all(cell is None or cell == "" for cell in cells):
                continue
            pairs = list(zip(head, cells, strict=False))
            stored = _stored("".join(str(cell or "") for name, cell in pairs if name == EXACT))
            given = {name: cell for name, cell in pairs if name and name != EXACT}
            values = {
                field.name: self._value(field, given[field.name], stored)
                for field in fields(table, [stored] if stored else [])
                if field.name in given
            }
            row = {"id": given.get("id") or "", "revision": given.get("revision") or 0, **gathered(table, values)}
            if table.name == "contacts":
                self._know(row, stored)
            result.append(row)
        return result

    def _know(self, row: dict[str, Any], stored: Row | None) -> None:
        row["id"] = row["id"] or uuid.uuid4().hex
        self._ids.setdefault(str(row.get("name", "")).strip(), row["id"])
        if stored:
            self._names[row["id"]] = stored.get("name", "")

    def _value(self, field: Field, cell: Any, stored: Row | None) -> Any:  # noqa: ANN401  depends on the column
        """Give the exact value where the cell is as it was written, else what the person has made of it."""
        before = field.value(stored) if stored and field.column.name in stored else None
        if before is not None and _unchanged(cell, shown(field, before, self._names)):
            return before
        if cell is None:
            return None if field.column.kind == "integer" else ""
        if field.column.kind == "reference":
            return self._ids.get(str(cell).strip(), str(cell))
        return _typed(field, cell, before)


def _typed(field: Field, cell: Any, before: Any) -> Any:  # noqa: ANN401  depends on the column
    """Give what somebody wrote into a cell as the column's kind."""
    column = field.column
    if column.kind == "choice":
        return next((value for value, label in column.choices.items() if label == cell), str(cell))
    if column.kind == "boolean":
        return {YES.lower(): True, NO.lower(): False, "true": True, "false": False}.get(str(cell).lower(), cell)
    if column.kind == "datetime" and isinstance(cell, datetime):
        return moment.on_wall(cell, moment.zone_of(before) if before else moment.here())
    return cell if column.kind in {"date", "time", "integer"} else str(cell)


def _stored(text: str) -> Row | None:
    try:
        row = json.loads(text)
    except ValueError:
        return None  # a row that was typed into the sheet
    return row if isinstance(row, dict) else None


def _unchanged(cell: Any, shown: Any) -> bool:  # noqa: ANN401  depends on the column
    if isinstance(shown, str):
        return same_text("" if cell is None else str(cell), shown)
    if isinstance(shown, datetime) and isinstance(cell, datetime):
        return abs((shown - cell).total_seconds()) < 1
    if isinstance(cell, datetime) and isinstance(shown, date):
        return cell.date() == shown
    return bool(cell == shown)


def _unreadable(path: Path, what: str) -> WorkbookError:
    return WorkbookError(what, where=path.name, remedy="Export the workbook again, and change that file.")
