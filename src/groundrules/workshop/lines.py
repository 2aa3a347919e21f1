"""The lines to the browsers: WebSocket, and for those whom it does not reach, requests that wait for news."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from groundrules.errors import GroundRulesError
from groundrules.workshop import wire
from groundrules.workshop.guard import Guarded, allowed, is_own, refusal

if TYPE_CHECKING:
    from groundrules.workshop.gate import Who

PATIENCE = 25.0  # seconds that a request waits for news
GREETING = 5.0  # seconds in which a new line has to say whose it is
MOST_LINES = 500
LINES_EACH = 4
MOST_FAULTS = 200  # messages that were refused, before a line is closed
WRONG, FULL, SLOW, FAULTY = 4001, 4002, 4003, 4004  # why a line was closed


class Line(Guarded, WebSocketHandler):
    """A line to one browser. Its first message says by its secret whose it is; then news flows."""

    def open(self, *_args: str, **_kwargs: str) -> None:
        """Wait for the secret."""
        self.who_is: Who | None = None
        self.seen = 0
        self.faults = 0
        self.sending = False
        self.set_nodelay(True)
        if len(self.news.lines) >= MOST_LINES and not self.is_here():
            self.close(FULL)
            return
        self.news.lines.add(self)
        self.alarm = asyncio.get_running_loop().call_later(GREETING, self.give_up)

    def check_origin(self, origin: str) -> bool:
        """Let no other site's page open a line."""
        del origin
        return is_own(self.request)

    def is_here(self) -> bool:
        """Tell whether it comes from the facilitator's own machine."""
        return self.request.remote_ip in {"127.0.0.1", "::1"}

    def give_up(self) -> None:
        """Close a line that does not say whose it is."""
        if self.who_is is None:
            self.close(SLOW)

    def on_message(self, message: str | bytes) -> None:
        """Take the secret, then whatever the person does."""
        try:
            given = wire.read(message)
            if self.who_is is None:
                self.greet(given)
            else:
                self.news.take(self.who_is, given)
        except GroundRulesError as error:
            self.send(wire.as_text([refusal(error)]))
            self.faults += 1
            if self.faults > MOST_FAULTS:
                self.close(FAULTY)

    def greet(self, given: wire.Given) -> None:
        """Find out whose line this is, and tell all that there is to know."""
        who = allowed(self.hall.gate.who(given.get("token")), self.request)
        if who is None:
            self.close(WRONG)
        elif self.hall.lines(who) >= LINES_EACH and who.part == "seat":
            self.close(FULL)
        else:
            self.who_is = who
            self.hall.come(who)
            self.tell()
            self.news.spread()

    def tell(self) -> None:
        """Send what is new; what is said while it is on its way goes out together afterwards."""
        if self.who_is is None or self.sending:
            return
        if self.who_is.part == "seat" and self.who_is.seat not in self.hall.room.seats:
            self.close(WRONG)
            return
        found = self.hall.board.news(self.hall.audiences(self.who_is), self.seen)
        self.seen = self.hall.board.version
        if found:
            self.send(f"[{','.join(found)}]")

    def send(self, text: str) -> None:
        """Send, and note when it has left: a slow browser gets less often, never more at once."""
        try:
            sent = self.write_message(text)
        except WebSocketClosedError:
            return
        self.sending = True
        asyncio.ensure_future(self.follow(sent))  # noqa: RUF006  it ends with the line

    async def follow(self, sent: asyncio.Future[None]) -> None:
        """Wait until something has left, then send what came since."""
        try:
            await sent
        except (WebSocketClosedError, StreamClosedError):
            return
        self.sending = False
        self.tell()

    def on_close(self) -> None:
        """Note that the line is gone."""
        self.news.lines.discard(self)
        if self.who_is is not None:
            self.hall.leave(self.who_is)
            self.news.spread()
            self.who_is = None


class Wait(Guarded):
    """News for a browser that has no line: the answer comes when there is some."""

    async def get(self) -> None:
        """Wait, and give it."""
        who = self.who()
        try:
            after = int(self.get_query_argument("after", "0"))
        except ValueError as error:
            raise HTTPError(400) from error
        try:
            if self.news.ask(who) > LINES_EACH:
                raise HTTPError(429)
            version, found = self.found(who, after)
            if not found:
                await self.news.wait(PATIENCE)
                version, found = self.found(who, after)
            self.set_header("Content-Type", "application/json")
            self.write(f'{{"version":{version},"news":[{",".join(found)}]}}')
        finally:
            self.news.answered(who)

    def found(self, who: Who, after: int) -> tuple[int, list[str]]:
        """Give what came after that version."""
        board = self.hall.board
        return board.version, board.news(self.hall.audiences(who), after if after <= board.version else 0)


class Send(Guarded):
    """A message from a browser that has no line."""

    def post(self) -> None:
        """Take it."""
        who = self.who()
        try:
            self.news.take(who, wire.read(self.request.body))
        except GroundRulesError as error:
            self.fail(409, error)
        else:
            self.finish({})
