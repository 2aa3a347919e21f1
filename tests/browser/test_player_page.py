"""The scenario player in a plain page with a host of its own: no Jupyter, no kernel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

SHEET = (Path(__file__).parents[1] / "fixtures" / "little.sheet.json").read_text(encoding="utf-8")
HTML = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Player</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/base.css"><link rel="stylesheet" href="/static/player.css">
<body class="gr-page"><main><h1>A lesson</h1><h2>A part</h2><div id="player"></div></main>
<script type="module">
  import { mountPlayer } from "/static/player.js";
  const desk = Object.assign({ down: false, hold: null, past: [], tags: ["evidence", "proposal"] }, window.desk);
  window.desk = desk;
  desk.asked = [];
  const kept = () => JSON.parse(localStorage.getItem("trail"));
  async function ask(message) {
    desk.asked.push(message.do);
    if (desk.hold) await desk.hold;
    if (desk.down) throw new Error("nobody answers");
    if (message.do === "scenario.open") return { ok: true, sheet: desk.sheet, trail: kept(), past: desk.past };
    if (message.do === "scenario.save") {
      localStorage.setItem("trail", JSON.stringify(message.trail));
      return { ok: true };
    }
    const findings = [{ rule: "b", label: "blame", start: 0, end: 3, message: "", why: "", fix: "", confidence: 1 }];
    return { ok: true, tags: desk.tags, findings };
  }
  const spec = Object.assign({ id: "little", headingLevel: 3 }, desk.spec);
  desk.view = mountPlayer(document.getElementById("player"), spec, { ask });
</script></body></html>
"""
OPENING = ["Let it ring", "Continue", "You rang at noon", "See how it ends"]


@pytest.fixture
def address(static_server: StaticServer) -> str:
    return static_server.put("player.html", HTML)


def start(page: Page, address: str, **desk: Any) -> None:
    """Open the page with a desk that holds the little scenario."""
    page.add_init_script(f"window.desk = {json.dumps(desk | {'sheet': json.loads(SHEET)})}")
    page.goto(address)


def press(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name).click()


def trail(page: Page) -> Any:
    """The trail as the desk has it; the seconds, which nobody can foretell, are left out."""
    kept = json.loads(page.evaluate("localStorage.getItem('trail')"))
    for step in kept["steps"]:
        assert step.pop("seconds") >= 0
    return kept


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_a_scenario_is_played_by_mouse_to_its_debrief(page: Page, address: str) -> None:
    start(page, address)
    expect(page.get_by_role("heading", name="The loading dock")).to_be_visible()
    press(page, "Begin")
    # The second click of a double click, begun on the page before, must not choose here.
    page.get_by_role("button", name="Tell him that").dispatch_event("click", {"detail": 2})
    press(page, "Let it ring")
    happens = page.locator(".gr-happens")
    expect(happens).to_contain_text("It stops. You write 12:03 on the pad")
    assert page.locator(".gr-changes li").all_inner_texts() == ["Trust \u22121", "Boundary +1"]
    why = page.locator(".gr-why")
    expect(why).to_contain_text("Partial move")
    expect(why).to_contain_text("You eat; he waits at the gate.")
    # Nothing about the moves not taken is told before the end.
    expect(page.locator("#player")).not_to_contain_text("He never heard a rule")
    press(page, "Continue", "You rang at noon", "See how it ends")
    expect(page.get_by_role("heading", name="A rule for two")).to_be_focused()
    expect(page.locator(".gr-debrief")).to_contain_text("2 moves: 1 strong, 1 partial.")
    assert trail(page) == {
        "scenario": "little",
        "hash": json.loads(SHEET)["hash"],
        "steps": [
            {"scene": "noon", "choice": "let-it-ring", "by": "person"},
            {
                "scene": "talk",
                "choice": "ready:clear",
                "tags": ["evidence", "proposal"],
                "outcome": "agreed",
                "by": "person",
            },
        ],
        "attempt": 1,
    }


def test_the_keyboard_alone_plays_it_and_the_focus_is_never_lost(page: Page, address: str) -> None:
    start(page, address)
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The phone, again")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "Tell him it is ready, and eat later."
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Let it ring, and note the time."
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Tell him that this is lunchtime and hang up."
    assert page.evaluate("document.activeElement.dataset.lmSuppressShortcuts") == "true"
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="What happens")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Weak move. Trust \u22123, now 2. Boundary +1, now 4.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="At the gate")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The next one")).to_be_focused()


def test_own_words_are_read_back_and_half_typed_ones_survive(page: Page, address: str) -> None:
    start(page, address, tags=["proposal", "blame", "hedge"])
    press(page, "Begin", "Let it ring", "Continue")
    field = page.get_by_label("Say what has to change")
    field.fill("You ring when I eat")
    expect(page.locator(".gr-words")).to_contain_text("5 words")
    page.reload()
    expect(field).to_have_value("You ring when I eat")
    page.evaluate("desk.down = true")
    press(page, "Say it")
    expect(page.locator(".gr-words .gr-note")).to_contain_text("cannot be read here just now")
    expect(field).to_have_value("You ring when I eat")
    page.evaluate("desk.down = false")
    press(page, "Say it")
    expect(page.locator(".gr-quote")).to_have_text("You ring when I eat")
    assert page.locator(".gr-found li").all_inner_texts() == [
        "You made a proposal.",
        "There is a word that sounds like blame (“You”).",
    ]
    assert trail(page)["steps"][-1] == {
        "scene": "talk",
        "choice": "own",
        "text": "You ring when I eat",
        "tags": ["proposal", "blame"],
        "outcome": "half",
        "by": "person",
    }
    assert page.evaluate("Object.keys(sessionStorage)") == ["groundrules:seen:little"]


