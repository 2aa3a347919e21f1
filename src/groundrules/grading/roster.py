"""Who is in the class: ids, names, addresses, the learning platform's numbers, and who was given more time."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from groundrules.errors import ContentError, Fault, GradingError
from groundrules.grading.handin import slug
from groundrules.grading.results import EPOCH
from groundrules.grading.tree import ROSTER, open_tree

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.grading.tree import Tree

COLUMNS = ("student", "name", "email", "platform")
EXTENSION = "extension:"
STUDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,59}")
LARGEST = 5_000_000
LONGEST = 1000.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the class.

    Attributes:
        student: the id.
        name: first and last name.
        email: the address.
        platform: the learning platform's number of the person.
        extensions: the hours that were added, by exercise.
    """

    student: str
    name: str = ""
    email: str = ""
    platform: str = ""
    extensions: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roster:
    """The class.

    Attributes:
        people: by id, in the order of the file.
    """

    people: dict[str, Person]

    def find(self, number: str, name: str) -> Person | None:
        """Give the person of a platform's number, or else the only one whose id or name this is; None in doubt."""
        if number:
            found = [one for one in self.people.values() if one.platform == number]
            if found:
                return found[0]
        if name in self.people:
            return self.people[name]
        wanted = slug(name)
        found = [one for one in self.people.values() if wanted and wanted in {slug(one.name), slug(one.student)}]
        return found[0] if len(found) == 1 else None


def set_roster(course_root: Path, file: Path) -> Roster:
    """Read the class from a CSV file, keep it in the course tree, and write it into the gradebook.

    The columns are `student`, and where wanted `name`, `email`, `platform`, and `extension:EXERCISE` with hours.

    Args:
        course_root: the folder that holds `solutions/`.
        file: the CSV file.

    Raises:
        ContentError: the file is wrong, with every fault found.
        GradingError: there is no gradebook yet, or it cannot be written.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        fault = Fault(str(file), f"The file cannot be read: {error.strerror}.", "Check its name.")
        raise ContentError("The roster is missing.", [fault], where=str(file)) from error
    roster = parse(content, str(file))
    tree = open_tree(course_root)
    if not tree.database.is_file():
        raise GradingError("There is no gradebook yet.", where=str(tree.database), remedy="Release an exercise first.")
    try:
        with closing(sqlite3.connect(tree.database, timeout=30)) as book, book:
            for person in roster.people.values():
                first, _, last = person.name.rpartition(" ")
                book.execute(
                    "INSERT INTO student (id, first_name, last_name, email, lms_user_id) VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name, "
                    "email = excluded.email, lms_user_id = excluded.lms_user_id",
                    (person.student, first or None, last or None, person.email or None, person.platform or None),
                )
                for exercise, hours in person.extensions.items():
                    book.execute(
                        "UPDATE submitted_assignment SET extension = ? WHERE student_id = ? "
                        "AND assignment_id = (SELECT id FROM assignment WHERE name = ?)",
                        (as_interval(hours), person.student, exercise),
                    )
        place(tree).write_bytes(content)
    except (sqlite3.Error, OSError) as error:
        raise GradingError(
            f"The roster cannot be kept ({error}).", where=str(tree.root), remedy="Close formgrader, then try again."
        ) from error
    return roster


def read_roster(tree: Tree) -> Roster | None:
    """Give the class as it was last set, or None where it never was.

    Raises:
        ContentError: the file in the course tree was changed and is wrong.
    """
    path = place(tree)
    return parse(path.read_bytes(), str(path)) if path.is_file() else None


def place(tree: Tree) -> Path:
    """Give the file in which the roster is kept."""
    return tree.root / ROSTER


def parse(content: bytes, where: str) -> Roster:
    """Read the content of a roster.

    Raises:
        ContentError: with every fault found.
    """

    def wrong(faults: list[Fault]) -> ContentError:
        return ContentError("The roster is wrong.", faults, where=where)

    if len(content) > LARGEST:
        raise wrong([Fault(where, f"The file is larger than {LARGEST:,} bytes.", "Is it the right one?")])
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise wrong([Fault(where, f"It is not CSV in UTF-8: {error}.", "Save it as “CSV UTF-8”.")]) from error
    head = [name.strip() for name in rows[0]] if rows else []
    known = [name for name in head if name in COLUMNS or name.startswith(EXTENSION)]
    if "student" not in head:
        raise wrong([Fault(f"{where}:1", "There is no column “student”.", f"The columns are {', '.join(COLUMNS)}.")])
    faults = [
        Fault(f"{where}:1", f"The column “{name}” is not known.", "Take it out.") for name in head if name not in known
    ]
    people: dict[str, Person] = {}
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        found = _person({name: cell.strip() for name, cell in zip(head, row, strict=False)}, f"{where}:{line}", faults)
        if found.student in people:
            faults.append(Fault(f"{where}:{line}", f"“{found.student}” is there twice.", "Keep one of the two lines."))
        people[found.student] = found
    numbers = [one.platform for one in people.values() if one.platform]
    faults += [
        Fault(where, f"Two people have the number “{number}”.", "Correct one of them.")
        for number in sorted({number for number in numbers if numbers.count(number) > 1})
    ]
    if faults:
        raise wrong(faults)
    return Roster(people)


def as_interval(hours: float) -> str:
    """Give a length of time as nbgrader keeps it: the moment that lies so long after the epoch."""
    return f"{EPOCH + timedelta(hours=hours):%Y-%m-%d %H:%M:%S.%f}"


def _person(cells: dict[str, str], where: str, faults: list[Fault]) -> Person:
    student = cells.get("student", "")
    if not STUDENT.fullmatch(student):
        faults.append(Fault(where, f"“{student[:40]}” is not an id.", "Use letters, digits, and . _ @ - inside."))
    extensions = {}
    for name, text in cells.items():
        if name.startswith(EXTENSION) and text:
            try:
                hours = float(text)
            except ValueError:
                hours = -1.0
            if not 0 <= hours <= LONGEST:
                faults.append(Fault(where, f"The extension “{text[:20]}” is not a number of hours.", "For example 48."))
            else:
                extensions[name.removeprefix(EXTENSION)] = hours
    return Person(student, cells.get("name", ""), cells.get("email", ""), cells.get("platform", ""), extensions)
