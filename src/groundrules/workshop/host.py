"""A workshop from its beginning to its end: the lessons built, the room opened, and everything put away again."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
import time
import webbrowser
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer

from groundrules import catalogue
from groundrules import course as manifest
from groundrules.errors import FolderError, JournalError
from groundrules.journal.forward import forward
from groundrules.journal.store import Journal
from groundrules.publish.site import build_site
from groundrules.workshop import address
from groundrules.workshop import event as happened
from groundrules.workshop.gate import Gate, make_word
from groundrules.workshop.hall import Hall
from groundrules.workshop.library import Library
from groundrules.workshop.server import LARGEST, application
from groundrules.workshop.turns import most_common

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from groundrules.course import Course
    from groundrules.workshop.news import News

# A browser keeps connections open that it no longer uses, and an ill-meaning one sends nothing on them.
TIMEOUTS = {"idle_connection_timeout": 30, "body_timeout": 10}
JOURNAL, SUMMARY = "journal.db", "summary.json"
BESIDE = '<link rel="stylesheet" href="/static/beside.css">\n<script type="module" src="/static/beside.js"></script>\n'
# The lessons' own worker would keep them in the browser, on a laptop on which nothing is to stay.
NO_WORKER = """addEventListener("install", () => skipWaiting());
addEventListener("activate", () => registration.unregister());
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a workshop is to be held.

    Attributes:
        port: None takes the first free one.
        address: the name or address that participants are told; None finds this machine's own.
        offline: whether there are no devices but this one.
        browser: whether to open the facilitator's page.
        code: whether to show the QR code in the terminal as well.
        keep: a folder for what is to remain; None keeps nothing.
        send: a record store for the statements: its address, the name there, and the password.
    """

    port: int | None = None
    address: str | None = None
    offline: bool = False
    browser: bool = True
    code: bool = False
    keep: Path | None = None
    send: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A workshop that is open.

    Attributes:
        hall: its room.
        news: the lines to the browsers.
        port: where it is.
        join: the address for participants; empty where there are none.
        lead: the address of the facilitator's page, with the secret.
    """

    hall: Hall
    news: News
    port: int
    join: str
    lead: str


def hold(plan: Plan, say: Callable[[str], None], course: Course | None = None) -> None:
    """Hold a workshop until it is stopped with Control-C.

    Args:
        plan: how.
        say: is told what the facilitator has to know, line by line.
        course: by default the one that is installed.

    Raises:
        SetupError: the port is in use.
        FolderError: what is to be kept cannot be written.
        ContentError: a lesson or scenario is wrong.
        JournalError: the statements cannot be kept or sent.
    """
    course = course or manifest.load()
    with _stopped_kindly(), TemporaryDirectory(prefix="groundrules-workshop-") as place:
        folder = _kept(plan.keep) if plan.keep else Path(place)
        journal = Journal(folder / JOURNAL) if plan.keep or plan.send else None
        address.allow_many()
        say("Getting the lessons ready…")
        site = Path(place) / "site"
        build_lessons(site, course)
        began = datetime.now(UTC)
        rooms: list[Hall] = []
        try:
            asyncio.run(_serve(plan, course, site, journal, lambda opened: _opened(opened, plan, say, rooms)))
        except KeyboardInterrupt:
            say("")
        finally:
            if plan.keep and rooms:
                summarise(rooms[0], began, folder / SUMMARY)
                say(f"Kept in {folder}: {JOURNAL}, {SUMMARY}. Nothing else remains.")
            else:
                say("The room is closed. Nothing of it remains on this machine.")
        if plan.send and journal:
            say(f"{_send(journal, plan.send, kept=plan.keep is not None)} statements sent.")


@contextmanager
def _stopped_kindly() -> Iterator[None]:
    """Let a closed terminal and a shutdown end the room as Control-C does, so that nothing remains then either."""
    found = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    signals = found if threading.current_thread() is threading.main_thread() else []
    before = {each: signal.signal(each, signal.default_int_handler) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def build_lessons(out: Path, course: Course) -> None:
    """Build the lessons' pages, each with a way back to the room."""
    build_site(out, course)
    (out / "sw.js").write_text(NO_WORKER, encoding="utf-8")
    for page in out.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("</head>", f"{BESIDE}</head>", 1), encoding="utf-8")


