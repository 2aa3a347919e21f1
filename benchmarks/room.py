"""How soon a vote is visible: the room's real server, and as many real WebSocket clients, in one process on loopback.

Use: python benchmarks/room.py [--voters N] [--rounds N]     (default 100 voters, 10 rounds)
Each round is one vote of a scenario: all voters vote, half of them at the same instant and half spread over a second,
and a tenth of them change their mind. A vote's time runs from its sending until both its voter has it confirmed and
the facilitator's page has been told of that many votes. At the close the room's count is compared with the voters.
The last line is `p50 A s p95 B s lost N`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from groundrules import course
from groundrules.workshop.host import Plan, open_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundrules.workshop.host import Open

SCENARIO = "the-2am-call"
PATIENCE = 10.0  # seconds after which a vote counts as lost
LIMIT = 150.0  # seconds for everything


class Client:
    """A browser without its window: it keeps what it is told."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.socket = socket
        self.known: dict[str, Any] = {}
        self.told = asyncio.Event()
        self.reading = asyncio.create_task(self.read())
        self.counted: list[tuple[float, int, int]] = []  # when, round, votes

    async def read(self) -> None:
        """Keep all that comes."""
        while (message := await self.socket.read_message()) is not None:
            now = time.perf_counter()
            for each in json.loads(message):
                self.known[each["topic"]] = each["body"]
                if each["topic"] == "tally" and each["body"]["round"]:
                    self.counted.append((now, each["body"]["round"], each["body"]["voted"]))
            self.told.set()
            self.told = asyncio.Event()

    async def until(self, holds: Callable[[dict[str, Any]], bool]) -> bool:
        """Wait until what is known is so; tell whether it came to that."""
        end = time.perf_counter() + PATIENCE
        while not holds(self.known):
            left = end - time.perf_counter()
            if left <= 0:
                return False
            try:
                await asyncio.wait_for(self.told.wait(), left)
            except TimeoutError:
                return False
        return True

    async def send(self, **message: object) -> None:
        """Say something."""
        await self.socket.write_message(json.dumps(message))


async def enter(opened: Open, token: str) -> Client:
    """Open a line."""
    client = Client(await websocket_connect(f"ws://127.0.0.1:{opened.port}/api/line"))
    await client.send(token=token)
    await client.until(lambda known: "room" in known)
    return client


async def join(opened: Open, number: int) -> Client:
    """Come in by the door."""
    body = json.dumps({"name": f"Voter {number}", "word": opened.hall.gate.word})
    head = {"Content-Type": "application/json"}
    answer = await AsyncHTTPClient().fetch(HTTPRequest(f"http://127.0.0.1:{opened.port}/api/join", "POST", head, body))
    return await enter(opened, json.loads(answer.body)["token"])


async def cast(client: Client, number: int, option: str, wait: float) -> tuple[float, float]:
    """Vote after a while; give when it was sent, and when it was confirmed (infinite where it never was)."""
    await asyncio.sleep(wait)
    sent = time.perf_counter()
    await client.send(do="vote", round=number, option=option)
    done = await client.until(lambda known: known["you"]["round"] == number and known["you"]["vote"] == option)
    return sent, time.perf_counter() if done else float("inf")


async def vote(lead: Client, voters: list[Client], chance: random.Random) -> tuple[list[float], int]:
    """Hold one vote; give each vote's time, and how many were lost."""
    stage = lead.known["stage"]
    number, offered = stage["round"], [option["id"] for option in stage["options"]]
    await asyncio.gather(*(voter.until(lambda known: known["stage"].get("round") == number) for voter in voters))
    waits = [0.0 if at % 2 else chance.random() for at in range(len(voters))]
    lead.counted.clear()
    cast_votes = [cast(voter, number, chance.choice(offered), wait) for voter, wait in zip(voters, waits, strict=True)]
    times = await asyncio.gather(*cast_votes)
    await lead.until(lambda known: known["tally"]["voted"] == len(voters))
    # The n-th vote that was sent is visible as soon as n votes are.
    visible = []
    for rank, sent in enumerate(sorted(sent for sent, _ in times), 1):
        seen = [when for when, which, voted in lead.counted if which == number and voted >= rank]
        visible.append((seen[0] if seen else float("inf")) - sent)
    confirmed = [done - sent for sent, done in sorted(times)]
    changed = voters[:: max(1, len(voters) // 10)]
    await asyncio.gather(*(cast(voter, number, offered[0], 0) for voter in changed))
    await lead.send(do="close")
    await lead.until(lambda known: "counts" in known["count"] and known["count"]["round"] == number)
    lost = len(voters) - sum(lead.known["count"]["counts"].values())
    return [max(pair) for pair in zip(visible, confirmed, strict=True)], lost


async def measure(count: int, rounds: int) -> None:
    """Hold the votes, and print what they took."""
    chance = random.Random(1)  # noqa: S311  the same votes each time
    with tempfile.TemporaryDirectory() as site:
        opened, server = open_room(Plan(port=0, offline=True), course.load(), Path(site))
        began = time.perf_counter()
        lead = await enter(opened, opened.hall.gate.lead)
        voters = list(await asyncio.gather(*(join(opened, number) for number in range(count))))
        print(f"{count} voters joined in {time.perf_counter() - began:.2f} s")
        times: list[float] = []
        lost = 0
        for _ in range(rounds):
            if lead.known["stage"]["page"] in {"lobby", "end"}:
                await lead.send(do="open", scenario=SCENARIO)
                await lead.until(lambda known: known["stage"]["page"] == "case")
            await lead.send(do="on")
            await lead.until(lambda known: known["stage"]["page"] in {"vote", "end"})
            if lead.known["stage"]["page"] == "end":
                continue
            taken, missing = await vote(lead, voters, chance)
            times += taken
            lost += missing
            await lead.send(do="play", option=lead.known["stage"]["options"][0]["id"])
            await lead.until(lambda known: known["stage"]["page"] == "outcome")
        for client in [lead, *voters]:
            client.socket.close()
        opened.news.close()
        server.stop()
        await asyncio.gather(*(client.reading for client in [lead, *voters]))
        await server.close_all_connections()
    cuts = statistics.quantiles(times, n=20)
    print(f"{len(times)} votes, the slowest {max(times):.3f} s")
    print(f"p50 {statistics.median(times):.3f} s p95 {cuts[18]:.3f} s lost {lost}")


def main() -> int:
    """Measure within a bounded time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    asyncio.run(asyncio.wait_for(measure(asked.voters, asked.rounds), LIMIT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
