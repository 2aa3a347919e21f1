"""Every error that Ground Rules raises on purpose; each says what is wrong, where, and the remedy.

The tree::

    GroundRulesError
    ├── ContentError        a lesson, scenario, question or manifest file is wrong (holds every fault found)
    ├── TrailError          a recorded path does not fit its scenario
    ├── AnswerError         an answer, or the file that holds the answers, cannot be used
    ├── WorkbookError       the workbook cannot do what was asked
    │   ├── TooNewError     it was written by a newer version
    │   ├── DamagedError    its file is damaged; it was set aside, not overwritten
    │   ├── ConflictError   the row was changed elsewhere since it was read
    │   └── RowError        values that cannot be stored (holds every fault found)
    ├── JournalError        the journal cannot be read or written
    ├── FolderError         the learner's folder cannot be made, read or written
    ├── SubmissionError     a hand-in cannot be accepted
    ├── GradingError        the course tree, a release or a grading run is not in order
    ├── RoomError           the workshop's room does not allow that, or not now
    └── SetupError          something that the machine needs is missing or in use
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file or a row.

    Attributes:
        where: the file with its line (`scenarios/x.yaml:12`), or the row and column.
        what: what is wrong, in one sentence.
        remedy: what to do about it, in one sentence.
    """

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        """Give one line: where, what, remedy."""
        return f"{self.where}: {self.what}" + (f" {self.remedy}" if self.remedy else "")


class GroundRulesError(Exception):
    """The base of all errors raised on purpose.

    Args:
        what: what is wrong, in one sentence.
        where: the file, folder, cell or row that it is about; may be empty.
        remedy: what the person can do, in one sentence; may be empty.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        """Keep the three parts and join them for display."""
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__("\n".join(part for part in (f"{where}: {what}" if where else what, remedy) if part))

    def as_dict(self) -> dict[str, object]:
        """Give the three parts, and what else a view shows, as values that are ready for JSON."""
        return {"what": self.what, "where": self.where, "remedy": self.remedy}

    def _render_traceback_(self) -> list[str]:
        """Give what a notebook's cell shows: what a person can act on, and not the calls that led to it.

        IPython asks an error for this before it draws a traceback of its own.
        """
        return [str(self)]


class FaultsError(GroundRulesError):
    """The base of errors that gather every fault before they are raised.

    Args:
        what: the summary, in one sentence.
        faults: all that was found, at least one.
        where: the file or table that was checked.
        remedy: what the person can do, in one sentence.
    """

    def __init__(self, what: str, faults: Sequence[Fault], *, where: str = "", remedy: str = "") -> None:
        """Keep the faults and list them one a line below the summary."""
        self.faults = tuple(faults)
        super().__init__(what, where=where, remedy=remedy)
        self.args = ("\n".join([str(self), *(f"  {fault}" for fault in self.faults)]),)


class ContentError(FaultsError):
    """A lesson, scenario, question or manifest file is wrong."""


class TrailError(GroundRulesError):
    """A recorded path does not fit its scenario."""


class AnswerError(GroundRulesError):
    """An answer, or the file that holds the answers, cannot be used."""


class WorkbookError(GroundRulesError):
    """The workbook cannot do what was asked."""


class TooNewError(WorkbookError):
    """The workbook was written by a newer version of the course."""


class DamagedError(WorkbookError):
    """The workbook's file is damaged; it was set aside and not overwritten."""


class ConflictError(WorkbookError):
    """The row was changed elsewhere since it was read.

    Args:
        what: what is wrong, in one sentence.
        where: the table.
        remedy: what the person can do, in one sentence.
        current: the row as it is now; None where it is gone.
    """

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", current: dict[str, object] | None = None
    ) -> None:
        """Keep the row as it is now beside the three parts."""
        self.current = current
        super().__init__(what, where=where, remedy=remedy)

    def as_dict(self) -> dict[str, object]:
        """Give the three parts and `current`, so that a form can show both versions."""
        return {**super().as_dict(), "current": self.current}


class RowError(FaultsError, WorkbookError):
    """Values that the workbook cannot store; each fault's `where` ends in `.` and the column's name."""

    def as_dict(self) -> dict[str, object]:
        """Give the three parts and `fields`: for each column, what is wrong with it and the remedy."""
        fields = {fault.where.rpartition(".")[2]: f"{fault.what} {fault.remedy}".strip() for fault in self.faults}
        return {**super().as_dict(), "fields": fields}


class JournalError(GroundRulesError):
    """The journal cannot be read or written."""


class FolderError(GroundRulesError):
    """The learner's folder cannot be made, read or written."""


class SubmissionError(GroundRulesError):
    """A hand-in cannot be accepted."""


class GradingError(GroundRulesError):
    """The course tree, a release or a grading run is not in order."""


class RoomError(GroundRulesError):
    """The workshop's room does not allow that, or not now."""


class SetupError(GroundRulesError):
    """Something that the machine needs is missing or in use."""
