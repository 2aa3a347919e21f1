"""The language in which a learner takes the course, remembered in their course folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules import folder
from groundrules.catalogue import SOURCE

if TYPE_CHECKING:
    from pathlib import Path

FILE = "language"  # in the data folder: a BCP 47 tag, and nothing else


def chosen(home: Path | None = None) -> str:
    """Give the language of a course folder; where nobody chose one, that in which the course is written."""
    try:
        return (folder.data(home) / FILE).read_text(encoding="utf-8").strip() or SOURCE
    except OSError:
        return SOURCE


def choose(language: str, home: Path | None = None) -> None:
    """Remember the language of a course folder.

    Raises:
        FolderError: it cannot be written.
    """
    place = folder.data(home) / FILE
    try:
        place.write_text(f"{language}\n", encoding="utf-8")
    except OSError as error:
        raise folder.unwritable(place, error) from error
