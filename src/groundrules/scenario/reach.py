"""What of a scenario can be reached: scenes, moves, lines and ways on; and from where no ending can."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from groundrules.scenario.finding import error, warning
from groundrules.scenario.sheet import edges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from groundrules.scenario.finding import Finding
    from groundrules.scenario.model import Line, Scenario
    from groundrules.scenario.sheet import Sheet, Spoken

    Shown = set[tuple[str | None, str]]


def check(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    """Find what no walk can meet, and where walks get stuck."""
    met = _Met(sheet)
    for name, scene in scenario.scenes.items():
        here = ("scenes", name)
        if name not in met.scenes:
            yield error(scenario.where(*here), f"The scene “{name}” is never reached.", "Lead to it, or take it out.")
            continue
        yield from _lines(scenario, scene.body, met.bodies[name], (*here, "body"))
        part = ("choices",) if scene.choices else ("words", "outcomes")
        for index, move in enumerate(scene.moves):
            path = (*here, *part, index)
            if (name, move.id) not in met.thens:
                what = f"The {part[-1][:-1]} “{move.id}” can never come about."
                yield error(scenario.where(*path), what, "Look at its condition, and at those before it.")
                continue
            yield from _lines(scenario, move.then, met.thens[name, move.id], (*path, "then"))
            for at, route in enumerate(move.go):
                if route.go not in met.targets[name, move.id]:
                    what = f"From “{move.id}” the story never goes on to “{route.go}”."
                    yield warning(scenario.where(*path, "go", at), what, "Look at the condition, or take it out.")
    yield from _stuck(scenario, sheet)


def back(sheet: Sheet, goals: Collection[int]) -> set[int]:
    """Give the nodes from which one of the goals can be reached, the goals too."""
    into: dict[int, list[int]] = defaultdict(list)
    for number, node in enumerate(sheet["nodes"]):
        for _, target in edges(node):
            into[target].append(number)
    found, todo = set(goals), list(goals)
    while todo:
        more = [number for number in into[todo.pop()] if number not in found]
        found.update(more)
        todo.extend(more)
    return found


class _Met:
    """What the nodes of a sheet show and lead to, by scene and move."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.bodies: dict[str, Shown] = defaultdict(set)
        self.thens: dict[tuple[str, str], Shown] = defaultdict(set)
        self.targets: dict[tuple[str, str], set[str]] = defaultdict(set)
        for node in sheet["nodes"]:
            self.bodies[node["scene"]] |= self._said(node["body"])
            for index, target in edges(node):
                move = sheet["moves"][index]
                self.thens[node["scene"], move["id"]] |= self._said(move["then"])
                self.targets[node["scene"], move["id"]].add(sheet["nodes"][target]["scene"])
        self.scenes = set(self.bodies)

    def _said(self, lines: list[Spoken]) -> Shown:
        return {(who, self.sheet["texts"][text]) for who, text in lines}


def _lines(scenario: Scenario, lines: list[Line], shown: Shown, path: tuple[str | int, ...]) -> Iterator[Finding]:
    for index, line in enumerate(lines):
        if (line.who, line.text) not in shown:
            what = f"This line is never shown, as “{line.when}” never holds here."
            yield warning(scenario.where(*path, index), what, "Change the condition, or take the line out.")


def _stuck(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    ends = [number for number, node in enumerate(sheet["nodes"]) if "ending" in node]
    free = back(sheet, ends)
    told: set[str] = set()
    for number, node in enumerate(sheet["nodes"]):
        name = node["scene"]
        if number in free or name in told:
            continue
        told.add(name)
        state = ", ".join(f"{meter['id']} {v}" for meter, v in zip(sheet["meters"], node["meters"], strict=True))
        if edges(node):
            what = f"From “{name}” (with {state}) no ending can be reached."
        else:
            what = f"“{name}” offers no choice at all (with {state})."
        yield error(scenario.where("scenes", name), what, "Offer a choice without a condition that leads on.")
