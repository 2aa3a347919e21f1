"""The workbook as a formatted spreadsheet, a sheet for each table.

Beside what a person sees, hidden columns keep each row exactly: what nobody has changed comes back from there.
"""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from groundrules.workbook import moment
from groundrules.workbook.exchange.cells import is_formula, spreadsheet_text
from groundrules.workbook.exchange.fields import Field, fields
from groundrules.workbook.schema import TABLES
from groundrules.workbook.table import QUESTION_KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workbook.book import Workbook
    from groundrules.workbook.rows import Row
    from groundrules.workbook.table import Table

_CHUNK = 30_000  # characters of the exact row that one hidden cell takes; a cell holds 32,767
YES, NO = "Yes", "No"
EXACT = "exact"  # the name of the hidden columns
NAMES_ROW, LABELS_ROW = 1, 2
_LINE, _MOST_HEIGHT = 15.0, 300.0  # points
_PAGE = 170  # characters that a printed page holds side by side and legibly
_WIDTHS = {"long": 48, "list": 36, "questions": 36, "datetime": 17, "date": 12, "time": 9, "integer": 10, "boolean": 8}


def write(workbook: Workbook, path: Path) -> None:
    """Write the whole workbook into an xlsx file; every table has its sheet, in the order of the talk.

    Raises:
        OSError: the file cannot be written.
    """
    from openpyxl import Workbook as Book  # noqa: PLC0415  loaded where a spreadsheet is written

    book = Book()
    book.remove(book.active)
    names = {row["id"]: row["name"] for row in workbook.rows("contacts")}
    for name, table in TABLES.items():
        _write_sheet(book.create_sheet(table.label), table, workbook.rows(name), names)
    held = io.BytesIO()
    book.save(held)
    path.write_bytes(held.getvalue())


def _write_sheet(sheet: Any, table: Table, rows: list[Row], names: dict[str, str]) -> None:  # noqa: ANN401  openpyxl's
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    columns = fields(table, rows)
    exact = [_exact(row) for row in rows]
    chunks = max((len(parts) for parts in exact), default=1)
    head = ["id", "revision", *(field.name for field in columns), *[EXACT] * chunks]
    labels = ["", "", *(field.label for field in columns)]
    sheet.append(head)
    sheet.append(labels)
    for number, (row, parts) in enumerate(zip(rows, exact, strict=True), LABELS_ROW + 1):
        sheet.cell(number, 1, row["id"])
        sheet.cell(number, 2, row["revision"])
        for place, field in enumerate(columns, 3):
            _put(sheet.cell(number, place), shown(field, field.value(row), names))
        for place, part in enumerate(parts, len(columns) + 3):
            sheet.cell(number, place, part)
        sheet.row_dimensions[number].height = _height(sheet, number, columns)
    for place, field in enumerate(columns, 3):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _width(field)
        # What points to other rows than contacts would show as an id; it stays in the exact row.
        pointing = field.column.kind == "reference" and field.column.refers != "contacts"
        sheet.column_dimensions[letter].hidden = field.column.hidden or pointing
        cell = sheet.cell(LABELS_ROW, place)
        cell.font = Font(name="Calibri", bold=True, color="0B6570")
        cell.fill = PatternFill("solid", fgColor="E8F3F3")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place in [1, 2, *range(len(columns) + 3, len(head) + 1)]:
        sheet.column_dimensions[get_column_letter(place)].hidden = True
    sheet.row_dimensions[NAMES_ROW].hidden = True
    sheet.row_dimensions[LABELS_ROW].height = _height(sheet, LABELS_ROW, columns)
    sheet.freeze_panes = sheet.cell(LABELS_ROW + 1, 4)
    last = get_column_letter(len(columns) + 2)
    sheet.auto_filter.ref = f"C{LABELS_ROW}:{last}{max(LABELS_ROW + 1, LABELS_ROW + len(rows))}"
    _choices(sheet, columns)
    sheet.print_title_rows = f"{LABELS_ROW}:{LABELS_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.fitToWidth = -(-sum(_width(field) for field in columns) // _PAGE)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _width(field: Field) -> int:
    return 10 if field.kind else _WIDTHS.get(field.column.kind, 24)


def _height(sheet: Any, number: int, columns: list[Field]) -> float:  # noqa: ANN401  openpyxl's
    """Give a row's height: not every program makes room for wrapped lines by itself."""
    lines = 1
    for place, field in enumerate(columns, 3):
        text = sheet.cell(number, place).value
        if isinstance(text, str):
            lines = max(lines, sum(1 + len(line) // _width(field) for line in text.split("\n")))
    return min(lines * _LINE, _MOST_HEIGHT)


def _choices(sheet: Any, columns: list[Field]) -> None:  # noqa: ANN401  openpyxl's
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    for place, field in enumerate(columns, 3):
        choices = list(QUESTION_KINDS.values()) if field.kind else list(field.column.choices.values())
        listed = ",".join(choices)
        # A list of choices is one text in the file: commas part them, and it holds 255 characters.
        if choices and not any("," in choice for choice in choices) and len(listed) <= 255:  # noqa: PLR2004
            rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            letter = get_column_letter(place)
            rule.add(f"{letter}{LABELS_ROW + 1}:{letter}2000")
            sheet.add_data_validation(rule)


def _put(cell: Any, value: Any) -> None:  # noqa: ANN401  openpyxl's
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    cell.value = value
    if isinstance(value, str):
        # A formula stays text when the file is read, and when somebody edits the cell.
        cell.data_type = "s"
        cell.quotePrefix = is_formula(value)
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def shown(field: Field, value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401  depends on the column
    """Give a value as people see it in the sheet.

    Args:
        field: where it stands.
        value: as a row holds it.
        names: the name of each contact, by id.
    """
    column = field.column
    if field.kind:
        return QUESTION_KINDS.get(value, "")
    if column.kind == "integer":
        return value
    if column.kind == "datetime" and value:
        return moment.parsed(value).replace(tzinfo=None)
    if column.kind == "date" and value:
        return date.fromisoformat(value)
    texts = {
        "choice": column.choices.get(value, "") if column.kind == "choice" else "",
        "reference": names.get(value, ""),
        "boolean": YES if value else NO,
    }
    return spreadsheet_text(texts.get(column.kind, value))


def _exact(row: Row) -> list[str]:
    # No underscore: `_x0041_` would be read as a letter.
    text = json.dumps(row, ensure_ascii=True).replace("_", "\\u005f")
    return [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
