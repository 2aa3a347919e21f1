"""The course tree that nbgrader works on: its folders, its settings and its gradebook, all below `build/course`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from groundrules.errors import GradingError
from groundrules.exercise.lab import FILE as LAB
from groundrules.exercise.lab.seats import FILE as SEATS
from groundrules.exercise.lab.seats import read_seats

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.exercise.lab.seats import Seats

PLACE = ("build", "course")
# nbgrader's own name for the file that tells when a submission was made.
TIMESTAMP = "timestamp.txt"
ROSTER = "roster.csv"
NAMES = "names.json"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SETTINGS = """# Settings for nbgrader's own commands in this folder; `groundrules` makes it and never changes it again.
c = get_config()
c.CourseDirectory.course_id = "ground-rules"
"""


@dataclass(frozen=True, slots=True)
class Tree:
    """Where each thing lies.

    Attributes:
        root: nbgrader's course directory.
    """

    root: Path

    @property
    def database(self) -> Path:
        """Give the gradebook's file."""
        return self.root / "gradebook.db"

    @property
    def url(self) -> str:
        """Give the gradebook's address as nbgrader wants it."""
        return f"sqlite:///{self.database}"

    def source(self, assignment: str) -> Path:
        """Give the folder of an exercise with its answers."""
        return self.root / "source" / assignment

    def release(self, assignment: str) -> Path:
        """Give the folder of an exercise as learners get it."""
        return self.root / "release" / assignment

    def submitted(self, student: str, assignment: str) -> Path:
        """Give the folder of what a student handed in, checked and repaired."""
        return self.root / "submitted" / student / assignment

    def autograded(self, student: str, assignment: str) -> Path:
        """Give the folder of a graded submission."""
        return self.root / "autograded" / student / assignment

    def feedback(self, student: str, assignment: str) -> Path:
        """Give the folder of what goes back to a student."""
        return self.root / "feedback" / student / assignment

    def intake(self, assignment: str) -> Path:
        """Give the folder of the originals and of the reports on them."""
        return self.root / "intake" / assignment

    def keys(self, assignment: str) -> Path:
        """Give the file of an exercise's questions with their keys."""
        return self.root / "keys" / f"{assignment}.json"

    def seats(self) -> Seats:
        """Read who has records of their own.

        Raises:
            GradingError: the file is damaged.
        """
        try:
            return read_seats(self.root)
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            remedy = "Put a copy of it back: without it nobody's own records can be told."
            raise GradingError(
                "The file of codes cannot be read.", where=str(self.root / SEATS), remedy=remedy
            ) from error

    def students(self, assignment: str) -> list[str]:
        """Give the ids of all whose submission lies here, sorted."""
        return sorted(path.parent.name for path in self.root.glob(f"submitted/*/{assignment}") if path.is_dir())

    def names(self) -> dict[str, str]:
        """Give the names that hand-ins told, by student id."""
        try:
            found = json.loads((self.root / NAMES).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(student): str(name) for student, name in found.items()} if isinstance(found, dict) else {}

    def note_names(self, names: dict[str, str]) -> None:
        """Keep the names that hand-ins told, beside those that are known."""
        if not names:
            return
        content = json.dumps(self.names() | names, ensure_ascii=False, indent=1)
        (self.root / NAMES).write_text(content, encoding="utf-8", errors="replace")

    def answer_key(self, assignment: str) -> AnswerKey:
        """Read an exercise's questions with their keys.

        Raises:
            GradingError: the exercise was not released into this tree.
        """
        try:
            content: dict[str, Any] = json.loads(self.keys(assignment).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise GradingError(
                "The exercise was not released yet.",
                where=assignment,
                remedy=f"Run “groundrules release {assignment}” first.",
            ) from error
        questions = {one["id"]: one for one in content["questions"]}
        return AnswerKey(content["exercise"], content["title"], questions, content["keys"], content["models"])

    def own_key(self, key: AnswerKey, student: str) -> AnswerKey:
        """Give an exercise's keys as they fit a learner's own records; most exercises have none.

        Raises:
            GradingError: the file of codes is damaged.
        """
        path = self.source(key.exercise) / LAB
        if not path.is_file():
            return key
        from groundrules.exercise.lab.reckon import all_reckoned  # noqa: PLC0415  most exercises have no records

        case, code = json.loads(path.read_text(encoding="utf-8"))["case"], self.seats().code(key.exercise, student)
        return replace(key, keys=all_reckoned(key.keys, case, key.exercise, code))


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """An exercise's questions with their keys.

    Attributes:
        exercise: its name.
        title: as people see it.
        questions: the public part of each, by id, in the notebook's order.
        keys: what scores each, by id.
        models: the model texts of each, by id.
    """

    exercise: str
    title: str
    questions: dict[str, dict[str, Any]]
    keys: dict[str, dict[str, Any]]
    models: dict[str, list[str]]


def open_tree(course_root: Path) -> Tree:
    """Give the course tree of a course folder, made when missing.

    Args:
        course_root: the folder that holds `solutions/`.

    Raises:
        GradingError: it cannot be made.
    """
    tree = Tree(course_root.resolve().joinpath(*PLACE))
    try:
        tree.root.mkdir(parents=True, exist_ok=True)
        if not (tree.root / "nbgrader_config.py").exists():
            (tree.root / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
    except OSError as error:
        raise GradingError(
            f"The course tree cannot be written ({(error.strerror or str(error)).lower()}).",
            where=str(tree.root),
            remedy="Give yourself the right to write there, or work in another copy of the course.",
        ) from error
    return tree


def check_name(assignment: str) -> None:
    """See that an exercise's name is one, before it becomes part of a path.

    Raises:
        GradingError: it is not.
    """
    if not NAME.fullmatch(assignment):
        raise GradingError(
            f"“{assignment}” is not the name of an exercise.", remedy="A name is small letters, digits and hyphens."
        )
