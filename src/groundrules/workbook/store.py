"""The workbook's file: a SQLite database that is checked when opened and never overwritten.

Every operation opens the file anew and closes it again. So threads and processes may share a workbook, a restored
file is seen at once, and nothing is held open while a sync service or a backup copies it. The rollback journal is
deleted after each transaction (a write-ahead log would leave rows outside the file that people copy).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from groundrules.errors import DamagedError, TooNewError, WorkbookError
from groundrules.workbook import backups, migrations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x47_52_57_42  # "GRWB" in the file's header
BUSY_SECONDS = 10.0
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Store:
    """One workbook file.

    Args:
        path: the file; it is made when missing.
        backed_up: make copies of it now and then.

    Attributes:
        read_only: it can be read but not written.
        backup_trouble: why the last copy could not be made; empty where it could.

    Raises:
        TooNewError: a newer version of the course wrote it.
        DamagedError: it is damaged, and now lies beside under another name.
        WorkbookError: it cannot be opened, or is something else.
    """

    def __init__(self, path: Path, *, backed_up: bool = True) -> None:
        """Check the file, make or migrate its tables."""
        self.path = path
        self._backed_up = backed_up
        self.backup_trouble = ""
        self._looked = datetime.now(UTC)
        self.read_only = path.exists() and not os.access(path, os.W_OK)
        self._open()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose queries all see the same state of the file."""
        with self._told(), closing(self._connect("ro" if self.read_only else "rw")) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection in a transaction: on leaving all is written, or after an error nothing."""
        if self.read_only:
            raise WorkbookError(
                "The workbook can be read but not written.",
                where=str(self.path),
                remedy="Copy it to a folder of your own, or ask for permission to write.",
            )
        with self._told(), closing(self._connect("rw")) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
        if datetime.now(UTC) - self._looked > backups.EVERY:
            self._keep()

    def _connect(self, mode: str) -> sqlite3.Connection:
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA secure_delete = ON")  # what a person deletes is gone from the file too
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    def _open(self) -> None:
        fresh = not self.path.exists()
        # A file cut to nothing reads as an empty database; with a backup at hand we know better.
        if self.path.exists() and self.path.stat().st_size == 0 and backups.newest(self.path):
            raise self._set_aside("it is empty")
        try:
            with self._told(), closing(self._connect("ro" if self.read_only else "rwc")) as connection:
                version = self._verified(connection)
                if version != migrations.VERSION and not self.read_only:
                    self._migrate(connection, version)
        except DamagedError as error:
            raise self._set_aside(error.what) from error
        if os.name == "posix" and not self.read_only and self.path.stat().st_mode & 0o077:
            self.path.chmod(0o600)
        if not self.read_only and not fresh:
            self._keep()

    def _keep(self) -> None:
        """Make a copy where one is due. That it fails must not keep anybody from writing; `notices` tells it."""
        self._looked = datetime.now(UTC)
        if not self._backed_up:
            return
        try:
            backups.keep(self.path)
            self.backup_trouble = ""
        except (OSError, sqlite3.Error) as error:
            self.backup_trouble = str(error)

    def _verified(self, connection: sqlite3.Connection) -> int:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
        holds = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if holds and owner != APPLICATION_ID:
            raise WorkbookError(
                "This file is a database, but not a workbook of Ground Rules.",
                where=str(self.path),
                remedy="Move it elsewhere, or open another folder.",
            )
        if version > migrations.VERSION:
            raise TooNewError(
                f"A newer version of the course wrote this workbook (form {version}, here {migrations.VERSION}).",
                where=str(self.path),
                remedy="Update the course. Nothing was changed.",
            )
        found = [line[0] for line in connection.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise DamagedError("; ".join(found))
        return version

    def _migrate(self, connection: sqlite3.Connection, version: int) -> None:
        if version and self._backed_up:
            backups.make(self.path, f"form-{version}")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while this one waited for its turn.
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version < migrations.VERSION:
                migrations.migrate(connection, version)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {migrations.VERSION}")
        except BaseException:
            connection.rollback()
            raise
        connection.commit()

    def _set_aside(self, reason: str) -> DamagedError:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        aside = self.path.with_name(f"{self.path.stem}.damaged-{stamp}{self.path.suffix}")
        while aside.exists():
            aside = aside.with_name(f"{aside.stem}x{aside.suffix}")
        good = backups.newest(self.path)
        offer = (
            f"The newest good copy is {good}. `groundrules workbook restore` brings it back."
            if good
            else "There is no earlier copy of it on this machine."
        )
        try:
            self.path.rename(aside)
            journal = self.path.with_name(f"{self.path.name}-journal")
            if journal.exists():
                journal.rename(aside.with_name(f"{aside.name}-journal"))
        except OSError as error:
            return DamagedError(
                f"The workbook is damaged ({reason}) and could not be set aside ({error.strerror}).",
                where=str(self.path),
                remedy=f"Close all that uses it, then try again. {offer}",
            )
        return DamagedError(
            f"The workbook is damaged ({reason}). It was set aside as {aside.name}.",
            where=str(aside),
            remedy=offer,
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn SQLite's errors into sentences for people."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGE:
                raise DamagedError(str(error), where=str(self.path), remedy="Open the workbook again.") from error
            what, remedy = _SENTENCES.get(code, (f"The workbook's file cannot be used ({error}).", ""))
            raise WorkbookError(what, where=str(self.path), remedy=remedy) from error


_SENTENCES = {
    sqlite3.SQLITE_BUSY: (
        "Something else is writing to the workbook.",
        "Nothing was written. Close other programs that use it, and try again.",
    ),
    sqlite3.SQLITE_FULL: ("The disk is full.", "Nothing was written. Make room, and try again."),
    sqlite3.SQLITE_IOERR: ("The disk did not take it.", "Nothing was written. Check the disk, and try again."),
    sqlite3.SQLITE_READONLY: (
        "The workbook can be read but not written.",
        "Copy it to a folder of your own, or ask for permission to write.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The workbook's file is gone, or may not be opened.",
        "Look whether the folder was moved, and open the workbook again.",
    ),
}
