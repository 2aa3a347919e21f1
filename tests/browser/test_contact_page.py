"""A contact's page, its messages answered by a real workbook."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from groundrules.desk import Desk
from groundrules.workbook import Workbook, sample
from groundrules.workbook.overview import overview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 22)
PAGE = """<!doctype html><html lang="en" class="gr-page"><head><title>Workbook</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/base.css">
<link rel="stylesheet" href="/static/records.css"></head><body><main><h1>Workbook</h1><div id="root"></div></main>
<script type="module">
import { mountContact } from "/static/contact.js";
const host = { ask: (message) => window.askPython(message) };
window.view = mountContact(document.getElementById("root"), { headingLevel: 2 }, host);
</script></body></html>"""


class Shown:
    """The page of a contact, and the workbook behind it."""

    def __init__(self, page: Page, server: StaticServer, home: Path) -> None:
        self.page, self.server = page, server
        self.desk = Desk(root=home, home=home)
        self.workbook = Workbook(home / "data" / "workbook.db")
        page.expose_function("askPython", self.answer)

    def answer(self, message: dict[str, Any]) -> dict[str, Any]:
        if message["do"] == "contact.open":
            return {"ok": True, "pack": True, **overview(self.workbook, message["contact"], TODAY)}
        if message["do"] == "contact.pack":
            said = {"folder": "/packs/Marta", "files": ["brief.pdf"], "lacking": [], "advice": ["Say it shorter."]}
            return {"ok": True, **said}
        return self.desk.reply(message)

    def open(self) -> None:
        self.page.goto(self.server.put("index.html", PAGE))
        expect(self.page.locator(".gr-records").first).to_be_visible()


@pytest.fixture
def shown(page: Page, static_server: StaticServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    monkeypatch.setenv("GROUNDRULES_BACKUPS", str(tmp_path / "backups"))
    home = tmp_path / "course"
    (home / "data").mkdir(parents=True)
    return Shown(page, static_server, home)


def test_a_contact_is_chosen_and_its_parts_open_into_forms(shown: Shown) -> None:
    sample.fill(shown.workbook, TODAY, "Europe/London")
    shown.open()
    page = shown.page
    expect(page.get_by_role("heading", name="Marta Keller")).to_be_visible()
    expect(page.get_by_text("13 calls after 20:00 in six weeks, three of them after 01:00.")).to_be_visible()
    page.get_by_role("button", name="Open: Follow-ups").press("Enter")
    page.locator(".gr-record-row", has_text="Ask the plumber").click()
    page.get_by_label("Done", exact=True).check()
    expect(page.locator(".gr-contact-form .gr-save")).to_have_attribute("data-state", "saved")
    page.get_by_role("button", name="Close: Follow-ups").click()
    expect(page.get_by_text("All done.")).to_be_visible()
    page.get_by_label("Contact", exact=True).select_option("Tomas Lindqvist")
    expect(page.get_by_role("heading", name="Tomas Lindqvist")).to_be_visible()
    expect(page.get_by_text("Situation 1: we have no framework")).to_be_visible()


def test_a_new_row_belongs_to_the_contact_that_is_shown(shown: Shown) -> None:
    contact = shown.workbook.save("contacts", {"name": "Inês"})["id"]
    shown.open()
    page = shown.page
    page.get_by_role("button", name="Open: Agreed rules").click()
    page.get_by_role("button", name="Add an agreed rule").click()
    page.get_by_label("The rule (needed)").fill("Nobody calls after 20:00")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator(".gr-contact-form .gr-save")).to_have_attribute("data-state", "saved")
    assert [(row["contact"], row["rule"]) for row in shown.workbook.rows("agreements")] == [
        (contact, "Nobody calls after 20:00")
    ]


def test_the_documents_are_made_by_a_button(shown: Shown) -> None:
    sample.fill(shown.workbook, TODAY, "Europe/London")
    shown.open()
    shown.page.get_by_role("button", name="Make the documents for the talk").click()
    expect(shown.page.get_by_text("The documents are in /packs/Marta:").first).to_be_visible()
    expect(shown.page.get_by_text("Say it shorter.")).to_be_visible()


def test_an_empty_workbook_asks_for_the_first_contact(shown: Shown) -> None:
    shown.open()
    expect(shown.page.get_by_text("There is no contact yet. Add the first one.")).to_be_visible()
    expect(shown.page.get_by_role("button", name="Add a contact")).to_be_visible()


def test_the_page_is_accessible_and_fits(shown: Shown, looks: Callable[..., list[str]]) -> None:
    sample.fill(shown.workbook, TODAY, "Europe/London")
    shown.open()
    expect(shown.page.get_by_role("heading", name="Marta Keller")).to_be_visible()
    shown.page.get_by_role("button", name="Open: Proposals").click()
    expect(shown.page.locator(".gr-record-row")).to_have_count(1)
    assert looks(shown.page, 320, 1000) == []
