"""A room on a network of strangers: whatever a participant sends, they see and do no more than is theirs."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from tests.conftest import lay_out_little_course
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.websocket import WebSocketClientConnection, websocket_connect

from groundrules import course
from groundrules.exercise.source import read
from groundrules.workshop.gate import Gate, Who
from groundrules.workshop.guard import allowed
from groundrules.workshop.hall import Hall
from groundrules.workshop.host import build_lessons
from groundrules.workshop.library import Library
from groundrules.workshop.lines import WRONG
from groundrules.workshop.room import MOST_SEATS
from groundrules.workshop.server import LARGEST, application

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

WORD = "river-lamp-47"


@dataclass
class Venue:
    """An open room, and the ways to it."""

    hall: Hall
    host: str
    now: list[float]
    sockets: list[WebSocketClientConnection]

    async def connect(self) -> Line:
        """Open a line that has not yet said whose it is."""
        self.sockets.append(await websocket_connect(f"ws://{self.host}/api/line"))
        return Line(self.sockets[-1])

    async def ask(self, path: str, body: object = None, **heads: str) -> HTTPResponse:
        """Send a request as any program could."""
        given = body if isinstance(body, str | bytes) or body is None else json.dumps(body)
        heads = {name.replace("_", "-"): value for name, value in heads.items()}
        method = "GET" if body is None else "POST"
        request = HTTPRequest(
            f"http://{self.host}{path}",
            method,
            {"Content-Type": "application/json", **heads},
            given,
            follow_redirects=False,
        )
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def join(self, name: str = "Ana", word: str = WORD) -> str:
        """Join; give the secret of the seat."""
        answer = await self.ask("/api/join", {"word": word, "name": name})
        assert answer.code == 200, answer.body
        return str(json.loads(answer.body)["token"])

    async def line(self, token: str) -> Line:
        """Open a line, and read what it is told first."""
        line = await self.connect()
        await line.send({"token": token})
        await line.hear("room")
        return line

    async def lead(self) -> Line:
        """Open the facilitator's line."""
        return await self.line(self.hall.gate.lead)


@dataclass
class Line:
    """A line, and the newest of what it was told."""

    socket: WebSocketClientConnection
    known: dict[str, Any] = field(default_factory=dict)

    async def send(self, message: object) -> None:
        """Say something."""
        await self.socket.write_message(message if isinstance(message, str) else json.dumps(message))

    async def hear(self, topic: str) -> Any:
        """Wait for the next news about something."""
        while True:
            message = await asyncio.wait_for(self.socket.read_message(), 10)
            assert message is not None, f"closed with {self.socket.close_code}"
            news = {each["topic"]: each["body"] for each in json.loads(message)}
            self.known |= news
            if topic in news:
                return news[topic]

    async def until(self, topic: str, holds: Callable[[Any], bool]) -> Any:
        """Wait until what is known about something is so."""
        while not (topic in self.known and holds(self.known[topic])):
            await self.hear(topic)
        return self.known[topic]

    async def closed(self) -> int | None:
        """Wait until it is closed; give why."""
        while await asyncio.wait_for(self.socket.read_message(), 10) is not None:
            pass
        return self.socket.close_code


async def closed(line: WebSocketClientConnection) -> None:
    """Close a line, and wait until its socket is closed too."""
    stream = line.protocol.stream if line.protocol else None
    line.close()
    while stream is not None and not stream.closed():
        # What is left unread would hold the goodbye up until tornado loses patience.
        with suppress(TimeoutError):
            await asyncio.wait_for(line.read_message(), 0.01)


