"""What every kind of question has, and what each kind tells of itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from groundrules.scenario.model import Id, Part, Point, Text

# What a question asks for: to decide, write or repair something, or to read something off or find a number.
Task = Literal["decide", "write", "repair", "read", "find"]
JUDGED: tuple[Task, ...] = ("decide", "write", "repair")


class Base(Part):
    """What all questions have. `stands_for` is for variants alone: the scene in whose place one is asked."""

    id: Id
    graded: bool = False
    points: Annotated[float, Field(gt=0, le=100)] = 1.0
    teaches: Annotated[list[Point], Field(min_length=1)]
    title: Text
    prompt: Text
    hints: Annotated[list[Text], Field(default_factory=list, max_length=3)]
    explain: Text
    asks: Task | None = None
    stands_for: Id | None = None

    def task(self) -> Task:
        """Give what the question asks for: as its author says, or as its kind mostly does."""
        return self.asks or self.usual_task()

    def usual_task(self) -> Task:
        """Give what questions of the kind mostly ask for."""
        return "decide"

    def shown(self) -> dict[str, Any]:
        """Give the parts that depend on the kind and that a learner may see."""
        return {}

    def secret(self) -> dict[str, Any]:
        """Give the parts that depend on the kind and that score an answer."""
        return {}
