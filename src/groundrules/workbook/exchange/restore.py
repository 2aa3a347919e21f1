"""Rows from exported files, brought back into a workbook: new ones, changed ones, and those that clash."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundrules.errors import Fault, RowError
from groundrules.workbook.rows import all_checked
from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from groundrules.workbook.book import Workbook
    from groundrules.workbook.rows import Row

Tables = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Restored:
    """What became of the rows.

    Attributes:
        change: by which `Workbook.undo` takes all of it back; 0 where nothing was written.
        added: how many were new.
        changed: how many have other values now.
        same: how many were there already.
        clashes: tables and ids of rows that were changed in the workbook after the export, and in the file too; they
            stay as they are in the workbook.
    """

    change: int = 0
    added: int = 0
    changed: int = 0
    same: int = 0
    clashes: list[tuple[str, str]] = field(default_factory=list)


def restore(workbook: Workbook, tables: Tables) -> Restored:
    """Bring rows back, all in one change.

    A row whose id the workbook does not know is new. One that it knows takes the file's values, unless the workbook's
    version is newer than the file's. What the file does not hold stays.

    Args:
        workbook: where to.
        tables: for each table its rows, with `id` and `revision` as they were exported; both may be empty.

    Raises:
        RowError: with every value that cannot be stored; nothing is written.
    """
    result = Restored()
    ready: dict[str, list[Row]] = {}
    for name, table in TABLES.items():
        present = {row["id"]: row for row in workbook.rows(name)}
        given = tables.get(name, [])
        values = all_checked(table, [_merged(row, present) for row in given])
        ready[name] = []
        for row, value in zip(given, values, strict=True):
            key, stored = _id(row), present.get(_id(row))
            if stored and all(stored[column.name] == value[column.name] for column in table.columns):
                result.same += 1
            elif stored and _revision(row) < stored["revision"]:
                result.clashes.append((name, key))
            else:
                ready[name].append({"id": key, "revision": stored["revision"] if stored else 0, **value})
                result.changed += bool(stored)
                result.added += not stored
    change = workbook.write_all({name: rows for name, rows in ready.items() if rows}, plain=True)
    result.change = change.number
    return result


def _merged(row: dict[str, Any], present: dict[str, Row]) -> dict[str, Any]:
    """Columns that the file does not have stay as they are."""
    return {**present.get(_id(row), {}), **row, "revision": 0}


def _id(row: dict[str, Any]) -> str:
    given = str(row.get("id") or "")
    try:
        return uuid.UUID(hex=given).hex if given else ""
    except ValueError:
        return given  # refused, with its reason, when it is written


def _revision(row: dict[str, Any]) -> int:
    given = str(row.get("revision") or 0)
    if not given.isdigit():
        fault = Fault("revision", f"“{given[:40]}” is not a revision.", "Export the workbook again.")
        raise RowError("A row has a wrong revision.", [fault])
    return int(given)
