"""What browser tests share: Chromium, a page that leaves this machine for nothing, and a small static server."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 30_000  # milliseconds: how long a state is waited for on a busy machine; what passes waits for nothing
expect.set_options(timeout=PATIENCE)
STILL = """() => document.getAnimations().every(
    (each) => each.playState !== "running" || each.effect.getTiming().iterations === Infinity
)"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One headless browser for the tests of a module.

    Not for the whole session: while it lives, an event loop counts as running in this thread, and tests elsewhere need
    loops of their own.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page did that it should not: messages of its console, and addresses elsewhere."""

    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Watch a page from now on, and block every address but this machine's."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.route("**/*", self._route)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _route(self, route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:")):
            route.continue_()
        else:
            self.faults.append(f"request: {route.request.url}")
            route.abort()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """A watch over any number of pages; the test fails at its end if one of them did wrong."""
    watch = Watch()
    yield watch
    assert watch.faults == []


@pytest.fixture
def page(chromium: Browser, watch: Watch) -> Iterator[Page]:
    """A fresh page, with a profile of its own, under watch."""
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch.over(page)
    yield page
    context.close()


@dataclass(frozen=True)
class StaticServer:
    """A server on this machine: `folder` at its root, the views' files under `/static/`."""

    url: str
    folder: Path

    def put(self, name: str, text: str) -> str:
        """Write a file into the folder and give its address."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return f"{self.url}/{name}"


class _Quiet(SimpleHTTPRequestHandler):
    views = str(files("groundrules.widgets").joinpath("static"))

    def translate_path(self, path: str) -> str:
        if path.startswith("/static/"):
            return str(Path(self.views) / Path(path.partition("?")[0]).name)
        return super().translate_path(path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the base class's)
        pass


@pytest.fixture
def static_server(tmp_path: Path) -> Iterator[StaticServer]:
    """Serve a temporary folder and the views' files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield StaticServer(f"http://127.0.0.1:{server.server_port}", tmp_path)
        server.shutdown()
        thread.join()


@pytest.fixture
def axe() -> Callable[[Page, str], list[str]]:
    """Give a function that lists what axe-core finds wrong below a selector, one line a fault."""
    script = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def run(page: Page, selector: str) -> list[str]:
        page.evaluate(script)
        found = page.evaluate("selector => axe.run(selector, {resultTypes: ['violations']})", selector)
        return [
            f"{fault['id']}: {node['html']} {node['failureSummary']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return run


@pytest.fixture
def looks(axe: Callable[[Page, str], list[str]]) -> Callable[..., list[str]]:
    """Give a function that lists what is wrong with a page as it stands: in both themes, and at several widths.

    A page is loaded once for all of that: its theme is an attribute, and its window can be resized.
    """

    def run(page: Page, *widths: int, selector: str = "#root") -> list[str]:
        found = []
        for light in ("true", "false"):
            page.evaluate("light => document.documentElement.setAttribute('data-jp-theme-light', light)", light)
            page.wait_for_function(STILL)
            found += [f"light: {light}, {fault}" for fault in axe(page, selector)]
        page.evaluate("document.documentElement.removeAttribute('data-jp-theme-light')")
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_function("width => window.innerWidth === width", arg=width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [f"{width} pixels wide, it takes {wide}"] if wide > width else []
        return found

    return run
