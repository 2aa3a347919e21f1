"""The partner's lines as content: kinds of pushback, reactions, endings and signals, read from text files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from groundrules.errors import ContentError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

APART = 5  # so many rehearsals in a row share no line
MOODS = ("hard", "soft")
SLOTS = ("name", "proposal", "concession", "quote")
_SLOT = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of pushback: its lines, what is behind it, and how one answers it."""

    id: str
    name: str
    about: str
    need: str
    answer: str
    example: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the partner does with something that was said.

    Attributes:
        id: its name.
        when: the signals that must all hold.
        order: the lowest that fits is taken.
        push: whether another pushback follows.
        source: `feeling` or `behind` where the line is one of the last pushback's own; else empty.
        most: how often in one rehearsal; 0 for as often as there are lines.
    """

    id: str
    when: tuple[str, ...]
    order: int
    push: bool
    source: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that an answer does: how it is seen, what it changes, what is said about it afterwards."""

    id: str
    labels: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    open: int = 0
    mend: bool = False
    landed: str = ""
    advice: str = ""
    take: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a rehearsal can end: `kind` is good, mixed or bad."""

    id: str
    title: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Script:
    """All the lines.

    Attributes:
        kinds: by id, in the order of their files.
        reactions: in the order in which they are tried.
        signals: by id.
        endings: by id.
        pools: the lines by the pool's name, for example `kind/guilt/soft`.
        slots: what stands where the learner wrote nothing.
    """

    kinds: dict[str, Kind]
    reactions: tuple[Reaction, ...]
    signals: dict[str, Signal]
    endings: dict[str, Ending]
    pools: dict[str, tuple[str, ...]]
    slots: dict[str, str]


@cache
def script() -> Script:
    """Give the course's own lines."""
    return load(files("groundrules.rehearsal"))


def load(folder: Traversable) -> Script:
    """Read the lines of a folder with `kinds/`, `reactions/`, `signals.toml` and `frame.toml`.

    Raises:
        ContentError: with every fault that was found.
    """
    pools: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    kinds: dict[str, Kind] = {}
    reactions: list[Reaction] = []
    for name, data in _texts(folder.joinpath("kinds")):
        told = {key: str(data.get(key, "")) for key in ("name", "about", "need", "answer", "example")}
        faults += [Fault(f"kinds/{name}.toml", f"“{key}” is missing.") for key, text in told.items() if not text]
        kinds[name] = Kind(name, **told)
        pools |= {f"kind/{name}/{pool}": tuple(data.get(pool, ())) for pool in (*MOODS, "feeling", "behind")}
    for name, data in _texts(folder.joinpath("reactions")):
        source = str(data.get("from", ""))
        each = (tuple(data["when"]), int(data["order"]), bool(data["push"]), source, int(data.get("most", 0)))
        reactions.append(Reaction(name, *each))
        if not source:
            pools |= {f"reaction/{name}/{mood}": tuple(data.get(mood, ())) for mood in MOODS}
    frame = tomllib.loads(folder.joinpath("frame.toml").read_text(encoding="utf-8"))
    pools["arrival"] = tuple(frame["arrival"])
    endings = {}
    for name, data in frame["ending"].items():
        pools[f"ending/{name}"] = tuple(data.pop("lines"))
        endings[name] = Ending(name, **data)
    signals = {}
    for name, data in tomllib.loads(folder.joinpath("signals.toml").read_text(encoding="utf-8")).items():
        parts: dict[str, Any] = {("advice" if key == "try" else key): value for key, value in data.items()}
        signals[name] = Signal(name, **tupled(parts))
    faults += _faults(pools, reactions, set(signals))
    if faults:
        raise ContentError("The lines of the rehearsal are not in order.", faults)
    ordered = tuple(sorted(reactions, key=lambda reaction: reaction.order))
    return Script(kinds, ordered, signals, endings, pools, dict(frame["slots"]))


def _texts(folder: Traversable) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8"))


def _faults(pools: dict[str, tuple[str, ...]], reactions: list[Reaction], signals: set[str]) -> Iterator[Fault]:
    """Find what would make a rehearsal repeat itself, stop, or show a slot that nobody fills."""
    seen: dict[str, str] = {}
    for name, lines in pools.items():
        if not lines or len(lines) % APART:
            remedy = f"Give {APART} lines, or {2 * APART}: then {APART} rehearsals in a row share none."
            yield Fault(name, f"There are {len(lines)} lines.", remedy)
        for line in lines:
            if line in seen:
                yield Fault(name, f"“{line}” stands in {seen[line]} too.", "Say it in other words.")
            seen[line] = name
            unknown = [slot for slot in _SLOT.findall(line) if slot not in SLOTS]
            if unknown:
                yield Fault(name, f"“{line}” has the slot “{unknown[0]}”.", f"There are: {', '.join(SLOTS)}.")
    for reaction in reactions:
        unknown = [signal for signal in reaction.when if signal not in signals | DERIVED]
        if unknown:
            yield Fault(f"reactions/{reaction.id}.toml", f"There is no signal “{unknown[0]}”.", "See signals.toml.")


def filled(line: str, values: dict[str, str], otherwise: dict[str, str]) -> str:
    """Put values into a line; what was put in is not looked at again, and an empty value gives way to a phrase."""
    return _SLOT.sub(lambda slot: values.get(slot[1]) or otherwise.get(slot[1], ""), line)


def tupled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give data from a file with tuples for its lists."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


# Signals that follow from others, or from what went before.
DERIVED = {"firm", "firm-before", "unheard"}