@asynccontextmanager
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    """Open a room with a little course."""
    root = tmp_path / "course"
    lay_out_little_course(root)
    (root / "facilitator").mkdir()
    (root / "facilitator" / "05_lunch.md").write_text("For you alone", encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<title>Lessons</title>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not for you", encoding="utf-8")
    now = [0.0]
    hall = Hall(
        Gate(WORD, lambda: now[0]),
        Library(course.load(root)),
        clock=lambda: now[0],
        notices={"course": {"title": "Little"}, "join": {"word": WORD}},
    )
    (socket,) = bind_sockets(0, "127.0.0.1")
    host = f"127.0.0.1:{socket.getsockname()[1]}"
    made = application(hall, site, frozenset({host}))
    server = HTTPServer(made, max_body_size=LARGEST, max_buffer_size=4 * LARGEST)
    server.add_socket(socket)
    opened = Venue(hall, host, now, [])
    try:
        yield opened
    finally:
        for line in opened.sockets:
            await closed(line)
        server.stop()
        await server.close_all_connections()
        AsyncHTTPClient().close()


@pytest.fixture
def run(tmp_path: Path) -> Callable[[Callable[[Venue], Awaitable[None]]], None]:
    """Give a function that runs a test in a room."""

    async def opened(test: Callable[[Venue], Awaitable[None]]) -> None:
        async with venue(tmp_path) as room:
            await test(room)

    return lambda test: asyncio.run(opened(test))


Run: TypeAlias = "Callable[[Callable[[Venue], Awaitable[None]]], None]"


async def voting(room: Venue) -> Line:
    """Open a scenario at its first vote; give the facilitator's line."""
    lead = await room.lead()
    await lead.send({"do": "open", "scenario": "little"})
    await lead.send({"do": "on"})
    await lead.until("stage", lambda stage: stage["page"] == "vote")
    return lead


def test_a_participant_who_votes_is_counted_and_sees_no_distribution(run: Run) -> None:
    async def test(room: Venue) -> None:
        lead = await voting(room)
        ana, ben = await room.line(await room.join("Ana")), await room.line(await room.join("Ben"))
        await ana.send({"do": "vote", "round": 1, "option": "snap"})
        await ben.until("tally", lambda tally: tally["voted"] == 1)
        assert "counts" not in ben.known["tally"]
        assert ben.known["you"]["vote"] is None
        assert set(ben.known) == {"room", "stage", "tally", "quotes", "you"}
        await lead.until("tally", lambda tally: tally["voted"] == 1)
        assert lead.known["count"] == {"round": 1, "hands": {}}
        await lead.send({"do": "show"})
        assert (await ben.until("tally", lambda tally: "counts" in tally))["counts"] == {"snap": 1}

    run(test)


def test_a_browser_that_has_a_seat_gets_no_second_one_before_it_leaves_the_first(run: Run) -> None:
    async def test(room: Venue) -> None:
        async def join(name: str, cookie: str) -> tuple[str, str]:
            answer = await room.ask("/api/join", {"word": WORD, "name": name}, Cookie=cookie)
            kept = answer.headers["Set-Cookie"]
            assert kept.endswith("; HttpOnly; Path=/api/join; SameSite=Strict")
            return str(json.loads(answer.body)["token"]), kept.partition(";")[0]

        token, cookie = await join("Ana", "")
        assert await join("Ana again", cookie) == (token, cookie)
        assert [seat.name for seat in room.hall.room.seats.values()] == ["Ana"]
        line = await room.line(token)
        await line.send({"do": "leave"})
        assert await line.closed() == WRONG
        assert (await join("Ana", cookie))[0] != token

    run(test)


def test_no_secret_but_a_seat_s_is_given_back_at_the_door(run: Run) -> None:
    async def test(room: Venue) -> None:
        for secret in (room.hall.gate.lead, room.hall.gate.screen, "forged"):
            cookie = {"Cookie": f"groundrules-seat={secret}"}
            answer = await room.ask("/api/join", {"word": WORD, "name": "Ana"}, **cookie)
            assert json.loads(answer.body)["token"] != secret
            assert (await room.ask("/api/join", {"word": "wrong", "name": "Ana"}, **cookie)).code == 403

    run(test)


def test_ten_votes_of_one_seat_over_every_way_are_one(run: Run) -> None:
    async def test(room: Venue) -> None:
        lead = await voting(room)
        token = await room.join()
        first, second = await room.line(token), await room.line(token)
        for number in range(10):
            line = (first, second)[number % 2]
            await line.send({"do": "vote", "round": 1, "option": ("snap", "answer")[number % 2]})
        vote = {"do": "vote", "round": 1, "option": "let-it-ring"}
        await first.until("you", lambda you: you["vote"])
        assert (await room.ask("/api/send", vote, Authorization=f"Bearer {token}")).code == 200
        await lead.until("tally", lambda tally: tally["voted"] == 1)
        await lead.send({"do": "close"})
        count = await lead.until("count", lambda count: "counts" in count)
        assert sum(count["counts"].values()) == 1

    run(test)


@pytest.mark.parametrize(
    "message",
    [
        {"do": "vote", "round": 1, "option": "snap", "seat": "{ben}"},
        {"do": "vote", "round": 1, "option": "snap", "token": "{ben}"},
    ],
)
def test_nobody_votes_as_another(run: Run, message: dict[str, Any]) -> None:
    async def test(room: Venue) -> None:
        await voting(room)
        ana, ben = await room.line(await room.join("Ana")), await room.line(await room.join("Ben"))
        other = next(seat for seat, found in room.hall.room.seats.items() if found.name == "Ben")
        await ana.send(json.dumps(message).replace("{ben}", other))
        assert (await ana.until("you", lambda you: you["vote"]))["vote"] == "snap"
        await ben.until("tally", lambda tally: tally["voted"] == 1)
        assert ben.known["you"]["vote"] is None

    run(test)


@pytest.mark.parametrize(
    "do", ["open", "on", "back", "close", "show", "play", "look", "pair", "door", "remove", "pick", "count", "end"]
)
def test_a_participant_cannot_act_as_the_facilitator(run: Run, do: str) -> None:
    async def test(room: Venue) -> None:
        await voting(room)
        before = room.hall.room.story
        token = await room.join()
        ana = await room.line(token)
        message = {"do": do, "scenario": "little", "option": "snap", "step": 0, "seat": "x", "on": False, "number": 9}
        await ana.send({**message, "part": "lead", "role": "lead"})
        assert (await ana.hear("refused"))["what"] == "The room does not understand this message."
        assert (await room.ask("/api/send", message, Authorization=f"Bearer {token}")).code == 409
        assert room.hall.room.story == before
        assert room.hall.room.door is True

    run(test)


def test_the_screens_secret_changes_nothing(run: Run) -> None:
    async def test(room: Venue) -> None:
        await voting(room)
        screen = await room.line(room.hall.gate.screen)
        await screen.send({"do": "show"})
        assert (await screen.hear("refused"))["what"] == "This page only shows the room."
        assert "desk" not in screen.known
        assert "count" not in screen.known

    run(test)


@pytest.mark.parametrize("part", ["lead", "screen"])
def test_the_facilitators_secret_is_worth_nothing_from_another_machine(part: str) -> None:
    class Request:
        remote_ip = "192.0.2.7"

    assert allowed(Who(part), Request()) is None  # type: ignore[arg-type]
    assert allowed(Who("seat", "a"), Request()) == Who("seat", "a")  # type: ignore[arg-type]


@pytest.mark.parametrize("token", ["", "x", None, 7, {}, ["a"], "\ud800", "x" * 5000])
def test_a_secret_that_is_nobodys_closes_the_line(run: Run, token: object) -> None:
    async def test(room: Venue) -> None:
        line = await room.connect()
        await line.send({"token": token})
        assert await line.closed() == WRONG
        assert line.known == {}

    run(test)


@pytest.mark.parametrize("path", ["/api/news", "/api/send"])
def test_without_a_secret_there_is_no_news_and_nothing_is_taken(run: Run, path: str) -> None:
    async def test(room: Venue) -> None:
        body = None if path == "/api/news" else {"do": "vote", "round": 1, "option": "snap"}
        for heads in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic YTpi"}):
            assert (await room.ask(path, body, **heads)).code == 401

    run(test)


@pytest.mark.parametrize(
    "path",
    [
        "/facilitator/05_lunch.md",
        "/lessons/../course/facilitator/05_lunch.md",
        "/lessons/..%2fcourse%2ffacilitator%2f05_lunch.md",
        "/lessons/%2e%2e/secret.txt",
        "/lessons/....//secret.txt",
        "/lessons/..\\secret.txt",
        "/lessons//etc/passwd",
        "/lessons/%00",
        "/static/../gate.py",
        "/static/..%2fgate.py",
        "/static/room.py",
        "/solutions/no-framework-yet/questions.yaml",
        "/scenarios/little.yaml",
        "/api/scenario?id=little",
        "/.env",
    ],
)
def test_nothing_is_read_but_the_pages(run: Run, path: str) -> None:
    async def test(room: Venue) -> None:
        answer = await room.ask(path)
        assert answer.code in {400, 403, 404}
        assert b"not for you" not in answer.body
        assert b"For you alone" not in answer.body
        assert b"Traceback" not in answer.body

    run(test)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
def test_another_sites_page_gets_no_line_and_no_seat(run: Run, origin: str) -> None:
    async def test(room: Venue) -> None:
        with pytest.raises(HTTPClientError) as caught:
            await websocket_connect(HTTPRequest(f"ws://{room.host}/api/line", headers={"Origin": origin}))
        assert caught.value.code == 403
        assert (await room.ask("/api/join", {"word": WORD, "name": "Eve"}, Origin=origin)).code == 403
        assert room.hall.room.seats == {}

    run(test)


def test_a_name_that_leads_here_by_a_trick_is_refused(run: Run) -> None:
    async def test(room: Venue) -> None:
        answer = await room.ask("/", Host="rebound.example:8800")
        assert answer.code == 421
        assert "rebound" not in str(answer.headers)

    run(test)


def test_a_form_of_another_site_cannot_join(run: Run) -> None:
    async def test(room: Venue) -> None:
        answer = await room.ask("/api/join", '{"word": "river-lamp-47", "name": "Eve"}', Content_Type="text/plain")
        assert answer.code == 415

    run(test)


def test_after_eight_wrong_words_an_address_waits_even_with_the_right_one(run: Run) -> None:
    async def test(room: Venue) -> None:
        codes = [(await room.ask("/api/join", {"word": f"guess-{n}", "name": "Eve"})).code for n in range(9)]
        assert codes == [403] * 8 + [429]
        assert (await room.ask("/api/join", {"word": WORD, "name": "Eve"})).code == 429
        room.now[0] += 61
        assert (await room.ask("/api/join", {"word": WORD, "name": "Eve"})).code == 200

    run(test)


@pytest.mark.parametrize("typed", ["RIVER LAMP 47", " river_lamp47 ", "riverlamp47"])
def test_the_word_may_be_typed_as_phones_do(run: Run, typed: str) -> None:
    async def test(room: Venue) -> None:
        assert await room.join(word=typed)

    run(test)


def test_a_nickname_of_script_reaches_the_others_as_text_and_one_of_ten_thousand_letters_nobody(run: Run) -> None:
    async def test(room: Venue) -> None:
        lead = await room.lead()
        await room.join("<script>alert(1)")
        desk = await lead.until("desk", lambda desk: desk["seats"])
        assert desk["seats"][0]["name"] == "<script>alert(1)"
        for name in ("x" * 10_000, "\u202e\u200b", "\x00", ""):
            assert (await room.ask("/api/join", {"word": WORD, "name": name})).code == 400
        page = await room.ask("/")
        assert "script-src" not in page.headers["Content-Security-Policy"]
        assert page.headers["Content-Security-Policy"].startswith("default-src 'self'; ")
        assert page.headers["X-Content-Type-Options"] == "nosniff"

    run(test)


def test_joins_without_end_fill_the_room_and_no_more(run: Run) -> None:
    async def test(room: Venue) -> None:
        ana = await room.line(await room.join())
        codes = [(await room.ask("/api/join", {"word": WORD, "name": "Eve"})).code for _ in range(MOST_SEATS + 10)]
        assert codes.count(200) == MOST_SEATS - 1
        assert len(room.hall.room.seats) == MOST_SEATS
        # Those who never came give their seats to others after a while, and whoever is here stays.
        room.now[0] += 1000
        late = await room.line(await room.join("Late"))
        assert late.known["you"]["name"] == "Late"
        await ana.until("room", lambda told: told["here"] == 2)

    run(test)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"vote"',
        '{"do": null}',
        '{"do": {"a": 1}}',
        '{"do": "vote"}',
        '{"do": "vote", "round": "1", "option": "snap"}',
        '{"do": "vote", "round": true, "option": "snap"}',
        '{"do": "vote", "round": 1e999, "option": "snap"}',
        '{"do": "vote", "round": 1, "option": ["snap"]}',
        '{"do": "vote", "round": 1, "option": "__proto__"}',
        '{"do": "stuck", "on": "yes"}',
        '{"do": "report", "lesson": "05", "plays": [{"scenario": "Omar said no", "attempt": 1, "steps": 1}]}',
        '{"do": "report", "lesson": "my boss is Omar", "plays": []}',
        '{"do": "report", "lesson": "05", "plays": [7]}',
        '{"do": "quote", "question": -1, "text": "x"}',
        "[" * 5000,
        '{"do": "__class__"}',
    ],
)
def test_a_message_that_is_not_exactly_right_is_refused_and_the_line_goes_on(run: Run, text: str) -> None:
    async def test(room: Venue) -> None:
        await voting(room)
        ana = await room.line(await room.join())
        await ana.send(text)
        assert set(await ana.hear("refused")) == {"what", "remedy"}
        await ana.send({"do": "vote", "round": 1, "option": "snap"})
        assert (await ana.until("you", lambda you: you["vote"]))["vote"] == "snap"

    run(test)


