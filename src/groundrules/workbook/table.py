"""What a table of the workbook is: its columns, their kinds and limits, and what an empty field holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from groundrules.catalogue import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.catalogue import Catalogue

Kind = Literal[
    "text", "long", "choice", "integer", "boolean", "datetime", "date", "time", "list", "reference", "questions"
]
Value = Any  # what a column's value may be depends on its kind; `rows.checked` decides

TEXT_LIMIT = 2_000  # characters of a one-line text
LONG_LIMIT = 20_000  # characters of a longer text; a spreadsheet cell holds 32,767
QUESTION_KINDS = {"open": "Open", "closed": "Closed"}
CONTEXT = "workbook"  # of its texts in the catalogues
DOCUMENTS = "documents"  # of what Python writes about a contact: the meeting pack, and sums of the tables
META = ("id", "revision", "created", "updated")  # what every row has beside its columns


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: its key in a row.
        label: as people see it.
        kind: what its values are; see `Kind`.
        help: one sentence below the field; may be empty.
        required: the row is not complete without it (half-filled rows are stored all the same).
        choices: for a choice, the stored value to its label.
        refers: for a reference, the name of the table that it points into.
        items: for a list, how many texts it holds exactly.
        limit: the most characters (texts) or questions, or the greatest number.
        hidden: kept, but not part of a form.
        spoken: meant to be said aloud; a form tells how long that takes.
        coach: the kind of text as which the script coach reads it; empty where it does not.
        points: the teaching points that it serves.
    """

    name: str
    label: str
    kind: Kind
    help: str = ""
    required: bool = False
    choices: dict[str, str] = field(default_factory=dict)
    refers: str = ""
    items: int = 0
    limit: int = 0
    hidden: bool = False
    spoken: bool = False
    coach: str = ""
    points: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        """Give the limit that applies: its own, or the one of its kind."""
        by_kind = {"text": TEXT_LIMIT, "long": LONG_LIMIT, "list": TEXT_LIMIT, "questions": 20, "integer": 1_000_000}
        return self.limit or by_kind.get(self.kind, 0)

    def empty(self) -> Value:
        """Give the value of a field that nobody has filled in."""
        match self.kind:
            case "integer":
                return None
            case "boolean":
                return False
            case "list":
                return [""] * self.items
            case "questions":
                return []
            case _:
                return ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: its key, and its name as an attribute of the workbook.
        label: as people see it, for many.
        one: the word for one row, in lower case.
        add: what the button for a new row says.
        about: what it is for, in one sentence.
        columns: in the order of the form.
        shows: names of the columns that stand for a row in a list.
    """

    name: str
    label: str
    one: str
    add: str
    about: str
    columns: tuple[Column, ...]
    shows: tuple[str, ...]

    def column(self, name: str) -> Column:
        """Give a column by its name.

        Raises:
            KeyError: there is none of that name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def texts(self) -> Iterator[str]:
        """Yield what the table and its forms say to people."""
        yield from (self.label, self.one, self.add, self.about)
        for column in self.columns:
            yield from (column.label, column.help, *column.choices.values())

    def described(self, words: Catalogue = ENGLISH) -> dict[str, Any]:
        """Give the table as data for a form: JSON values only, hidden columns left out.

        Args:
            words: of the language in which the form speaks.
        """

        def say(text: str) -> str:
            return words.say(CONTEXT, text)

        return {
            "name": self.name,
            "label": say(self.label),
            "one": say(self.one),
            "add": say(self.add),
            "about": say(self.about),
            "shows": list(self.shows),
            "columns": [
                {
                    "name": column.name,
                    "label": say(column.label),
                    "kind": column.kind,
                    "help": say(column.help),
                    "required": column.required,
                    "choices": [[value, say(label)] for value, label in column.choices.items()],
                    "refers": column.refers,
                    "items": column.items,
                    "most": column.most,
                    "spoken": column.spoken,
                    "coach": column.coach,
                    "points": list(column.points),
                }
                for column in self.columns
                if not column.hidden
            ],
        }
