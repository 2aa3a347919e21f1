"""The room at work: who is connected, what was told, what is recorded. Everything but the network."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from groundrules.errors import JournalError, RoomError
from groundrules.workshop import event as happened
from groundrules.workshop import scene, wire
from groundrules.workshop.board import Board
from groundrules.workshop.room import MOST_SEATS, Message, Room, apply, messages
from groundrules.workshop.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from groundrules.journal.store import Journal
    from groundrules.workshop.gate import Gate, Who
    from groundrules.workshop.library import Library

AWAY = 900.0  # seconds without a connection after which a full room gives a seat to somebody else


class Hall:
    """One room while it is open.

    Attributes:
        gate: its secrets.
        room: its state.
        board: what everybody is to know.
        log: what the facilitator did, with its time; no vote and no name is in it.
    """

    def __init__(
        self,
        gate: Gate,
        library: Library,
        *,
        clock: Callable[[], float],
        notices: Mapping[str, dict[str, Any]] | None = None,
        journal: Journal | None = None,
    ) -> None:
        """Open the room.

        Args:
            gate: its secrets.
            library: the scenarios that can be opened.
            clock: seconds that only grow.
            notices: what the facilitator's pages are told beside the room: bodies by topic.
            journal: where statements are recorded; by default nowhere.
        """
        self.gate, self.room, self.board = gate, Room(), Board()
        self.log: list[tuple[datetime, happened.LeadEvent]] = []
        self._library, self._clock, self._journal = library, clock, journal
        self._transcript = Transcript()
        self._lines: Counter[str] = Counter()
        self._gone: dict[str, float] = {}
        self.board.put(messages(self.room))
        for topic, body in (notices or {}).items():
            self.board.put([Message("lead" if topic == "course" else "screen", topic, body)])

    def join(self, word: str, name: str, address: str, held: str = "") -> str:
        """Let somebody in; give the secret of their seat.

        Args:
            word: the join word, as it was typed.
            name: the nickname.
            address: from which they ask.
            held: the secret of the seat that this browser has already, and has again.

        Raises:
            RoomError: the word is wrong, the name cannot be shown, or the room is full or closed.
        """
        self.gate.check_word(word, address)
        who = self.gate.who(held)
        if who is not None and who.part == "seat":
            return held
        if len(self.room.seats) >= MOST_SEATS:
            self._make_room()
        seat, secret = self.gate.seat()
        try:
            self._apply(happened.Joined(seat, name))
        except RoomError:
            self.gate.give_up(seat)
            raise
        self._gone[seat] = self._clock()
        return secret

    def come(self, who: Who) -> None:
        """Note that somebody is connected once more."""
        if who.part == "seat":
            self._lines[who.seat] += 1
            self._gone.pop(who.seat, None)
            if self._lines[who.seat] == 1:
                self._apply(happened.Came(who.seat))

    def leave(self, who: Who) -> None:
        """Note that one of somebody's connections is gone."""
        if who.part == "seat" and self._lines[who.seat]:
            self._lines[who.seat] -= 1
            if not self._lines[who.seat] and who.seat in self.room.seats:
                self._gone[who.seat] = self._clock()
                self._apply(happened.Left(who.seat))

    def lines(self, who: Who) -> int:
        """Give how many connections somebody has."""
        return self._lines[who.seat]

    def take(self, who: Who, message: Mapping[str, Any]) -> None:
        """Do what somebody asks for.

        Raises:
            RoomError: they may not, or not now, or it cannot be understood.
            ContentError: the scenario that they ask for cannot be opened.
        """
        if who.part == "lead" and message.get("do") == "paper":
            body = scene.paper(self._library.sheet(wire.text_of(message, "scenario")))
            self.board.forget_topic("lead", "paper")
            self.board.put([Message("lead", "paper", body)])
            return
        if who.part == "lead":
            event = wire.from_lead(message, self._library.sheet)
        elif who.part == "seat":
            event = wire.from_seat(who.seat, message)
            if isinstance(event, happened.Reported):
                self._check_known(event)
        else:
            raise RoomError("This page only shows the room.", remedy="Use the facilitator's page.")
        self._apply(event)
        if isinstance(event, happened.LeadEvent):
            self.log.append((datetime.now(UTC), event))

    def audiences(self, who: Who) -> tuple[str, ...]:
        """Give whose messages somebody is to get."""
        return {"lead": ("all", "lead", "screen"), "screen": ("all", "screen")}.get(who.part, ("all", who.seat))

    def _apply(self, event: happened.Event) -> None:
        self.room, told = apply(self.room, event)
        self.board.put(told)
        if isinstance(event, happened.Removed):
            self.gate.give_up(event.seat)
            self.board.forget(event.seat)
            self._gone.pop(event.seat, None)
            self._lines.pop(event.seat, None)
        if self._journal is not None:
            try:
                self._journal.record(*self._transcript.statements(event, self.room, datetime.now(UTC)))
            except JournalError as error:  # the room goes on, and the facilitator is told
                self.board.put([Message("lead", "trouble", error.as_dict())])

    def _check_known(self, event: happened.Reported) -> None:
        """Refuse ids that are none of the course's: they could hold anything."""
        if not {event.lesson, *(play.scenario for play in event.plays)} <= self._library.known | {""}:
            raise RoomError("This is no lesson or scenario of the course.", remedy="Load the page again.")

    def _make_room(self) -> None:
        """Give up the seats whose people are long gone."""
        for seat, since in list(self._gone.items()):
            if self._clock() - since > AWAY:
                self._apply(happened.Removed(seat))
