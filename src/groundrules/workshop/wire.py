"""What a browser sends, read strictly into an event; everything that is not exactly right is refused."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from groundrules.errors import RoomError
from groundrules.workshop import event as happened

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet

LONGEST_ID = 80
LONGEST_TEXT = 2000
MOST_PLAYS = 60
MOST_NUMBER = 100_000

Given: TypeAlias = Mapping[str, Any]
Sheets: TypeAlias = "Callable[[str], Sheet]"


def read(text: str | bytes) -> dict[str, Any]:
    """Read a message.

    Raises:
        RoomError: it is no JSON object.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _unreadable()
    return found


def as_text(messages: list[dict[str, Any]]) -> str:
    """Write messages as they are sent."""
    return json.dumps(messages, ensure_ascii=False, separators=(",", ":"))


def from_seat(seat: str, message: Given) -> happened.Event:
    """Give the event that a participant's message means; they can speak for their own seat alone.

    Raises:
        RoomError: it means none.
    """
    make = _SEAT.get(str(message.get("do")))
    if make is None:
        raise _unreadable()
    return make(seat, message)


def from_lead(message: Given, sheets: Sheets) -> happened.Event:
    """Give the event that the facilitator's message means.

    Args:
        message: as it came.
        sheets: gives a scenario's play sheet by its id.

    Raises:
        RoomError: it means none.
        ContentError: there is no such scenario, or it is wrong.
    """
    do = str(message.get("do"))
    if do == "open":
        return happened.Opened(sheets(_id(message, "scenario")))
    if do == "pair":
        order = [_checked_id(each) for each in _list(message, "seats")]
        secrets.SystemRandom().shuffle(order)
        return happened.Paired(sheets(_id(message, "scenario")), _id(message, "person"), tuple(order))
    make = _LEAD.get(do)
    if make is None:
        raise _unreadable()
    return make(message)


def text_of(message: Given, name: str, most: int = LONGEST_TEXT) -> str:
    """Give a text of a message.

    Raises:
        RoomError: it has none of that name, or a longer one.
    """
    found = message.get(name)
    if not isinstance(found, str):
        raise _unreadable()
    if len(found) > most:
        raise RoomError("This is too long.", remedy="Say it shorter.")
    return found


def _unreadable() -> RoomError:
    return RoomError("The room does not understand this message.", remedy="Load the page again.")


def _id(message: Given, name: str) -> str:
    return _checked_id(message.get(name))


def _checked_id(found: object) -> str:
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_ID:
        raise _unreadable()
    return found


def _flag(message: Given) -> bool:
    found = message.get("on")
    if not isinstance(found, bool):
        raise _unreadable()
    return found


def _number(message: Given, name: str) -> int:
    found = message.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= MOST_NUMBER:
        raise _unreadable()
    return found


def _list(message: Given, name: str) -> list[Any]:
    found = message.get(name)
    if not isinstance(found, list) or len(found) > MOST_PLAYS * 10:
        raise _unreadable()
    return found


def _report(seat: str, message: Given) -> happened.Event:
    plays = _list(message, "plays")
    if len(plays) > MOST_PLAYS or not all(isinstance(play, dict) for play in plays):
        raise _unreadable()
    told = [
        happened.Attempt(
            _id(play, "scenario"), _number(play, "attempt"), _number(play, "steps"), play.get("ended") is True
        )
        for play in plays
    ]
    return happened.Reported(seat, text_of(message, "lesson", LONGEST_ID), tuple(told))


_SEAT: dict[str, Callable[[str, Given], happened.Event]] = {
    "vote": lambda seat, told: happened.Voted(seat, _number(told, "round"), _id(told, "option")),
    "watch": lambda seat, told: happened.Watched(seat, _flag(told)),
    "stuck": lambda seat, told: happened.Stuck(seat, _flag(told)),
    "finish": lambda seat, told: happened.Finished(seat, _flag(told)),
    "quote": lambda seat, told: happened.Quoted(seat, _number(told, "question"), text_of(told, "text")),
    "withdraw": lambda seat, told: happened.Withdrawn(seat, _number(told, "question")),
    "leave": lambda seat, _told: happened.Removed(seat),
    "report": _report,
}
_LEAD: dict[str, Callable[[Given], happened.Event]] = {
    "end": lambda _told: happened.Ended(),
    "on": lambda _told: happened.WentOn(),
    "back": lambda _told: happened.WentBack(),
    "clock": lambda told: happened.Timed(time.time() if _flag(told) else None),
    "close": lambda _told: happened.Closed(),
    "reopen": lambda _told: happened.Reopened(),
    "show": lambda _told: happened.Shown(),
    "count": lambda told: happened.Counted(_id(told, "option"), _number(told, "number")),
    "play": lambda told: happened.Played(None if told.get("option") is None else _id(told, "option")),
    "look": lambda told: happened.Looked(_number(told, "step"), _id(told, "option")),
    "return": lambda _told: happened.Returned(),
    "swap": lambda _told: happened.Swapped(),
    "unpair": lambda _told: happened.Unpaired(),
    "pick": lambda told: happened.Picked(_id(told, "quote"), _flag(told)),
    "door": lambda told: happened.DoorSet(_flag(told)),
    "remove": lambda told: happened.Removed(_id(told, "seat")),
}
