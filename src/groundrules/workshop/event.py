"""What can happen in a room: by a participant, by the facilitator, or to a connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came in under a nickname."""

    seat: str
    name: str


@dataclass(frozen=True, slots=True)
class Came:
    """A seat is connected again."""

    seat: str


@dataclass(frozen=True, slots=True)
class Left:
    """A seat's last connection is gone; the seat stays theirs."""

    seat: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A seat is given up, with all that it said."""

    seat: str


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody only wants to watch, or to take part again."""

    seat: str
    on: bool


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote; `round` says for which ballot it was meant."""

    seat: str
    round: int
    option: str


@dataclass(frozen=True, slots=True)
class Stuck:
    """Somebody asks for help, or no longer does."""

    seat: str
    on: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """How far somebody came by themselves in a scenario: numbers, no choices."""

    scenario: str
    number: int
    steps: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """Somebody lets the room know in which lesson they are and how far; empty where they no longer do."""

    seat: str
    lesson: str
    plays: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that somebody agrees to have shown, without a name; `question` counts from 0."""

    seat: str
    question: int
    text: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Somebody takes their words back."""

    seat: str
    question: int


@dataclass(frozen=True, slots=True)
class Finished:
    """A pair is through, or goes on."""

    seat: str
    on: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A scenario is opened for all, at its case."""

    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Ended:
    """The scenario is put away."""


@dataclass(frozen=True, slots=True)
class WentOn:
    """From the case to the first scene, from a consequence to the next scene or to the end."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """One step back."""


@dataclass(frozen=True, slots=True)
class Closed:
    """No more votes."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """Votes again; what was voted stays until it is changed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The distribution is for all to see."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Hands that the facilitator counted for a move."""

    option: str
    number: int


@dataclass(frozen=True, slots=True)
class Played:
    """A move is played: this one, or None for the one with most votes."""

    option: str | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """The path not taken: what this move of that step would have led to."""

    step: int
    option: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Back from the path not taken."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Role cards are dealt: the learner's role and that person's. Seats are paired in this order."""

    sheet: Sheet
    person: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Swapped:
    """In each pair the cards change hands."""


@dataclass(frozen=True, slots=True)
class Unpaired:
    """The cards are collected."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A quote is put on the screen, or taken off."""

    quote: str
    on: bool


@dataclass(frozen=True, slots=True)
class DoorSet:
    """New people may come in, or not."""

    open: bool


SeatEvent: TypeAlias = (
    Joined | Came | Left | Removed | Watched | Voted | Stuck | Reported | Quoted | Withdrawn | Finished
)
StoryEvent: TypeAlias = (
    Opened | Ended | WentOn | WentBack | Closed | Reopened | Shown | Counted | Played | Looked | Returned
)
LeadEvent: TypeAlias = StoryEvent | Paired | Swapped | Unpaired | Picked | DoorSet
Event: TypeAlias = SeatEvent | LeadEvent
