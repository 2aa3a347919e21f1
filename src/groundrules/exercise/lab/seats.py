"""Who in a class has records of their own: the course's key and the ids, kept in the instructor's course tree alone."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundrules.exercise.lab.code import PRACTICE, code_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "seats.json"
BYTES = 32


@dataclass(frozen=True, slots=True)
class Seats:
    """The course's key, and for each exercise the ids of those who have a code of their own.

    Attributes:
        key: known to the instructor alone; empty where nobody has a code.
        students: ids by exercise.
    """

    key: bytes = b""
    students: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def code(self, exercise: str, student: str) -> str:
        """Give a learner's code; who was given none works with the practice records."""
        if student not in self.students.get(exercise, ()):
            return PRACTICE
        return code_of(self.key, exercise, student)

    def add(self, exercise: str, students: Iterable[str]) -> Seats:
        """Give codes to more people; those who have one keep it."""
        everybody = sorted({*self.students.get(exercise, ()), *students})
        return Seats(self.key or os.urandom(BYTES), {**self.students, exercise: tuple(everybody)})


def read_seats(root: Path) -> Seats:
    """Read who has a code.

    Args:
        root: the course tree.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not what the course writes.
    """
    path = root / FILE
    if not path.is_file():
        return Seats()
    content = json.loads(path.read_text(encoding="utf-8"))
    return Seats(bytes.fromhex(content["key"]), {name: tuple(ids) for name, ids in content["students"].items()})


def write_seats(root: Path, seats: Seats) -> None:
    """Keep who has a code, readable by the instructor alone.

    Raises:
        OSError: it cannot be written.
    """
    part = root / f".{FILE}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({"key": seats.key.hex(), "students": seats.students}, file, indent=1)
    part.replace(root / FILE)


def code_here(folder: Path) -> str:
    """Give the code of the learner whose graded submission lies in a folder: `<tree>/autograded/<student>/<exercise>`.

    Raises:
        OSError: the course tree cannot be read.
        ValueError: its file is damaged.
    """
    return read_seats(folder.parents[2]).code(folder.name, folder.parent.name) if len(folder.parts) > 3 else PRACTICE  # noqa: PLR2004
