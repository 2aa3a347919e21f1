"""The small parts that questions are made of: items, options, groups, and the lines of a rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from groundrules.scenario.model import Id, Part, Text

if TYPE_CHECKING:
    from collections.abc import Sequence


class Entry(Part):
    """An item to be put in order, or a group."""

    id: Id
    text: Text


class Option(Entry):
    """One of the options, and what to say to a person who chose it."""

    feedback: Text


class Item(Entry):
    """An item to be put into a group, and why it belongs there."""

    feedback: Text | None = None


class Criterion(Entry):
    """One line of a rubric."""

    points: Annotated[float, Field(gt=0, le=100)]


def plain(entries: Sequence[Entry]) -> list[dict[str, str]]:
    """Give ids and texts alone, as JSON data: what a learner may see of them."""
    return [{"id": entry.id, "text": entry.text} for entry in entries]


def distinct(ids: list[str], name: str) -> None:
    """See that no id is there twice.

    Raises:
        ValueError: one is.
    """
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"Two of the {name} have the id “{twice[0]}”.")


def known(ids: list[str], entries: Sequence[Entry], part: str, name: str) -> None:
    """See that a part of a key names entries that exist, each once.

    Raises:
        ValueError: it does not.
    """
    distinct(ids, part)
    distinct([entry.id for entry in entries], name)
    for one in ids:
        if one not in {entry.id for entry in entries}:
            raise ValueError(f"The {part} names “{one}”, which is not one of the {name}.")
