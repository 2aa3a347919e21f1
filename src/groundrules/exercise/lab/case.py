"""The case of an evidence lab as its author writes it: the tables, their columns, and what is dealt into them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from groundrules.exercise.lab.deal import DAYS
from groundrules.scenario.model import Name, Part, Text

CLOCK = re.compile(r"([01]\d|2[0-4]):[0-5]\d")
Range = Annotated[list[int], Field(min_length=2, max_length=2)]


class Column(Part):
    """A column beside date, week and day, which every table has."""

    id: Name
    label: Text
    kind: Literal["time", "choice", "number", "text"]


class Batch(Part):
    """Rows of one sort: how many there are, when, and what stands in them.

    Times lie `every` so many minutes after the first. A column gets one of the values given for it. In a column of
    numbers a list of two means from one to the other, in steps of one, or of the third where there are three.
    """

    per_week: Range | None = None
    total: Range | None = None
    weeks: list[int] | None = None
    days: Annotated[list[Text], Field(min_length=1)]
    time: Annotated[list[Text], Field(min_length=1, max_length=2)] | None = None
    every: Annotated[int, Field(ge=1, le=60)] = 1
    put: dict[Name, Any]

    @field_validator("days")
    @classmethod
    def real_days(cls, days: list[str]) -> list[str]:
        """Hold the days to their short names."""
        if any(day not in DAYS for day in days):
            raise ValueError(f"A day is one of {', '.join(DAYS)}.")
        return days

    @field_validator("time")
    @classmethod
    def on_the_clock(cls, time: list[str] | None) -> list[str] | None:
        """Hold times to the clock."""
        if any(not CLOCK.fullmatch(one) for one in time or ()):
            raise ValueError("A time is written like 08:05.")
        return time

    @model_validator(mode="after")
    def counted(self) -> Self:
        """Hold a batch to one way of counting."""
        if (self.per_week is None) == (self.total is None):
            raise ValueError("A batch has one of `per_week` and `total`.")
        return self


class Table(Part):
    """One of the records: what it is called, its columns, and the rows dealt into it."""

    label: Text
    columns: Annotated[list[Column], Field(min_length=1, max_length=10)]
    batches: Annotated[list[Batch], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def filled(self) -> Self:
        """See that each batch fills every column with values of its kind, and no other."""
        for batch in self.batches:
            wanted = {column.id for column in self.columns if column.kind != "time"}
            if set(batch.put) != wanted:
                raise ValueError(f"A batch fills {', '.join(sorted(batch.put))}; the columns are {sorted(wanted)}.")
            if (batch.time is None) == any(column.kind == "time" for column in self.columns):
                raise ValueError("A batch has a `time` where its table has a column of times, and only there.")
            for column in self.columns:
                values = batch.put.get(column.id, ["x"])
                if not isinstance(values, list) or not values:
                    raise ValueError(f"A batch gives “{column.id}” no list of values.")
                if column.kind == "number" and any(not isinstance(one, int | float) for one in values):
                    raise ValueError(f"A batch gives “{column.id}” what is no number.")
        return self


class Case(Part):
    """A lab: when its weeks begin, how many there are, and its tables."""

    title: Text
    begins: Text
    weeks: Annotated[int, Field(ge=1, le=53)]
    tables: Annotated[dict[Name, Table], Field(min_length=1)]

    @field_validator("begins")
    @classmethod
    def monday(cls, begins: str) -> str:
        """Weeks begin on Mondays."""
        if date.fromisoformat(begins).weekday():
            raise ValueError("`begins` is not a Monday.")
        return begins
