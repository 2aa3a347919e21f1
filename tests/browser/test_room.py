"""The room in Chromium: a facilitator, three participants and a screen, on phones and in the dark."""

from __future__ import annotations

import asyncio
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Queue
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.conftest import lay_out_little_course

from groundrules import course
from groundrules.workshop.host import Plan, build_lessons, open_room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser.conftest import Watch

    from groundrules.workshop.host import Open

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> course.Course:
    root = tmp_path_factory.mktemp("content") / "course"
    lay_out_little_course(root)
    return course.load(root)


@pytest.fixture(scope="module")
def lessons(little: course.Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("lessons") / "out"
    build_lessons(out, little)
    return out


@dataclass
class Venue:
    """An open room and the browser before it."""

    opened: Open
    loop: asyncio.AbstractEventLoop
    browser: Browser
    watch: Watch

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.opened.port}"

    def page(self, size: dict[str, int] = PHONE, scheme: str = "light") -> Page:
        """Open a window of its own."""
        context = self.browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(30_000)
        self.watch.over(page)
        return page

    def lead(self) -> Page:
        """Open the facilitator's page."""
        page = self.page(DESK)
        page.goto(self.opened.lead)
        expect(page.get_by_text("Connected")).to_be_visible()
        return page

    def seat(self, name: str, scheme: str = "light") -> Page:
        """Join by the address of the QR code."""
        page = self.page(scheme=scheme)
        page.goto(f"{self.url}/#{self.opened.hall.gate.word}")
        page.get_by_label("Nickname").fill(name)
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_text("Connected")).to_be_visible()
        return page

    def screen(self) -> Page:
        """Open the projector's page."""
        page = self.page(DESK)
        page.goto(f"{self.url}/screen#{self.opened.hall.gate.screen}")
        return page


@contextmanager
def venue(browser: Browser, watch: Watch, plan: Plan, little: course.Course, lessons: Path) -> Iterator[Venue]:
    """Open a room in a thread of its own."""
    loop = asyncio.new_event_loop()
    ended = asyncio.Event()
    ready: Queue[Open] = Queue()

    async def serve() -> None:
        opened, server = open_room(plan, little, lessons)
        ready.put(opened)
        await ended.wait()
        opened.news.close()
        server.stop()
        await server.close_all_connections()
        await asyncio.sleep(0.2)  # the lines say goodbye

    def run() -> None:
        try:
            loop.run_until_complete(serve())
        finally:
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield Venue(ready.get(timeout=30), loop, browser, watch)
    for context in browser.contexts:
        context.close()
    loop.call_soon_threadsafe(ended.set)
    thread.join()


@pytest.fixture
def room(little: course.Course, lessons: Path, chromium: Browser, watch: Watch) -> Iterator[Venue]:
    with venue(chromium, watch, Plan(port=0, address="127.0.0.1"), little, lessons) as opened:
        yield opened


@pytest.fixture
def offline(little: course.Course, lessons: Path, chromium: Browser, watch: Watch) -> Iterator[Venue]:
    with venue(chromium, watch, Plan(port=0, offline=True), little, lessons) as opened:
        yield opened


