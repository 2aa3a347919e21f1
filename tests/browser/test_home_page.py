"""The home page and the review, their messages answered by a real desk over the whole course."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from groundrules import course
from groundrules.desk import Desk
from groundrules.desk.drawer import Drawer
from groundrules.journal import statement
from groundrules.journal.statement import Answer, Choice, Ending, Occasion
from groundrules.workbook import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

NOW = datetime.now(UTC)
PAGE = """<!doctype html><html lang="en" class="gr-page"><head><title>Home</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/views.css"></head><body><main><h1>Ground Rules</h1><div id="root"></div></main>
<script type="module">
import { mountView } from "/static/views.js";
const host = { ask: (message) => window.askPython(message), href: (notebook, place) => `/${notebook}#${place || ""}` };
window.view = mountView(document.getElementById("root"), SPEC, host);
</script></body></html>"""


class Shown:
    """A page of the course, and the desk behind it."""

    def __init__(self, page: Page, server: StaticServer, home: Path) -> None:
        self.page, self.server = page, server
        self.drawer = Drawer(home, home)
        self.desk = Desk(root=home, home=home)
        page.expose_function("askPython", self.desk.reply)

    def open(self, view: str = "home") -> None:
        spec = json.dumps({"view": view})
        self.page.goto(self.server.put("index.html", PAGE.replace("SPEC", spec)))
        expect(self.page.locator("#root h2").first).to_be_visible()

    def occasion(self, days: float, lesson: str = "05", attempt: int = 1) -> Occasion:
        return Occasion(self.drawer.journal.actor(), NOW - timedelta(days=days), lesson, attempt)

    def fill(self) -> None:
        """Let somebody have worked: a scenario twice, a decision missed, two checks, a contact, self-assessments."""
        record = self.drawer.journal.record
        for attempt, trust in ((1, 1), (2, 3)):
            here = self.occasion(5 - attempt, attempt=attempt)
            meters = {"trust": trust, "boundary": 2, "energy": 1}
            record(
                statement.chose(here, Choice("the-2am-call", "call", 0, "pick-up", "weak", ["A08"])),
                statement.completed(
                    here, "scenario", "the-2am-call", score=0.5, ending=Ending("ending-to-the-letter", "mixed", meters)
                ),
            )
        for check, score in (("05-what-is-missing", 0.0), ("05-four-contacts", 1.0)):
            record(statement.answered(self.occasion(4), Answer(check, "single", "a", score, ["A07"])))
        for days, level in ((20, 2), (3, 4)):
            levels = dict.fromkeys(("no", "early", "facts", "heard", "agreed"), level)
            record(statement.assessed(self.occasion(days), levels))
        sample.fill(self.drawer.workbook, NOW.date(), "Europe/London")


@pytest.fixture
def shown(
    page: Page,
    static_server: StaticServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cache: Callable[[Path], Path],
) -> Shown:
    monkeypatch.setenv("GROUNDRULES_BACKUPS", str(tmp_path / "backups"))
    return Shown(page, static_server, cache(tmp_path / "course"))


def test_the_first_visit_is_a_welcome_with_one_main_button(shown: Shown) -> None:
    shown.open()
    page = shown.page
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    expect(page.locator(".gr-button-main:visible")).to_have_count(1)
    begin = page.get_by_role("link", name="Begin: Start here")
    expect(begin).to_have_attribute("href", "/00_start_here.ipynb#five-more-minutes")
    expect(page.locator(".gr-lesson-list li")).to_have_count(len(course.load().lessons))


def test_a_learner_who_comes_back_sees_where_they_were_and_what_is_next(shown: Shown) -> None:
    shown.fill()
    shown.open()
    page = shown.page
    go = page.get_by_role("link", name="Go on: No framework yet: the 2 a.m. call")
    expect(go).to_have_attribute("href", "/05_no_framework_yet.ipynb#05-on-hold")
    expect(page.locator("[data-here=yes]")).to_contain_text("you are here")
    expect(page.get_by_text("With Marta Keller")).to_be_visible()
    expect(page.get_by_role("link", name="Ask the plumber and the electrician for their night numbers")).to_be_visible()
    expect(page.get_by_role("link", name="Review now")).to_have_attribute("href", "/review.ipynb#")
    told = "Trust: it began at 3; then 1, 3. It goes from 0 to 4."
    expect(page.get_by_role("img", name=told)).to_be_visible()
    expect(page.get_by_text("Pause, and propose a meeting")).to_be_visible()
    expect(page.get_by_text("At the start 2, now 4.").first).to_be_visible()
    page.get_by_text("As a table").click()
    expect(page.get_by_role("row").nth(2)).to_contain_text("(a mixed ending)")


def test_the_keyboard_reaches_the_main_thing_first(shown: Shown) -> None:
    shown.fill()
    shown.open()
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("document.activeElement.textContent.startsWith('Go on')") is True


def test_the_self_assessment_wants_every_sentence_and_is_then_a_picture(shown: Shown) -> None:
    shown.open()
    page = shown.page
    page.get_by_text("Before you begin: where do you stand?").click()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Choose a number for each sentence.").first).to_be_visible()
    for group in page.locator(".gr-level").all():
        group.get_by_label("3").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("At the start 3.").first).to_be_visible()
    (event,) = shown.drawer.journal.events()
    assert json.loads(event.meters) == {"agreed": 3, "early": 3, "facts": 3, "heard": 3, "no": 3}


def test_looking_back_is_written_on_the_page_itself(shown: Shown) -> None:
    book = shown.drawer.workbook
    contact = book.save("contacts", {"name": "Inês"})["id"]
    book.save("outcomes", {"contact": contact, "agreed": "yes"})
    shown.open()
    page = shown.page
    page.get_by_role("button", name="Look back now").click()
    page.get_by_role("button", name=re.compile("^Add a reflection")).click()
    page.get_by_label("What went well").fill("I stopped, and waited.")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator(".gr-keep .gr-save")).to_have_attribute("data-state", "saved")
    assert [row["went_well"] for row in book.rows("reflections")] == ["I stopped, and waited."]
    with page.expect_event("console", lambda message: message.text == "looked"):
        page.evaluate("dispatchEvent(new Event('focus'))")
        page.evaluate("window.askPython({do: 'home.open'}).then(() => console.log('looked'))")
    expect(page.locator(".gr-keep")).to_contain_text("I stopped, and waited.")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("heading", name="Afterwards")).to_have_count(0)


def answer(page: Page) -> None:
    """Give any answer to the card that is shown."""
    card = page.locator(".gr-review-card")
    if card.locator(".gr-answer-option input").count():
        card.locator(".gr-answer-option input").first.check()
    elif card.locator(".gr-order-arrow").count():
        card.locator(".gr-order-arrow[data-way=down]").first.click()
    else:
        for row in card.locator(".gr-classify-row").all():
            if row.locator("select").count():
                row.locator("select").select_option(index=1)
            else:
                row.locator("input").first.check()


def test_the_review_asks_explains_and_says_when_each_card_comes_back(shown: Shown) -> None:
    shown.fill()
    shown.open("review")
    page = shown.page
    cards = len(shown.desk.reply({"do": "review.open"})["queue"])
    assert cards >= 3
    page.get_by_role("button", name="Begin").click()
    for number in range(cards):
        expect(page.get_by_text(f"Card {number + 1} of {cards}").first).to_be_visible()
        page.get_by_role("button", name="Check").click()
        expect(page.locator(".gr-review-card").get_by_text("Answer first, then check.")).to_be_visible()
        answer(page)
        page.get_by_label("Fairly sure").check()
        page.get_by_role("button", name="Check").click()
        expect(page.get_by_text(re.compile("It comes back (tomorrow|in \\d+ days)"))).to_be_visible()
        page.locator(".gr-question-feedback button").click()
    expect(page.get_by_role("heading", name="That was it for today")).to_be_visible()
    expect(page.get_by_text(re.compile("Too few answers to say yet"))).to_be_visible()
    reviewed = [event for event in shown.drawer.journal.events() if event.kind == "card"]
    assert len(reviewed) == cards
    assert {event.confidence for event in reviewed} == {"fairly"}
    stood_in = [event.item for event in reviewed if event.stands_for]
    assert len(stood_in) == 1
    assert stood_in[0] != "the-2am-call"


def test_how_much_stays_is_told_from_twenty_answers_on(shown: Shown) -> None:
    record = shown.drawer.journal.record
    for number in range(20):
        for days, score in ((9, 1.0), (5, float(number % 4 > 0))):
            card = Answer(f"card-a0{1 + number % 9}-{1 + number // 9}", "single", "a", score, ["A08"])
            record(statement.reviewed(shown.occasion(days), card, f"{number}-{days}"))
    shown.open("review")
    told = "You remembered 15 of 20 cards that came back after a day or more, in the last three months."
    expect(shown.page.get_by_text(told)).to_be_visible()


def test_what_was_missed_may_be_looked_at_once_more_and_does_not_count(shown: Shown) -> None:
    wrong = Answer("05-what-is-missing", "single", "a", 0.0, ["A07"])
    shown.drawer.journal.record(statement.answered(shown.occasion(4), wrong))
    shown.open("review")
    page = shown.page
    page.get_by_role("button", name="Begin").click()
    while page.get_by_role("button", name="Check").count():
        answer(page)
        page.get_by_role("button", name="Check").click()
        page.locator(".gr-question-feedback button").click()
    expect(page.get_by_role("heading", name="That was it for today")).to_be_visible()
    before = len(shown.drawer.journal.events())
    page.get_by_role("button", name="Look at the missed ones once more").click()
    expect(page.get_by_text("Once more, for yourself: this does not count.")).to_be_visible()
    answer(page)
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".gr-question-verdict")).to_be_visible()
    assert len(shown.drawer.journal.events()) == before


def test_a_card_gives_three_hints_and_counts_as_a_guess_then(shown: Shown) -> None:
    shown.fill()
    shown.open("review")
    page = shown.page
    page.get_by_role("button", name="Begin").click()
    for number in (1, 2, 3):
        page.get_by_role("button", name=re.compile(f"^Hint {number} of 3")).click()
    expect(page.locator(".gr-question-hints li")).to_have_count(3)
    answer(page)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text(re.compile("It comes back"))).to_be_visible()
    assert [event.confidence for event in shown.drawer.journal.events() if event.kind == "card"] == ["guess"]


def test_the_reminder_is_given_as_a_calendar_file(shown: Shown) -> None:
    shown.open("review")
    page = shown.page
    page.get_by_text("Remind me").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the calendar file").click()
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" in download.value.path().read_text(encoding="utf-8")


def test_an_answer_is_put_aside_and_brought_back(shown: Shown) -> None:
    spec = {"view": "question", "id": "05-what-is-missing", "practice": True}
    page = shown.page
    page.goto(shown.server.put("index.html", PAGE.replace("SPEC", json.dumps(spec))))
    page.get_by_text("How he reaches her was never settled").click()
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Start afresh").click()
    expect(page.locator(".gr-answer input:checked")).to_have_count(0)
    page.get_by_role("button", name="Bring my earlier answer back").click()
    expect(page.get_by_label("How he reaches her was never settled", exact=False)).to_be_checked()


def test_an_order_that_was_put_aside_stands_again_as_it_was_first_shown(shown: Shown) -> None:
    spec = {"view": "question", "id": "06-in-order", "practice": True}
    page = shown.page
    page.goto(shown.server.put("index.html", PAGE.replace("SPEC", json.dumps(spec))))
    lines = page.locator(".gr-order-text")
    expect(lines.first).to_be_visible()
    first = lines.all_text_contents()
    page.locator(".gr-order-arrow[data-way=down]").first.click()
    page.get_by_role("button", name="Check").click()
    moved = lines.all_text_contents()
    assert moved != first
    page.get_by_role("button", name="Start afresh").click()
    expect(lines).to_have_text(first)
    page.get_by_role("button", name="Bring my earlier answer back").click()
    expect(lines).to_have_text(moved)


def test_hints_that_follow_from_the_answer_never_give_all_of_it(shown: Shown) -> None:
    spec = {"view": "question", "id": "00-tuesday-or-thursday", "practice": True}
    page = shown.page
    page.goto(shown.server.put("index.html", PAGE.replace("SPEC", json.dumps(spec))))
    expect(page.get_by_role("button", name="Check")).to_be_visible()
    question = shown.desk.reply({"do": "question.open", "id": spec["id"], "practice": True})["question"]
    while page.get_by_text(re.compile("^Hint \\d of")).count():
        page.get_by_text(re.compile("^Hint \\d of")).click()
    told = " ".join(page.locator(".gr-question-hints li").all_text_contents())
    left = [option["id"] for option in question["options"] if option["text"] not in told]
    assert question["reveal"]["key"] in left
    assert len(left) >= 2


def test_a_scenario_starts_over_and_the_way_back_is_one_click(shown: Shown) -> None:
    spec = {"view": "player", "id": "five-more-minutes"}
    page = shown.page
    page.goto(shown.server.put("index.html", PAGE.replace("SPEC", json.dumps(spec))))
    page.get_by_role("button", name="Begin").click()
    page.locator("button.gr-choice").first.click()
    page.get_by_role("button", name=re.compile("^(Continue|See how it ends)")).click()
    where = page.locator(".gr-scene h4, .gr-scene h3").first.text_content()
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    page.get_by_role("button", name="Go back to it").click()
    assert page.locator(".gr-scene h4, .gr-scene h3").first.text_content() == where


def test_the_home_page_is_accessible_and_fits(shown: Shown, looks: Callable[..., list[str]]) -> None:
    shown.fill()
    shown.open()
    for fold in shown.page.locator("summary").all():
        fold.click()
    assert looks(shown.page, 320, 1000, 1440) == []


def test_the_review_is_accessible_and_fits(shown: Shown, looks: Callable[..., list[str]]) -> None:
    shown.fill()
    shown.open("review")
    assert looks(shown.page, 320, 1440, 1000) == []
    shown.page.get_by_role("button", name="Begin").click()
    answer(shown.page)
    shown.page.get_by_role("button", name="Check").click()
    expect(shown.page.locator(".gr-question-verdict")).to_be_visible()
    assert looks(shown.page, 320, 1000, 1440) == []


OUTLINE = (
    PAGE.replace("mountView }", "mountView }")
    .replace('import { mountView } from "/static/views.js";', 'import { mountOutline } from "/static/outline.js";')
    .replace(
        'window.view = mountView(document.getElementById("root"), SPEC, host);',
        "mountOutline(document.getElementById('root'), host, { open: (name) => ({ href: `/${name}` }), "
        "current: () => '05_no_framework_yet.ipynb' });",
    )
)


def test_the_outline_has_the_same_ticks(shown: Shown, axe: Callable[[Page, str], list[str]]) -> None:
    shown.fill()
    shown.page.goto(shown.server.put("index.html", OUTLINE))
    here = shown.page.get_by_role("link", name=re.compile("^No framework yet"))
    expect(here).to_have_attribute("aria-current", "page")
    expect(here).to_contain_text("3 of 6 done")
    expect(shown.page.get_by_role("link", name="Home")).to_have_attribute("href", "/home.ipynb")
    assert axe(shown.page, "#root") == []
