"""The room on the network: its pages, its door, the lessons. It decides nothing; the hall does."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from tornado.web import Application, HTTPError, StaticFileHandler

from groundrules import catalogue
from groundrules.errors import RoomError
from groundrules.workshop import wire
from groundrules.workshop.gate import TooOftenError, WrongWordError
from groundrules.workshop.guard import Guarded
from groundrules.workshop.lines import Line, Send, Wait
from groundrules.workshop.news import News

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workshop.hall import Hall

LARGEST = 16_384  # bytes that a browser may send at once
LESSONS = "/lessons/"
SEAT = "groundrules-seat"  # the cookie that keeps a browser from taking a second seat
PAGES = {"/": "room", "/lead": "lead", "/screen": "screen"}  # the program, and the style of the page
SHARED = ("base.css", "player.css", "dom.js", "meters.js", "story.js", "walk.js")  # of the views


def application(hall: Hall, site: Path, hosts: frozenset[str], language: str = catalogue.SOURCE) -> Application:
    """Give the application; an event loop must run.

    Args:
        hall: the room.
        site: the folder of the lessons' pages.
        hosts: the names, with their port, under which browsers may ask; anything else is refused.
        language: that the room speaks, as far as its texts are translated.
    """
    return Application(
        [
            *((path, Page) for path in PAGES),
            (r"/static/([\w-]+\.(?:js|css|svg))", Static),
            (r"/api/join", Join),
            (r"/api/line", Line),
            (r"/api/news", Wait),
            (r"/api/send", Send),
            (rf"{LESSONS}(.*)", Lessons, {"path": str(site), "default_filename": "index.html"}),
        ],
        hall=hall,
        news=News(hall),
        hosts=hosts,
        language=language,
        default_handler_class=Missing,
        websocket_max_message_size=LARGEST,
        websocket_ping_interval=20,
        websocket_ping_timeout=20,
        log_function=lambda _handler: None,  # who asks for what is nobody's business
    )


def page(program: str, language: str = catalogue.SOURCE) -> str:
    """Give a page: the same for all, but for its program, its style and its language."""
    text = files("groundrules.workshop").joinpath("static", "page.html").read_text(encoding="utf-8")
    return text.replace("PROGRAM", program).replace("LANGUAGE", language)


class Page(Guarded):
    """The pages; they hold no more than the name of their program, and ask for the rest."""

    def get(self) -> None:
        """Give the page."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(page(PAGES[self.request.path], self.settings["language"]))


class Static(Guarded):
    """The programs and styles of the pages."""

    def get(self, name: str) -> None:
        """Give one."""
        package = "groundrules.widgets" if name in SHARED else "groundrules.workshop"
        place = files(package).joinpath("static", name)
        if not place.is_file():
            raise HTTPError(404)
        content = place.read_text(encoding="utf-8")
        if name.endswith(".js"):
            content = catalogue.load(self.settings["language"]).module(name, content)
        kind = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}[name.rpartition(".")[2]]
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.write(content)


class Lessons(Guarded, StaticFileHandler):
    """The lessons' pages."""

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Give the path of a file within the pages; a name that no file can have is not there."""
        if "\0" in absolute_path:
            raise HTTPError(404)
        return super().validate_absolute_path(root, absolute_path)

    def set_extra_headers(self, path: str) -> None:
        """Let a browser keep them, and ask each time whether they are still the same."""
        del path
        self.set_header("Cache-Control", "no-cache")


class Join(Guarded):
    """The door."""

    def post(self) -> None:
        """Let somebody in."""
        if self.request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise HTTPError(415)
        try:
            asked = wire.read(self.request.body)
            word, name = (wire.text_of(asked, key, LARGEST) for key in ("word", "name"))
            token = self.hall.join(word, name, str(self.request.remote_ip), self.get_cookie(SEAT, "") or "")
        except TooOftenError as error:
            self.fail(429, error)
        except WrongWordError as error:
            self.fail(403, error)
        except RoomError as error:
            self.fail(400, error)
        else:
            self.news.spread()
            self.set_cookie(SEAT, token, path="/api/join", httponly=True, samesite="Strict")
            self.finish({"token": token})


class Missing(Guarded):
    """Every other address."""

    def get(self) -> None:
        """Say that there is nothing."""
        raise HTTPError(404)

    post = get
