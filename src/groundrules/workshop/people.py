"""The people in a room: their seats, their names, and the words that they let others see."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.errors import RoomError

if TYPE_CHECKING:
    from collections.abc import Container

    from groundrules.workshop.event import Attempt, Quoted

LONGEST_NAME = 24
LONGEST_QUOTE = 500
MOST_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Seat:
    """One participant.

    Attributes:
        name: the nickname, as it is shown.
        here: whether a device of theirs is connected.
        watching: whether they only want to watch: not counted, not paired, not voting.
        stuck: whether they ask for help.
        lesson: where they say that they are; empty where they do not say.
        plays: how far they say that they came by themselves.
    """

    name: str
    here: bool = False
    watching: bool = False
    stuck: bool = False
    lesson: str = ""
    plays: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be shown.

    Attributes:
        id: says nothing of who wrote them.
        seat: who did; never told.
        question: which one they answer.
        text: the words.
        shown: whether the facilitator put them on the screen.
    """

    id: str
    seat: str
    question: int
    text: str
    shown: bool = False


def named(name: str, taken: Container[str]) -> str:
    """Give a nickname as it is shown: one line, no control characters, not too long, and nobody else's.

    Raises:
        RoomError: nothing is left of it, or it is too long.
    """
    shown = _one_line(name)
    if not shown or not any(character.isalnum() for character in shown):
        raise RoomError("A nickname is missing.", remedy="Choose any, a letter will do.")
    if len(shown) > LONGEST_NAME:
        raise RoomError(f"The nickname is longer than {LONGEST_NAME} letters.", remedy="Choose a shorter one.")
    number, unique = 1, shown
    while unique in taken:
        number += 1
        unique = f"{shown} {number}"
    return unique


def quoted(name: str, event: Quoted) -> Quote:
    """Give the words under this id.

    Raises:
        RoomError: there are none, they are too long, or there is no such question.
    """
    text = _one_line(event.text)
    if not text:
        raise RoomError("There are no words to show.", remedy="Write something first.")
    if len(text) > LONGEST_QUOTE:
        raise RoomError(f"The text is longer than {LONGEST_QUOTE} letters.", remedy="Say it shorter.")
    if not 0 <= event.question < MOST_QUESTIONS:
        raise RoomError("There is no such question.", remedy="Answer one that is shown.")
    return Quote(name, event.seat, event.question, text)


def _one_line(text: str) -> str:
    """Leave out what steers a terminal or turns the line around, and needless spaces."""
    spaced = "".join(" " if character.isspace() else character for character in text[:20_000])
    # Cc, Cf (which turns lines around), Cs, Co and Cn; the joiners within emoji go too, which is no loss.
    plain = "".join(character for character in spaced if unicodedata.category(character)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", plain).split())
