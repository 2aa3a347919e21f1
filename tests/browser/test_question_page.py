"""The question form on a plain page, its messages answered by a real sheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from groundrules.exercise.question import public
from groundrules.exercise.sheet import Sheet, of_exercise, of_practice
from groundrules.exercise.source import read

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

MASTER = Path(__file__).parents[1] / "fixtures/exercise/solutions/late-invoices/questions.yaml"
PAGE = """<!doctype html><html lang="en" class="gr-page" THEME><head><title>Question</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/base.css">
<link rel="stylesheet" href="/static/question.css"></head><body><main><h1>Exercise</h1><div id="root"></div></main>
<script type="module">
import { mountQuestion } from "/static/question.js";
window.silent = false;
const host = { ask: (message) => window.silent ? Promise.reject(new Error("away")) : window.askPython(message) };
window.mount = (spec) => {
  window.view?.destroy();
  window.view = mountQuestion(document.getElementById("root"), spec, host);
};
window.mount(SPEC);
</script></body></html>"""


class Host:
    """Answers the form's messages from a sheet, and remembers them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.saved: list[Any] = []

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        if message["do"] == "question.open":
            return {"ok": True, **self.sheet.open(message["id"])}
        self.saved.append(message["value"])
        return {"ok": True, **self.sheet.save(message["id"], message["value"])}


@pytest.fixture
def graded(tmp_path: Path) -> Host:
    folder = tmp_path / "exercise"
    folder.mkdir()
    questions = [public(question) for question in read(MASTER)]
    (folder / "questions.json").write_text(json.dumps({"exercise": "late-invoices", "questions": questions}))
    return Host(of_exercise(folder))


@pytest.fixture
def practice(tmp_path: Path) -> Host:
    text = MASTER.read_text(encoding="utf-8").replace("graded: true", "graded: false")
    hints = "hints: [Look back., Ask who said it., Nobody did.]\n    "
    source = tmp_path / "05_practice.yaml"
    source.write_text(text.replace("title: Which rule", f"{hints}title: Which rule"), encoding="utf-8")
    return Host(of_practice(source, tmp_path / "practice.json"))


def show(page: Page, server: StaticServer, host: Host, name: str, theme: str = "") -> None:
    page.expose_function("askPython", host.ask)
    spec = json.dumps({"id": name, "path": "", "practice": bool(host.sheet.keys), "headingLevel": 2})
    page.goto(server.put("index.html", PAGE.replace("SPEC", spec).replace("THEME", theme)))
    expect(page.locator(".gr-question")).to_be_visible()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, context="#root")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def reopen(page: Page, host: Host, name: str) -> None:
    page.evaluate("spec => window.mount(spec)", {"id": name, "practice": bool(host.sheet.keys), "headingLevel": 2})
    expect(page.locator(".gr-question")).to_be_visible()


def test_a_choice_is_saved_by_keyboard_alone_and_found_again(
    page: Page, static_server: StaticServer, graded: Host
) -> None:
    show(page, static_server, graded, "which-rule")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert graded.saved[-1] == "agree"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") != "radio"
    reopen(page, graded, "which-rule")
    expect(page.get_by_label("A day that you both agree on")).to_be_checked()
    assert page.get_by_text("Where there was never a rule").count() == 0


def test_several_answers_are_saved_as_a_list(page: Page, static_server: StaticServer, graded: Host) -> None:
    show(page, static_server, graded, "what-to-bring")
    page.get_by_label("The dates of the last four invoices").check()
    page.get_by_label("What the delay costs you").check()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert graded.saved[-1] == ["dates", "cost"]


def test_lines_are_ordered_with_the_arrows_and_the_focus_goes_along(
    page: Page, static_server: StaticServer, graded: Host
) -> None:
    show(page, static_server, graded, "first-to-last")
    for name in ("Agree on a day", "Say what is wrong", "Make him welcome"):
        button = page.get_by_role("button", name=f"Move up: {name}")
        button.focus()
        while button.get_attribute("aria-disabled") == "false":
            page.keyboard.press("Enter")
            expect(button).to_be_focused()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator(".gr-live")).to_contain_text("Make him welcome: place 1 of 4")
    assert graded.saved[-1] == ["welcome", "problem", "agree", "write"]


