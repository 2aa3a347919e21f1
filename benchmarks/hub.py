"""Seats on a hub: the memory of each, and how soon many who join at once have a lesson; ours against a stock hub.

Use: python benchmarks/hub.py [--joiners N] [--rounds N]     (default 10 joiners, 3 rounds; Linux with bubblewrap)
Both are JupyterHub with its own proxy and SimpleLocalProcessSpawner. Ours is `deploy/jupyterhub`, where a lesson that
is read needs no kernel. Stock is JupyterHub's default notebook server, JupyterLab, with a kernel started for the
lesson, as JupyterLab does when it opens a notebook. In each round, in turns, all joiners log in at one instant. A
joiner's lesson is usable once its page, its notebook, and (ours) the course's answer to its first view or (stock) the
kernel's first answer came. No browser runs: it would measure the learners' machines. Then each seat's processes are
added up by their share (PSS) in `/proc/PID/smaps_rollup`. The last line is
`seats per GiB A (stock B), memory ratio C, usable D s (stock E s), ratio F`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import websocket_connect

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
WORD = "open-sesame-now"
LESSON = "notebooks/05_no_framework_yet.ipynb"
SCENARIO = "the-2am-call"
PATIENCE = 600  # seconds
STOCK = """
c = get_config()
from pathlib import Path
seats = Path({seats!r})
c.JupyterHub.bind_url = {address!r}
c.JupyterHub.cookie_secret_file = str(seats / "cookie_secret")
c.JupyterHub.db_url = f"sqlite:///{{seats / 'hub.sqlite'}}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.ConfigurableHTTPProxy.pid_file = str(seats / "proxy.pid")
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = {word!r}
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(seats / "homes" / "{{username}}")
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = {{"JUPYTER_CONFIG_PATH": str(seats)}}
(seats / "jupyter_server_config.json").write_text({extensions!r})
c.Spawner.start_timeout = {patience}
c.Spawner.http_timeout = {patience}
c.JupyterHub.concurrent_spawn_limit = 100

def lay_out(spawner):
    lesson = seats / "homes" / spawner.user.name / {lesson!r}
    lesson.parent.mkdir(parents=True, exist_ok=True)
    lesson.write_bytes(Path({source!r}).read_bytes())

