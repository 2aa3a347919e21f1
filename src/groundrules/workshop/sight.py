"""What each one in a room is shown: everybody the story and how many have voted, the facilitator more, nobody who."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules.workshop import scene
from groundrules.workshop.pairs import card
from groundrules.workshop.turns import most_common

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundrules.workshop.room import Room

Body = dict[str, "Any"]


def room_now(room: Room) -> Body:
    """Say how many are here, to all."""
    return {"here": sum(seat.here for seat in room.seats.values()), "door": room.door}


def stage(room: Room) -> Body:
    """Say where the story stands, to all."""
    return scene.stage(room.story) if room.story else {"page": "lobby"}


def tally(room: Room) -> Body:
    """Say how many have voted, to all; what they voted only when the facilitator says so."""
    ballot = room.story.ballot if room.story else None
    if ballot is None:
        return {"round": 0}
    counts = ballot.counts()
    devices = sum(seat.here and not seat.watching for seat in room.seats.values())
    voted = len(ballot.votes)
    hands = sum(ballot.hands.values())
    body: Body = {"round": ballot.round, "phase": ballot.phase, "voted": voted + hands}
    body["of"] = max(devices, voted) + hands
    if ballot.ends is not None:
        body["ends"] = round(ballot.ends, 1)
    return body | ({"counts": dict(counts)} if ballot.phase == "shown" else {})


def count(room: Room) -> Body:
    """Give the facilitator the distribution, once nobody's vote can be read off its growing."""
    ballot = room.story.ballot if room.story else None
    if ballot is None:
        return {"round": 0}
    body: Body = {"round": ballot.round, "hands": dict(ballot.hands)}
    return body | ({"counts": dict(ballot.counts())} if ballot.phase != "open" else {})


def quotes(room: Room) -> Body:
    """Give the words on the screen, to all; sorted, so that their order says nothing."""
    shown = sorted((quote.question, quote.text) for quote in room.quotes if quote.shown)
    return {"quotes": [{"question": question, "text": text} for question, text in shown]}


def desk(room: Room) -> Body:
    """Give the facilitator who is where, who is stuck, the pairs, and the words that may be shown."""
    seats = [
        {
            "seat": name,
            "name": seat.name,
            "here": seat.here,
            "stuck": seat.stuck,
            "lesson": seat.lesson,
            "plays": [[play.scenario, play.number, play.steps, play.ended] for play in seat.plays],
        }
        for name, seat in room.seats.items()
    ]
    dealt = room.pairs
    given = sorted(room.quotes, key=lambda quote: (quote.question, quote.text))
    return {
        "seats": seats,
        "door": room.door,
        "pairs": None
        if dealt is None
        else {
            "title": dealt.sheet["title"],
            "person": dealt.sheet["people"][dealt.person]["name"],
            "pairs": [
                {"names": [room.seats[seat].name for seat in pair.seats], "done": pair.done} for pair in dealt.pairs
            ],
        },
        "quotes": [{"id": q.id, "question": q.question, "text": q.text, "shown": q.shown} for q in given],
        "turns": most_common(room.turns.values()),
    }


def you(room: Room, seat: str) -> Body:
    """Give one participant what is theirs: their vote, their role card, what they let others see."""
    own = room.seats[seat]
    ballot = room.story.ballot if room.story else None
    pair = room.pairs.of(seat) if room.pairs else None
    made = card(room.pairs, seat) if room.pairs else None
    if made and pair:
        made["with"] = [room.seats[each].name for each in pair.seats if each != seat]
    return {
        "name": own.name,
        "watching": own.watching,
        "stuck": own.stuck,
        "round": ballot.round if ballot else 0,
        "vote": ballot.votes.get(seat) if ballot else None,
        "card": made,
        "quotes": {str(quote.question): quote.text for quote in room.quotes if quote.seat == seat},
    }


VIEWS: dict[str, tuple[str, Callable[[Room], Body]]] = {
    "room": ("all", room_now),
    "stage": ("all", stage),
    "tally": ("all", tally),
    "quotes": ("all", quotes),
    "count": ("lead", count),
    "desk": ("lead", desk),
}
