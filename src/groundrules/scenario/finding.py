"""One thing that the linter has to say about a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the linter has to say.

    Attributes:
        severity: an `error` keeps the scenario out of the course, a `warning` is for the author to weigh.
        where: file and line.
        what: what is not good, in one sentence.
        remedy: what to do about it.
    """

    severity: Literal["error", "warning"]
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Give one line."""
        return f"{self.where}: {self.severity}: {self.what} {self.remedy}"


def error(where: str, what: str, remedy: str) -> Finding:
    """Make a finding that keeps the scenario out of the course."""
    return Finding("error", where, what, remedy)


def warning(where: str, what: str, remedy: str) -> Finding:
    """Make a finding for the author to weigh."""
    return Finding("warning", where, what, remedy)