def test_a_message_that_is_too_large_closes_the_line_and_a_request_is_cut_off(run: Run) -> None:
    async def test(room: Venue) -> None:
        token = await room.join()
        ana = await room.line(token)
        await ana.send('{"do": "quote", "question": 0, "text": "' + "x" * 20_000 + '"}')
        assert await ana.closed() in {1006, 1009}
        body = json.dumps({"word": "x" * 100_000, "name": "Eve"})
        assert (await room.ask("/api/join", body)).code in {400, 599}
        again = await room.line(token)
        assert again.known["you"]["name"] == "Ana"

    run(test)


def test_who_speaks_too_fast_is_told_so_and_holds_nobody_else_up(run: Run) -> None:
    async def test(room: Venue) -> None:
        await voting(room)
        ana, ben = await room.line(await room.join("Ana")), await room.line(await room.join("Ben"))
        for _ in range(100):
            await ana.send({"do": "stuck", "on": True})
        assert (await ana.hear("refused"))["what"] == "That was too fast."
        await ben.send({"do": "vote", "round": 1, "option": "snap"})
        assert (await ben.until("you", lambda you: you["vote"]))["vote"] == "snap"

    run(test)


def test_a_seat_has_few_lines_and_one_that_was_removed_has_none(run: Run) -> None:
    async def test(room: Venue) -> None:
        lead = await room.lead()
        token = await room.join()
        lines = [await room.line(token) for _ in range(4)]
        fifth = await room.connect()
        await fifth.send({"token": token})
        assert await fifth.closed() == 4002
        desk = await lead.until("desk", lambda desk: desk["seats"])
        await lead.send({"do": "remove", "seat": desk["seats"][0]["seat"]})
        assert [await line.closed() for line in lines] == [WRONG] * 4
        assert (await room.ask("/api/news", Authorization=f"Bearer {token}")).code == 401

    run(test)


