"""Questions that are answered in one's own words, scored by the coach's rules or marked by a person."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from groundrules.exercise.base import Base, Task
from groundrules.exercise.entry import Criterion, distinct, plain
from groundrules.scenario.model import Id, Name, Part, Text


class TextCheck(Part):
    """Something that a text should do (`want`) or should not (`avoid`); `advise` tells it without scoring it."""

    id: Id | None = None
    want: Name | None = None
    avoid: Name | None = None
    label: Text | None = None
    say: Text
    advise: bool = False

    @model_validator(mode="after")
    def one_of_both(self) -> Self:
        """Hold a check to one thing."""
        if bool(self.want) == bool(self.avoid):
            raise ValueError("A check has one of `want` and `avoid`.")
        return self

    @property
    def name(self) -> str:
        """Give the id, or one made from what is looked for."""
        return self.id or str(self.want or self.avoid).replace("_", "-")

    def as_dict(self) -> dict[str, Any]:
        """Give the check as JSON data, all parts filled in."""
        looked_for = str(self.want or self.avoid)
        found = {"want": self.want} if self.want else {"avoid": self.avoid}
        label = self.label or looked_for.replace("_", " ").capitalize()
        return {"id": self.name, **found, "label": label, "say": self.say, "advise": self.advise}


class Typed(Part):
    """How long a text may be, the kind that the coach knows it as, and a text to repair."""

    kind: Id = "no"
    starter: Text | None = None
    min_words: Annotated[int, Field(ge=1, le=2000)] = 1
    max_words: Annotated[int, Field(ge=1, le=2000)] = 300
    checks: Annotated[list[TextCheck], Field(default_factory=list)]

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Hold the two lengths apart, and the checks' ids."""
        if self.min_words > self.max_words:
            raise ValueError("`min_words` is more than `max_words`.")
        distinct([check.name for check in self.checks], "checks")
        return self


class Worded(Base):
    """What the questions with a text share."""

    text: Typed

    def usual_task(self) -> Task:
        """A text is repaired where there is one to begin with, and else written."""
        return "repair" if self.text.starter else "write"


class Writing(Worded):
    """A text that the coach's rules score."""

    kind: Literal["text"]
    model: Annotated[list[Text], Field(min_length=1)]

    @field_validator("text")
    @classmethod
    def scored(cls, text: Typed) -> Typed:
        """See that something is scored."""
        if all(check.advise for check in text.checks):
            raise ValueError("A text needs a check that scores (one without `advise`).")
        return text

    def shown(self) -> dict[str, Any]:
        """Give lengths, kind and starter."""
        return {"text": _lengths(self.text)}

    def secret(self) -> dict[str, Any]:
        """Give the checks."""
        return {"checks": [check.as_dict() for check in self.text.checks]}


class Marked(Worded):
    """A text that a person marks."""

    kind: Literal["marked"]
    text: Annotated[Typed, Field(default_factory=lambda: Typed(kind="no"))]
    rubric: Annotated[list[Criterion], Field(min_length=1)]
    model: Annotated[list[Text], Field(min_length=1)]

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        """Hold the rubric's points to the question's."""
        distinct([line.id for line in self.rubric], "rubric")
        total = sum(line.points for line in self.rubric)
        if abs(total - self.points) > 1e-9:  # noqa: PLR2004  what floats leave behind
            raise ValueError(f"The rubric's points make {total:g}, the question has {self.points:g}.")
        return self

    def shown(self) -> dict[str, Any]:
        """Give lengths, starter and rubric: people may know by what they are marked."""
        rubric = [{**line, "points": whole.points} for line, whole in zip(plain(self.rubric), self.rubric, strict=True)]
        return {"text": _lengths(self.text), "rubric": rubric}


def _lengths(text: Typed) -> dict[str, Any]:
    return text.model_dump(include={"kind", "starter", "min_words", "max_words"})
