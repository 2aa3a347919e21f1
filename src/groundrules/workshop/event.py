"""What can happen in a room: by a participant, by the facilitator, or to a connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet


@dataclass(frozen=True, slots=True)
class SeatEvent:
    """Something that one seat does, or that happens to it."""

    seat: str


@dataclass(frozen=True, slots=True)
class Switched(SeatEvent):
    """A seat says that something is so, or no longer is."""

    on: bool


@dataclass(frozen=True, slots=True)
class LeadEvent:
    """Something that the facilitator does; most of it needs no more words than its name."""


class StoryEvent(LeadEvent):
    """Something that the facilitator does with the scenario that is open."""


@dataclass(frozen=True, slots=True)
class Joined(SeatEvent):
    """Somebody came in under a nickname."""

    name: str


class Came(SeatEvent):
    """A seat is connected again."""


class Left(SeatEvent):
    """A seat's last connection is gone; the seat stays theirs."""


class Removed(SeatEvent):
    """A seat is given up, with all that it said."""


class Watched(Switched):
    """Somebody only wants to watch, or to take part again."""


class Stuck(Switched):
    """Somebody asks for help, or no longer does."""


class Finished(Switched):
    """A pair is through, or goes on."""


@dataclass(frozen=True, slots=True)
class Voted(SeatEvent):
    """A vote; `round` says for which ballot it was meant."""

    round: int
    option: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """How far somebody came by themselves in a scenario: numbers, no choices."""

    scenario: str
    number: int
    steps: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Reported(SeatEvent):
    """Somebody lets the room know in which lesson they are and how far; empty where they no longer do."""

    lesson: str
    plays: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered(SeatEvent):
    """Something about the words to a question of the debrief; `question` counts from 0."""

    question: int


class Withdrawn(Answered):
    """Somebody takes their words back."""


@dataclass(frozen=True, slots=True)
class Quoted(Answered):
    """Words that somebody agrees to have shown, without a name, in place of any earlier ones."""

    text: str


@dataclass(frozen=True, slots=True)
class Opened(StoryEvent):
    """A scenario is opened for all, at its case."""

    sheet: Sheet


class Ended(StoryEvent):
    """The scenario is put away."""


class WentOn(StoryEvent):
    """From the case to the first scene, from a consequence to the next scene or to the end."""


class WentBack(StoryEvent):
    """One step back."""


@dataclass(frozen=True, slots=True)
class Timed(StoryEvent):
    """The scene's clock runs from this moment, in seconds since 1970; None stops it."""

    now: float | None


class Closed(StoryEvent):
    """No more votes."""


class Reopened(StoryEvent):
    """Votes again; what was voted stays until it is changed."""


class Shown(StoryEvent):
    """The distribution is for all to see."""


@dataclass(frozen=True, slots=True)
class Counted(StoryEvent):
    """Hands that the facilitator counted for a move."""

    option: str
    number: int


@dataclass(frozen=True, slots=True)
class Played(StoryEvent):
    """A move is played: this one, or None for the one with most votes."""

    option: str | None = None


@dataclass(frozen=True, slots=True)
class Looked(StoryEvent):
    """The path not taken: what this move of that step would have led to."""

    step: int
    option: str


class Returned(StoryEvent):
    """Back from the path not taken."""


@dataclass(frozen=True, slots=True)
class Paired(LeadEvent):
    """Role cards are dealt: the learner's role and that person's. Seats are paired in this order."""

    sheet: Sheet
    person: str
    order: tuple[str, ...]


class Swapped(LeadEvent):
    """In each pair the cards change hands."""


class Unpaired(LeadEvent):
    """The cards are collected."""


@dataclass(frozen=True, slots=True)
class Picked(LeadEvent):
    """A quote is put on the screen, or taken off."""

    quote: str
    on: bool


@dataclass(frozen=True, slots=True)
class DoorSet(LeadEvent):
    """New people may come in, or not."""

    open: bool


Event: TypeAlias = SeatEvent | LeadEvent