def test_one_of_a_pair_cannot_read_the_others_card(run: Run) -> None:
    async def test(room: Venue) -> None:
        lead = await room.lead()
        ana, ben = await room.line(await room.join("Ana")), await room.line(await room.join("Ben"))
        desk = await lead.until("desk", lambda desk: len(desk["seats"]) == 2)
        seats = [seat["seat"] for seat in desk["seats"]]
        await lead.send({"do": "pair", "scenario": "little", "person": "omar", "seats": seats})
        for line in (ana, ben):
            card = (await line.until("you", lambda you: you["card"]))["card"]
            wants = "to know before he leaves whether the load is ready"
            assert (wants in json.dumps(line.known)) == (card["part"] == "other")

    run(test)


def test_a_browser_without_websocket_gets_all_the_news_and_is_here(run: Run) -> None:
    async def test(room: Venue) -> None:
        lead = await voting(room)
        token = await room.join()
        bearer = f"Bearer {token}"
        first = json.loads((await room.ask("/api/news", Authorization=bearer)).body)
        topics = {each["topic"] for each in first["news"]}
        assert topics == {"room", "stage", "tally", "quotes", "you"}
        await lead.until("room", lambda told: told["here"] == 1)
        version = max(first["version"], room.hall.board.version)
        waiting = asyncio.create_task(room.ask(f"/api/news?after={version}", Authorization=bearer))
        await asyncio.sleep(0)
        await room.ask("/api/send", {"do": "vote", "round": 1, "option": "snap"}, Authorization=bearer)
        news = json.loads((await waiting).body)["news"]
        assert {each["topic"] for each in news} >= {"tally", "you"}

    run(test)


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every text that the real course's room hands out."""
    site = tmp_path_factory.mktemp("lessons") / "site"
    build_lessons(site, course.load())
    kinds = {".html", ".js", ".json", ".md"}
    return [path.read_text(encoding="utf-8") for path in site.rglob("*") if path.suffix in kinds]


def test_no_note_is_among_what_a_room_hands_out(lessons: list[str]) -> None:
    notes = sorted((course.content() / "facilitator").glob("*.md"))
    assert len(notes) > 10
    for note in notes:
        longest = max(note.read_text(encoding="utf-8").splitlines(), key=len)
        assert not any(longest in text for text in lessons), note.name


def test_no_key_and_no_model_of_a_graded_question_is_among_what_a_room_hands_out(lessons: list[str]) -> None:
    masters = sorted((course.content() / "solutions").glob("*/questions.yaml"))
    assert len(masters) > 5
    for master in masters:
        for question in read(master):
            secret = [question.explain or "", *(getattr(question, "model", None) or [])]
            for text in (" ".join(str(each).split()) for each in secret):
                assert not text or not any(text in page for page in lessons), (master.parent.name, question.id)
