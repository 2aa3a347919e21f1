"""The script coach on a plain page, its messages answered by the real coach."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from groundrules.desk import Desk
from groundrules.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en" class="gr-page"><head><title>Coach</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/base.css">
<link rel="stylesheet" href="/static/coach.css"></head><body><main><h1>Practice</h1><h2>Opening</h2>
<div id="root"></div></main>
<script type="module">
import { mountCoach } from "/static/coach.js";
window.away = false;
const host = { ask: (message) => window.away ? Promise.reject(new Error("away")) : window.askPython(message) };
window.mount = (spec) => {
  window.view?.destroy();
  window.view = mountCoach(document.getElementById("root"), spec, host);
};
window.mount(SPEC);
</script></body></html>"""

DRAFT = "Thanks for coming. You never answer the phone. On 3 March and 9 March you rang me at 2 a.m."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("GROUNDRULES_BACKUPS", str(tmp_path / "backups"))
    (tmp_path / "data").mkdir()
    return Desk(root=tmp_path, home=tmp_path)


@pytest.fixture
def show(page: Page, static_server: StaticServer, desk: Desk) -> Callable[..., Page]:
    """Give a function that opens the coach with a text to begin with."""
    page.expose_function("askPython", desk.reply)

    def run(text: str = "", kind: str = "opening") -> Page:
        spec = {"view": "coach", "kind": kind, "text": text}
        page.goto(static_server.put("coach.html", PAGE.replace("SPEC", json.dumps(spec))))
        return page

    return run


def test_underlines_and_lists_follow_the_text_as_one_types(show: Callable[..., Page]) -> None:
    page = show()
    page.get_by_label("Write it here").press_sequentially("You never answer the phone.")
    expect(page.locator(".gr-underline:not([data-tone=found])")).to_have_text("You never")
    expect(page.locator(".gr-finding-words")).to_have_text(["You never"])
    page.get_by_label("Write it here").fill("You answer the phone at ten.")
    expect(page.locator(".gr-underline:not([data-tone=found])")).to_have_count(0)
    expect(page.get_by_text("Nothing here to mend.")).to_be_visible()


def test_the_checks_of_the_kind_say_what_is_there_and_what_is_missing(show: Callable[..., Page]) -> None:
    page = show(DRAFT)
    expect(page.locator("[data-check=welcome]")).to_have_attribute("data-state", "there")
    expect(page.locator("[data-check=request]")).to_have_attribute("data-state", "missing")
    expect(page.locator("[data-check=request]")).to_contain_text("Say plainly what you ask for.")
    expect(page.locator("[data-check=no-sweep]")).to_have_attribute("data-state", "careful")


def test_the_copy_below_the_field_breaks_lines_where_the_field_does(show: Callable[..., Page]) -> None:
    page = show(f"{DRAFT} {DRAFT}\n\n{DRAFT} 👍 You never answer the phone.")
    expect(page.locator(".gr-underline:not([data-tone=found])")).to_have_count(4)
    assert page.locator(".gr-underline:not([data-tone=found])").last.inner_text() == "You never"
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.gr-paper > *')].map((one) => [one.clientWidth, one.scrollHeight])"
    )
    assert sizes[0] == sizes[1]


