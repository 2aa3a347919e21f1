"""Whether the strong choices give themselves away: by their length, their place, or by costing nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from statistics import mean
from typing import TYPE_CHECKING

from groundrules.scenario.finding import error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.scenario.finding import Finding
    from groundrules.scenario.model import Choice, Scenario
    from groundrules.scenario.sheet import Sheet

LONGEST_RATIO = 1.2
SHORTEST_RATIO = 0.75
FEW = 4
"""With fewer strong choices than this, lengths and places are chance and not told."""

_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


def words(text: str) -> int:
    """Count the words of a text."""
    return len(_WORD.findall(text))


def ratio(scenario: Scenario) -> float | None:
    """Give the mean length of the strong choices' texts by that of the others; None where either is missing."""
    strong: list[int] = []
    others: list[int] = []
    for scene in scenario.scenes.values():
        for choice in scene.choices or []:
            (strong if choice.quality == "strong" else others).append(words(choice.text))
    return mean(strong) / mean(others) if strong and others else None


def positions(scenario: Scenario) -> dict[int, int]:
    """Count at which place of their scene, from 1, the strong choices stand."""
    places = Counter(
        place
        for scene in scenario.scenes.values()
        for place, choice in enumerate(scene.choices or [], 1)
        if choice.quality == "strong"
    )
    return dict(sorted(places.items()))


def check(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    """Find what tells the strong choices from the others without thinking."""
    places = positions(scenario)
    strong = sum(places.values())
    if strong >= FEW:
        yield from _length(scenario)
        place, count = max(places.items(), key=lambda item: item[1])
        if count > strong * 0.6:
            what = f"{count} of {strong} strong choices stand at place {place} of their scene."
            yield error(scenario.where("scenes"), what, "Vary the order.")
    yield from _dominance(scenario, sheet)


def _length(scenario: Scenario) -> Iterator[Finding]:
    found = ratio(scenario)
    where = scenario.where("scenes")
    if found is not None and found > LONGEST_RATIO:
        what = f"The strong choices are {found:.2f} times as long as the others."
        yield error(where, what, "Shorten them, or give the others more to say.")
    if found is not None and found < SHORTEST_RATIO:
        what = f"The strong choices are only {found:.2f} times as long as the others."
        yield warning(where, what, "Shorten the others.")
    mixed = [pair for scene in scenario.scenes.values() if (pair := _lengths(scene.choices or []))]
    longest = sum(strong > other for strong, other in mixed)
    if len(mixed) >= FEW and longest > len(mixed) * 0.6:
        what = f"In {longest} of {len(mixed)} scenes the longest choice is a strong one."
        yield warning(where, what, "Shorten some of them.")


def _lengths(choices: list[Choice]) -> tuple[int, int] | None:
    """Give the length of the longest strong choice and of the longest other, where a scene has both."""
    strong = [words(choice.text) for choice in choices if choice.quality == "strong"]
    others = [words(choice.text) for choice in choices if choice.quality != "strong"]
    return (max(strong), max(others)) if strong and others else None


def _dominance(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    """A choice dominates when it is better than every other one wherever it is offered, and costs nothing."""
    offers: dict[str, set[frozenset[str]]] = defaultdict(set)
    for node in sheet["nodes"]:
        ids = frozenset(sheet["moves"][move]["id"] for move, _ in node.get("choices", []))
        if len(ids) > 1:
            offers[node["scene"]].add(ids)
    for name, offered in offers.items():
        choices = {choice.id: choice for choice in scenario.scenes[name].choices or []}
        for index, choice in enumerate(choices.values()):
            among = [ids for ids in offered if choice.id in ids]
            if not among or choice.trade is not None or min(_effects(scenario, choice)) < 0:
                continue
            rivals = [choices[other] for ids in among for other in ids if other != choice.id]
            if all(_better(scenario, choice, rival) for rival in rivals):
                what = f"“{choice.id}” is better than every other choice and costs nothing."
                remedy = "Give it a price on a meter, or tell its trade-off in “trade”."
                yield error(scenario.where("scenes", name, "choices", index), what, remedy)


def _effects(scenario: Scenario, choice: Choice) -> list[int]:
    return [int(choice.effects.get(meter, 0)) for meter in scenario.meters]


def _better(scenario: Scenario, choice: Choice, rival: Choice) -> bool:
    mine, theirs = _effects(scenario, choice), _effects(scenario, rival)
    return mine != theirs and all(a >= b for a, b in zip(mine, theirs, strict=True))
