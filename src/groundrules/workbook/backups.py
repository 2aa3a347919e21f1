"""Copies of the workbook, outside the learner's folder: made whole, thinned by age, and brought back."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable

EVERY = timedelta(hours=1)  # while the workbook changes
# How far back copies reach, and how many are kept: all of a day, then one a day, a week, a month.
_SPANS = ((timedelta(days=1), ""), (timedelta(days=14), "%Y-%m-%d"), (timedelta(days=60), "%G-%V"))
_OLDER = "%Y-%m"
_OLDEST = timedelta(days=400)
_STAMP = "%Y%m%d-%H%M%S"


def place(path: Path) -> Path:
    """Give the folder that holds the copies of one workbook; it may not exist yet.

    It lies outside the course folder, so that what befalls that folder spares the copies. The environment
    variable GROUNDRULES_BACKUPS names another.
    """
    named = os.environ.get("GROUNDRULES_BACKUPS")
    if named:
        root = Path(named).expanduser()
    elif sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "groundrules" / "backups"
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Application Support" / "groundrules" / "backups"
    else:
        root = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local" / "state")) / "groundrules" / "backups"
    return root / hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]


def make(path: Path, why: str = "") -> Path:
    """Copy a workbook through SQLite, so that the copy is whole even while others write.

    Args:
        path: the workbook.
        why: a word for the copy's name, of letters, digits and dashes; may be empty.

    Returns:
        The copy's path.

    Raises:
        OSError: the copy cannot be written.
        sqlite3.Error: the workbook cannot be read.
    """
    folder = place(path)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = _free(folder, datetime.now(UTC).strftime(_STAMP) + (f"-{why}" if why else ""))
    half = copy.with_suffix(".part")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(half)) as target,
    ):
        source.backup(target)
    half.replace(copy)
    return copy


def keep(path: Path) -> Path | None:
    """Make a copy where the newest is older than an hour and the workbook has changed since; thin the others.

    Returns:
        The new copy, or None where none was due.

    Raises:
        OSError: the copy cannot be written.
        sqlite3.Error: the workbook cannot be read.
    """
    now = datetime.now(UTC)
    found = copies(path)
    if found:
        age = now - made_at(found[0])
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC) > made_at(found[0])
        if age < EVERY or not changed:
            return None
    copy = make(path)
    every = copies(path)
    kept = thinned((made_at(each) for each in every), now)
    for each in every:
        if made_at(each) not in kept:
            each.unlink(missing_ok=True)
    return copy


def thinned(stamps: Iterable[datetime], now: datetime) -> set[datetime]:
    """Say which copies stay: all of the last day, then one a day, a week and a month, and the newest in any case.

    Of a day, a week or a month the newest stays.
    """
    kept: dict[str, datetime] = {}
    newest_first = sorted(stamps, reverse=True)
    for stamp in newest_first:
        age = now - stamp
        if age > _OLDEST and kept:
            continue
        span = next((form for reach, form in _SPANS if age <= reach), _OLDER)
        kept.setdefault(f"{span} {stamp.strftime(span)}" if span else stamp.isoformat(), stamp)
    return set(kept.values())


def made_at(copy: Path) -> datetime:
    """Give the moment when a copy was made, which its name tells."""
    return datetime.strptime(copy.stem[:15], _STAMP).replace(tzinfo=UTC)


def copies(path: Path) -> list[Path]:
    """List the copies of a workbook, the newest first."""

    def age(copy: Path) -> tuple[str, int]:
        return copy.name[:15], copy.stat().st_mtime_ns  # two copies may be made within a second

    return sorted(place(path).glob("[0-9]*-[0-9]*.db"), key=age, reverse=True)


def newest(path: Path) -> Path | None:
    """Give the newest copy that SQLite finds whole, or None."""
    return next((copy for copy in copies(path) if whole(copy)), None)


def whole(copy: Path) -> bool:
    """Say whether a file is a database without damage."""
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def bring_back(path: Path, copy: Path | None = None) -> Path | None:
    """Put a copy in the workbook's place; what lies there now is kept beside under another name.

    Args:
        path: the workbook, which may be gone or damaged.
        copy: which one; by default the newest that is whole.

    Returns:
        Where the workbook that was there lies now; None where there was none.

    Raises:
        WorkbookError: there is no such copy, it is damaged, or the folder cannot be written.
    """
    chosen = copy or newest(path)
    if chosen is None or not chosen.is_file() or not whole(chosen):
        raise WorkbookError(
            "There is no good copy to bring back.", where=str(chosen or place(path)), remedy="Choose another copy."
        )
    aside = None
    try:
        half = path.with_name(f".{path.name}.part")
        shutil.copyfile(chosen, half)
        if os.name == "posix":
            half.chmod(0o600)
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        if path.exists():
            aside = _free(path.parent, f"{path.stem}.replaced-{datetime.now(UTC).strftime(_STAMP)}", path.suffix)
            path.rename(aside)
        # A journal that a killed writer left belongs to the file that goes, not to the one that comes.
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists():
            journal.rename((aside or path).with_name(f"{(aside or path).name}-journal.old"))
        half.replace(path)
    except OSError as error:
        what = f"The copy cannot be put in its place ({(error.strerror or str(error)).lower()})."
        raise WorkbookError(what, where=str(path), remedy="Nothing was lost. Try again.") from error
    return aside


def _free(folder: Path, name: str, suffix: str = ".db") -> Path:
    path, number = folder / f"{name}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{suffix}"
    return path
