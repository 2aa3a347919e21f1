"""A play sheet for systems that know no state: a graph of scenes in which nothing but what is seen tells two apart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundrules.scenario.sheet import MoveEntry, Node, Sheet


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from a scene.

    Attributes:
        text: what the person says or does.
        move: what the sheet knows of it: consequence, reason, quality.
        target: the number of the scene that it leads to.
    """

    text: str
    move: MoveEntry
    target: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene in all states that look and go on alike.

    Attributes:
        node: one of the sheet's nodes that it stands for.
        ways: from it, in the order of its choices; none from an ending.
    """

    node: Node
    ways: tuple[Way, ...]


def flatten(sheet: Sheet) -> list[Scene]:
    """Give the scenes of a sheet without its state; the first is the start.

    Meters are left out, and so is what only they tell apart. Where the learner writes in their own words, the
    ready phrasings stand for them. What can be read and done on every path stays exactly what it was.
    """
    ways = [_ways(sheet, node) for node in sheet["nodes"]]
    alike = _alike(sheet, ways)
    order = [alike[sheet["start"]]]
    member = {group: number for number, group in reversed(list(enumerate(alike)))}
    for group in order:
        found = dict.fromkeys(alike[way.target] for way in ways[member[group]])
        order.extend(other for other in found if other not in order)
    place = {group: number for number, group in enumerate(order)}
    return [
        Scene(
            sheet["nodes"][member[group]],
            tuple(Way(way.text, way.move, place[alike[way.target]]) for way in ways[member[group]]),
        )
        for group in order
    ]


def _ways(sheet: Sheet, node: Node) -> list[Way]:
    texts, moves = sheet["texts"], sheet["moves"]
    if "words" in node:
        found = [(ready["text"], node["words"]["by_mask"][ready["mask"]]) for ready in node["words"]["ready"]]
        return [Way(texts[text], moves[move], target) for text, (move, target) in found]
    edges = node.get("choices", [])
    return [Way(texts[moves[move]["text"] or 0], moves[move], target) for move, target in edges]


def _alike(sheet: Sheet, ways: list[list[Way]]) -> list[int]:
    """Give each node the number of its group: nodes that look alike and whose ways lead to groups that are alike."""
    groups = _numbered([_look(sheet["nodes"][number], found) for number, found in enumerate(ways)])
    while True:
        finer = _numbered(
            [(groups[number], *(groups[way.target] for way in found)) for number, found in enumerate(ways)]
        )
        if max(finer) == max(groups):
            return groups
        groups = finer


def _look(node: Node, ways: list[Way]) -> str:
    seen: dict[str, Any] = {key: value for key, value in node.items() if key not in {"meters", "choices", "words"}}
    return json.dumps([seen, [[way.text, way.move["id"], way.move["then"], way.move["why"]] for way in ways]])


def _numbered(signs: list[Any]) -> list[int]:
    numbers: dict[Any, int] = {}
    return [numbers.setdefault(sign, len(numbers)) for sign in signs]
