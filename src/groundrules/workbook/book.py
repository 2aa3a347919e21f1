"""The workbook: rows by table, saved one by one or many at once, deleted, taken back, and seen through pandas."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules import folder
from groundrules.catalogue import ENGLISH
from groundrules.errors import Fault, RowError, SetupError, WorkbookError
from groundrules.workbook import history
from groundrules.workbook.batch import Batch, as_row, check_references, conflict, find
from groundrules.workbook.drafts import Drafts
from groundrules.workbook.follow import follow
from groundrules.workbook.plays import Plays
from groundrules.workbook.rehearsals import Rehearsals
from groundrules.workbook.rows import Row, all_checked, named
from groundrules.workbook.schema import TABLES
from groundrules.workbook.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

    import pandas as pd

    from groundrules.catalogue import Catalogue
    from groundrules.workbook.table import Table

FILE = "workbook.db"


@dataclass(frozen=True, slots=True)
class Change:
    """What one action did.

    Attributes:
        number: by which `Workbook.undo` takes it back; 0 where nothing had to change.
        rows: the rows as they are now, in the order in which they were given.
        removed: for each table, how many rows went.
    """

    number: int
    rows: list[Row] = field(default_factory=list)
    removed: dict[str, int] = field(default_factory=dict)


class Workbook:
    """A learner's workbook.

    Each table is an attribute that gives a new pandas DataFrame (``workbook.incidents``); `upsert` and `delete`
    write one back. The rest needs no pandas: a row is a dictionary of plain values with `id` and `revision`.

    Args:
        path: the file; made when missing, in a folder that exists.
        backed_up: copies are made of it now and then.

    Raises:
        TooNewError: a newer version of the course wrote the file.
        DamagedError: the file is damaged; it was set aside.
        WorkbookError: the file cannot be opened.
    """

    def __init__(self, path: Path | str, *, backed_up: bool = True) -> None:
        """Open the file and check it."""
        self.path = Path(path)
        self._store = Store(self.path, backed_up=backed_up)
        self.plays = Plays(self._store)
        self.drafts = Drafts(self._store)
        self.rehearsals = Rehearsals(self._store)

    @property
    def read_only(self) -> bool:
        """Whether the file can be read but not written."""
        return self._store.read_only

    @property
    def backup_trouble(self) -> str:
        """Why the last backup could not be made; empty where it could."""
        return self._store.backup_trouble

    def describe(self, table: str, words: Catalogue = ENGLISH) -> dict[str, Any]:
        """Give what a form of a table needs, as JSON values: its columns, and what references can point to.

        Args:
            table: its name.
            words: of the language in which the form speaks.

        Returns:
            `Table.described`, and `references`: for each table that is pointed to, `id`, `name` and `contact` of
            its rows.
        """
        shape = _shape(table)
        targets = dict.fromkeys(column.refers for column in shape.columns if column.refers)
        names = {row["id"]: row["name"] for row in self.rows("contacts")}
        return shape.described(words) | {
            "references": {
                target: [
                    {"id": row["id"], "name": named(TABLES[target], row, names), "contact": row.get("contact", "")}
                    for row in self.rows(target)
                ]
                for target in targets
            },
        }

    def rows(self, table: str) -> list[Row]:
        """Give all rows of a table, the oldest first."""
        shape = _shape(table)
        with self._store.reading() as connection:
            found = connection.execute(f"SELECT * FROM {shape.name} ORDER BY created, rowid").fetchall()  # noqa: S608
        return [as_row(shape, line) for line in found]

    def row(self, table: str, key: str) -> Row:
        """Give one row by its id.

        Raises:
            WorkbookError: there is none of that id.
        """
        shape = _shape(table)
        with self._store.reading() as connection:
            found = find(connection, shape, key)
        if found is None:
            raise WorkbookError(f"There is no {shape.one} of that id.", where=shape.label)
        return as_row(shape, found)

    def save(self, table: str, row: Mapping[str, Any], revision: int | None = None) -> Row:
        """Write one row: a new one, or a new version of one.

        A row without an id gets one. Columns that are left out are emptied.

        Args:
            table: its table.
            row: its values.
            revision: the version that was read before it was changed; None or 0 for a new row.

        Raises:
            RowError: with every value that cannot be stored.
            ConflictError: the row was changed or deleted since; its `current` holds what is there now.
        """
        return self.write(table, [{**_mapping(row), "revision": revision or 0}]).rows[0]

    def write(self, table: str, rows: Sequence[Mapping[str, Any]], *, strict: bool = False) -> Change:
        """Write many rows of a table in one transaction: all of them, or none.

        Each row carries the `revision` that was read; 0 or none means that it is new. A row that is already
        stored with the same values is left as it is, so that sending it twice does no harm.

        Args:
            table: their table.
            rows: their values.
            strict: refuse new rows without the required columns; a form stores half-filled ones too.

        Raises:
            RowError: with every value that cannot be stored.
            ConflictError: a row was changed or deleted since; its `current` holds what is there now.
        """
        return self.write_all({table: rows}, strict=strict)

    def write_all(
        self, tables: Mapping[str, Sequence[Mapping[str, Any]]], *, strict: bool = False, plain: bool = False
    ) -> Change:
        """Write rows of several tables in one transaction, as `write` does for one; contacts come before the rest.

        Args:
            tables: for each table its rows.
            strict: see `write`.
            plain: make no follow-ups of what is written: the rows come from a workbook that has them.

        Raises:
            RowError: with every value that cannot be stored.
            ConflictError: a row was changed or deleted since; its `current` holds what is there now.
        """
        shapes = [TABLES[name] for name in TABLES if name in {_shape(table).name for table in tables}]
        ready = {shape.name: _ready(shape, tables[shape.name], strict=strict) for shape in shapes}
        stored: list[Row] = []
        with self._store.writing() as connection:
            batch = Batch(connection)
            for shape in shapes:
                check_references(connection, shape, [values for _, _, values in ready[shape.name]])
                for key, revision, values in ready[shape.name]:
                    before = None if plain else batch.find(shape, key)
                    stored.append(batch.put(shape, key, revision, values))
                    if not plain:
                        follow(batch, shape, before, stored[-1])
            history.forget(connection)
        return Change(batch.number if batch.changed else 0, stored)

    def delete(self, table: str, ids: str | Iterable[str], revision: int | None = None) -> Change:
        """Delete rows, and what belongs to them: a contact's agreements, incidents and so on.

        Args:
            table: their table.
            ids: one id or several.
            revision: for one row, the version that was read; None deletes whatever is there.

        Raises:
            ConflictError: the row was changed since.
            WorkbookError: there is no such row.
        """
        shape = _shape(table)
        with self._store.writing() as connection:
            batch = Batch(connection)
            for key in [ids] if isinstance(ids, str) else dict.fromkeys(ids):
                found = find(connection, shape, key)
                if found and revision is not None and found["revision"] != revision:
                    raise conflict(shape, as_row(shape, found))
                batch.remove(shape, key)
            history.forget(connection)
        return Change(batch.number if batch.changed else 0, removed=batch.removed)

    def undo(self, change: int | None = None) -> list[tuple[str, str]]:
        """Take a change back: by default the last one; asked again, the one before it.

        Args:
            change: the number of a certain change.

        Returns:
            The table and id of each row that came back, went, or has its earlier values again.

        Raises:
            ConflictError: one of its rows was changed since.
            WorkbookError: there is nothing to take back.
        """
        with self._store.writing() as connection:
            return history.take_back(connection, change)

    def upsert(self, table: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Write the rows of a DataFrame: those with a known `id` are changed, the others are new.

        Columns that the frame does not have stay as they are. All rows are written, or none.

        Args:
            table: the table.
            frame: as the attribute of that name gave it, changed; or a new one.

        Returns:
            The table as it is now.

        Raises:
            RowError: with every row and column that cannot be stored.
            ConflictError: a row was changed since the frame was read.
        """
        _frames().upsert(self, _shape(table), frame)
        seen: pd.DataFrame = _frames().frame(self, _shape(table))
        return seen

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Give a table as a DataFrame."""
        if name not in TABLES:
            raise AttributeError(f"The workbook has no table “{name}”. It has: {', '.join(TABLES)}.")
        seen: pd.DataFrame = _frames().frame(self, TABLES[name])
        return seen

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *TABLES])


def open_workbook(path: Path | str | None = None) -> Workbook:
    """Open the learner's workbook.

    Args:
        path: its file; by default the one in the data folder of the learner's course folder.
    """
    return Workbook(path or folder.data() / FILE)


def _shape(table: str) -> Table:
    if not isinstance(table, str) or table not in TABLES:
        raise WorkbookError(f"There is no table “{table}”.", remedy=f"The tables are: {', '.join(TABLES)}.")
    return TABLES[table]


def _ready(table: Table, rows: Sequence[Mapping[str, Any]], *, strict: bool) -> list[tuple[str, int, Row]]:
    """Check rows; give the id, the revision and the values of each."""
    values = all_checked(table, rows, strict=strict)
    return [
        (_key(row.get("id")), _revision(row.get("revision")), value) for row, value in zip(rows, values, strict=True)
    ]


def _mapping(row: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise RowError("The row is none.", [Fault("row", f"“{str(row)[:40]}” has no columns.", "Give a dictionary.")])
    return row


def _revision(value: object) -> int:
    if not value:
        return 0
    if isinstance(value, int) and value > 0:
        return int(value)
    fault = Fault("revision", f"“{str(value)[:40]}” is not a revision.", "Give the one that was read.")
    raise RowError("The row has a wrong revision.", [fault])


def _key(value: object) -> str:
    if not value:
        return uuid.uuid4().hex
    try:
        return uuid.UUID(hex=str(value)).hex
    except ValueError as error:
        fault = Fault("id", f"“{str(value)[:40]}” is not the id of a row.", "Leave it out for a new row.")
        raise RowError("The row has a wrong id.", [fault]) from error


def _frames() -> ModuleType:
    """Give the module of DataFrames, loaded only where one is used: a browser's kernel may have no pandas."""
    try:
        from groundrules.workbook import tables  # noqa: PLC0415
    except ModuleNotFoundError as error:
        remedy = "Use rows(…), plain records with the same columns; or install pandas."
        raise SetupError("DataFrames need pandas, which is not here.", remedy=remedy) from error
    return tables
