"""From a trail to its result: each step is checked against the play sheet, which alone decides what it led to."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from groundrules.errors import TrailError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundrules.scenario.sheet import MoveEntry, Node, Sheet, WordsEntry

WORTH = {"strong": 1.0, "partial": 0.5, "weak": 0.0}
MOST_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Reached:
    """The ending that a trail reached."""

    id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a trail, checked.

    Attributes:
        node: where it was taken.
        scene: the scene of that node.
        move: the id of the choice, or of the outcome of the learner's words.
        choice: what the learner picked: a choice's id, `own`, or `ready:` and a phrasing's id.
        quality: strong, partial or weak.
        by: who took it: `person` or `timer`.
        change: what it did to the meters that changed.
        points: the teaching points that it is about.
        turning: whether it is a turning point.
        text: the learner's own words, if any.
    """

    node: int
    scene: str
    move: str
    choice: str
    quality: str
    by: str
    change: dict[str, int]
    points: tuple[str, ...]
    turning: bool
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a trail comes to.

    Attributes:
        scenario: its id.
        ending: the ending reached, None while the story is still open.
        node: the node where the trail stands.
        meters: their values there.
        steps: all steps, checked.
        met: for each teaching point, how many strong moves were about it.
        missed: for each teaching point, how many weak moves were about it.
        score: the mean over the steps of strong 1, partial 0.5, weak 0; 0 without any step.
    """

    scenario: str
    ending: Reached | None
    node: int
    meters: dict[str, int]
    steps: tuple[Taken, ...]
    met: dict[str, int]
    missed: dict[str, int]
    score: float

    @property
    def turning(self) -> tuple[Taken, ...]:
        """Give the turning points, in order."""
        return tuple(step for step in self.steps if step.turning)

    def as_dict(self) -> dict[str, Any]:
        """Give it as plain data, ready for JSON."""
        return asdict(self)


def replay(sheet: Sheet, trail: Mapping[str, Any]) -> Result:
    """Walk a trail and give what it comes to.

    Raises:
        TrailError: the trail belongs to another scenario or version, or a step is impossible; it says which.
    """
    _belongs(sheet, trail)
    if trail.get("hash") != sheet["hash"]:
        what = "The trail was walked on another version of the scenario."
        raise TrailError(what, where=sheet["id"], remedy="Salvage what still fits, or start again.")
    here, taken = sheet["start"], []
    for number, step in enumerate(_steps(trail), 1):
        try:
            move, target, text = _take(sheet, here, step)
        except _ImpossibleError as impossible:
            where = f"{sheet['id']}, step {number}"
            raise TrailError(str(impossible), where=where, remedy="Go back to the step before.") from None
        taken.append(_taken(sheet, here, target, move, step, text))
        here = target
    return _result(sheet, here, tuple(taken))


def salvage(sheet: Sheet, trail: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the longest beginning of a trail that the sheet still allows, as a trail of this sheet.

    Raises:
        TrailError: the trail belongs to another scenario, or is no trail.
    """
    _belongs(sheet, trail)
    here, kept = sheet["start"], []
    for step in _steps(trail):
        try:
            _, here, _ = _take(sheet, here, step)
        except _ImpossibleError:
            break
        kept.append(step)
    return {**trail, "hash": sheet["hash"], "steps": kept}


class _ImpossibleError(Exception):
    """A step that the sheet does not allow."""


def _belongs(sheet: Sheet, trail: Mapping[str, Any]) -> None:
    if trail.get("scenario") != sheet["id"]:
        remedy = "Open the scenario that it belongs to."
        raise TrailError(f"The trail is of “{trail.get('scenario')}”.", where=sheet["id"], remedy=remedy)


def _steps(trail: Mapping[str, Any]) -> list[dict[str, Any]]:
    steps = trail.get("steps")
    sound = isinstance(steps, list) and len(steps) <= MOST_STEPS and all(isinstance(step, dict) for step in steps)
    if not sound:
        what = f"The trail has no list of steps, or more than {MOST_STEPS:,}."
        raise TrailError(what, where=str(trail.get("scenario")), remedy="Start again.")
    return list(steps or [])


