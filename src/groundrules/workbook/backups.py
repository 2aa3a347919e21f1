"""Copies of the workbook, outside the learner's folder: made whole, named by their time, found again."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

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
    """
    folder = place(path)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = datetime.now(UTC).strftime(_STAMP) + (f"-{why}" if why else "")
    copy = folder / f"{name}.db"
    half = copy.with_suffix(".part")
    half.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(half)) as target,
    ):
        source.backup(target)
    if os.name == "posix":
        half.chmod(0o600)
    half.replace(copy)
    return copy


def copies(path: Path) -> list[Path]:
    """List the copies of a workbook, the newest first."""
    return sorted(place(path).glob("*.db"), reverse=True)


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
