"""The map of the teaching points, `points.toml`: what each is, and where it is taught, practised and assessed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from groundrules.errors import ContentError, Fault

if TYPE_CHECKING:
    from pathlib import Path

FILE = "points.toml"
# How many points each letter of the curriculum has. Ids are kept for good, so a new one goes to the end of its letter.
COUNTS = {"A": 22, "B": 12, "C": 28, "D": 10, "E": 8, "F": 12, "X": 15}
IDS = tuple(f"{letter}{number:02}" for letter, count in COUNTS.items() for number in range(1, count + 1))


@dataclass(frozen=True, slots=True)
class TeachingPoint:
    """A teaching point of the curriculum.

    Attributes:
        id: a letter and two digits, for good.
        title: what it says, in a few words.
        misconception: what people believe who have not learned it.
        shows: what somebody does who has learned it.
        taught: lesson and section heading, such as `05 First, put it on hold`.
        practised: ids of practice questions, and moves of scenarios as `scenario/scene/choice`.
        assessed: graded questions as `exercise/question`.
        item: what a learner who ignores the point takes, and gets wrong: an option as `question/option` or
            `exercise/question/option` (`…/item=group` where items are sorted), or a move as above.
    """

    id: str
    title: str
    misconception: str
    shows: str
    taught: tuple[str, ...]
    practised: tuple[str, ...]
    assessed: tuple[str, ...]
    item: str


_TEXTS = ("title", "misconception", "shows", "item")
_LISTS = ("taught", "practised", "assessed")
_KNOWN = {field.name for field in fields(TeachingPoint)} - {"id"}


def read_points(root: Path) -> dict[str, TeachingPoint]:
    """Read the map.

    Args:
        root: the folder of the manifest.

    Returns:
        Every point of the curriculum, by its id and in its order.

    Raises:
        ContentError: the map cannot be read, or does not hold every point once and whole; with every fault found.
    """
    path = root / FILE
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ContentError("The map of the points cannot be read.", [Fault(FILE, str(error))], where=FILE) from error
    faults = [Fault(FILE, f"The point {name} is missing.", "Add its table.") for name in IDS if name not in entries]
    for name, entry in entries.items():
        if name not in IDS:
            faults.append(Fault(FILE, f"The curriculum has no point “{name}”.", "Check its id."))
        else:
            faults += _entry_faults(name, entry)
    if faults:
        raise ContentError("The map of the points is wrong.", faults, where=FILE)
    return {name: _point(name, entries[name]) for name in IDS}


def _entry_faults(name: str, entry: object) -> list[Fault]:
    where = f"{FILE}, {name}"
    if not isinstance(entry, dict):
        return [Fault(where, "It is not a table.", f"Begin it with [{name}].")]
    faults = [Fault(where, f"“{key}” is not known.", "Check its spelling.") for key in sorted(entry.keys() - _KNOWN)]
    faults += [
        Fault(where, f"“{key}” is missing or empty.", "Write it.")
        for key in _TEXTS
        if not (isinstance(entry.get(key), str) and entry[key].strip())
    ]
    for key in _LISTS:
        given = entry.get(key)
        if not (isinstance(given, list) and given and all(isinstance(one, str) for one in given)):
            faults.append(Fault(where, f"“{key}” names nothing.", "Every point is taught, practised and assessed."))
    return faults


def _point(name: str, entry: dict[str, Any]) -> TeachingPoint:
    texts: dict[str, Any] = {key: entry[key] for key in _TEXTS}
    lists: dict[str, Any] = {key: tuple(entry[key]) for key in _LISTS}
    return TeachingPoint(id=name, **texts, **lists)
