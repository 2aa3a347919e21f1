"""The journal's file: statements in SQLite, each once, whole after any crash."""

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from groundrules.errors import JournalError
from groundrules.journal.event import READER, Event, read

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

VERSION = 2
PAGE = 2000
WAIT_SECONDS = 10.0
LARGE = 8_000_000  # bytes

# The rows of `events` are the statements as `event.read` gives them: they can always be made again.
_TABLES = (
    "create table if not exists statements (seq integer primary key, id text not null unique, body text not null)",
    "create table if not exists meta (name text primary key, value text not null) without rowid",
    "drop table if exists events",
    f"create table events (seq integer primary key, {', '.join(Event._fields)})",
    "delete from meta where name = 'reader'",  # so that the rows are read again
)
_INSERT_EVENT = f"insert or replace into events values (?{', ?' * len(Event._fields)})"  # noqa: S608  the same
_SELECT_EVENTS = f"select {', '.join(Event._fields)} from events where seq > ? order by seq"  # noqa: S608  names of our own

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REASONS = {
    sqlite3.SQLITE_BUSY: ("Another program is using the journal.", "Close it, or try again in a moment."),
    sqlite3.SQLITE_FULL: ("The disk is full.", "Free some space; nothing that was recorded before is lost."),
}
_UNWRITABLE = ("The journal cannot be written.", "Ask the owner of the folder for permission to write there.")