def _take(sheet: Sheet, here: int, step: Mapping[str, Any]) -> tuple[MoveEntry, int, str | None]:
    """Give the move of a step, where it leads, and the learner's own words."""
    node = sheet["nodes"][here]
    if "ending" in node:
        raise _ImpossibleError("The story had already ended.")
    if step.get("scene") != node["scene"]:
        raise _ImpossibleError(f"The step is in “{step.get('scene')}”, but the story stands at “{node['scene']}”.")
    seconds = step.get("seconds", 0)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < math.inf:
        raise _ImpossibleError("The step's seconds are no number from 0 up.")
    choice, by = step.get("choice"), step.get("by", "person")
    if not isinstance(choice, str) or by not in {"person", "timer"}:
        raise _ImpossibleError("The step does not tell what was chosen, and by whom.")
    if "words" in node:
        return _say(sheet, node["words"], choice, step)
    return _choose(sheet, node, choice, by)


def _choose(sheet: Sheet, node: Node, choice: str, by: str) -> tuple[MoveEntry, int, str | None]:
    for index, (move, target) in enumerate(node.get("choices", [])):
        if sheet["moves"][move]["id"] == choice:
            if by == "timer" and ("timer" not in node or node["timer"]["choice"] != index):
                raise _ImpossibleError(f"The timer does not take “{choice}” in “{node['scene']}”.")
            return sheet["moves"][move], target, None
    raise _ImpossibleError(f"“{choice}” is not offered in “{node['scene']}” as the story stands.")


def _say(sheet: Sheet, words: WordsEntry, choice: str, step: Mapping[str, Any]) -> tuple[MoveEntry, int, str | None]:
    text = None
    if choice == "own":
        text, tags = step.get("text"), step.get("tags")
        if not isinstance(text, str) or not text.strip() or not isinstance(tags, list):
            raise _ImpossibleError("The step has no words of the learner, or no list of tags.")
        mask = sum(1 << bit for bit, tag in enumerate(words["tags"]) if tag in tags)
    else:
        masks = {f"ready:{ready['id']}": ready["mask"] for ready in words["ready"]}
        if choice not in masks:
            raise _ImpossibleError(f"“{choice}” is not among the ready phrasings.")
        mask = masks[choice]
    move, target = words["by_mask"][mask]
    if step.get("outcome") != sheet["moves"][move]["id"]:
        what = f"These words lead to “{sheet['moves'][move]['id']}”, not to “{step.get('outcome')}”."
        raise _ImpossibleError(what)
    return sheet["moves"][move], target, text


def _taken(  # noqa: PLR0913, PLR0917  a step has this many sides
    sheet: Sheet, here: int, target: int, move: MoveEntry, step: Mapping[str, Any], text: str | None
) -> Taken:
    before, after = sheet["nodes"][here]["meters"], sheet["nodes"][target]["meters"]
    changes = {meter["id"]: b - a for meter, a, b in zip(sheet["meters"], before, after, strict=True)}
    return Taken(
        node=here,
        scene=sheet["nodes"][here]["scene"],
        move=move["id"],
        choice=step["choice"],
        quality=move["quality"],
        by=step.get("by", "person"),
        change={meter: change for meter, change in changes.items() if change},
        points=tuple(move["points"]),
        turning=move["turning"],
        text=text,
    )


def _result(sheet: Sheet, here: int, steps: tuple[Taken, ...]) -> Result:
    node = sheet["nodes"][here]
    reached = None
    if "ending" in node:
        reached = Reached(node["scene"], node["ending"]["kind"], sheet["texts"][node["ending"]["title"]])
    counts: dict[str, dict[str, int]] = {"strong": {}, "partial": {}, "weak": {}}
    for step in steps:
        for point in step.points:
            tally = counts[step.quality]
            tally[point] = tally.get(point, 0) + 1
    return Result(
        scenario=sheet["id"],
        ending=reached,
        node=here,
        meters={meter["id"]: value for meter, value in zip(sheet["meters"], node["meters"], strict=True)},
        steps=steps,
        met=dict(sorted(counts["strong"].items())),
        missed=dict(sorted(counts["weak"].items())),
        score=sum(WORTH[step.quality] for step in steps) / len(steps) if steps else 0.0,
    )