def test_a_line_can_be_dragged_to_its_place(page: Page, static_server: StaticServer, graded: Host) -> None:
    show(page, static_server, graded, "first-to-last")
    lines = page.locator(".gr-order-line")
    last = lines.nth(3).get_attribute("data-id")
    lines.nth(3).drag_to(lines.nth(0), target_position={"x": 40, "y": 4})
    expect(lines.nth(0)).to_have_attribute("data-id", str(last))
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert graded.saved[-1][0] == last


def test_items_are_put_into_groups(page: Page, static_server: StaticServer, graded: Host) -> None:
    show(page, static_server, graded, "where-does-it-belong")
    page.get_by_role("group", name="Marek was never told a day").get_by_label("No rule yet").check()
    expect(page.get_by_text("1 of 3 items have a group.")).to_be_visible()
    page.get_by_role("group", name="Ian is always on time").get_by_label("Nothing to do").check()
    expect(page.get_by_text("2 of 3 items have a group.")).to_be_visible()
    assert graded.saved[-1] == {"marek": "none", "ian": "fine"}


def test_numbers_are_taken_with_a_comma_or_a_point_and_what_is_none_is_told(
    page: Page, static_server: StaticServer, tmp_path: Path
) -> None:
    names = {"held": "Meetings that were held", "mean": "Mean per week", "worth": "What they are worth"}
    fields = [{"id": name, "text": text, "unit": "of them", "within": 0.1} for name, text in names.items()]
    question = {"id": "how-many", "kind": "figures", "points": 3, "title": "How many?", "prompt": "P", "fields": fields}
    folder = tmp_path / "numbers"
    folder.mkdir()
    (folder / "questions.json").write_text(json.dumps({"exercise": "numbers", "questions": [question]}))
    host = Host(of_exercise(folder))
    show(page, static_server, host, "how-many")
    page.get_by_label("Meetings that were held, in of them").fill("12")
    page.get_by_label("Mean per week").fill("3,5")
    expect(page.get_by_text("2 of 3 numbers are filled in.")).to_be_visible()
    page.get_by_label("What they are worth").fill("a lot")
    expect(page.get_by_text("This is not a number.")).to_be_visible()
    page.get_by_label("What they are worth").fill("1 650.25")
    expect(page.get_by_text("Every number is filled in.")).to_be_visible()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert host.saved[-1] == {"held": 12, "mean": 3.5, "worth": 1650.25}
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("sessionStorage.clear()")
    reopen(page, host, "how-many")
    expect(page.get_by_label("What they are worth")).to_have_value("1650.25")


def test_a_text_is_saved_while_it_is_typed_and_its_length_told(
    page: Page, static_server: StaticServer, graded: Host
) -> None:
    show(page, static_server, graded, "say-it-better")
    page.get_by_role("button", name="Copy it into your text").click()
    expect(page.get_by_text("This is still the text that you were given. Make it yours.")).to_be_visible()
    page.get_by_label("Your text").fill("Can you send it by the fifth?")
    expect(page.get_by_text("7 words; 6 to 60 are asked for")).to_be_visible()
    expect(page.get_by_text("7 words, between 6 and 60, as asked.")).to_be_visible()
    assert graded.saved[-1] == "Can you send it by the fifth?"


def test_half_typed_text_outlives_a_host_that_is_away_and_a_new_drawing(
    page: Page, static_server: StaticServer, graded: Host
) -> None:
    show(page, static_server, graded, "the-mail")
    page.evaluate("window.silent = true")
    page.get_by_label("Your text").fill("Dear Marek")
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    page.evaluate("window.silent = false")
    reopen(page, graded, "the-mail")
    expect(page.get_by_label("Your text")).to_have_value("Dear Marek")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert graded.saved[-1] == "Dear Marek"


def test_a_form_shown_before_the_host_answers_keeps_what_was_clicked(
    page: Page, static_server: StaticServer, graded: Host
) -> None:
    show(page, static_server, graded, "which-rule")
    page.evaluate(
        "question => { window.silent = true; window.mount({id: 'which-rule', question, headingLevel: 2}); }",
        graded.sheet.question("which-rule"),
    )
    page.get_by_label("The paragraph that he broke").check()
    page.evaluate("window.silent = false")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("The paragraph that he broke")).to_be_checked()
    assert graded.saved == ["contract"]