class Journal:
    """The statements of one learner, in one file.

    Every call opens the file, does its work in one transaction and closes it, so that the server, a kernel and
    a command can use the same journal at once, from any thread.

    Attributes:
        path: the file; made with its folder when something is first recorded or read.
        set_aside: where a damaged file was moved to by this object; what could be read of it was recorded again.

    Raises:
        JournalError: from every method, where the file cannot be read or written or is of a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside: Path | None = None
        self._checked = False
        self._suspect = False

    def actor(self) -> str:
        """Give the learner's local id: random, made when first asked for, without any meaning elsewhere."""
        select = "select value from meta where name = 'actor'"
        with self._open() as file:
            if file.execute(select).fetchone() is None:
                with file:
                    file.execute("insert or ignore into meta values ('actor', ?)", (uuid.uuid4().hex,))
            return str(file.execute(select).fetchone()[0])

    def record(self, *statements: dict[str, Any]) -> int:
        """Record statements, all or none; one whose id is there already is left as it was.

        Returns:
            How many were new.
        """
        rows = [_row(statement) for statement in statements]
        if not rows:
            return 0
        with self._open() as file, file:
            return sum(_insert(file, *row) for row in rows)

    def statements(self, since: int = 0) -> Generator[dict[str, Any]]:
        """Give the statements in the order in which they were recorded, after the first `since` of them.

        No lock is held between two pages of them, so a slow reader never keeps anyone from recording.
        """
        seq = since
        while True:
            with self._open() as file:
                select = "select seq, body from statements where seq > ? order by seq limit ?"
                page = file.execute(select, (seq, PAGE)).fetchall()
            for _, body in page:
                yield json.loads(body)
            if len(page) < PAGE:
                return
            seq = page[-1][0]

    def events(self) -> list[Event]:
        """Give the statements of ours as flat rows, in the order in which they were recorded."""
        return self.news(0)[0]

    def news(self, since: int) -> tuple[list[Event], int]:
        """Give the rows recorded after the first `since` statements, and the number of statements up to here."""
        with self._open() as file:
            file.execute("begin")  # one view of the file for both
            events = list(map(Event._make, file.execute(_SELECT_EVENTS, (since,))))
            return events, int(file.execute("select coalesce(max(seq), 0) from statements").fetchone()[0])

    def keep(self, name: str, value: str) -> None:
        """Keep something that follows from the statements; it goes when they are erased or read again."""
        with self._open() as file, file:
            file.execute("insert or replace into meta values ('kept ' || ?, ?)", (name, value))

    def kept(self, name: str) -> str | None:
        """Give what was kept under a name, or None."""
        with self._open() as file:
            row = file.execute("select value from meta where name = 'kept ' || ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def export(self, path: Path) -> int:
        """Write all statements into a JSON file, as xAPI's own array of statements.

        Returns:
            How many were written.

        Raises:
            JournalError: the file cannot be written.
        """
        number = 0
        try:
            with path.open("w", encoding="utf-8", newline="\n") as out:
                out.write("[")
                for statement in self.statements():
                    out.write(",\n" if number else "\n")
                    out.write(json.dumps(statement, ensure_ascii=False, sort_keys=True))
                    number += 1
                out.write("\n]\n")
        except OSError as error:
            raise _unwritable(path, error) from error
        return number

    def erase(self) -> int:
        """Delete every statement and the local id, and overwrite where they stood.

        Returns:
            How many statements there were.
        """
        with self._open() as file:
            file.execute("pragma secure_delete = on")
            with file:
                number = file.execute("delete from statements").rowcount
                file.execute("delete from events")
                file.execute("delete from meta where name = 'actor' or name like 'kept %'")
            file.execute("vacuum")
            return int(number)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self._checked:
                self._check()
            with closing(self._connect()) as file:
                yield file
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGED:
                self._checked, self._suspect = False, True
            what, remedy = _REASONS.get(code, _UNWRITABLE)
            raise JournalError(f"{what} ({error})", where=str(self.path), remedy=remedy) from error
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _connect(self) -> sqlite3.Connection:
        if not self.path.exists():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
        file = sqlite3.connect(self.path, timeout=WAIT_SECONDS, check_same_thread=False)
        file.execute("pragma synchronous = full")
        return file

    def _check(self) -> None:
        """Make the tables, or look whether those that are there are whole; done once for each object."""
        before = self.path.stat().st_ino if self.path.exists() else None
        try:
            with closing(self._connect()) as file:
                _prepare(file, self.path, suspect=self._suspect)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _DAMAGED:
                raise
            self._put_aside(before)
        self._checked = True

    def _put_aside(self, inode: int | None) -> None:
        """Move a damaged file away, never over another, and record again what can be read of it."""
        # Another process may have done so since we looked: then the file is a new one, and whole.
        if self.path.stat().st_ino == inode:
            stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
            place = self.path.with_name(f"{self.path.stem}.damaged-{stamp}{self.path.suffix}")
            self.path.rename(place)
            hot = self.path.with_name(self.path.name + "-journal")
            if hot.exists():
                hot.rename(place.with_name(place.name + "-journal"))
            self.set_aside = place
        with closing(self._connect()) as file:
            _prepare(file, self.path, suspect=False)
            if self.set_aside is not None:
                with file:
                    for statement in _readable(self.set_aside):
                        _insert(file, *_row(statement))


def _prepare(file: sqlite3.Connection, path: Path, *, suspect: bool) -> None:
    version = file.execute("pragma user_version").fetchone()[0]
    if version > VERSION:
        raise JournalError(
            "The journal was written by a newer version of the course.",
            where=str(path),
            remedy="Install the newest version, then open it again.",
        )
    if version < VERSION:
        # A rollback journal leaves one file between two calls, which synced folders need.
        file.execute("pragma journal_mode = delete")
        _make(file)
    elif (suspect or _is_to_be_checked(file, path)) and file.execute("pragma quick_check(1)").fetchone()[0] != "ok":
        damaged = sqlite3.DatabaseError("the file is malformed")
        damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damaged
    if file.execute("select value from meta where name = 'reader'").fetchone() != (str(READER),):
        _read_again(file)


def _is_to_be_checked(file: sqlite3.Connection, path: Path) -> bool:
    """Say whether to read the whole file: a small one always, a large one, where that takes a while, once a day."""
    if path.stat().st_size < LARGE:
        return True
    today = datetime.now(UTC).date().isoformat()
    select = "select value from meta where name = 'checked'"
    if file.execute(select).fetchone() == (today,):
        return False
    with file:
        file.execute("insert or replace into meta values ('checked', ?)", (today,))
    return True


def _make(file: sqlite3.Connection) -> None:
    """Make the tables, or give an older file those of now; another process may do so at the same time."""
    with file:
        file.execute("begin immediate")
        if file.execute("pragma user_version").fetchone()[0] < VERSION:
            for statement in _TABLES:
                file.execute(statement)
            file.execute(f"pragma user_version = {VERSION}")


def _read_again(file: sqlite3.Connection) -> None:
    """Make the rows of `events` again from the statements, because the reader has changed since."""
    with file:
        file.execute("delete from events")
        file.execute("delete from meta where name like 'kept %'")
        for seq, body in file.execute("select seq, body from statements").fetchall():
            event = read(json.loads(body))
            if event is not None:
                file.execute(_INSERT_EVENT, (seq, *event))
        file.execute("insert or replace into meta values ('reader', ?)", (str(READER),))


def _row(statement: dict[str, Any]) -> tuple[str, str, Event | None]:
    try:
        name = str(uuid.UUID(statement["id"]))
        body = json.dumps(statement, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        body.encode("utf-8")
        return name, body, read(statement)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise JournalError("This is not a statement that the journal can hold.", remedy="Check its id.") from error


def _insert(file: sqlite3.Connection, name: str, body: str, event: Event | None) -> int:
    done = file.execute("insert or ignore into statements (id, body) values (?, ?)", (name, body))
    if done.rowcount and event is not None:
        file.execute(_INSERT_EVENT, (done.lastrowid, *event))
    return int(done.rowcount)


def _readable(path: Path) -> Iterable[dict[str, Any]]:
    """Give the statements of a damaged file up to the first that cannot be read."""
    found: list[dict[str, Any]] = []
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as file:
            for (body,) in file.execute("select body from statements order by seq"):
                statement = json.loads(body)
                _row(statement)
                found.append(statement)
    except (sqlite3.Error, ValueError, JournalError):
        return found
    return found


def _unwritable(path: Path, error: OSError) -> JournalError:
    what, remedy = _UNWRITABLE
    return JournalError(f"{what} ({error.strerror or error})", where=str(path), remedy=remedy)