def press(page: Page | Locator, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def test_three_people_vote_and_the_room_plays_what_most_of_them_chose(
    room: Venue, axe: Callable[[Page, str], list[str]]
) -> None:
    lead, screen = room.lead(), room.screen()
    expect(screen.get_by_text(room.opened.hall.gate.word)).to_be_visible()
    seats = [room.seat("Ana"), room.seat("Ben", "dark"), room.seat("<img src=x onerror=alert(1)>"[:24])]
    press(lead, "Open it for all", "Begin: the first vote")
    for seat, move in zip(seats, ("Let it ring", "Tell him that", "Let it ring"), strict=True):
        seat.get_by_role("button", name=move).click()
    expect(screen.get_by_text("3 of 3 have voted")).to_be_visible()
    expect(seats[0].get_by_text("2 of 3", exact=True)).to_have_count(0)
    faults = [axe(page, "body") for page in (lead, screen, seats[0])]
    press(lead, "Close the vote", "Show how we voted")
    for page in (seats[1], screen):
        expect(page.get_by_text("2 of 3", exact=True)).to_be_visible()
    press(lead, "Play the move with most votes")
    expect(seats[1].get_by_text("Most of you chose")).to_be_visible()
    lead.get_by_text("Look at the path not taken").click()
    lead.get_by_role("button", name="Tell him that this is lunchtime").click()
    expect(seats[0].get_by_role("heading", name="The path not taken")).to_be_visible()
    press(lead, "Back to what we did", "Back one step")
    expect(seats[0].get_by_text("The vote is closed.")).to_be_visible()
    faults += [axe(page, "body") for page in (lead, seats[1])]
    assert faults == [[]] * 5
    widths = [page.evaluate("document.documentElement.scrollWidth") for page in seats]
    assert widths == [360, 360, 360]


def test_who_reloads_is_back_with_their_vote_and_who_is_late_sees_the_same(room: Venue) -> None:
    lead, ana = room.lead(), room.seat("Ana")
    press(lead, "Open it for all", "Begin: the first vote")
    ana.get_by_role("button", name="Let it ring").click()
    expect(lead.get_by_text("1 of 1 has voted")).to_be_visible()
    ana.reload()
    expect(ana.get_by_role("button", name="Let it ring")).to_have_attribute("aria-pressed", "true")
    late = room.seat("Late")
    expect(late.get_by_role("heading", name="The phone, again")).to_be_visible()
    expect(late.get_by_text("1 of 2 has voted")).to_be_visible()
    press(lead, "Start the clock: 60 seconds")
    for page in (lead, ana, late):
        expect(page.get_by_role("timer")).to_be_visible()
    press(lead, "Stop the clock")
    expect(late.get_by_role("timer")).to_be_hidden()


def test_a_vote_without_a_connection_counts_when_it_is_back(room: Venue) -> None:
    lead, ana = room.lead(), room.seat("Ana")
    press(lead, "Open it for all", "Begin: the first vote")
    expect(ana.get_by_role("heading", name="The phone, again")).to_be_visible()

    def hang_up() -> None:
        for line in list(room.opened.news.lines):
            if line.who_is.part == "seat":  # type: ignore[attr-defined]
                line.close(1012)

    room.loop.call_soon_threadsafe(hang_up)
    expect(ana.get_by_text("The connection is lost")).to_have_count(2)
    ana.get_by_role("button", name="Let it ring").click()
    expect(lead.get_by_text("1 of 1 has voted")).to_be_visible()


def test_a_browser_whose_network_lets_no_websocket_through_votes_all_the_same(room: Venue) -> None:
    lead = room.lead()
    page = room.page()
    page.add_init_script("delete globalThis.WebSocket")
    page.goto(f"{room.url}/#{room.opened.hall.gate.word}")
    page.get_by_label("Nickname").fill("Ana")
    press(page, "Join")
    expect(page.get_by_text("Connected")).to_be_visible()
    press(lead, "Open it for all", "Begin: the first vote")
    page.get_by_role("button", name="Let it ring").click()
    expect(lead.get_by_text("1 of 1 has voted")).to_be_visible()


def test_words_are_shown_only_when_they_were_offered_and_picked(room: Venue) -> None:
    lead, ana, ben = room.lead(), room.seat("Ana"), room.seat("Ben")
    press(lead, "Open it for all", "Begin: the first vote", "Close the vote", "Play A", "Go on")
    press(lead, "Close the vote", "Play A", "See how it ends")
    ana.get_by_label("What did Omar want, behind his question?").fill("To know before he leaves.")
    lead.locator("summary", has_text="Offered words").click()
    expect(lead.get_by_text("Nobody has offered words yet")).to_be_visible()
    press(ana.locator(".room-words").first, "Offer it without my name")
    expect(lead.get_by_text("To know before he leaves.")).to_be_visible()
    expect(ben.get_by_text("To know before he leaves.")).to_have_count(0)
    lead.get_by_label("Show it to all").check()
    expect(ben.get_by_text("To know before he leaves.")).to_be_visible()
    press(ana, "Take it back")
    expect(ben.get_by_text("To know before he leaves.")).to_have_count(0)
    expect(ana.get_by_label("What did Omar want, behind his question?")).to_have_value("To know before he leaves.")


def test_a_lesson_is_read_beside_the_room_and_a_vote_calls_back(
    room: Venue, axe: Callable[[Page, str], list[str]]
) -> None:
    lead, ana = room.lead(), room.seat("Ana")
    ana.get_by_label("Share how far I am").check()
    ana.get_by_role("link", name="Read the lessons").first.click()
    ana.get_by_role("link", name="The phone at lunch").first.click()
    player = ana.get_by_role("region", name="Scenario: The loading dock")
    for name in ("Begin", "Let it ring", "Continue"):
        player.get_by_role("button", name=name).click()
    ana.reload()
    lead.locator("summary", has_text="People").click()
    expect(lead.get_by_text("05 · The phone at lunch · The loading dock: 1 step")).to_be_visible()
    press(lead, "Open it for all", "Begin: the first vote")
    call = ana.get_by_role("link", name="A vote is open: The loading dock. Go to the room")
    expect(call).to_be_visible()
    assert axe(ana, ".room-beside") == []
    call.click()
    expect(ana.get_by_role("heading", name="The phone, again")).to_be_visible()


def test_a_long_nickname_fits_a_small_phone_and_every_page_fits_the_projector(room: Venue) -> None:
    lead, screen = room.lead(), room.screen()
    phone = room.seat("W" * 24)
    phone.set_viewport_size({"width": 320, "height": 600})
    pages = [
        "Open it for all",
        "Begin: the first vote",
        "Close the vote",
        "Play A",
        "Go on",
        "Close the vote",
        "Play A",
    ]
    for name in [*pages, "See how it ends"]:
        press(lead, name)
        expect(phone.get_by_text("Connected")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") == 320
    expect(screen.get_by_text("A good ending")).to_be_visible()
    screen.wait_for_function("document.documentElement.scrollHeight <= innerHeight")


def test_the_focus_stays_on_a_control_that_is_drawn_anew(room: Venue) -> None:
    lead = room.lead()
    for name in ("Ana", "Ben"):
        room.seat(name)
    lead.locator("summary", has_text="Pairs with role cards").click()
    press(lead, "Deal the cards")
    expect(lead.get_by_text("The loading dock, with Omar Haddad")).to_be_visible()
    expect(lead.get_by_role("button", name="Deal the cards")).to_be_focused()
    press(lead, "Change roles")
    room.seat("Late")
    expect(lead.get_by_text("3 here").first).to_be_visible()
    expect(lead.get_by_role("button", name="Change roles")).to_be_focused()


def test_the_wrong_word_is_said_and_the_right_one_lets_in(room: Venue) -> None:
    page = room.page()
    page.goto(room.url)
    page.get_by_label("Nickname").fill("Ana")
    page.get_by_label("Join word").fill("wrong")
    room.watch.faults.clear()
    press(page, "Join")
    expect(page.get_by_text("This is not the join word.")).to_be_visible()
    room.watch.faults.clear()  # the browser's own note of the refusal
    page.get_by_label("Join word").fill(room.opened.hall.gate.word.upper())
    press(page, "Join")
    expect(page.get_by_text("You are in.")).to_be_visible()


def test_the_secrets_leave_the_address_bar_and_a_page_without_one_shows_nothing(room: Venue) -> None:
    lead, screen = room.lead(), room.screen()
    expect(screen.get_by_text("Welcome")).to_be_visible()
    assert (lead.url, screen.url) == (f"{room.url}/lead", f"{room.url}/screen")
    stranger = room.page()
    stranger.goto(f"{room.url}/lead")
    expect(stranger.get_by_text("Open this page with the address that the terminal shows.")).to_be_visible()


def test_a_room_without_devices_is_stepped_by_hands_that_are_counted(
    offline: Venue, axe: Callable[[Page, str], list[str]]
) -> None:
    lead = offline.lead()
    expect(lead.get_by_text("Votes are counted by hand here.").first).to_be_visible()
    press(lead, "Open it for all", "Begin: the first vote")
    lead.get_by_label("A: votes by hand").fill("7")
    lead.get_by_label("C: votes by hand").fill("12")
    lead.get_by_label("C: votes by hand").blur()
    expect(lead.get_by_text("19 of 19 have voted")).to_be_visible()
    press(lead, "Show how we voted")
    expect(lead.get_by_text("12 of 19")).to_be_visible()
    assert axe(lead, "body") == []
    press(lead, "Play the move with most votes")
    expect(lead.get_by_text("It stops. You write 12:03")).to_be_visible()


def test_paper_is_printed_alone_a_sheet_for_each_kind(offline: Venue) -> None:
    lead = offline.lead()
    lead.evaluate("globalThis.print = () => {}")
    lead.locator("summary", has_text="On paper").click()
    for button, words in {
        "Print voting cards": ["A", "B", "C", "D"],
        "Print the scenario’s sheet": ["The loading dock", "Omar Haddad", "My votes, and why"],
        "Print role cards": ["to know before he leaves whether the load is ready"],
    }.items():
        lead.emulate_media(media="screen")
        press(lead, button)
        lead.emulate_media(media="print")
        for word in words:
            expect(lead.locator(".paper").get_by_text(word).first).to_be_visible()
        expect(lead.locator(".paper")).to_have_count(1)
        expect(lead.locator("main")).to_be_hidden()
        assert len(re.findall(rb"/Type\s*/Page\b", lead.pdf(prefer_css_page_size=True))) == 1
