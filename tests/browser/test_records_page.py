"""The workbook's form on a plain page, its messages answered by a real desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from groundrules.desk import Desk
from groundrules.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en" class="gr-page"><head><title>Workbook</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/base.css">
<link rel="stylesheet" href="/static/records.css">
<link rel="stylesheet" href="/static/coach.css"></head><body><main><h1>Workbook</h1><div id="root"></div></main>
<script type="module">
import { mountRecords } from "/static/records.js";
window.silent = false;
const away = (message) => window.silent || (window.deaf && message.do === "coach.advise");
const host = { ask: (message) => away(message) ? Promise.reject(new Error("away")) : window.askPython(message) };
window.mount = (spec) => {
  window.view?.destroy();
  window.view = mountRecords(document.getElementById("root"), spec, host);
};
window.mount(SPEC);
</script></body></html>"""


class Shown:
    """The form of one table in a page, and the workbook behind it."""

    def __init__(self, page: Page, server: StaticServer, home: Path) -> None:
        self.page, self.server = page, server
        self.desk = Desk(root=home, home=home)
        self.workbook = Workbook(home / "data" / "workbook.db")
        page.expose_function("askPython", self.desk.reply)

    def open(self, table: str, **spec: Any) -> None:
        text = PAGE.replace("SPEC", json.dumps({"table": table, "headingLevel": 2, **spec}))
        self.page.goto(self.server.put("index.html", text))
        expect(self.page.locator(".gr-records")).to_be_visible()

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def rows(self, table: str) -> list[dict[str, Any]]:
        expect(self.page.locator(".gr-save")).to_have_attribute("data-state", "saved")
        return self.workbook.rows(table)

    def row(self, name: str) -> Locator:
        return self.page.locator(".gr-record-row", has_text=name)

    def focused(self) -> str:
        return str(
            self.page.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
            )
        )