def test_a_rule_is_left_alone_for_a_phrase_and_brought_back_by_the_keyboard(show: Callable[..., Page]) -> None:
    page = show(DRAFT)
    line = page.locator("[data-rule=never-always]")
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(line.get_by_text("They will argue about the word")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show it in the text").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(line).to_have_count(0)
    expect(page.get_by_role("heading", name="Where to look")).to_be_focused()
    expect(page.locator("[data-check=no-sweep]")).to_have_attribute("data-state", "there")
    page.reload()
    expect(page.get_by_text("Left alone: 1. Bring back")).to_be_visible()
    page.get_by_text("Left alone: 1. Bring back").click()
    expect(page.locator("[data-rule=never-always]")).to_have_count(1)


def test_a_finding_shows_its_place_in_the_text(show: Callable[..., Page]) -> None:
    page = show(DRAFT)
    page.locator("[data-rule=never-always] summary").click()
    page.locator("[data-rule=never-always]").get_by_role("button", name="Show it in the text").click()
    expect(page.get_by_label("Write it here")).to_be_focused()
    selected = page.evaluate("() => { const a = document.activeElement; return [a.selectionStart, a.selectionEnd]; }")
    assert DRAFT[slice(*selected)] == "You never"


def test_a_screen_reader_hears_the_sum_once_the_typing_stops(show: Callable[..., Page]) -> None:
    page = show(DRAFT)
    expect(page.get_by_role("status")).to_have_text("3 of 6 found. One place to look at again.")


def test_the_draft_survives_a_reload_and_a_host_that_is_away(show: Callable[..., Page]) -> None:
    page = show()
    page.get_by_label("Write it here").fill("Half a sent")
    page.reload()
    expect(page.get_by_label("Write it here")).to_have_value("Half a sent")
    page.evaluate("() => { window.away = true; }")
    page.get_by_label("Write it here").press_sequentially("ence")
    expect(page.get_by_text("The coach cannot read along just now.")).to_be_visible()
    expect(page.get_by_label("Write it here")).to_have_value("Half a sentence")


def test_the_text_is_kept_in_the_workbook_s_file_and_nowhere_else(show: Callable[..., Page], tmp_path: Path) -> None:
    page = show()
    page.get_by_label("Write it here").fill("Thank you for coming.")
    expect(page.locator(".gr-save")).to_have_attribute("data-state", "saved")
    assert Workbook(tmp_path / "data" / "workbook.db").drafts.all() == {"opening": ["Thank you for coming."]}
    assert not (tmp_path / "data" / "journal.db").exists()
    assert page.evaluate("() => sessionStorage.getItem('groundrules:coach:opening')") is None
    page.evaluate("() => sessionStorage.clear()")
    page.reload()
    expect(page.get_by_label("Write it here")).to_have_value("Thank you for coming.")
    expect(page.locator("[data-check=welcome]")).to_have_attribute("data-state", "there")


def test_a_text_of_another_window_is_kept_beside_this_one(show: Callable[..., Page], tmp_path: Path) -> None:
    page = show()
    page.get_by_label("Write it here").fill("Here.")
    expect(page.locator(".gr-save")).to_have_attribute("data-state", "saved")
    Workbook(tmp_path / "data" / "workbook.db").drafts.keep("opening", "There.", base="Here.")
    page.get_by_label("Write it here").press_sequentially(" And on.")
    expect(page.locator(".gr-save")).to_have_attribute("data-state", "saved")
    page.wait_for_function("() => sessionStorage.getItem('groundrules:coach:opening') === null")
    page.reload()
    expect(page.get_by_label("Write it here")).to_have_value("Here. And on.")
    page.get_by_text("Written at the same time in another window: 1").click()
    expect(page.locator(".gr-model", has_text="There.")).to_be_visible()


def test_model_texts_with_notes_and_a_rubric_stand_below(show: Callable[..., Page]) -> None:
    page = show(kind="no")
    expect(page.get_by_role("heading", name="Your no")).to_be_visible()
    page.get_by_text("Two model texts").click()
    expect(page.locator(".gr-model")).to_have_count(2)
    page.get_by_text("Mark your own").click()
    page.get_by_label("I gave one reason, not five.").check()
    page.reload()
    page.get_by_text("Mark your own").click()
    expect(page.get_by_label("I gave one reason, not five.")).to_be_checked()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_stands_in_the_way_of_assistive_technology(
    show: Callable[..., Page], axe: Callable[[Page, str], list[str]], *, dark: bool
) -> None:
    page = show(DRAFT)
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.locator("[data-rule=never-always] summary").click()
    page.get_by_text("Two model texts").click()
    page.get_by_text("Mark your own").click()
    assert axe(page, "#root") == []


def test_it_holds_at_320_pixels(show: Callable[..., Page]) -> None:
    page = show(f"{DRAFT} Would you be willing to have your supervisors try the checklist for a month before we meet?")
    page.set_viewport_size({"width": 320, "height": 700})
    expect(page.locator(".gr-underline:not([data-tone=found])")).to_have_count(1)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    desk = page.locator(".gr-advice").bounding_box()
    assert desk is not None
    assert desk["width"] <= 320


def test_what_is_good_to_see_is_told_once_a_rule_behind_a_press(show: Callable[..., Page]) -> None:
    page = show(f"{DRAFT} On 12 March it was at 3 a.m.")
    page.get_by_text("What is there: 2").click()
    expect(page.locator("[data-rule=dated-fact]")).to_have_count(1)
    expect(page.locator("[data-rule=dated-fact]")).to_contain_text("and 1 more place")
