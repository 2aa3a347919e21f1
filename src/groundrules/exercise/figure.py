"""Questions that are answered by numbers which the learner finds in a lab's records."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from groundrules.exercise.base import Base, Task
from groundrules.exercise.entry import Entry, distinct
from groundrules.scenario.model import Part, Text


class Slip(Part):
    """A number that somebody gets by a usual slip, and what to say to them."""

    fact: dict[str, Any]
    say: Text


class Figure(Entry):
    """One number: what it is called, its unit, the query that finds it, and how far off is still right."""

    unit: Text
    fact: dict[str, Any]
    within: Annotated[float, Field(ge=0)] = 0.0
    slips: Annotated[list[Slip], Field(default_factory=list)]


class Figures(Base):
    """Numbers from a lab's records, which differ from learner to learner."""

    kind: Literal["figures"]
    graded: Literal[True]
    fields: Annotated[list[Figure], Field(min_length=1, max_length=6)]

    @model_validator(mode="after")
    def apart(self) -> Self:
        """Hold the fields apart."""
        distinct([field.id for field in self.fields], "fields")
        return self

    def usual_task(self) -> Task:
        """Numbers are found."""
        return "find"

    def shown(self) -> dict[str, Any]:
        """Give what is asked for, with the units and how exact it has to be."""
        return {
            "fields": [
                {"id": field.id, "text": field.text, "unit": field.unit, "within": field.within}
                for field in self.fields
            ]
        }

    def secret(self) -> dict[str, Any]:
        """Give the queries that find the numbers."""
        return {
            "fields": {
                field.id: {
                    "fact": field.fact,
                    "within": field.within,
                    "slips": [{"fact": slip.fact, "say": slip.say} for slip in field.slips],
                }
                for field in self.fields
            }
        }