def open_room(plan: Plan, course: Course, site: Path, journal: Journal | None = None) -> tuple[Open, HTTPServer]:
    """Open the room on the network; an event loop must run.

    Raises:
        SetupError: the port is in use.
    """
    taken, port = address.bind(plan.port, everywhere=not plan.offline)
    own = [] if plan.offline else address.local_addresses()
    names = [plan.address, *own] if plan.address else own
    gate = Gate(make_word(), time.monotonic)
    join = f"http://{names[0]}:{port}/" if names else ""
    shown = {"address": join.removeprefix("http://").rstrip("/"), "word": gate.word if join else ""}
    code = address.qr(f"{join}#{gate.word}") if join else None
    library = Library(course)
    notices = {
        "join": {**shown, "qr": code, "offline": not join},
        "course": {**library.contents(), "screen": gate.screen},
    }
    hall = Hall(gate, library, clock=time.monotonic, notices=notices, journal=journal)
    made = application(hall, site, address.host_names(names, port), spoken(course))
    server = HTTPServer(made, max_body_size=LARGEST, max_buffer_size=4 * LARGEST, **TIMEOUTS)
    server.add_socket(taken)
    return Open(hall, made.settings["news"], port, join, f"http://127.0.0.1:{port}/lead#{gate.lead}"), server


def spoken(course: Course) -> str:
    """Give the language that the room speaks: the course's, where there is a catalogue for it."""
    return course.language if course.language in catalogue.languages() else catalogue.SOURCE


def summarise(hall: Hall, began: datetime, path: Path) -> None:
    """Write what the room did: the facilitator's steps and the turning points; no name, no vote, no word of anybody.

    Raises:
        FolderError: the file cannot be written.
    """
    kept = {
        "began": began.isoformat(timespec="seconds"),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "people": len(hall.room.seats),
        "turning points": most_common(hall.room.turns.values()),
        "steps": [{"when": when.isoformat(timespec="seconds"), **_line(event)} for when, event in hall.log],
    }
    try:
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise _unwritable(path, error) from error


def _line(event: happened.LeadEvent) -> dict[str, Any]:
    did = {"did": type(event).__name__}
    if isinstance(event, happened.Opened | happened.Paired):
        return {**did, "scenario": event.sheet["id"]}
    return {**did, **asdict(event)}


def _send(journal: Journal, where: tuple[str, str, str], *, kept: bool) -> int:
    try:
        return forward(journal, *where)
    except JournalError as error:
        if kept:
            raise
        remedy = "They are gone with the room. Next time name a folder with --keep: what cannot be sent waits there."
        raise JournalError(error.what, where=error.where, remedy=remedy) from error


def _kept(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder


def _unwritable(path: Path, error: OSError) -> FolderError:
    what = f"The workshop cannot be kept there ({(error.strerror or str(error)).lower()})."
    return FolderError(what, where=str(path), remedy="Choose another folder.")


def _opened(opened: Open, plan: Plan, say: Callable[[str], None], rooms: list[Hall]) -> None:
    rooms.append(opened.hall)
    if opened.join:
        say(f"Join at   {opened.join}")
        say(f"Join word {opened.hall.gate.word}")
        for line in address.qr_lines(f"{opened.join}#{opened.hall.gate.word}") if plan.code else []:
            say(line)
    elif not plan.offline:
        say("This machine has no network: the room is open on this screen alone, with votes by hand.")
    say(f"Your page {opened.lead}")
    say("Your page's address is a secret; do not show it. Press Control-C here to close the room.")
    if plan.browser:
        webbrowser.open(opened.lead)


async def _serve(
    plan: Plan, course: Course, site: Path, journal: Journal | None, on_open: Callable[[Open], None]
) -> None:
    opened, server = open_room(plan, course, site, journal)
    on_open(opened)
    try:
        await asyncio.Event().wait()
    finally:
        opened.news.close()
        server.stop()
        await server.close_all_connections()
