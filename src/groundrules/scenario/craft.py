"""Whether a scenario does what a good one does: prices, repair, an expert, a pace, timers that punish nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.scenario.balance import words
from groundrules.scenario.finding import error, warning
from groundrules.scenario.reach import back
from groundrules.scenario.sheet import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.scenario.finding import Finding
    from groundrules.scenario.model import Scenario
    from groundrules.scenario.sheet import Node, Sheet

WORDS_A_MINUTE = 220
LONGEST_READING = 40.0
"""Seconds; a scene that takes longer is two scenes."""


def reading(sheet: Sheet) -> list[float]:
    """Give for each node how many seconds it takes to read: its body, and what it offers."""
    lengths = [words(text) for text in sheet["texts"]]
    return [sum(lengths[text] for text in _texts(sheet, node)) * 60 / WORDS_A_MINUTE for node in sheet["nodes"]]


def _texts(sheet: Sheet, node: Node) -> Iterator[int]:
    yield from (text for _, text in node["body"])
    if "words" in node:
        yield node["words"]["prompt"]
        yield from (ready["text"] for ready in node["words"]["ready"])
    offered = (sheet["moves"][move]["text"] for move, _ in node.get("choices", []))
    yield from (text for text in offered if text is not None)


def check(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    """Find what a good scenario has and this one lacks."""
    yield from _points(scenario)
    yield from _endings(scenario, sheet)
    yield from _moves(scenario, sheet)
    yield from _expert(scenario, sheet)
    times = reading(sheet)
    yield from _pace(scenario, sheet, times)
    yield from _timers(scenario, sheet, times)
    yield from _ready(scenario, sheet)


def _points(scenario: Scenario) -> Iterator[Finding]:
    served: set[str] = set()
    for name, scene in scenario.scenes.items():
        part = ("choices",) if scene.choices else ("words", "outcomes")
        for index, move in enumerate(scene.moves):
            served.update(move.points)
            where = scenario.where("scenes", name, *part, index)
            if not move.points:
                yield error(where, f"“{move.id}” serves no teaching point.", "Name one in “points”.")
            for point in move.points:
                if point not in scenario.points:
                    remedy = "Add it to the scenario's points, or take it out here."
                    yield error(where, f"{point} is not among the scenario's points.", remedy)
    for point in scenario.points:
        if point not in served:
            what = f"No choice or outcome serves {point}."
            yield error(scenario.where("points"), what, "Name it where it is practised, or take it out here.")


def _endings(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    prices = {
        sheet["texts"][node["ending"]["price"]].casefold()
        for node in sheet["nodes"]
        if "ending" in node and node["ending"]["kind"] == "good"
    }
    if len(prices) < 2:  # noqa: PLR2004  one good way makes the rest wrong answers
        what = f"Different prices of good endings that can be reached: {len(prices)}."
        yield error(scenario.where("scenes"), what, "Give it two good endings, each at a price of its own.")


def _moves(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    where = scenario.where("scenes")
    if not any(move["move"] == "repair" for move in sheet["moves"]):
        yield error(where, "No wrong move can be mended.", "Add a scene with a choice whose move is “repair”.")
    if not any(move["turning"] for move in sheet["moves"]):
        what = "No move is a turning point, so the debrief has nowhere to replay from."
        yield warning(where, what, "Mark two or three with “turning: true”.")


def _expert(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    where = scenario.where("expert", "path")
    wanted, walked = scenario.expert.path, sheet["expert"]["path"]
    if len(walked) < len(wanted):
        stop = wanted[len(walked)]
        what = f"The expert's path breaks at step {len(walked) + 1}: “{stop}” is not possible there."
        yield error(where, what, "Play it with “groundrules dev play” and write down the ids.")
        return
    taken = [edge for node, move in walked if (edge := find(sheet, node, move))]
    here = taken[-1][1]
    weak = [n for n, (move, _) in enumerate(taken, 1) if sheet["moves"][move]["quality"] == "weak"]
    ending = sheet["nodes"][here].get("ending")
    if ending is None or ending["kind"] != "good":
        at = sheet["nodes"][here]["scene"]
        yield error(where, f"The expert's path ends at “{at}”, which is no good ending.", "Lead it to one.")
    if weak:
        steps = ", ".join(str(number) for number in weak)
        yield warning(
            where, f"The expert makes a weak move at step {steps}.", "Choose another, or explain it in “why”."
        )


def _pace(scenario: Scenario, sheet: Sheet, times: list[float]) -> Iterator[Finding]:
    slowest: dict[str, float] = {}
    for node, seconds in zip(sheet["nodes"], times, strict=True):
        slowest[node["scene"]] = max(slowest.get(node["scene"], 0.0), seconds)
    for name, seconds in slowest.items():
        if seconds > LONGEST_READING:
            what = f"“{name}” takes {seconds:.0f} seconds to read; the most is {LONGEST_READING:.0f}."
            yield error(scenario.where("scenes", name), what, "Cut it, or make two scenes of it.")


def _timers(scenario: Scenario, sheet: Sheet, times: list[float]) -> Iterator[Finding]:
    good = [n for n, node in enumerate(sheet["nodes"]) if node.get("ending", {}).get("kind") == "good"]
    hopeful = back(sheet, good)
    told: set[tuple[str, str]] = set()
    for node, seconds in zip(sheet["nodes"], times, strict=True):
        for what, remedy in _timer(sheet, node, hopeful, 2 * seconds):
            if (node["scene"], what) not in told:
                told.add((node["scene"], what))
                yield error(scenario.where("scenes", node["scene"], "timer"), what, remedy)


def _timer(sheet: Sheet, node: Node, hopeful: set[int], least: float) -> Iterator[tuple[str, str]]:
    if "timer" not in node:
        return
    choices = node.get("choices", [])
    move, target = choices[node["timer"]["choice"]]
    others = [edge for index, edge in enumerate(choices) if index != node["timer"]["choice"]]
    entry = sheet["moves"][move]
    remedy = "Let the timer take a milder choice."
    if entry["quality"] == "weak" and any(sheet["moves"][other]["quality"] != "weak" for other, _ in others):
        yield f"The timer takes “{entry['id']}”, a weak move where better ones are offered.", remedy
    if others and all(_sum(sheet, target) < _sum(sheet, other) for _, other in others):
        yield f"The timer takes “{entry['id']}”, the choice that costs most on the meters.", remedy
    if target not in hopeful:
        yield f"After the timer's “{entry['id']}” no good ending can be reached.", remedy
    if node["timer"]["seconds"] < least:
        yield f"The timer is too short for a slow reader, who needs {least:.0f} seconds.", "Make it longer."


def _sum(sheet: Sheet, node: int) -> int:
    return sum(sheet["nodes"][node]["meters"])


def _ready(scenario: Scenario, sheet: Sheet) -> Iterator[Finding]:
    met: dict[str, set[str]] = {}
    for node in sheet["nodes"]:
        if "words" in node:
            led = [sheet["moves"][node["words"]["by_mask"][r["mask"]][0]]["quality"] for r in node["words"]["ready"]]
            met.setdefault(node["scene"], set()).update(led)
    for name, qualities in met.items():
        where = scenario.where("scenes", name, "words", "ready")
        if "weak" not in qualities:
            yield error(where, "No ready phrasing is weak, so there is nothing to tell apart.", "Add a tempting one.")
        if "strong" not in qualities:
            yield warning(where, "No ready phrasing leads to a strong outcome.", "Add one.")
