"""The values of a row: what may be stored, what is still lacking, and how SQLite holds them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from groundrules.errors import Fault, RowError
from groundrules.workbook import moment
from groundrules.workbook.table import META, QUESTION_KINDS, Column, Table, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = dict[str, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")
MOST_FAULTS = 50  # faults that one error lists
SHOWN_NAME = 60  # characters of a value in the words that stand for a row
_SHOWN = 40  # characters of a wrong value that a message repeats


class _WrongError(ValueError):
    """A value that cannot be stored: its message is what is wrong, its second argument the remedy."""


def checked(table: Table, values: Mapping[str, Any], *, where: str = "", strict: bool = False) -> Row:
    """Give the values of a row as they are stored, complete, in the order of the table's columns.

    Columns that are not given hold what an empty field holds. The keys of `META` are left out.

    Args:
        table: the table that the row belongs to.
        values: what came from a form, a file or a DataFrame.
        where: how errors name the row, before the column's name; by default the table's name.
        strict: also ask for the required columns.

    Raises:
        RowError: with every fault, each with `where` ending in the column's name.
    """
    row: Row = {}
    where = where or f"{table.name}."
    known = {column.name for column in table.columns}
    faults = [
        Fault(f"{where}{name}", f"There is no column “{name}”.", f"The columns are: {', '.join(sorted(known))}.")
        for name in values
        if name not in known and name not in META
    ]
    for column in table.columns:
        value = values.get(column.name)
        try:
            row[column.name] = column.empty() if value is None else _READERS[column.kind](column, value)
        except _WrongError as wrong:
            faults.append(Fault(f"{where}{column.name}", *wrong.args))
            continue
        if strict and column.required and row[column.name] == column.empty():
            faults.append(Fault(f"{where}{column.name}", f"“{column.label}” is missing.", "Fill it in."))
    if faults:
        count = "One value" if len(faults) == 1 else f"{len(faults)} values"
        raise RowError(f"{count} cannot be stored.", faults, where=table.label)
    return row


def all_checked(table: Table, rows: Sequence[Mapping[str, Any]], *, strict: bool = False) -> list[Row]:
    """Give many rows as `checked` gives one; `strict` asks only new rows (without a revision) to be complete.

    Raises:
        RowError: with the faults of all rows, numbered from 1 where there are several; at most `MOST_FAULTS`.
    """
    ready: list[Row] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows, 1):
        where = f"{table.name}." if len(rows) == 1 else f"row {number}, {table.name}."
        try:
            ready.append(checked(table, row, where=where, strict=strict and not row.get("revision")))
        except RowError as error:
            faults += error.faults
    if faults:
        count = "One value" if len(faults) == 1 else f"{len(faults):,} values"
        raise RowError(f"{count} cannot be stored.", faults[:MOST_FAULTS], where=table.label)
    return ready


def named(table: Table, row: Mapping[str, Any], contacts: Mapping[str, str]) -> str:
    """Give the words by which a list shows a row.

    Args:
        table: its table.
        row: the row.
        contacts: the name of each contact, by id.
    """
    parts = []
    for name in table.shows:
        column, value = table.column(name), row.get(name, "")
        if column.kind == "reference":
            value = contacts.get(value, "")
        elif column.kind == "choice":
            value = column.choices.get(value, "")
        elif column.kind == "datetime":
            value = value[:16].replace("T", " ")
        first = next((line.strip() for line in str(value).splitlines() if line.strip()), "")
        if first:
            parts.append(first if len(first) <= SHOWN_NAME else f"{first[: SHOWN_NAME - 1]}…")
    return " · ".join(parts)


def lacking(table: Table, row: Mapping[str, Any]) -> list[Fault]:
    """List what a stored row still needs to be complete; an empty list means that it is.

    A half-filled row is stored all the same, so that nothing typed is lost.
    """
    faults = []
    for column in table.columns:
        value = row.get(column.name, column.empty())
        where = f"{table.name}.{column.name}"
        if column.required and value == column.empty():
            faults.append(Fault(where, f"“{column.label}” is still empty."))
        elif column.kind == "list" and any(value) and not all(text.strip() for text in value):
            count = sum(bool(text.strip()) for text in value)
            faults.append(Fault(where, f"{count} of {column.items} points are written.", "Write exactly three."))
    return faults


def encoded(column: Column, value: Value) -> str | int | None:
    """Give a checked value as SQLite holds it: lists and questions as JSON text."""
    if column.kind in {"list", "questions"}:
        return json.dumps(value, ensure_ascii=False)
    if column.kind == "boolean":
        return int(value)
    return value  # type: ignore[no-any-return]


def decoded(column: Column, value: str | int | None) -> Value:
    """Give a value that SQLite held as a row holds it."""
    if value is None:
        return column.empty()
    if column.kind in {"list", "questions"}:
        return json.loads(str(value))
    return bool(value) if column.kind == "boolean" else value


def _clean(text: object, limit: int) -> str:
    if not isinstance(text, str):
        raise _WrongError(f"This is not a text: {_short(text)}.", "Write it as a text.")
    if "\0" in text:
        raise _WrongError("It holds an invisible character (NUL) that no file can keep.", "Delete it.")
    if _SURROGATE.search(text):
        raise _WrongError("It holds half of a character.", "Delete it and type the character again.")
    if len(text) > limit:
        raise _WrongError(f"It has {len(text):,} characters; the most is {limit:,}.", "Shorten it.")
    return text


def _text(column: Column, value: object) -> str:
    text = _clean(value, column.most)
    if "\n" in text or "\r" in text:
        raise _WrongError("It has more than one line.", "Write it on one line.")
    return text


def _long(column: Column, value: object) -> str:
    return _clean(value, column.most)


def _choice(column: Column, value: object) -> str:
    if value == "" or (isinstance(value, str) and value in column.choices):
        return str(value)
    known = ", ".join(column.choices)
    raise _WrongError(f"{_short(value)} is not one of the choices.", f"The choices are: {known}.")


def _integer(column: Column, value: object) -> int | None:
    if value == "":
        return None
    number: int | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif re.fullmatch(r"\s*[0-9]{1,12}(\.0)?\s*", str(value)):  # as a text, or as the float that files make of it
        number = int(float(str(value)))
    if number is None:
        raise _WrongError(f"{_short(value)} is not a whole number.", "Write digits only.")
    if not 0 <= number <= column.most:
        raise _WrongError(f"{number:,} is out of range.", f"It must be between 0 and {column.most:,}.")
    return number


def _boolean(_column: Column, value: object) -> bool:
    if value in (True, False, 0, 1):
        return bool(value)
    raise _WrongError(f"{_short(value)} is neither yes nor no.", "Use true or false.")


def _datetime(_column: Column, value: object) -> str:
    if value == "":
        return ""
    try:
        return moment.stored(value)
    except ValueError as wrong:
        raise _WrongError(*wrong.args) from wrong


def _date(_column: Column, value: object) -> str:
    if value == "":
        return ""
    if isinstance(value, datetime):
        value = value.date()
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as wrong:
        raise _WrongError(f"{_short(value)} is not a date.", "Write it as 2026-11-22.") from wrong
    if not moment.FIRST_YEAR <= day.year <= moment.LAST_YEAR:
        raise _WrongError(f"The year {day.year} is out of range.", moment.YEARS)
    return day.isoformat()


def _time(_column: Column, value: object) -> str:
    if value == "":
        return ""
    try:
        clock = value if isinstance(value, time) else time.fromisoformat(str(value))
    except ValueError as wrong:
        raise _WrongError(f"{_short(value)} is not a time of day.", "Write it as 22:00.") from wrong
    return clock.strftime("%H:%M")


def _list(column: Column, value: object) -> list[str]:
    if not isinstance(value, (list, tuple)):
        raise _WrongError(f"{_short(value)} is not a list of texts.", f"Give {column.items} texts.")
    if len(value) > column.items:
        raise _WrongError(f"It has {len(value)} points.", f"It must be exactly {column.items}.")
    texts = [_clean(text, column.most) for text in value]
    return texts + [""] * (column.items - len(texts))


def _reference(_column: Column, value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{32}|", value):
        return value
    raise _WrongError(f"{_short(value)} is not the id of a row.", "Choose one from the list.")


def _questions(column: Column, value: object) -> list[dict[str, str]]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, dict) for item in value):
        raise _WrongError(f"{_short(value)} is not a list of questions.", "Each needs a text and a kind.")
    if len(value) > column.most:
        raise _WrongError(f"There are {len(value)} questions; the most is {column.most}.", "Keep the best ones.")
    questions = []
    for item in value:
        if item.keys() - {"text", "kind"}:
            raise _WrongError("A question has a text and a kind, nothing else.", "Take the rest away.")
        kind = item.get("kind", "")
        if kind and kind not in QUESTION_KINDS:
            raise _WrongError(f"{_short(kind)} is not a kind of question.", "It is open or closed.")
        questions.append({"text": _clean(item.get("text", ""), column.limit or 2_000), "kind": kind})
    return questions


def _short(value: object) -> str:
    text = str(value)
    text = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return f"“{_SURROGATE.sub('�', text)}”"


_READERS = {
    "text": _text,
    "long": _long,
    "choice": _choice,
    "integer": _integer,
    "boolean": _boolean,
    "datetime": _datetime,
    "date": _date,
    "time": _time,
    "list": _list,
    "reference": _reference,
    "questions": _questions,
}