def test_practice_tells_what_was_right_and_why_after_the_check(
    page: Page, static_server: StaticServer, practice: Host
) -> None:
    show(page, static_server, practice, "which-rule")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".gr-live")).to_have_text("Answer first, then check.")
    page.get_by_label("The paragraph that he broke").check()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Not quite")).to_be_focused()
    expect(page.get_by_text("There is none to break.")).to_be_visible()
    expect(page.get_by_text("Where there was never a rule, you make one together.")).to_be_visible()
    page.get_by_label("A day that you both agree on").check()
    expect(page.get_by_text("There is none to break.")).to_be_hidden()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="That is right")).to_be_focused()
    assert practice.saved == ["contract", "agree"]


def test_practice_marks_every_kind_of_answer(page: Page, static_server: StaticServer, practice: Host) -> None:
    show(page, static_server, practice, "what-to-bring")
    page.get_by_label("The dates of the last four invoices").check()
    page.get_by_label("The list of all his other faults").check()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Not quite")).to_be_visible()
    expect(page.get_by_text("Left out. He may not know.")).to_be_visible()
    reopen(page, practice, "where-does-it-belong")
    page.get_by_role("group", name="Marek was never told a day").get_by_label("A rule that is not kept").check()
    page.get_by_role("group", name="Ian is always on time").get_by_label("Nothing to do").check()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Partly right")).to_be_visible()
    expect(page.get_by_text("It belongs to: No rule yet. Nobody can keep an unknown rule.")).to_be_visible()
    reopen(page, practice, "first-to-last")
    page.get_by_role("button", name="Move down").first.click()
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("The right order")).to_be_visible()
    reopen(page, practice, "say-it-better")
    page.get_by_label("Your text").fill("The last four came three weeks late. Can you send the next by the fifth?")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="That is right")).to_be_focused()
    expect(page.get_by_text("It asks something that yes or no can answer.")).to_be_visible()
    page.get_by_text("One way to say it").click()
    expect(page.get_by_text("Thank you for making the time.")).to_be_visible()


def test_hints_come_one_at_a_time(page: Page, static_server: StaticServer, practice: Host) -> None:
    show(page, static_server, practice, "which-rule")
    button = page.get_by_role("button", name="Hint")
    for number, text in enumerate(("Look back.", "Ask who said it.", "Nobody did."), 1):
        expect(page.get_by_role("button", name=f"Hint {number} of 3")).to_be_visible()
        page.get_by_role("button", name=f"Hint {number} of 3").press("Enter")
        expect(page.locator(".gr-question-hints")).to_contain_text(text)
    expect(button).to_have_count(1)
    expect(page.get_by_role("button", name="No more hints")).to_be_focused()


def test_a_damaged_answers_file_is_told_and_the_question_can_be_answered(
    page: Page, static_server: StaticServer, graded: Host
) -> None:
    graded.sheet.path.write_text("{")
    show(page, static_server, graded, "which-rule")
    expect(page.get_by_text("They are kept, unchanged, in answers.damaged-1.json.").first).to_be_visible()
    page.get_by_label("A day that you both agree on").check()
    expect(page.get_by_text("Saved.")).to_be_visible()


@pytest.mark.parametrize("theme", ["", 'theme="dark"'])
def test_every_kind_is_accessible_and_fits_a_narrow_screen(
    page: Page, static_server: StaticServer, practice: Host, theme: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    show(page, static_server, practice, "which-rule", theme)
    for name in practice.sheet.questions:
        reopen(page, practice, name)
        for control in page.locator("#root input[type=radio], #root input[type=checkbox]").all()[:2]:
            control.check()
        if page.locator("#root textarea").count():
            page.locator("#root textarea").fill("Could we agree on the fifth of every month, then?")
        if page.get_by_role("button", name="Move down").count():
            page.get_by_role("button", name="Move down").first.click()
        page.get_by_role("button", name="Check").click()
        expect(page.locator(".gr-question-feedback")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
