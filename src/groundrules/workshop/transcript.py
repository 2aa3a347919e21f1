"""What happened in a room as xAPI statements: by random ids that are made for this room, without a name or a word."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from groundrules.journal import statement, xapi
from groundrules.workshop import event as happened
from groundrules.workshop.story import options

if TYPE_CHECKING:
    from datetime import datetime

    from groundrules.scenario.sheet import Sheet
    from groundrules.workshop.room import Room
    from groundrules.workshop.story import Option, Step, Story

ALONE = 100  # attempts that somebody played by themselves are counted from 101


class Transcript:
    """The statements of one room.

    Nobody who sees the room's names learns these ids, and nobody who sees the statements learns the names.

    Args:
        room: the room's own id; by default a random one.
    """

    def __init__(self, room: str = "") -> None:
        self.room = room or uuid.uuid4().hex
        self._people: dict[str, str] = {}

    def person(self, seat: str) -> str:
        """Give the random id of whoever sits there."""
        return self._people.setdefault(seat, uuid.uuid4().hex)

    def statements(self, event: happened.Event, after: Room, when: datetime) -> list[dict[str, Any]]:
        """Give what is to be recorded of an event.

        A statement's id follows from what it says, so that the same thing, told twice, is recorded once.

        Args:
            event: what happened.
            after: the room after it.
            when: with a time zone.
        """
        if isinstance(event, happened.Played) and after.story:
            return self._played(after.story, when)
        if isinstance(event, happened.WentOn) and after.story and after.story.page == "end":
            return self._ended(after.story, when)
        if isinstance(event, happened.Reported):
            return self._alone(event, when)
        return []

    def _played(self, story: Story, when: datetime) -> list[dict[str, Any]]:
        step = story.path[-1]
        offered = {option.id: option for option in options(story.sheet, step.node)}
        room = self._occasion(self.room, story, when)
        made = [_began(room, story), statement.chose(room, _choice(story, step, step.option, step.by))]
        for seat, vote in step.ballot.votes.items():
            person = self._occasion(self.person(seat), story, when)
            made += [_began(person, story), statement.chose(person, _choice(story, step, offered[vote], "person"))]
        return made

    def _ended(self, story: Story, when: datetime) -> list[dict[str, Any]]:
        sheet = story.sheet
        node = story.node
        ending = statement.Ending(node["scene"], node["ending"]["kind"], _meters(sheet, story.at))
        voters = {seat for step in story.path for seat in step.ballot.votes}
        scores = {self.room: [_worth(story, step.option) for step in story.path]}
        scores |= {self.person(seat): _votes_of(story, seat) for seat in sorted(voters)}
        return [
            statement.completed(
                self._occasion(actor, story, when),
                "scenario",
                sheet["id"],
                score=sum(worth) / len(worth),
                ending=ending,
            )
            for actor, worth in scores.items()
            if worth
        ]

    def _alone(self, event: happened.Reported, when: datetime) -> list[dict[str, Any]]:
        made = []
        for play in event.plays:
            here = statement.Occasion(self.person(event.seat), when, attempt=ALONE + play.number)
            made.append(statement.initialized(here, "scenario", play.scenario))
            if play.ended:
                made.append(statement.completed(here, "scenario", play.scenario))
        return made

    def _occasion(self, actor: str, story: Story, when: datetime) -> statement.Occasion:
        return statement.Occasion(actor, when, attempt=story.attempt)


def _began(occasion: statement.Occasion, story: Story) -> dict[str, Any]:
    return statement.initialized(occasion, "scenario", story.sheet["id"])


def _choice(story: Story, step: Step, option: Option, by: str) -> statement.Choice:
    sheet = story.sheet
    move = story.move(option)
    return statement.Choice(
        scenario=sheet["id"],
        scene=sheet["nodes"][step.node]["scene"],
        step=len(story.path) - 1,
        response=move["id"],
        quality=move["quality"],
        points=move["points"],
        meters=_meters(sheet, option.next),
        move=move["move"],
        by=by,
        sheet=sheet["hash"],
    )


def _meters(sheet: Sheet, node: int) -> dict[str, int]:
    return {meter["id"]: value for meter, value in zip(sheet["meters"], sheet["nodes"][node]["meters"], strict=True)}


def _worth(story: Story, option: Option) -> float:
    return xapi.QUALITIES[story.move(option)["quality"]]


def _votes_of(story: Story, seat: str) -> list[float]:
    """Give what each of somebody's votes on the path was worth."""
    worth = []
    for step in story.path:
        vote = step.ballot.votes.get(seat)
        worth += [_worth(story, option) for option in options(story.sheet, step.node) if option.id == vote]
    return worth