@pytest.fixture
def shown(page: Page, static_server: StaticServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    monkeypatch.setenv("GROUNDRULES_BACKUPS", str(tmp_path / "backups"))
    home = tmp_path / "course"
    (home / "data").mkdir(parents=True)
    return Shown(page, static_server, home)


def test_a_contact_is_added_by_keyboard_alone_and_found_again(shown: Shown) -> None:
    shown.open("contacts")
    shown.press("Tab", "Enter")  # Add a contact
    shown.page.keyboard.type("Inês Duarte")
    shown.press("Tab")
    shown.page.keyboard.type("Duarte Bakeries")
    shown.press("Tab", "Tab")
    shown.page.keyboard.type("Outside")  # a select takes the first letters
    shown.press("Tab")
    (row,) = shown.rows("contacts")
    assert (row["name"], row["organisation"], row["side"]) == ("Inês Duarte", "Duarte Bakeries", "external")
    shown.page.get_by_role("button", name="Done").press("Enter")
    assert shown.focused() == "Inês DuarteDuarte Bakeries"
    shown.open("contacts")
    expect(shown.row("Inês Duarte")).to_be_visible()


def test_what_is_typed_is_saved_after_a_pause_without_leaving_the_field(shown: Shown) -> None:
    shown.workbook.save("contacts", {"name": "Inês"})
    shown.open("contacts")
    shown.row("Inês").click()
    shown.page.get_by_label("Notes").press_sequentially("Kind, tired")
    expect(shown.page.locator(".gr-save")).to_have_attribute("data-state", "saved")
    assert shown.workbook.rows("contacts")[0]["notes"] == "Kind, tired"


def test_a_proposal_has_three_points_questions_of_two_kinds_and_a_contact_made_on_the_way(shown: Shown) -> None:
    shown.open("proposals")
    page = shown.page
    page.get_by_role("button", name="Add a proposal").click()
    page.get_by_role("button", name="Add a contact").click()
    page.get_by_label("Name of the new contact").fill("Inês Duarte")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Contact (needed)")).not_to_have_value("")
    (contact,) = shown.rows("contacts")
    expect(page.get_by_label("Contact (needed)")).to_have_value(contact["id"])
    for number, point in enumerate(("Nights are for sleep", "Two calls a week", "The line has a night team"), 1):
        page.get_by_label(f"Point {number}").fill(point)
    expect(page.get_by_text("3 of 3 points are written.")).to_be_visible()
    page.get_by_role("button", name="Add a question").click()
    page.keyboard.type("What led to the calls?")
    page.get_by_label("Kind of question 1").select_option("Open")
    page.get_by_role("button", name="Add a question").click()
    page.get_by_role("button", name="Remove question 2").click()
    assert page.evaluate("document.activeElement.value") == "What led to the calls?"
    page.get_by_label("Your statement, word for word").fill("word " * 50)
    expect(page.get_by_text("50 words, about 20 seconds when spoken.")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    (row,) = shown.rows("proposals")
    assert row["explanation"] == ["Nights are for sleep", "Two calls a week", "The line has a night team"]
    assert row["questions"] == [{"text": "What led to the calls?", "kind": "open"}]
    assert row["contact"] == shown.workbook.rows("contacts")[0]["id"]


def test_the_coach_reads_along_in_a_proposal_and_its_advice_stays_where_it_was_left(shown: Shown) -> None:
    shown.open("proposals")
    page = shown.page
    page.get_by_role("button", name="Add a proposal").click()
    script = page.get_by_label("Your statement, word for word")
    script.press_sequentially("You never call on time.")
    field = page.locator(".gr-record-field", has=script)
    expect(field.locator(".gr-underline:not([data-tone=found])")).to_have_text("You never")
    expect(field.locator("summary").first).to_contain_text("One place to look at again.")
    shown.press("Tab", "Enter")  # the summary is the next stop, and opens by the keyboard
    expect(field.locator("[data-check=request]")).to_have_attribute("data-state", "missing")
    line = field.locator("[data-rule=never-always]")
    line.locator("summary").focus()
    shown.press("Enter", "Tab", "Enter")  # Show it in the text
    assert page.evaluate("getSelection().toString() || document.activeElement.selectionEnd") == "You never"
    line.get_by_role("button", name="Leave this one alone").press("Enter")
    expect(field.locator(".gr-underline:not([data-tone=found])")).to_have_count(0)
    assert shown.focused() == "Where to look"
    page.get_by_role("button", name="Done").click()
    assert shown.rows("proposals")[0]["script"] == "You never call on time."


def test_the_coach_reads_three_points_and_questions_as_one_text(shown: Shown) -> None:
    explanation = ["Two calls came at night.", "You people never listen.", "The log shows 14 calls."]
    questions = [
        {"text": "What would help you?", "kind": "open"},
        {"text": "Do we agree on two calls?", "kind": "closed"},
    ]
    shown.workbook.save("proposals", {"explanation": explanation, "questions": questions, "purpose": "Quiet nights"})
    shown.open("proposals")
    shown.page.locator(".gr-record-row").click()
    page = shown.page
    points = page.get_by_role("group", name="Your explanation, in exactly three points")
    expect(points.locator(".gr-underline:not([data-tone=found])").first).to_be_visible()
    marked = points.locator(".gr-paper", has=page.get_by_label("Point 2")).locator(
        ".gr-underline:not([data-tone=found])"
    )
    expect(marked.first).to_contain_text("You people")
    points.locator("summary").first.click()
    expect(points.locator("[data-check=three-points]")).to_have_attribute("data-state", "there")
    asked = page.get_by_role("group", name="Your questions")
    asked.locator("summary").first.click()
    expect(asked.locator("[data-check=closed]")).to_have_attribute("data-state", "there")
    expect(asked.locator("[data-check=open]")).to_have_attribute("data-state", "missing")
    page.get_by_role("button", name="Add a question").click()
    page.keyboard.type("How do you see it?")
    expect(asked.locator("[data-check=open]")).to_have_attribute("data-state", "there")
    page.get_by_role("button", name="Remove question 3").press("Enter")
    expect(page.get_by_role("button", name="Remove question 3")).to_have_count(0)
    expect(asked.locator("[data-check=open]")).to_have_attribute("data-state", "missing")


def test_a_form_without_an_answering_coach_stays_a_form(shown: Shown) -> None:
    shown.open("proposals")
    page = shown.page
    page.get_by_role("button", name="Add a proposal").click()
    page.evaluate("window.deaf = true")
    page.get_by_label("Your statement, word for word").fill("You never call.")
    assert shown.rows("proposals")[0]["script"] == "You never call."
    expect(page.locator(".gr-field-coach:visible")).to_have_count(0)


def test_a_moment_keeps_its_zone(shown: Shown) -> None:
    contact = shown.workbook.save("contacts", {"name": "Inês"})["id"]
    shown.workbook.save("incidents", {"contact": contact, "when": "2026-11-17T02:07:00+00:00[Europe/Lisbon]"})
    shown.open("incidents")
    shown.row("Inês").click()
    page = shown.page
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    page.get_by_label("When").fill("2026-07-01T23:30")
    page.get_by_label("Minutes it took you").fill("20")
    page.keyboard.press("Tab")
    assert shown.rows("incidents")[0]["when"] == "2026-07-01T23:30:00+01:00[Europe/Lisbon]"
    page.get_by_label("Time zone").focus()
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    expect(page.locator(".gr-save")).to_have_attribute("data-state", "saved")
    page.get_by_role("button", name="Done").click()
    row = shown.rows("incidents")[0]
    assert (row["when"], row["minutes"]) == ("2026-07-01T23:30:00+09:00[Asia/Tokyo]", 20)


def test_a_deleted_contact_comes_back_with_all_that_belonged_to_it(shown: Shown) -> None:
    contact = shown.workbook.save("contacts", {"name": "Inês"})["id"]
    shown.workbook.save("agreements", {"contact": contact, "rule": "Nobody calls after 20:00"})
    shown.open("contacts")
    shown.row("Inês").click()
    shown.page.get_by_role("button", name="Delete").click()
    expect(shown.page.get_by_text("Deleted: Inês. 1 that belonged to it went too.").first).to_be_visible()
    assert shown.focused() == "Bring it back"
    assert shown.workbook.rows("agreements") == []
    shown.press("Enter")
    expect(shown.row("Inês")).to_be_focused()
    assert len(shown.workbook.rows("agreements")) == 1


def test_a_row_can_be_put_back_as_it_was_when_it_was_opened(shown: Shown) -> None:
    shown.workbook.save("contacts", {"name": "Inês", "notes": "Before"})
    shown.open("contacts")
    shown.row("Inês").click()
    shown.page.get_by_label("Notes").fill("After")
    expect(shown.page.locator(".gr-save")).to_have_attribute("data-state", "saved")
    shown.page.get_by_role("button", name="Put it back as it was").click()
    expect(shown.page.get_by_label("Notes")).to_have_value("Before")
    shown.page.get_by_role("button", name="Done").click()
    assert shown.rows("contacts")[0]["notes"] == "Before"


def test_a_value_that_cannot_be_kept_is_told_beside_its_field_and_stays_there(shown: Shown) -> None:
    contact = shown.workbook.save("contacts", {"name": "Inês"})["id"]
    shown.workbook.save("incidents", {"contact": contact})
    shown.open("incidents")
    shown.row("Inês").click()
    minutes = shown.page.get_by_label("Minutes it took you")
    minutes.fill("twenty")
    shown.press("Tab")
    expect(minutes).to_have_attribute("aria-invalid", "true")
    error = shown.page.locator(f"#{str(minutes.get_attribute('aria-describedby')).split()[-1]}")
    expect(error).to_have_text("“twenty” is not a whole number. Write digits only.")
    expect(minutes).to_have_value("twenty")
    minutes.fill("20")
    shown.press("Tab")
    expect(error).to_be_hidden()
    assert shown.rows("incidents")[0]["minutes"] == 20


def test_another_windows_change_to_other_fields_is_brought_in(shown: Shown) -> None:
    row = shown.workbook.save("contacts", {"name": "Inês"})
    shown.open("contacts")
    shown.row("Inês").click()
    shown.workbook.save("contacts", {**row, "role": "Plant manager"}, 1)
    shown.page.get_by_label("Notes").fill("Kind")
    shown.press("Tab")
    expect(shown.page.get_by_label("Role")).to_have_value("Plant manager")
    stored = shown.rows("contacts")[0]
    assert (stored["role"], stored["notes"]) == ("Plant manager", "Kind")


def test_two_versions_of_a_field_are_both_shown_and_the_person_chooses(shown: Shown) -> None:
    row = shown.workbook.save("contacts", {"name": "Inês", "notes": "Before"})
    shown.open("contacts")
    shown.row("Inês").click()
    shown.workbook.save("contacts", {**row, "name": "Inês D.", "notes": "From the other window"}, 1)
    shown.page.get_by_label("Notes").fill("From this window")
    shown.press("Tab")
    expect(shown.page.get_by_role("heading", name="Two versions of this contact")).to_be_focused()
    assert shown.page.locator(".gr-record-words").all_text_contents() == ["From this window", "From the other window"]
    assert shown.workbook.rows("contacts")[0]["notes"] == "From the other window"
    shown.page.get_by_role("button", name="Keep both: Notes").click()
    expect(shown.page.get_by_label("Notes")).to_have_value("From this window\n\nFrom the other window")
    stored = shown.rows("contacts")[0]
    assert (stored["name"], stored["notes"]) == ("Inês D.", "From this window\n\nFrom the other window")


def test_a_row_deleted_in_another_window_can_be_kept(shown: Shown) -> None:
    row = shown.workbook.save("contacts", {"name": "Inês"})
    shown.open("contacts")
    shown.row("Inês").click()
    shown.workbook.delete("contacts", row["id"])
    shown.page.get_by_label("Notes").fill("Still needed")
    shown.press("Tab")
    shown.page.get_by_role("button", name="Keep it").click()
    stored = shown.rows("contacts")[0]
    assert (stored["name"], stored["notes"]) == ("Inês", "Still needed")


def test_words_typed_while_the_host_is_away_outlive_the_page(shown: Shown) -> None:
    shown.open("contacts")
    shown.page.evaluate("window.silent = true")
    shown.page.get_by_role("button", name="Add a contact").click()
    shown.page.get_by_label("Name (needed)").fill("Inês")
    shown.page.get_by_label("Notes").fill("Half a sen")
    shown.press("Tab")
    expect(shown.page.locator(".gr-save")).to_have_attribute("data-state", "trouble")
    shown.page.reload()
    expect(shown.row("Inês")).to_be_visible()
    expect(shown.page.locator(".gr-record-row")).to_have_count(1)
    shown.page.wait_for_function("!sessionStorage.getItem('groundrules:records:contacts')")
    (row,) = shown.workbook.rows("contacts")
    assert (row["name"], row["notes"]) == ("Inês", "Half a sen")


def test_a_long_list_is_searched_and_shown_in_parts(shown: Shown) -> None:
    shown.workbook.write(
        "contacts", [{"name": f"Person {n}", "notes": "baker" if n % 40 == 0 else ""} for n in range(120)]
    )
    shown.open("contacts")
    expect(shown.page.locator(".gr-record-row")).to_have_count(50)
    shown.page.get_by_role("button", name="Show 50 more").click()
    assert shown.focused() == "Person 50"
    shown.page.get_by_label("Find in this list").fill("BAKER")
    expect(shown.page.locator(".gr-record-row")).to_have_count(3)
    expect(shown.page.locator(".gr-live")).to_have_text("3 of 120 found.")


def test_markup_in_a_row_is_text(shown: Shown) -> None:
    shown.workbook.save(
        "contacts", {"name": "<img src=x onerror=document.title='hit'>", "notes": "</textarea><script>"}
    )
    shown.open("contacts")
    shown.row("<img").click()
    expect(shown.page.get_by_label("Notes")).to_have_value("</textarea><script>")
    assert shown.page.title() == "Workbook"


def test_every_form_is_accessible_and_fits(shown: Shown, looks: Callable[..., list[str]]) -> None:
    contact = shown.workbook.save("contacts", {"name": "Inês Duarte"})["id"]
    filled = {"proposals": {"explanation": ["a"], "questions": [{"text": "Why?", "kind": "open"}]}}
    for table in ("contacts", "agreements", "incidents", "diagnoses", "proposals", "follow_ups"):
        if table != "contacts":
            shown.workbook.save(table, {"contact": contact, **filled.get(table, {})})
        shown.open(table)
        shown.row("Inês").click()
        assert looks(shown.page, 320, 1000) == []
