"""The page for people who keep learning records: which verbs, activities and extensions our statements use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules import catalogue
from groundrules.journal import xapi
from groundrules.publish.words import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

VERBS = {
    "answered": "a choice was made in a scenario, or a question was answered",
    "completed": "a scenario was played to an ending, an exercise answered to its end, or a workbook step filled in",
    "experienced": "a section of a lesson was read",
    "initialized": "something was begun",
    "passed": "an exercise or a lesson was passed",
    "terminated": "something was left, finished or not",
}
TYPES = {
    "card": "a card of the review: a question that comes back after some days",
    "check": "a quick check or a question of an exercise",
    "exercise": "a graded exercise",
    "lesson": "a lesson; it groups all that was done in it",
    "levels": "five statements about oneself, each from 1 to 5",
    "rehearsal": "a talk that was rehearsed, one's own or a sample, never what was said in it",
    "scenario": "a branching scenario; its scenes lie below it",
    "workbook": "a table of the workbook, never what is written in it",
}


Table = tuple[str, tuple[str, str, str], list[tuple[str, str, str]]]


def tables(language: str = catalogue.SOURCE) -> list[Table]:
    """Give each table of the page: its heading, the names of its columns, and its rows.

    Args:
        language: of all but the names and addresses, as far as its catalogue has it.
    """
    words = catalogue.load(language)

    def say(text: str) -> str:
        return words.say(CONTEXT, text)

    return [
        (say(heading), (say(one), say(two), say(three)), [(name, say(about), address) for name, about, address in rows])
        for heading, (one, two, three), rows in _tables()
    ]


def texts() -> Iterator[str]:
    """Yield what `tables` says in words."""
    for heading, head, rows in _tables():
        yield from (heading, *head)
        yield from (about for _, about, _ in rows)


def _tables() -> list[Table]:
    types = [(name, TYPES[name], address) for name, address in xapi.TYPES.items()]
    return [
        ("Verbs", ("Verb", "When", "Address"), [(name, VERBS[name], iri) for name, iri in xapi.VERBS.items()]),
        ("Activities", ("Activity", "What it is", "Type"), types),
        (
            "Extensions",
            ("Extension", "What it holds", "Address"),
            [(name, about, xapi.extension(name)) for name, about in xapi.EXTENSIONS.items()],
        ),
    ]
