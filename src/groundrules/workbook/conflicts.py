"""Copies that a sync service left beside the workbook, and bringing their rows together."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from groundrules.workbook.book import Workbook
from groundrules.workbook.schema import TABLES
from groundrules.workbook.store import APPLICATION_ID
from groundrules.workbook.table import META

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundrules.workbook.book import Change
    from groundrules.workbook.rows import Row

Side = Literal["here", "there"]

# Names that we gave ourselves.
_OURS = re.compile(r"\.(damaged|replaced|merged)-")


@dataclass(frozen=True, slots=True)
class Difference:
    """One row in which the workbook and the copy differ.

    Attributes:
        table: its table.
        id: its id.
        here: in the workbook; None where it is only in the copy.
        there: in the copy.
        columns: in which they differ.
    """

    table: str
    id: str
    here: Row | None
    there: Row
    columns: tuple[str, ...]

    @property
    def newer(self) -> Side:
        """Say which version was written later."""
        return "here" if self.here and self.here["updated"] >= self.there["updated"] else "there"


def found(path: Path) -> list[Path]:
    """List the copies beside a workbook that a sync service has made of it, in the order of their names.

    Every service names them otherwise (`workbook (conflicted copy 2026-11-22).db`, `workbook-LAPTOP.db`,
    `workbook.sync-conflict-….db`, `workbook 2.db`), so any workbook counts whose name begins like this one's.
    """
    beside = path.parent.glob(f"{path.stem}*{path.suffix}")
    return sorted(each for each in beside if each != path and not _OURS.search(each.name) and _is_workbook(each))


def differences(workbook: Workbook, copy: Path) -> list[Difference]:
    """Compare a copy with the workbook, row by row; rows that only the workbook has are no difference.

    Raises:
        WorkbookError: the copy cannot be read.
    """
    result = []
    for name, rows in _rows(copy).items():
        present = {row["id"]: row for row in workbook.rows(name)}
        for row in rows:
            here = present.get(row["id"])
            columns = tuple(key for key in row if key not in META and (here is None or here[key] != row[key]))
            if columns:
                result.append(Difference(name, row["id"], here, row, columns))
    return result


def merge(workbook: Workbook, copy: Path, chosen: Mapping[tuple[str, str], Side] | None = None) -> Change:
    """Bring the rows of a copy into the workbook, all in one change, and set the copy aside.

    Args:
        workbook: where to.
        copy: one of those that `found` lists.
        chosen: for the table and id of a row, which version to keep; by default the one that was written later.

    Raises:
        WorkbookError: the copy cannot be read.
        RowError: a row of the copy cannot be stored.
    """
    choice = chosen or {}
    ready: dict[str, list[dict[str, Any]]] = {}
    for each in differences(workbook, copy):
        if choice.get((each.table, each.id), each.newer) == "there":
            revision = each.here["revision"] if each.here else 0
            ready.setdefault(each.table, []).append({**each.there, "revision": revision})
    change = workbook.write_all(ready, plain=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    copy.rename(copy.with_name(f"{workbook.path.stem}.merged-{stamp}{copy.suffix}"))
    return change


def _rows(copy: Path) -> dict[str, list[Row]]:
    # Opening a workbook may migrate it: the copy itself stays as it is.
    with tempfile.TemporaryDirectory() as folder:
        twin = Path(folder) / "workbook.db"
        shutil.copyfile(copy, twin)
        other = Workbook(twin, backed_up=False)
        return {name: other.rows(name) for name in TABLES}


def _is_workbook(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.DatabaseError:
        return False
