"""Messages of the scenario player: open, keep the trail, read the learner's own words."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from groundrules.errors import TrailError
from groundrules.journal import statement
from groundrules.scenario.replay import replay, salvage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.desk.drawer import Drawer
    from groundrules.scenario.replay import Result
    from groundrules.scenario.sheet import Sheet

LONGEST = 5_000  # characters of the learner's own words that the coach is asked to read


def open_scenario(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give a scenario's play sheet, the trail of the latest attempt, and how earlier ones ended."""
    sheet = drawer.sheet(message["id"])
    trails = [salvage(sheet, trail) for trail in drawer.workbook.plays.all(sheet["id"])]
    past = []
    for trail in trails:
        result = replay(sheet, trail)
        if result.ending:
            ended = {"attempt": _attempt(trail), "ending": result.ending.id, "score": result.score}
            past.append({**ended, "kind": result.ending.kind, "title": result.ending.title})
    return {"sheet": sheet, "trail": trails[-1] if trails else None, "past": past}


def save(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Check a trail, keep it in the workbook's file, and record in the journal what is new in it."""
    sheet, trail = drawer.sheet(message["id"]), message["trail"]
    if not isinstance(trail, dict):
        raise TrailError("The trail is not an object.", where=sheet["id"], remedy="Load the page again.")
    result = replay(sheet, trail)
    earlier = next((t for t in drawer.workbook.plays.all(sheet["id"]) if _attempt(t) == _attempt(trail) - 1), None)
    drawer.workbook.plays.store(trail)
    told = _kept(earlier, trail)
    drawer.journal.record(*_statements(drawer, sheet, trail, result, told))
    return {}


def tags(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Ask the coach which of a scene's tags the learner's own words carry."""
    from groundrules.coach import KINDS, advise  # noqa: PLC0415  its rules load when first asked

    sheet = drawer.sheet(message["id"])
    asked = [node["words"] for node in sheet["nodes"] if node["scene"] == message["scene"] and "words" in node]
    if not asked:
        raise TrailError(f"The scene “{message['scene']}” asks for no words.", where=sheet["id"])
    kind = asked[0]["kind"]
    report = advise(str(message["text"])[:LONGEST], kind if kind in KINDS else None)
    found = report.tags
    return {
        "tags": [tag for tag in asked[0]["tags"] if tag in found],
        "findings": [finding.as_dict() for finding in report.findings],
    }


def _attempt(trail: dict[str, Any]) -> int:
    return int(trail.get("attempt", 1))


def _kept(earlier: dict[str, Any] | None, trail: dict[str, Any]) -> int:
    """Count the steps that a replay kept from the attempt before: they were told then, and were not taken again."""
    pairs = zip(earlier["steps"] if earlier else (), trail["steps"], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _statements(
    drawer: Drawer, sheet: Sheet, trail: dict[str, Any], result: Result, told: int
) -> Iterator[dict[str, Any]]:
    """Say every step of this attempt: a statement's id follows from what it says, so the journal keeps each once."""
    occasion = statement.Occasion(
        actor=drawer.journal.actor(),
        when=drawer.now(),
        lesson=drawer.lesson_of("scenarios", sheet["id"]),
        attempt=_attempt(trail),
    )
    meters = {meter["id"]: meter["start"] for meter in sheet["meters"]}
    moves = {move["id"]: move["move"] for move in sheet["moves"]}
    for number, (taken, step) in enumerate(zip(result.steps, trail["steps"], strict=True)):
        meters = {name: value + taken.change.get(name, 0) for name, value in meters.items()}
        if number < told:
            continue
        choice = statement.Choice(
            scenario=sheet["id"],
            scene=taken.scene,
            step=number,
            response=taken.move,
            quality=taken.quality,
            points=taken.points,
            meters=meters,
            move=moves[taken.move],
            tags=step.get("tags") or (),
            seconds=step.get("seconds"),
            by=taken.by,
            sheet=sheet["hash"],
        )
        yield statement.chose(occasion, choice)
    if result.ending:
        ending = statement.Ending(result.ending.id, result.ending.kind, result.meters)
        yield statement.completed(occasion, "scenario", sheet["id"], score=result.score, ending=ending)
