"""The room: a state and an event give the next state and what to tell whom. No clock, no network, no chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, cast

from groundrules.errors import RoomError
from groundrules.workshop import event as happened
from groundrules.workshop import pairs, sight, story
from groundrules.workshop.people import Quote, Seat, named, quoted
from groundrules.workshop.turns import Turn, turn_of

MOST_SEATS = 200


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that a room knows.

    Attributes:
        seats: who came in, by seat.
        story: the scenario that is open.
        pairs: the role cards that were dealt.
        quotes: words that may be shown.
        turns: what was voted at each step that was played, by the number of its ballot.
        opened: how often each scenario was opened or begun anew.
        rounds: how many ballots there were.
        told: how many quotes there ever were.
        door: whether new people may come in.
    """

    seats: Mapping[str, Seat] = field(default_factory=dict)
    story: story.Story | None = None
    pairs: pairs.Pairs | None = None
    quotes: tuple[Quote, ...] = ()
    turns: Mapping[int, Turn] = field(default_factory=dict)
    opened: Mapping[str, int] = field(default_factory=dict)
    rounds: int = 0
    told: int = 0
    door: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody is to be told; the newest one of a topic makes the earlier ones needless.

    Attributes:
        to: `all`, `lead` (the facilitator), or a seat.
        topic: what it is about.
        body: the whole of it, ready for JSON.
    """

    to: str
    topic: str
    body: dict[str, Any]


Topics: TypeAlias = tuple[str, ...]
"""Names of `sight.VIEWS`, and `you:` with a seat."""
Handler: TypeAlias = Callable[[Room, Any], tuple[Room, Topics]]


def apply(room: Room, event: happened.Event) -> tuple[Room, list[Message]]:
    """Let something happen.

    Raises:
        RoomError: the room does not allow it, or not now; then nothing has happened.
    """
    after, topics = _HANDLERS[type(event)](room, event)
    return after, list(messages(after, topics))


def fold(events: Iterable[happened.Event]) -> Room:
    """Give the room that a log of events leads to."""
    room = Room()
    for event in events:
        room, _ = apply(room, event)
    return room


def messages(room: Room, topics: Iterable[str] | None = None) -> Iterable[Message]:
    """Give what is to be told about these topics; by default all that there is."""
    if topics is None:
        topics = (*sight.VIEWS, *(f"you:{seat}" for seat in room.seats))
    for topic in dict.fromkeys(topics):
        if topic.startswith("you:"):
            seat = topic.removeprefix("you:")
            if seat in room.seats:
                yield Message(seat, "you", sight.you(room, seat))
        else:
            to, view = sight.VIEWS[topic]
            yield Message(to, topic, view(room))


def _seat(room: Room, seat: str) -> Seat:
    if seat not in room.seats:
        raise RoomError("This seat is not in the room.", remedy="Join again.")
    return room.seats[seat]


def _change(room: Room, seat: str, **changed: Any) -> Room:  # noqa: ANN401  a seat's fields
    return replace(room, seats={**room.seats, seat: replace(_seat(room, seat), **changed)})


def _joined(room: Room, event: happened.Joined) -> tuple[Room, Topics]:
    if not room.door:
        raise RoomError("The room is closed to new people.", remedy="Ask the facilitator to open it.")
    if len(room.seats) >= MOST_SEATS:
        raise RoomError("The room is full.", remedy="Ask the facilitator for a place.")
    name = named(event.name, {seat.name for seat in room.seats.values()})
    after = replace(room, seats={**room.seats, event.seat: Seat(name)})
    return after, ("room", "tally", "desk", f"you:{event.seat}")


def _came(room: Room, event: happened.Came) -> tuple[Room, Topics]:
    return _change(room, event.seat, here=True), ("room", "tally", "desk")


def _left(room: Room, event: happened.Left) -> tuple[Room, Topics]:
    return _change(room, event.seat, here=False), ("room", "tally", "desk")


def _removed(room: Room, event: happened.Removed) -> tuple[Room, Topics]:
    _seat(room, event.seat)
    pair = room.pairs.of(event.seat) if room.pairs else None
    after = replace(
        room,
        seats={name: seat for name, seat in room.seats.items() if name != event.seat},
        story=story.unvote(room.story, event.seat) if room.story else None,
        pairs=pairs.leave(room.pairs, event.seat) if room.pairs else None,
        quotes=tuple(quote for quote in room.quotes if quote.seat != event.seat),
    )
    return after, ("room", "tally", "count", "quotes", "desk", *_yous(pair.seats if pair else ()))


def _watched(room: Room, event: happened.Watched) -> tuple[Room, Topics]:
    after = _change(room, event.seat, watching=event.on)
    if event.on and after.story:
        after = replace(after, story=story.unvote(after.story, event.seat))
    return after, ("room", "tally", "desk", f"you:{event.seat}")


def _voted(room: Room, event: happened.Voted) -> tuple[Room, Topics]:
    if _seat(room, event.seat).watching:
        raise RoomError("You are only watching.", remedy="Choose to take part, then vote.")
    after = story.vote(_story(room), event.seat, event.round, event.option)
    return replace(room, story=after), ("tally", f"you:{event.seat}")


def _stuck(room: Room, event: happened.Stuck) -> tuple[Room, Topics]:
    return _change(room, event.seat, stuck=event.on), ("desk", f"you:{event.seat}")


def _reported(room: Room, event: happened.Reported) -> tuple[Room, Topics]:
    return _change(room, event.seat, lesson=event.lesson, plays=event.plays), ("desk",)


def _quoted(room: Room, event: happened.Quoted) -> tuple[Room, Topics]:
    _seat(room, event.seat)
    made = quoted(str(room.told + 1), event)
    rest = _others(room, event.seat, event.question)
    after = replace(room, quotes=(*rest, made), told=room.told + 1)
    return after, ("quotes", "desk", f"you:{event.seat}")


def _withdrawn(room: Room, event: happened.Withdrawn) -> tuple[Room, Topics]:
    _seat(room, event.seat)
    after = replace(room, quotes=_others(room, event.seat, event.question))
    return after, ("quotes", "desk", f"you:{event.seat}")


def _others(room: Room, seat: str, question: int) -> tuple[Quote, ...]:
    return tuple(quote for quote in room.quotes if (quote.seat, quote.question) != (seat, question))


def _finished(room: Room, event: happened.Finished) -> tuple[Room, Topics]:
    pair = room.pairs.of(event.seat) if room.pairs else None
    if room.pairs is None or pair is None:
        raise RoomError("You have no role card.", remedy="Wait for the next round of cards.")
    return replace(room, pairs=pairs.finish(room.pairs, event.seat, on=event.on)), ("desk", *_yous(pair.seats))


def _yous(seats: Iterable[str]) -> Topics:
    return tuple(f"you:{seat}" for seat in seats)


def _story(room: Room) -> story.Story:
    if room.story is None:
        raise RoomError("No scenario is open.", remedy="Open one first.")
    return room.story


def _opened(room: Room, event: happened.Opened) -> tuple[Room, Topics]:
    name = event.sheet["id"]
    attempt = room.opened.get(name, 0) + 1
    after = replace(room, story=story.Story(event.sheet, attempt), opened={**room.opened, name: attempt})
    return replace(after, quotes=()), (*_STEP, "quotes", *_yous(room.seats))


def _ended(room: Room, _event: happened.Ended) -> tuple[Room, Topics]:
    _story(room)
    return replace(room, story=None, quotes=()), (*_STEP, "quotes", *_yous(room.seats))


def _stepped(room: Room, event: happened.StoryEvent) -> tuple[Room, Topics]:
    """Let the facilitator step the scenario on or back, and note what was voted."""
    before = _story(room)
    after = _step(before, event, room.rounds + 1)
    new = after.ballot is not None and after.ballot.round > room.rounds
    turns = room.turns
    if isinstance(event, happened.Played):
        turns = {**turns, after.path[-1].ballot.round: turn_of(after)}
    elif after.attempt > before.attempt:
        turns = {number: turn for number, turn in turns.items() if number != before.path[-1].ballot.round}
    opened = {**room.opened, after.sheet["id"]: after.attempt}
    done = replace(room, story=after, turns=turns, opened=opened, rounds=room.rounds + 1 if new else room.rounds)
    quiet = isinstance(event, happened.Counted | happened.Timed | happened.Closed | happened.Reopened | happened.Shown)
    return done, ("stage", "tally", "count") if quiet else (*_STEP, *_yous(room.seats))


def _step(before: story.Story, event: happened.StoryEvent, number: int) -> story.Story:  # noqa: PLR0911  one a case
    match event:
        case happened.WentOn():
            return story.go_on(before, number)
        case happened.WentBack():
            return story.go_back(before)
        case happened.Timed(now):
            return story.set_clock(before, now)
        case happened.Closed():
            return story.set_phase(before, "closed")
        case happened.Reopened():
            return story.set_phase(before, "open")
        case happened.Shown():
            return story.set_phase(before, "shown")
        case happened.Counted(option, hands):
            return story.count(before, option, hands)
        case happened.Looked(step, option):
            return story.look(before, step, option)
        case happened.Returned():
            return replace(before, look=None)
        case _:
            return story.play(before, cast("happened.Played", event).option)


def _paired(room: Room, event: happened.Paired) -> tuple[Room, Topics]:
    taking_part = [seat for seat in event.order if seat in room.seats and not room.seats[seat].watching]
    return replace(room, pairs=pairs.deal(event.sheet, event.person, taking_part)), ("desk", *_yous(room.seats))


def _swapped(room: Room, _event: happened.Swapped) -> tuple[Room, Topics]:
    if room.pairs is None:
        raise RoomError("No cards were dealt.", remedy="Deal them first.")
    return replace(room, pairs=pairs.swap(room.pairs)), ("desk", *_yous(room.seats))


def _unpaired(room: Room, _event: happened.Unpaired) -> tuple[Room, Topics]:
    return replace(room, pairs=None), ("desk", *_yous(room.seats))


def _picked(room: Room, event: happened.Picked) -> tuple[Room, Topics]:
    changed = tuple(replace(quote, shown=event.on) if quote.id == event.quote else quote for quote in room.quotes)
    return replace(room, quotes=changed), ("quotes", "desk")


def _door_set(room: Room, event: happened.DoorSet) -> tuple[Room, Topics]:
    return replace(room, door=event.open), ("room", "desk")


_STEP: Topics = ("stage", "tally", "count", "desk")
_HANDLERS: dict[type, Handler] = {
    happened.Joined: _joined,
    happened.Came: _came,
    happened.Left: _left,
    happened.Removed: _removed,
    happened.Watched: _watched,
    happened.Voted: _voted,
    happened.Stuck: _stuck,
    happened.Reported: _reported,
    happened.Quoted: _quoted,
    happened.Withdrawn: _withdrawn,
    happened.Finished: _finished,
    happened.Opened: _opened,
    happened.Ended: _ended,
    happened.Paired: _paired,
    happened.Swapped: _swapped,
    happened.Unpaired: _unpaired,
    happened.Picked: _picked,
    happened.DoorSet: _door_set,
    **dict.fromkeys(
        (
            happened.WentOn,
            happened.WentBack,
            happened.Timed,
            happened.Closed,
            happened.Reopened,
            happened.Shown,
            happened.Counted,
            happened.Played,
            happened.Looked,
            happened.Returned,
        ),
        _stepped,
    ),
}
