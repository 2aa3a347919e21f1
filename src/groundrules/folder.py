"""The learner's own places: the course folder, and the data folder in it that only they can read."""

from __future__ import annotations

import os
from pathlib import Path

from groundrules.errors import FolderError


def home() -> Path:
    """Give the learner's course folder (it may not exist yet).

    The environment variable GROUNDRULES_HOME names it; without one it is `ground-rules` in the person's home.
    """
    named = os.environ.get("GROUNDRULES_HOME")
    return Path(named).expanduser() if named else Path.home() / "ground-rules"


def data(course_folder: Path | None = None) -> Path:
    """Give the folder of the workbook and the journal, made when missing, readable by its owner alone.

    Args:
        course_folder: the learner's course folder; by default that of `home`.

    Raises:
        FolderError: it cannot be made or written.
    """
    place = (course_folder or home()) / "data"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and place.stat().st_mode & 0o077:
            place.chmod(0o700)
    except OSError as error:
        raise unwritable(place, error) from error
    if not os.access(place, os.W_OK):
        raise unwritable(place, PermissionError("no permission to write"))
    return place


def unwritable(place: Path, error: OSError) -> FolderError:
    """Give the error for a folder that cannot be made or written."""
    reason = error.strerror or str(error)
    return FolderError(
        f"The folder cannot be written ({reason.lower()}).",
        where=str(place),
        remedy="Choose another folder with --folder, or ask its owner for permission to write there.",
    )
