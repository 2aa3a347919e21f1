"""A table as it lies in a CSV or xlsx file from elsewhere, with its header found."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 100_000
_HEADER_WITHIN = 30  # rows above a header: titles, the owner of the account, the period

Cells = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table from a file.

    Attributes:
        name: of the file.
        header: the names of the columns; letters where the file has none.
        rows: each with its line number in the file.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]

    def column(self, index: int) -> list[object]:
        """Give the cells of a column, those that are missing as empty texts."""
        return [cells[index] if index < len(cells) else "" for _, cells in self.rows]


def read(path: Path, is_header: Callable[[Iterable[str]], bool]) -> Sheet:
    """Read a CSV, TSV or xlsx file.

    Args:
        path: the file.
        is_header: says whether the texts of a row are names of columns.

    Raises:
        WorkbookError: it cannot be read, is too large, or holds no table.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _unreadable(
                path, f"The file has {size:,} bytes; the most is {MOST_BYTES:,}.", "Export a shorter time."
            )
        lines = _xlsx(path) if zipfile.is_zipfile(path) else _text(path)
    except OSError as error:
        raise _unreadable(path, f"The file cannot be read ({error.strerror}).", "Check its name.") from error
    filled = [
        (number, cells) for number, cells in lines if any(str(cell).strip() for cell in cells if cell is not None)
    ]
    if not filled:
        raise _unreadable(path, "The file holds no table.", "Export it again, as CSV or xlsx.")
    for index, (_, cells) in enumerate(filled[:_HEADER_WITHIN]):
        texts = [str(cell or "") for cell in cells]
        if is_header(texts) or (index == 0 and _names(texts, filled[1:])):
            return Sheet(path.name, tuple(texts), tuple(filled[index + 1 :]))
    width = max(len(cells) for _, cells in filled)
    return Sheet(path.name, tuple(f"Column {_letters(index)}" for index in range(width)), tuple(filled))


def _text(path: Path) -> list[tuple[int, Cells]]:
    raw = path.read_bytes()
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unreadable(path, "This is an old Excel file (.xls).", "Open it in a spreadsheet and save it as .xlsx.")
    text = _decoded(raw)
    delimiter = _delimiter(text)
    csv.field_size_limit(MOST_BYTES)
    lines: list[tuple[int, Cells]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            lines.append((reader.line_num, tuple(cells)))
            if len(lines) > MOST_ROWS:
                raise _unreadable(path, f"The file has more than {MOST_ROWS:,} rows.", "Export a shorter time.")
    except csv.Error as error:
        raise _unreadable(path, f"Line {reader.line_num} cannot be read ({error}).", "Export it again.") from error
    return lines


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # what older spreadsheets write


def _delimiter(text: str) -> str:
    """Choose the mark under which most lines have the same number of cells."""
    sample = [line for line in text.splitlines()[:200] if line.strip()]
    first = sample[0] if sample else ""
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1]

    def agreement(mark: str) -> tuple[int, int]:
        counts = Counter(len(cells) for cells in csv.reader(sample, delimiter=mark))
        counts.pop(1, None)
        return max(((count, width) for width, count in counts.items()), default=(0, 0))

    return max(";,\t|", key=agreement)


def _xlsx(path: Path) -> list[tuple[int, Cells]]:
    import openpyxl  # noqa: PLC0415  only where an xlsx file is read

    with zipfile.ZipFile(path) as packed:
        unpacked = sum(entry.file_size for entry in packed.infolist())
    if unpacked > MOST_UNPACKED:
        raise _unreadable(path, f"Unpacked, the file would have {unpacked:,} bytes.", "Export a shorter time.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles, which do not matter here
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                sheets = [_cells(path, sheet) for sheet in book.worksheets]
            finally:
                book.close()
    except WorkbookError:
        raise
    except Exception as error:  # whatever a broken file makes of the reader
        raise _unreadable(path, "The spreadsheet is damaged or not an xlsx file.", "Save it again as .xlsx.") from error
    return max(sheets, key=len, default=[])


def _cells(path: Path, sheet: object) -> list[tuple[int, Cells]]:
    lines: list[tuple[int, Cells]] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):  # type: ignore[attr-defined]
        if number > MOST_ROWS:
            raise _unreadable(path, f"A sheet has more than {MOST_ROWS:,} rows.", "Export a shorter time.")
        lines.append((number, tuple("" if cell is None else cell for cell in row)))
    return lines


def _names(texts: list[str], below: list[tuple[int, Cells]]) -> bool:
    """Say whether a first row looks like names that we do not know: words only, above rows with digits."""
    words = all(text.strip() and not re.search(r"\d", text) for text in texts)
    return words and len(texts) > 1 and any(re.search(r"\d", str(cell)) for _, cells in below for cell in cells)


def _letters(index: int) -> str:
    return (_letters(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)  # noqa: PLR2004  letters


def _unreadable(path: Path, what: str, remedy: str) -> WorkbookError:
    return WorkbookError(what, where=path.name, remedy=remedy)
