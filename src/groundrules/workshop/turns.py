"""The turning points of a room: at which steps the votes went to moves from which things turned, or were split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules.workshop.story import options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundrules.workshop.story import Story

MOST = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """One step that was voted on and played.

    Attributes:
        scenario: its title.
        scene: the scene's title.
        votes: how many there were.
        turning: how many of them were for moves from which things turn.
        top: how many were for the move with most.
    """

    scenario: str
    scene: str
    votes: int
    turning: int
    top: int


def turn_of(story: Story) -> Turn:
    """Give the turn of the step that was played last."""
    step = story.path[-1]
    sheet = story.sheet
    counts = step.ballot.counts()
    turning = {each.id for each in options(sheet, step.node) if sheet["moves"][each.move]["turning"]}
    return Turn(
        scenario=sheet["title"],
        scene=sheet["texts"][sheet["nodes"][step.node]["title"]],
        votes=counts.total(),
        turning=sum(number for option, number in counts.items() if option in turning),
        top=max(counts.values(), default=0),
    )


def most_common(turns: Iterable[Turn]) -> list[dict[str, Any]]:
    """Give the scenes with most votes for turning moves, then those where the room was split most."""
    by_scene: dict[tuple[str, str], Turn] = {}
    for turn in turns:
        before = by_scene.get((turn.scenario, turn.scene), Turn(turn.scenario, turn.scene, 0, 0, 0))
        by_scene[turn.scenario, turn.scene] = Turn(
            turn.scenario,
            turn.scene,
            before.votes + turn.votes,
            before.turning + turn.turning,
            before.top + turn.top,
        )
    voted = [turn for turn in by_scene.values() if turn.votes]
    ranked = sorted(voted, key=lambda turn: (-turn.turning / turn.votes, turn.top / turn.votes, turn.scene))
    return [
        {
            "scenario": turn.scenario,
            "scene": turn.scene,
            "votes": turn.votes,
            "turning": turn.turning,
            "others": turn.votes - turn.top,
        }
        for turn in ranked[:MOST]
        if turn.turning or turn.votes > turn.top
    ]
