"""The log of the last changes, from which they can be taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundrules.errors import ConflictError, WorkbookError
from groundrules.workbook import moment

if TYPE_CHECKING:
    import sqlite3

KEPT = 200  # changes that can be taken back, the older ones are forgotten

Stored = dict[str, Any]  # a row as SQLite holds it


def next_number(connection: sqlite3.Connection) -> int:
    """Give the number of the change that begins now."""
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").fetchone()
    return last[0] + 1 if last else 1


def record(
    connection: sqlite3.Connection, number: int, table: str, before: Stored | None, after: Stored | None
) -> None:
    """Note what a change did to one row; `before` is None for a new row, `after` for a deleted one."""
    connection.execute(
        "INSERT INTO changes (batch, at, tab, row, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (number, moment.now(), table, (after or before or {})["id"], _text(before), _text(after)),
    )


def forget(connection: sqlite3.Connection) -> None:
    """Forget the changes that are too old to be taken back."""
    connection.execute(
        "DELETE FROM changes WHERE batch <"
        " (SELECT min(batch) FROM (SELECT DISTINCT batch FROM changes ORDER BY batch DESC LIMIT ?))",
        (KEPT,),
    )


def take_back(connection: sqlite3.Connection, number: int | None = None) -> list[tuple[str, str]]:
    """Undo one change, in the caller's transaction.

    Args:
        connection: in a write transaction.
        number: which change, as `next_number` gave it; by default the last one that is left.

    Returns:
        The table and the id of each row that was brought back or taken away.

    Raises:
        ConflictError: a row was changed again since.
        WorkbookError: there is nothing to take back.
    """
    if number is None:
        number = connection.execute("SELECT max(batch) FROM changes").fetchone()[0]
    touched = []
    # One at a time: taking one back rewrites the revision that an earlier one of the same row is known by.
    query = "SELECT * FROM changes WHERE batch = ? ORDER BY number DESC LIMIT 1"
    while change := connection.execute(query, (number,)).fetchone():
        table, key = change["tab"], change["row"]
        before, after = _row(change["before"]), _row(change["after"])
        found = connection.execute(f"SELECT revision FROM {table} WHERE id = ?", (key,)).fetchone()  # noqa: S608
        if (found["revision"] if found else None) != (after["revision"] if after else None):
            raise ConflictError(
                "It was changed again since, so it cannot be taken back.",
                where=table,
                remedy="Change it by hand.",
            )
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (key,))  # noqa: S608
        if before:
            _bring_back(connection, table, before, after)
        connection.execute("DELETE FROM changes WHERE number = ?", (change["number"],))
        touched.append((table, key))
    if not touched:
        raise WorkbookError("There is no change to take back.", remedy="Only the last changes can be undone.")
    return list(dict.fromkeys(touched))


def _bring_back(connection: sqlite3.Connection, table: str, before: Stored, after: Stored | None) -> None:
    """Write the earlier version under a new revision: one that never repeats lets every open form notice."""
    was = before["revision"]
    before["revision"] = max(was, after["revision"] if after else 0) + 1
    before["updated"] = moment.now()
    insert(connection, table, before)
    # The change that led to the earlier version must know it again when it is undone in its turn.
    connection.execute(
        "UPDATE changes SET after = json_set(after, '$.revision', ?)"
        " WHERE tab = ? AND row = ? AND json_extract(after, '$.revision') = ?",
        (before["revision"], table, before["id"], was),
    )


def insert(connection: sqlite3.Connection, table: str, stored: Stored) -> None:
    """Write a row that is not there yet."""
    names = ", ".join(f'"{name}"' for name in stored)
    marks = ", ".join("?" * len(stored))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(stored.values()))  # noqa: S608


def _text(row: Stored | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _row(text: str | None) -> Stored | None:
    return None if text is None else json.loads(text)
