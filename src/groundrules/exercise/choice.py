"""Questions that are answered by choosing: one, several, an order, or a group for each."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from groundrules.exercise.base import Base, Task
from groundrules.exercise.entry import Entry, Item, Option, distinct, known, plain
from groundrules.scenario.model import Id  # noqa: TC001  pydantic reads it


class Choosing(Base):
    """What the questions with options share."""

    options: Annotated[list[Option], Field(min_length=2, max_length=12)]

    def shown(self) -> dict[str, Any]:
        """Give the options without their feedback."""
        return {"options": plain(self.options)}

    def secret(self) -> dict[str, Any]:
        """Give the feedback of each option."""
        return {"feedback": {option.id: option.feedback for option in self.options}}


class Single(Choosing):
    """One option is right."""

    kind: Literal["single"]
    key: Id

    @model_validator(mode="after")
    def fits(self) -> Self:
        """Hold the key to the options."""
        known([self.key], self.options, "key", "options")
        return self

    def secret(self) -> dict[str, Any]:
        """Give the key and the feedback."""
        return {"key": self.key, **super().secret()}


class Several(Choosing):
    """Some options are right."""

    kind: Literal["several"]
    key: Annotated[list[Id], Field(min_length=1)]

    @model_validator(mode="after")
    def fits(self) -> Self:
        """Hold the key to the options."""
        known(self.key, self.options, "key", "options")
        if len(self.key) == len(self.options):
            raise ValueError("Every option is right: add one that is not.")
        return self

    def secret(self) -> dict[str, Any]:
        """Give the key and the feedback."""
        return {"key": list(self.key), **super().secret()}


class Order(Base):
    """Items to be put in their order."""

    kind: Literal["order"]
    items: Annotated[list[Entry], Field(min_length=3, max_length=12)]
    key: list[Id]

    @model_validator(mode="after")
    def fits(self) -> Self:
        """Hold the key to the items."""
        known(self.key, self.items, "key", "items")
        if len(self.key) != len(self.items):
            raise ValueError("The key leaves items out.")
        return self

    def usual_task(self) -> Task:
        """An order is mostly known, not decided."""
        return "read"

    def shown(self) -> dict[str, Any]:
        """Give the items in an order of their own, always the same and never the right one."""
        shuffled = sorted(plain(self.items), key=lambda item: _shuffle(self.id, item["id"]))
        if [item["id"] for item in shuffled] == self.key:
            shuffled.reverse()
        return {"items": shuffled}

    def secret(self) -> dict[str, Any]:
        """Give the right order."""
        return {"key": list(self.key)}


class Classify(Base):
    """Items to be put into groups."""

    kind: Literal["classify"]
    items: Annotated[list[Item], Field(min_length=2, max_length=20)]
    groups: Annotated[list[Entry], Field(min_length=2, max_length=6)]
    key: dict[Id, Id]

    @model_validator(mode="after")
    def fits(self) -> Self:
        """Hold the key to items and groups."""
        distinct([item.id for item in self.items], "items")
        known(sorted(set(self.key.values())), self.groups, "key", "groups")
        known(list(self.key), self.items, "key", "items")
        if len(self.key) != len(self.items):
            raise ValueError("The key leaves items out.")
        return self

    def shown(self) -> dict[str, Any]:
        """Give items and groups."""
        return {"items": plain(self.items), "groups": plain(self.groups)}

    def secret(self) -> dict[str, Any]:
        """Give the group of each item, and why."""
        feedback = {item.id: item.feedback for item in self.items if item.feedback}
        return {"key": dict(self.key), "feedback": feedback}


def _shuffle(question: str, item: str) -> bytes:
    return hashlib.sha256(f"{question}/{item}".encode()).digest()
