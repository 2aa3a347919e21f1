"""The rehearsal in a real browser, its messages answered by a real desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from groundrules.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en" class="gr-page"><head><title>Rehearsal</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/views.css"></head><body><main><h1>Your talk</h1><h2>Rehearse</h2>
<div id="root"></div></main>
<script type="module">
import { mountView } from "/static/views.js";
const host = {
  async ask(message) {
    const reply = await window.askPython(message);
    if (message.do === "rehearsal.keep") window.kept = message;
    return reply;
  },
};
window.view = mountView(document.getElementById("root"), { view: "rehearsal" }, host);
</script></body></html>"""

ANSWERS = (
    "I can hear that this is urgent for you. I won't take calls at night.",
    "You are under pressure, I see that. I can't be there at night. What I can do is answer by 8:30.",
    "I understand that you need to be sure. I won't pick up at night. I can send one list every morning.",
    "I see that it's hard. I won't pick up after eight. Will you confirm that by Friday?",
    "I hear that you need an answer. I won't come. What I can do is call on Friday.",
)


class Shown:
    """A page with the rehearsal, and the desk behind it, which can be out of reach."""

    def __init__(self, page: Page, server: StaticServer, home: Path) -> None:
        self.page, self.server = page, server
        self.desk = Desk(root=home, home=home)
        self.away = False
        page.expose_function("askPython", self.answer)

    def answer(self, message: dict[str, object]) -> dict[str, object]:
        if self.away:
            raise ConnectionError("away")
        return self.desk.reply(message)

    def open(self) -> Page:
        self.page.goto(self.server.put("index.html", PAGE))
        expect(self.page.locator("#root h3").first).to_be_visible()
        return self.page

    def begin(self) -> Page:
        page = self.open()
        page.get_by_role("button", name=re.compile("^A client who rings")).click()
        expect(page.get_by_role("heading", name="Rehearsal with Marta Keller")).to_be_visible()
        return page

    def say(self, text: str) -> None:
        turns = self.page.locator(".gr-rehearsal-turn").count()
        self.page.get_by_label("What do you say?").fill(text)
        self.page.get_by_role("button", name="Say it").click()
        end = self.page.locator(".gr-rehearsal-end").or_(self.page.locator(".gr-rehearsal-turn").nth(turns + 1))
        expect(end.first).to_be_visible()


@pytest.fixture
def shown(page: Page, static_server: StaticServer, tmp_path: Path) -> Shown:
    return Shown(page, static_server, tmp_path)


def test_a_talk_is_rehearsed_by_keyboard_from_the_first_word_to_the_one_thing_to_take_in(shown: Shown) -> None:
    page = shown.open()
    page.get_by_role("button", name=re.compile("^A client who rings")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gr-rehearsal-turn").last).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("What do you say?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What do you say?")).to_have_value(re.compile("thirteen times after eight"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".gr-rehearsal-turn")).to_have_count(3)
    expect(page.locator(".gr-rehearsal-turn").last).to_be_focused()
    expect(page.locator(".gr-live")).to_contain_text("Marta Keller says:")
    for text in ANSWERS:
        shown.say(text)
        if page.locator(".gr-rehearsal-end").count():
            break
    expect(page.get_by_role("heading", name="You agreed")).to_be_focused()
    expect(page.locator(".gr-rehearsal-best")).not_to_be_empty()
    page.get_by_label("What I take into the meeting").fill("Ears first.")
    expect(page.locator(".gr-save")).to_contain_text("Saved.")
    page.get_by_role("button", name="Choose another talk").click()
    page.get_by_role("button", name=re.compile("^Look back at the rehearsal with Marta Keller")).click()
    expect(page.get_by_label("What I take into the meeting")).to_have_value("Ears first.")


def test_a_half_written_answer_is_there_after_closing_the_window(shown: Shown) -> None:
    page = shown.begin()
    page.get_by_label("What do you say?").press_sequentially("Good morning, Ma")
    page.wait_for_function("window.kept?.text === 'Good morning, Ma'")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.get_by_label("What do you say?")).to_have_value("Good morning, Ma")


def test_an_answer_that_cannot_be_sent_stays_and_goes_out_when_the_host_is_back(shown: Shown) -> None:
    page = shown.begin()
    shown.away = True
    page.get_by_label("What do you say?").fill(ANSWERS[0])
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".gr-save")).to_contain_text("Not saved yet.")
    expect(page.get_by_label("What do you say?")).to_have_value(ANSWERS[0])
    shown.away = False
    page.get_by_role("button", name="Try again now").click()
    expect(page.locator(".gr-rehearsal-turn")).to_have_count(3)


def test_the_rehearsal_is_accessible_and_fits(shown: Shown, looks: Callable[..., list[str]]) -> None:
    page = shown.open()
    assert looks(page, 320, 1000) == []
    shown.begin()
    page.locator("summary").first.click()
    shown.say("You never listen, and it's your fault.")
    assert looks(page, 320, 1000) == []
    page.get_by_role("button", name="Stop here").click()
    for fold in page.locator("summary").all():
        fold.click()
    assert looks(page, 320, 360, 1000) == []