c.Spawner.pre_spawn_hook = lay_out
"""

# What is installed beside JupyterLab for this course and is no part of a stock notebook server.
OTHERS = [
    "groundrules.server",
    "jupyterlab_jupytext",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "voila.server_extension",
]


@dataclass
class Seat:
    """A learner without the browser: a cookie jar, and what they wait for."""

    hub: str
    name: str
    cookies: dict[tuple[str, str], str] = field(default_factory=dict)  # by path and name

    @property
    def own(self) -> str:
        """The address of their server."""
        return f"/user/{self.name}/"

    async def ask(self, path: str, body: str | None = None, **headers: str) -> HTTPResponse:
        """Ask, following to wherever it leads."""
        url = path if path.startswith("http") else self.hub + path
        for _ in range(20):
            sent = {"Cookie": self.sent(urlsplit(url).path), **headers}
            method = "GET" if body is None else "POST"
            request = HTTPRequest(
                url, method, sent, body, follow_redirects=False, request_timeout=PATIENCE, connect_timeout=PATIENCE
            )
            answer = await AsyncHTTPClient().fetch(request, raise_error=False)
            for cookie in answer.headers.get_list("Set-Cookie"):
                morsels = SimpleCookie(cookie).items()
                self.cookies |= {(morsel["path"] or "/", name): morsel.value for name, morsel in morsels}
            if answer.code not in {301, 302, 303}:
                return answer
            place = answer.headers["Location"]
            url, body = place if place.startswith("http") else self.hub + place, None
        raise SystemExit(f"{path} leads round in circles")

    def sent(self, path: str) -> str:
        """The cookies for an address; of two of one name the one for the longer path comes first."""
        fitting = sorted((key for key in self.cookies if path.startswith(key[0])), key=lambda key: -len(key[0]))
        return "; ".join(f"{name}={self.cookies[place, name]}" for place, name in fitting)

    async def sit_down(self, page: str) -> None:
        """Log in, and wait until a page comes from a server that is theirs; then get the notebook on it."""
        await self.ask("/hub/login")
        given = urlencode({"username": self.name, "password": WORD, "_xsrf": self.cookies["/hub/", "_xsrf"]})
        await self.ask("/hub/login", given, **{"Content-Type": "application/x-www-form-urlencoded"})
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = await self.ask(self.own + page)
            if answer.code == HTTPStatus.OK and urlsplit(answer.effective_url).path.startswith(self.own):
                break
            await asyncio.sleep(0.2)
        else:
            raise SystemExit(f"{self.name} got no server")
        answer = await self.ask(f"{self.own}api/contents/{LESSON}")
        if answer.code != HTTPStatus.OK:
            raise SystemExit(f"{LESSON}: {answer.code}")

    def mark(self) -> str:
        """The mark against forged requests, of their own server."""
        return self.cookies[self.own, "_xsrf"]

    async def post(self, path: str, content: object) -> HTTPResponse:
        """Send their server something."""
        heads = {"X-XSRFToken": self.mark(), "Content-Type": "application/json"}
        answer = await self.ask(self.own + path, json.dumps(content), **heads)
        if answer.code not in {HTTPStatus.OK, HTTPStatus.CREATED}:
            raise SystemExit(f"{path}: {answer.code} {answer.body[:300]!r}")
        return answer

    async def lesson_of_ours(self) -> None:
        """Open a lesson; its views are answered by the server."""
        await self.sit_down(f"doc/tree/{LESSON}")
        answer = await self.post("groundrules/api", {"do": "scenario.open", "id": SCENARIO, "path": "notebooks"})
        if not json.loads(answer.body)["ok"]:
            raise SystemExit("The course does not answer.")

    async def lesson_of_stock(self) -> None:
        """Open a notebook, and wait until its kernel is idle."""
        await self.sit_down(f"lab/tree/{LESSON}")
        made = {"path": LESSON, "name": LESSON, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = json.loads((await self.post("api/sessions", made)).body)["kernel"]["id"]
        heads = {"Cookie": self.sent(self.own)}
        address = f"{self.hub.replace('http', 'ws', 1)}{self.own}api/kernels/{kernel}/channels"
        line = await websocket_connect(HTTPRequest(address, headers=heads, connect_timeout=PATIENCE))
        head = {"msg_id": self.name, "msg_type": "kernel_info_request", "session": self.name, "version": "5.3"}
        asked = {"header": head, "parent_header": {}, "metadata": {}, "content": {}, "channel": "shell", "buffers": []}
        await line.write_message(json.dumps(asked))
        while message := await line.read_message():
            if "kernel_info_reply" in str(message):
                break
        line.close()


@dataclass(frozen=True)
class Measured:
    """One round of one hub: mebibytes of each seat, seconds of each joiner, and of a processor for each seat."""

    memory: list[float]
    seconds: list[float]
    work: list[float]


def measure(*, ours: bool, joiners: int) -> Measured:
    """Start a hub, let all join at once, and weigh their seats."""
    with tempfile.TemporaryDirectory(prefix="seats-", dir=Path.home()) as place, hub(Path(place), ours=ours) as address:
        return asyncio.run(join(address, joiners, ours=ours))


async def join(address: str, joiners: int, *, ours: bool) -> Measured:
    """Let all join, each with a clock; weigh when all sit."""
    AsyncHTTPClient.configure(None, max_clients=1000, max_body_size=200 << 20)
    seats = [Seat(address, f"learner{os.getpid()}x{number}") for number in range(joiners)]

    async def timed(seat: Seat) -> float:
        began = time.perf_counter()
        await (seat.lesson_of_ours() if ours else seat.lesson_of_stock())
        return time.perf_counter() - began

    seconds = await asyncio.gather(*(timed(seat) for seat in seats))
    await asyncio.sleep(2)
    found = [processes_of(seat.name) for seat in seats]
    memory = [sum(share(pid) for pid in each) / 1024 for each in found]
    return Measured(memory, list(seconds), [sum(worked(pid) for pid in each) for each in found])


def processes_of(name: str) -> list[int]:
    """The processes of a learner's seat; each inherits its learner's name."""
    wanted = f"JUPYTERHUB_USER={name}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            known = set(place.read_bytes().split(b"\0"))
        except OSError:
            continue
        if wanted in known:
            found.append(int(place.parent.name))
    return found


def share(pid: int) -> int:
    """The kibibytes of a process; what it shares with others counts in shares."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0


