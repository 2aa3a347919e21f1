"""Free play in pairs: who plays with whom, and what each one's card says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from groundrules.errors import RoomError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundrules.scenario.sheet import Sheet

PAIR = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who play with each other; with an odd number, one pair has a third who watches.

    Attributes:
        seats: the learner's role first, then the other person's, then whoever watches.
        done: whether they say that they are through.
    """

    seats: tuple[str, ...]
    done: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """The cards that were dealt.

    Attributes:
        sheet: of the scenario.
        person: whose role the second of each pair plays.
        pairs: all of them.
    """

    sheet: Sheet
    person: str
    pairs: tuple[Pair, ...]

    def of(self, seat: str) -> Pair | None:
        """Give the pair of a seat."""
        return next((pair for pair in self.pairs if seat in pair.seats), None)


def deal(sheet: Sheet, person: str, order: Sequence[str]) -> Pairs:
    """Deal the cards to seats in this order.

    Raises:
        RoomError: there are fewer than two seats, or no such person.
    """
    if person not in sheet["people"]:
        raise RoomError("This scenario has no such person.", remedy="Choose one of its people.")
    if len(order) < PAIR:
        raise RoomError("There are not two people to pair.", remedy="Wait until two people take part.")
    groups = [tuple(order[at : at + PAIR]) for at in range(0, len(order), PAIR)]
    if len(groups[-1]) < PAIR:
        groups[-2:] = [groups[-2] + groups[-1]]
    return Pairs(sheet, person, tuple(Pair(seats) for seats in groups))


def swap(pairs: Pairs) -> Pairs:
    """Let the cards change hands; in a group of three they go round."""
    turned = (Pair((*pair.seats[1:], pair.seats[0])) for pair in pairs.pairs)
    return replace(pairs, pairs=tuple(turned))


def finish(pairs: Pairs, seat: str, *, on: bool) -> Pairs:
    """Note that the pair of this seat is through, or that it goes on."""
    marked = (replace(pair, done=on) if seat in pair.seats else pair for pair in pairs.pairs)
    return replace(pairs, pairs=tuple(marked))


def leave(pairs: Pairs, seat: str) -> Pairs:
    """Take a seat out of its pair."""
    left = (replace(pair, seats=tuple(each for each in pair.seats if each != seat)) for pair in pairs.pairs)
    return replace(pairs, pairs=tuple(pair for pair in left if pair.seats))


def card(pairs: Pairs, seat: str) -> dict[str, Any] | None:
    """Give what one person's card says, and nothing of the other's secrets; None where the seat has no card."""
    pair = pairs.of(seat)
    if pair is None:
        return None
    sheet, other = pairs.sheet, pairs.sheet["people"][pairs.person]
    role = ("you", "other", "watch")[min(pair.seats.index(seat), PAIR)]
    you = {"name": sheet["you"]["name"] or "", "role": sheet["you"]["role"] or ""}
    made: dict[str, Any] = {"title": sheet["title"], "case": sheet["case"], "part": role, "done": pair.done}
    if role == "you":
        stakes = [{"label": meter["label"], "about": meter["about"]} for meter in sheet["meters"]]
        return made | {"is": you, "meets": {"name": other["name"], "role": other["role"]}, "stakes": stakes}
    if role == "other":
        own = {"name": other["name"], "role": other["role"]}
        return made | {"is": own, "meets": you, "wants": other["wants"]}
    return made
