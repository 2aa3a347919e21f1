"""One action on the workbook's rows, in one transaction: what it writes and deletes is taken back together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.errors import ConflictError, Fault, RowError, WorkbookError
from groundrules.workbook import history, moment
from groundrules.workbook.rows import Row, decoded, encoded
from groundrules.workbook.schema import TABLES
from groundrules.workbook.table import META, Table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


class Batch:
    """What one action does.

    Args:
        connection: in a write transaction, which the caller ends.

    Attributes:
        number: by which the action can be taken back.
        changed: whether it changed anything so far.
        removed: for each table, how many rows it deleted.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the next number."""
        self._connection = connection
        self.number = history.next_number(connection)
        self.changed = False
        self.removed: dict[str, int] = {}

    def find(self, table: Table, key: str) -> Row | None:
        """Give a row as it is now, or None."""
        found = find(self._connection, table, key)
        return as_row(table, found) if found else None

    def put(self, table: Table, key: str, revision: int, values: Row) -> Row:
        """Insert or change one row; leave it as it is where it holds the same values already.

        Args:
            table: its table.
            key: its id.
            revision: the version that was read; 0 for a new row.
            values: checked.

        Returns:
            The row as it is now.

        Raises:
            ConflictError: another version is stored.
        """
        found = find(self._connection, table, key)
        present = as_row(table, found) if found else None
        if present and all(present[column.name] == values[column.name] for column in table.columns):
            return present
        if (present["revision"] if present else 0) != revision:
            raise conflict(table, present)
        now = moment.now()
        after = {"id": key, "revision": revision + 1, "created": present["created"] if present else now, "updated": now}
        stored = after | {column.name: encoded(column, values[column.name]) for column in table.columns}
        if found:
            sets = ", ".join(f'"{name}" = :{name}' for name in stored if name != "id")
            self._connection.execute(f"UPDATE {table.name} SET {sets} WHERE id = :id", stored)  # noqa: S608
        else:
            history.insert(self._connection, table.name, stored)
        self._record(table, dict(found) if found else None, stored)
        return after | values

    def remove(self, table: Table, key: str) -> None:
        """Delete one row and the rows that cannot be without it; empty the references that can.

        Raises:
            WorkbookError: there is no such row.
        """
        for other in TABLES.values():
            for column in other.columns:
                if column.refers != table.name:
                    continue
                query = f'SELECT * FROM {other.name} WHERE "{column.name}" = ?'  # noqa: S608
                for line in self._connection.execute(query, (key,)).fetchall():
                    if column.required:
                        self.remove(other, line["id"])
                    else:
                        self.put(other, line["id"], line["revision"], as_row(other, line) | {column.name: ""})
        found = find(self._connection, table, key)
        if found is None:
            raise WorkbookError(f"There is no {table.one} of that id.", where=table.label)
        self._connection.execute(f"DELETE FROM {table.name} WHERE id = ?", (key,))  # noqa: S608
        self._record(table, dict(found), None)
        self.removed[table.name] = self.removed.get(table.name, 0) + 1

    def _record(self, table: Table, before: history.Stored | None, after: history.Stored | None) -> None:
        history.record(self._connection, self.number, table.name, before, after)
        self.changed = True


def find(connection: sqlite3.Connection, table: Table, key: str) -> sqlite3.Row | None:
    """Give a row as SQLite holds it, or None."""
    found: sqlite3.Row | None = connection.execute(
        f"SELECT * FROM {table.name} WHERE id = ?",  # noqa: S608
        (key,),
    ).fetchone()
    return found


def as_row(table: Table, line: sqlite3.Row) -> Row:
    """Give a row as people and forms read it."""
    row = {name: line[name] for name in META}
    return row | {column.name: decoded(column, line[column.name]) for column in table.columns}


def conflict(table: Table, current: Row | None) -> ConflictError:
    """Give the error for a row that was changed, or deleted, since it was read."""
    what = "was changed elsewhere" if current else "was deleted elsewhere"
    return ConflictError(
        f"This {table.one} {what} since you opened it.",
        where=table.label,
        remedy="Compare the two versions, and keep what is right.",
        current=current,
    )


def check_references(connection: sqlite3.Connection, table: Table, rows: Sequence[Row]) -> None:
    """Make sure that rows point only to rows that are there.

    Raises:
        RowError: with every id that is not.
    """
    faults = []
    for column in table.columns:
        if column.kind != "reference":
            continue
        known = {line[0] for line in connection.execute(f"SELECT id FROM {column.refers}")}  # noqa: S608
        one = TABLES[column.refers].one
        faults += [
            Fault(f"{table.name}.{column.name}", f"There is no {one} with the id “{key}”.", "Choose another one.")
            for key in sorted({row[column.name] for row in rows} - {""} - known)
        ]
    if faults:
        raise RowError("Some rows point to others that are not there.", faults, where=table.label)