def worked(pid: int) -> float:
    """The seconds of a processor that a process, and those that it has ended, have used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


@contextmanager
def hub(place: Path, *, ours: bool) -> Iterator[str]:
    """A hub that answers; nothing of it runs on afterwards."""
    own, api, inside = free_ports(3)
    proxy = str(ROOT / "build/npm/node_modules/.bin/configurable-http-proxy")
    address = f"http://127.0.0.1:{own}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "GROUNDRULES"))}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    config = ROOT / "deploy/jupyterhub/jupyterhub_config.py"
    if ours:
        environment |= {"GROUNDRULES_SEATS": str(place / "seats"), "GROUNDRULES_PASSWORD": WORD}
        environment |= {"GROUNDRULES_PROXY": proxy, "GROUNDRULES_BIND": address}
    else:
        config, source = place / "stock.py", str(ROOT / LESSON)
        off = {"ServerApp": {"jpserver_extensions": dict.fromkeys(OTHERS, False)}}
        known = {
            "extensions": json.dumps(off),
            "seats": str(place),
            "address": address,
            "proxy": proxy,
            "word": WORD,
            "patience": PATIENCE,
        }
        config.write_text(STOCK.format(**known, lesson=LESSON, source=source), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config), f"--JupyterHub.hub_port={inside}"]
    command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api}", "--JupyterHub.concurrent_spawn_limit=100"]
    command += [f"--Spawner.start_timeout={PATIENCE}", f"--Spawner.http_timeout={PATIENCE}"]
    log = place / "log"
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(command, cwd=place, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        until_answers(server, f"{address}/hub/health", log)
        yield address
    finally:
        stop(server)


def until_answers(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Wait for a server's first answer."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit(log.read_text(encoding="utf-8"))
        try:
            with urlopen(address, timeout=5):  # noqa: S310  our own loopback
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The hub does not answer.")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a hub, which ends its seats and its proxy."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses at this moment."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def main() -> int:
    """Measure both, in turns; print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--joiners", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    if sys.platform != "linux" or not shutil.which("bwrap"):
        raise SystemExit("Seats need Linux and bubblewrap.")
    found: dict[str, list[Measured]] = {"stock": [], "ours": []}
    for number in range(1, asked.rounds + 1):
        for name in ("stock", "ours") if number % 2 else ("ours", "stock"):
            made = measure(ours=name == "ours", joiners=asked.joiners)
            found[name].append(made)
            first, last = min(made.seconds), max(made.seconds)
            told = f"{statistics.median(made.memory):.0f} MiB and {statistics.median(made.work):.1f} s of a processor "
            told += f"a seat, usable after {first:.1f} to {last:.1f} s"
            print(f"round {number}, {name}, {asked.joiners} joiners: {told}", flush=True)
    memory = {name: statistics.median(each for one in made for each in one.memory) for name, made in found.items()}
    usable = {name: statistics.median(each for one in made for each in one.seconds) for name, made in found.items()}
    work = {name: statistics.median(each for one in made for each in one.work) for name, made in found.items()}
    print(
        f"processor {work['ours']:.1f} s a seat (stock {work['stock']:.1f} s), ratio {work['ours'] / work['stock']:.2f}"
    )
    print(
        f"seats per GiB {1024 / memory['ours']:.1f} (stock {1024 / memory['stock']:.1f}), "
        f"memory ratio {memory['ours'] / memory['stock']:.2f}, "
        f"usable {usable['ours']:.1f} s (stock {usable['stock']:.1f} s), ratio {usable['ours'] / usable['stock']:.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