def test_the_timer_has_a_switch_takes_its_own_choice_and_heeds_reduced_motion(page: Page, address: str) -> None:
    page.clock.install()
    start(page, address)
    press(page, "Begin")
    expect(page.get_by_role("timer")).to_have_text("60 seconds left")
    switch = page.get_by_role("switch", name="Timer")
    switch.click()
    page.clock.run_for(90_000)
    expect(page.get_by_role("timer")).to_have_count(0)
    expect(page.get_by_role("heading", name="The phone, again")).to_be_visible()
    switch.click()
    page.clock.run_for(59_000)
    expect(page.get_by_role("timer")).to_have_text("1 second left")
    page.clock.run_for(2_000)
    expect(page.locator(".gr-yours")).to_contain_text("Time ran out. The phone stops.")
    expect(page.get_by_role("heading", name="What happens")).to_be_focused()
    assert trail(page)["steps"] == [{"scene": "noon", "choice": "let-it-ring", "by": "timer"}]
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    press(page, "Begin")
    expect(switch).not_to_be_checked()
    expect(page.get_by_role("timer")).to_have_count(0)


def test_the_debrief_lets_one_play_again_from_a_turning_point(page: Page, address: str) -> None:
    start(page, address)
    press(page, "Begin", *OPENING)
    turning = page.locator(".gr-turning")
    expect(turning).to_have_count(1)
    turning.get_by_text("Why, and 2 other ways").click()
    expect(turning).to_contain_text("Blame is answered, not heard.")
    page.get_by_text("An experienced person\u2019s path").click()
    expect(page.locator(".gr-debrief")).to_contain_text("First the pattern, then the talk")
    press(page, "Play again from here: Two minutes by the van")
    expect(page.get_by_role("heading", name="Two minutes by the van")).to_be_focused()
    assert trail(page)["attempt"] == 2
    assert [step["choice"] for step in trail(page)["steps"]] == ["let-it-ring"]
    press(page, "You always ring", "See how it ends")
    assert page.locator(".gr-attempts li").all_inner_texts() == [
        "Attempt 1: A rule for two",
        "Attempt 2: The next one (this one)",
    ]
    press(page, "Start over")
    expect(page.get_by_role("heading", name="The loading dock")).to_be_focused()
    assert trail(page)["steps"] == []


def test_nothing_is_lost_when_the_desk_is_late_or_silent(page: Page, address: str) -> None:
    start(page, address, spec={"sheet": json.loads(SHEET)})
    press(page, "Begin", *OPENING)
    # Tomorrow the path is found again, even where its last step was never opened further.
    page.reload()
    expect(page.get_by_role("heading", name="A rule for two")).to_be_visible()
    # A late answer does not cover what was done meanwhile, and what it brings is a click away.
    page.evaluate("sessionStorage.clear()")
    page.add_init_script("desk.hold = new Promise((done) => (window.letGo = done))")
    page.reload()
    press(page, "Begin", "Tell him that")
    page.evaluate("letGo()")
    expect(page.locator(".gr-notes")).to_contain_text("You played this before: 2 steps, up to “Eleven o'clock”.")
    expect(page.locator(".gr-happens")).to_contain_text("The line is quiet")
    expect(page.locator(".gr-save span")).to_have_text("Saved.")
    assert (trail(page)["attempt"], trail(page)["steps"][0]["choice"]) == (2, "snap")
    # While nobody answers, steps are kept in the window; they are sent when somebody does.
    page.clock.install()
    page.evaluate("desk.down = true")
    press(page, "Continue", "Say that hanging up")
    expect(page.locator(".gr-save span")).to_contain_text("Not saved yet. Nothing is lost")
    assert len(trail(page)["steps"]) == 1
    page.evaluate("desk.down = false")
    page.clock.run_for(2_000)
    expect(page.locator(".gr-save span")).to_have_text("Saved.")
    assert len(trail(page)["steps"]) == 2


def test_a_path_through_an_older_version_is_kept_as_far_as_it_fits(page: Page, address: str) -> None:
    steps = [
        {"scene": "noon", "choice": "let-it-ring", "seconds": 4.0, "by": "person"},
        {"scene": "talk", "choice": "ready:gone", "outcome": "agreed", "seconds": 4.0, "by": "person"},
    ]
    old = {"scenario": "little", "hash": "0" * 16, "steps": steps, "attempt": 3}
    page.add_init_script(f"localStorage.setItem('trail', {json.dumps(json.dumps(old))})")
    start(page, address)
    expect(page.locator(".gr-notes")).to_contain_text("This scenario was updated since you played it.")
    expect(page.get_by_role("heading", name="Two minutes by the van")).to_be_visible()
    page.get_by_text("Your path so far: 1 step").click()
    expect(page.locator(".gr-path")).to_contain_text("Let it ring, and note the time.")


@pytest.mark.parametrize(
    ("theme", "forced"), [("light", "none"), ("dark", "none"), ("light", "active")], ids=["light", "dark", "forced"]
)
def test_every_page_holds_at_320_px_and_axe_finds_nothing(
    page: Page, address: str, axe: Callable[[Page, str], list[str]], theme: Any, forced: Any
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=theme, forced_colors=forced, reduced_motion="reduce")
    start(page, address)
    for name in ["Begin", *OPENING, "Start over"]:
        expect(page.get_by_role("button", name=name)).to_be_visible()
        page.evaluate("document.querySelectorAll('#player details').forEach((fold) => (fold.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert axe(page, "#player") == []
        press(page, name)
