"""The steps from an older form of the workbook's file to the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from groundrules.workbook.table import Column

_INTEGERS = {"integer", "boolean"}


def _first(connection: sqlite3.Connection) -> None:
    """Make the log of changes and the place of the scenario trails; the tables follow from the schema."""
    connection.execute(
        "CREATE TABLE changes (number INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, at TEXT NOT NULL,"
        " tab TEXT NOT NULL, row TEXT NOT NULL, before TEXT, after TEXT) STRICT",
    )
    connection.execute("CREATE INDEX changes_batch ON changes (batch)")
    connection.execute(
        "CREATE TABLE plays (scenario TEXT NOT NULL, attempt INTEGER NOT NULL, trail TEXT NOT NULL,"
        " updated TEXT NOT NULL, PRIMARY KEY (scenario, attempt)) STRICT",
    )


def _second(connection: sqlite3.Connection) -> None:
    """Make the place of the rehearsals."""
    connection.execute(
        "CREATE TABLE rehearsals (number INTEGER PRIMARY KEY, record TEXT NOT NULL, updated TEXT NOT NULL) STRICT",
    )


def _third(connection: sqlite3.Connection) -> None:
    """Make the place of the drafts."""
    connection.execute(
        "CREATE TABLE drafts (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, text TEXT NOT NULL,"
        " ticks TEXT NOT NULL, updated TEXT NOT NULL) STRICT",
    )


# Step N brings a file of form N to form N + 1. Columns that the schema has gained need no step of their own.
STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second, _third)
VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a file to the present form, inside the caller's transaction.

    Args:
        connection: to the file.
        version: the form that it has; 0 for an empty file.
    """
    for step in STEPS[version:]:
        step(connection)
    for table in TABLES.values():
        present = {line["name"] for line in connection.execute(f"PRAGMA table_info({table.name})")}
        if not present:
            columns = ", ".join(_declared(column) for column in table.columns)
            connection.execute(
                f"CREATE TABLE {table.name} (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, created TEXT NOT NULL,"
                f" updated TEXT NOT NULL, {columns}) STRICT",
            )
            continue
        for column in table.columns:
            if column.name not in present:
                connection.execute(f"ALTER TABLE {table.name} ADD COLUMN {_declared(column)}")


def _declared(column: Column) -> str:
    return f'"{column.name}" {"INTEGER" if column.kind in _INTEGERS else "TEXT"}'
