"""The certificate's card in a real browser: what is left, and the file when nothing is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from groundrules import course
from groundrules.course import Course, Lesson
from groundrules.desk import Desk
from groundrules.desk.drawer import Drawer
from groundrules.journal import statement
from groundrules.journal.certificate import read
from groundrules.journal.statement import Answer, Occasion

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en" class="gr-page"><head><title>Certificate</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/views.css"></head><body><main><h1>Ground Rules</h1><div id="root"></div></main>
<script type="module">
import { mountView } from "/static/views.js";
const host = { ask: (message) => window.askPython(message), href: (notebook) => `/${notebook}` };
window.view = mountView(document.getElementById("root"), { view: "certificate" }, host);
</script></body></html>"""


def test_what_is_left_is_listed_and_then_the_certificate_is_made(
    page: Page,
    static_server: StaticServer,
    looks: Callable[..., list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lesson = Lesson("01", "01_first", "First", 5, checks=("01-a", "01-b"))
    found = Course("T", "S", "en", (lesson,), tmp_path, certificate=("checks",))
    monkeypatch.setattr(course, "load", lambda: found)
    page.expose_function("askPython", Desk(root=tmp_path, home=tmp_path).reply)
    address = static_server.put("index.html", PAGE)
    page.goto(address)
    page.get_by_text("What is left").click()
    expect(page.get_by_role("listitem")).to_have_text("Lesson 01: First (2 checks)")
    assert looks(page, 320) == []
    journal = Drawer(tmp_path, tmp_path).journal
    here = Occasion(journal.actor(), datetime(2026, 11, 20, tzinfo=UTC), "01")
    journal.record(*(statement.answered(here, Answer(name, "single", "a", 1.0)) for name in ("01-a", "01-b")))
    page.goto(address)
    page.get_by_label("Your name, as it shall be printed").fill("Ana Silva")
    assert looks(page, 320) == []
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert read(Path(download.value.path()).read_bytes()).name == "Ana Silva"
    expect(page.locator(".gr-live")).to_have_text("The certificate is made. Look among your downloads.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
