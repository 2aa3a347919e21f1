"""The workbook as CSV files, one for each table, and such files read again."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from groundrules.errors import WorkbookError
from groundrules.workbook.exchange.cells import neutral, original
from groundrules.workbook.exchange.fields import fields, gathered
from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workbook.book import Workbook
    from groundrules.workbook.exchange.restore import Tables
    from groundrules.workbook.rows import Row
    from groundrules.workbook.table import Table

_HEAD = ("id", "revision")
_MOST_BYTES = 50_000_000


def as_csv(table: Table, rows: list[Row]) -> str:
    """Give a table as CSV: its fields' names first, then a line for each row.

    Texts that a spreadsheet would run as formulas begin with a `'`.
    """
    columns = fields(table, rows)
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([*_HEAD, *(field.name for field in columns)])
    for row in rows:
        writer.writerow([row["id"], row["revision"], *(_cell(field.value(row)) for field in columns)])
    return held.getvalue()


def write(workbook: Workbook, folder: Path) -> list[Path]:
    """Write every table that has rows into a folder that exists; give the files."""
    files = []
    for name, table in TABLES.items():
        rows = workbook.rows(name)
        if rows:
            file = folder / f"{name}.csv"
            file.write_text(as_csv(table, rows), encoding="utf-8-sig", newline="")
            files.append(file)
    return files


def read(folder: Path) -> Tables:
    """Read the CSV files of a folder that have tables' names.

    Raises:
        WorkbookError: a file cannot be read, or there is none.
    """
    tables: Tables = {}
    for name, table in TABLES.items():
        file = folder / f"{name}.csv"
        if file.is_file():
            tables[name] = _rows(table, file)
    if not tables:
        raise WorkbookError(
            "There is no CSV file of the workbook's tables.",
            where=str(folder),
            remedy=f"They are named {', '.join(f'{name}.csv' for name in TABLES)}.",
        )
    return tables


def _rows(table: Table, file: Path) -> list[dict[str, Any]]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise _unreadable(file, f"it is larger than {_MOST_BYTES // 1_000_000} MB")
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _unreadable(file, (error.strerror or "").lower()) from error
    except UnicodeDecodeError as error:
        raise _unreadable(file, "it is not UTF-8") from error
    csv.field_size_limit(_MOST_BYTES)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise _unreadable(file, str(error)) from error
    head = lines[0] if lines else []
    result = []
    for line in lines[1:]:
        if not any(line):
            continue
        values = {name: original(cell) for name, cell in zip(head, line, strict=False)}
        booleans = {column.name for column in table.columns if column.kind == "boolean"}
        for name in booleans & values.keys():
            values[name] = {"true": True, "false": False}.get(values[name].lower(), values[name])  # type: ignore[assignment]
        result.append({"id": values.get("id", ""), "revision": values.get("revision", ""), **gathered(table, values)})
    return result


def _cell(value: Any) -> str:  # noqa: ANN401  depends on the column
    if value is None:
        return ""
    return neutral(value) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _unreadable(file: Path, why: str) -> WorkbookError:
    return WorkbookError(f"The file cannot be read: {why}.", where=file.name, remedy="Save it again as CSV in UTF-8.")
