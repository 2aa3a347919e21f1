"""The way of news to the browsers: gathered for a moment, then to every line at once; and how fast each may speak."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from groundrules.errors import RoomError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from groundrules.workshop.gate import Who
    from groundrules.workshop.hall import Hall

BEAT = 0.05  # seconds in which news is gathered
SILENCE = 6.0  # seconds after which somebody who asks for news no more is gone
MOST_REMEMBERED = 2000
CLOSED = 4005  # why a line was closed: the room was
SPEED, BURST = 10.0, 40.0  # messages a second, and how many at once


class Listener(Protocol):
    """A line to a browser."""

    def tell(self) -> None:
        """Send what is new."""

    def close(self, code: int | None = None, reason: str | None = None) -> None:
        """End it."""


class News:
    """Tells everybody what is new.

    Attributes:
        hall: the room.
        lines: the open lines.
    """

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.lines: set[Listener] = set()
        self._told = asyncio.Event()
        self._planned = False
        self._asking: Counter[Who] = Counter()
        self._leaving: dict[Who, asyncio.TimerHandle] = {}
        self._left: dict[Who, tuple[float, float]] = {}

    def take(self, who: Who, message: Mapping[str, Any]) -> None:
        """Let the hall take a message, and tell everybody.

        Raises:
            RoomError: the hall refuses it, or there were too many at once.
        """
        now = time.monotonic()
        left, since = self._left.get(who, (BURST, now))
        left = min(BURST, left + (now - since) * SPEED)
        self._left[who] = max(0.0, left - 1), now
        if len(self._left) > MOST_REMEMBERED:  # of seats that were given up, too
            self._left = {who: self._left[who]}
        if left < 1:
            raise RoomError("That was too fast.", remedy="Wait a moment.")
        self.hall.take(who, message)
        self.spread()

    def spread(self) -> None:
        """Plan to tell everybody in a moment, together with whatever else is said until then."""
        if not self._planned:
            self._planned = True
            asyncio.get_running_loop().call_later(BEAT, self._spread)

    async def wait(self, seconds: float) -> None:
        """Wait for the next time that everybody is told, but no longer than this."""
        told = self._told
        try:
            await asyncio.wait_for(told.wait(), seconds)
        except TimeoutError:
            return

    def ask(self, who: Who) -> int:
        """Note that somebody asks for news; give how many times at once they do."""
        leaving = self._leaving.pop(who, None)
        if leaving is not None:
            leaving.cancel()
        elif not self._asking[who]:
            self.hall.come(who)
            self.spread()
        self._asking[who] += 1
        return self._asking[who]

    def answered(self, who: Who) -> None:
        """Note that they got an answer; whoever does not ask again soon is gone."""
        self._asking[who] -= 1
        if not self._asking[who]:
            del self._asking[who]
            self._leaving[who] = asyncio.get_running_loop().call_later(SILENCE, self._leave, who)

    def close(self) -> None:
        """End all lines, because the room closes."""
        for line in list(self.lines):
            line.close(CLOSED)

    def _leave(self, who: Who) -> None:
        del self._leaving[who]
        self.hall.leave(who)
        self.spread()

    def _spread(self) -> None:
        self._planned = False
        self._told.set()
        self._told = asyncio.Event()
        for line in list(self.lines):
            line.tell()
