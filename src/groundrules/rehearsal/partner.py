"""The partner: takes the state and what was said, gives the new state and what they say to it; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any

from groundrules.rehearsal.said import clipped
from groundrules.rehearsal.script import APART, filled, tupled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundrules.rehearsal.case import Case
    from groundrules.rehearsal.said import Said
    from groundrules.rehearsal.script import Reaction, Script

FEWEST, MOST = 4, 6  # rounds
OPEN = 10  # the most open that a partner gets
SOFT_FROM = 5  # from this openness on they speak softly
AGREES_FROM = 6
WARM = 8  # from here on they know that they are heard, and need not be told so each time
WARMS = 2  # an answer opens them by so much at most
FIRM_ENOUGH = 2  # firm and kind answers that end the pressure
GAVE_ENOUGH = 2
SHOWN = 70  # characters of the learner's proposal that a line quotes
FIRM_IS_NOT = {"hedge", "blame", "threat", "gives-in"}


@dataclass(frozen=True, slots=True)
class State:
    """How far a rehearsal is.

    Attributes:
        seed: the rehearsal's number; it chooses the lines, and those of five in a row differ.
        openness: of the partner, 0 to 10.
        round: how many answers were given.
        pressed: the kinds of pushback so far, in order.
        lines: the lines that were said, as `pool:number`.
        reactions: the reactions so far, in order.
        firm: how many answers were a firm and kind no.
        gave: how many gave in.
        offered: whether something was offered.
        ending: the id of the ending; empty as long as it goes on.
    """

    seed: int
    openness: int
    round: int = 0
    pressed: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    reactions: tuple[str, ...] = ()
    firm: int = 0
    gave: int = 0
    offered: bool = False
    ending: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Give plain data for JSON."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> State:
        """Give the state that `as_dict` described."""
        return State(**tupled(data))


@dataclass(frozen=True, slots=True)
class Event:
    """What the partner does.

    Attributes:
        says: their words, one paragraph or several.
        reaction: the reaction's id; empty for the arrival.
        kind: the kind of pushback that follows; empty for none.
        ending: the id of the ending; empty as long as it goes on.
    """

    says: tuple[str, ...]
    reaction: str = ""
    kind: str = ""
    ending: str = ""


def begin(seed: int, case: Case, script: Script) -> tuple[State, Event]:
    """Let the partner come in."""
    talk = _Talk(State(seed, openness=2 + seed % 3), case, script, {})
    says = talk.line("arrival")
    return talk.state, Event((says or "",))


def step(state: State, said: Said, case: Case, script: Script) -> tuple[State, Event]:
    """Give the partner's answer to what was said.

    Args:
        state: before; not over yet.
        said: the learner's answer, as the coach's findings show it.
        case: what is rehearsed; lines may quote it.
        script: the lines.
    """
    if state.ending:
        raise ValueError("this rehearsal is over")
    signals = _derived(state, said)
    change = sum(script.signals[name].open for name in said.signals) - ("unheard" in signals)
    opened = state.openness + min(change, WARMS)
    state = replace(
        state,
        round=state.round + 1,
        openness=max(0, min(OPEN, opened)),
        firm=state.firm + ("firm" in signals),
        gave=state.gave + ("gives-in" in signals),
        offered=state.offered or ("offer" in signals and "hedge" not in signals),
    )
    talk = _Talk(state, case, script, said.quotes)
    ending = _ending(state, signals)
    reaction, reply = talk.reaction(signals, ending)
    kind, push = "", None
    if not ending and (reaction is None or reaction.push):
        # Who was not heard stays with what they said, and comes with something new only afterwards.
        push = talk.feeling() if "unheard" in signals else None
        if push is None:
            kind, push = talk.push()
    last = talk.line(f"ending/{ending}") if ending else None
    says = tuple(part for part in (reply, push, last) if part)
    name = reaction.id if reaction else ""
    state = replace(talk.state, ending=ending, reactions=(*talk.state.reactions, name))
    return state, Event(says, name, kind, ending)


def _derived(state: State, said: Said) -> frozenset[str]:
    """Add what follows from other signals, and from what went before."""
    signals = set(said.signals)
    if {"heard", "refusal"} <= signals and not signals & FIRM_IS_NOT:
        signals.add("firm")
        if state.firm:
            signals.add("firm-before")
    if state.pressed and state.openness < WARM and not signals & {"heard", "open-question", "gives-in"}:
        signals.add("unheard")
    return frozenset(signals)


def _ending(state: State, signals: frozenset[str]) -> str:
    """Say how it ends, or nothing as long as it goes on; the first that holds is taken."""
    firm = state.firm >= FIRM_ENOUGH or (state.firm > 0 and state.openness >= WARM)
    ripe = state.offered and firm and state.openness >= AGREES_FROM
    last = state.round == MOST
    holds = {
        "": state.round < FEWEST,
        "agreed": ripe and bool(signals & {"offer", "commitment", "firm"}),
        "gave-in": state.gave >= GAVE_ENOUGH or (last and state.gave > state.firm),
        "left": state.openness == 0 and "gives-in" not in signals,
        "time": last and state.openness >= SOFT_FROM,
        "stuck": last,
    }
    return next((ending for ending, true in holds.items() if true), "")


class _Talk:
    """One turn: finds lines and keeps count of those that were said."""

    def __init__(self, state: State, case: Case, script: Script, quotes: dict[str, str]) -> None:
        self.state, self._case, self._script, self._quotes = state, case, script, quotes

    @property
    def _mood(self) -> str:
        return "soft" if self.state.openness >= SOFT_FROM else "hard"

    def line(self, pool: str, quote: str = "") -> str | None:
        """Give the next line of a pool, or None where this rehearsal has said its share of it.

        Of every pool, a rehearsal has the lines whose number leaves the seed's remainder: the four rehearsals after
        it have others.
        """
        lines = self._script.pools.get(pool, ())
        mine = [number for number in range(len(lines)) if number % APART == self.state.seed % APART]
        free = [number for number in mine if f"{pool}:{number}" not in self.state.lines]
        if not free:
            return None
        number = Random(f"{self.state.seed}/{pool}/{len(free)}").choice(free)  # noqa: S311  variety, no secret
        self.state = replace(self.state, lines=(*self.state.lines, f"{pool}:{number}"))
        return filled(lines[number], self._values(quote), self._script.slots)

    def reaction(self, signals: frozenset[str], ending: str) -> tuple[Reaction | None, str | None]:
        """Give the first reaction that fits and has a line left, and its line."""
        if ending == "agreed":  # no more haggling: the ending's own line says it
            return None, None
        for each in self._script.reactions:
            spent = each.most and self.state.reactions.count(each.id) >= each.most
            waits = ending and not each.push and each.id != ending  # it would ask for another answer
            if not signals.issuperset(each.when) or spent or waits:
                continue
            quote = next((self._quotes[name] for name in each.when if self._quotes.get(name)), "")
            line = self._own(each.source) if each.source else self.line(f"reaction/{each.id}/{self._mood}", quote)
            if line:
                return each, line
        return None, None

    def feeling(self) -> str | None:
        """Say again what the last pushback was about, for somebody who was not heard."""
        return self._own("feeling")

    def _own(self, source: str) -> str | None:
        """Give a line that belongs to the last pushback."""
        return self.line(f"kind/{self.state.pressed[-1]}/{source}") if self.state.pressed else None

    def push(self) -> tuple[str, str | None]:
        """Press by a kind that was not used yet, in an order that the seed gives."""
        kinds = list(self._script.kinds)
        Random(self.state.seed).shuffle(kinds)  # noqa: S311  variety, no secret
        for kind in kinds:
            if kind in self.state.pressed:
                continue
            line = self.line(f"kind/{kind}/{self._mood}")
            if line:
                self.state = replace(self.state, pressed=(*self.state.pressed, kind))
                return kind, line
        return "", None

    def _values(self, quote: str) -> dict[str, str]:
        said = {"proposal": clipped(self._case.proposal, SHOWN), "concession": clipped(self._case.mine, SHOWN)}
        marked = {slot: f"“{text}”" for slot, text in said.items() if text}
        return {"name": clipped(self._case.name, SHOWN), "quote": quote, **marked}
