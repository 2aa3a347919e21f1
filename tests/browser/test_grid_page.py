"""The workbook's grid on a plain page, its messages answered by a real workbook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from groundrules.desk import Desk
from groundrules.errors import WorkbookError
from groundrules.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en" class="gr-page"><head><title>Workbook</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/base.css">
<link rel="stylesheet" href="/static/records.css"></head><body><main><h1>Workbook</h1><div id="root"></div></main>
<script type="module">
import { mountGrid } from "/static/grid.js";
window.sent = [];
const ask = (message) => (window.sent.push(message.do), window.askPython(message));
const served = async () => (await fetch("opened.json")).json(); // for thousands of rows
const host = { ask: (message) => (SERVED && message.do === "records.open" ? served() : ask(message)) };
window.view = mountGrid(document.getElementById("root"), SPEC, host);
</script></body></html>"""


class Grid:
    """The grid of one table in a page, and the workbook behind it."""

    def __init__(self, page: Page, server: StaticServer, home: Path) -> None:
        self.page, self.server = page, server
        self.desk = Desk(root=home, home=home)
        self.workbook = Workbook(home / "data" / "workbook.db")
        self.contact = self.workbook.save("contacts", {"name": "Inês"})["id"]
        page.expose_function("askPython", self.answer)

    def answer(self, message: dict[str, Any]) -> dict[str, Any]:
        if message["do"] != "records.write":
            return self.desk.reply(message)
        try:
            change = self.workbook.write(message["table"], message["rows"])
        except WorkbookError as error:
            return {"ok": False, "error": error.as_dict()}
        return {"ok": True, "rows": change.rows, "change": change.number}

    def fill(self, *what: str) -> None:
        when = [f"2026-11-{day:02d}T10:00:00+00:00[Europe/Lisbon]" for day in range(1, len(what) + 1)]
        self.workbook.write(
            "incidents",
            [{"contact": self.contact, "when": at, "what": text} for at, text in zip(when, what, strict=True)],
        )

    def open(self, table: str = "incidents", *, served: bool = False) -> None:
        if served:
            self.server.put("opened.json", json.dumps(self.desk.reply({"do": "records.open", "table": table})))
        text = PAGE.replace("SPEC", json.dumps({"table": table, "headingLevel": 2}))
        text = text.replace("SERVED", json.dumps(served))
        self.page.goto(self.server.put("index.html", text))
        expect(self.page.locator(".gr-grid")).to_be_visible()

    def cell(self, row: int, col: int) -> Locator:
        return self.page.locator(f'.gr-grid-cell[data-row="{row}"][data-col="{col}"]')

    def column(self, col: int) -> list[str]:
        return self.page.locator(f'.gr-grid-row .gr-grid-cell[data-col="{col}"]').all_text_contents()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def paste(self, text: str) -> None:
        self.page.evaluate(
            """text => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", text);
              const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
              document.activeElement.dispatchEvent(event);
            }""",
            text,
        )

    def copied(self) -> str:
        return str(
            self.page.evaluate(
                """() => {
                  const clipboardData = new DataTransfer();
                  const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
                  document.activeElement.dispatchEvent(event);
                  return clipboardData.getData("text/plain");
                }"""
            )
        )

    def rows(self) -> list[dict[str, Any]]:
        expect(self.page.locator(".gr-save")).to_have_attribute("data-state", "saved")
        return self.workbook.rows("incidents")


@pytest.fixture
def grid(page: Page, static_server: StaticServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grid:
    monkeypatch.setenv("GROUNDRULES_BACKUPS", str(tmp_path / "backups"))
    home = tmp_path / "course"
    (home / "data").mkdir(parents=True)
    return Grid(page, static_server, home)


# The columns of incidents: 0 contact, 1 when, 2 how, 3 what, 4 minutes, 5 rule.


def test_cells_are_edited_by_keyboard_alone(grid: Grid) -> None:
    grid.fill("first", "second")
    grid.open()
    grid.cell(0, 3).click()
    grid.page.keyboard.type("Rang")  # typing replaces
    grid.press("Enter")  # and goes down
    expect(grid.cell(1, 3)).to_be_focused()
    grid.press("F2", "End")
    grid.page.keyboard.type(" time")
    grid.press("Tab")  # to the right
    expect(grid.cell(1, 4)).to_be_focused()
    grid.page.keyboard.type("12")
    grid.press("Enter")
    grid.press("ArrowUp")
    grid.page.keyboard.type("99")
    grid.press("Escape")  # leaves it as it was
    expect(grid.cell(0, 4)).to_be_focused()
    expect(grid.cell(1, 4)).to_have_text("12")
    assert [(row["what"], row["minutes"]) for row in grid.rows()] == [("Rang", None), ("second time", 12)]


def test_choices_and_moments_have_their_own_controls(grid: Grid) -> None:
    grid.fill("first")
    grid.open()
    grid.cell(0, 2).dblclick()
    grid.page.get_by_label("How", exact=True).select_option("E-mail")
    grid.press("Enter")
    grid.cell(0, 1).dblclick()
    grid.page.get_by_label("When", exact=True).fill("2026-07-01T23:30")
    grid.press("Enter")
    row = grid.rows()[0]
    assert (row["channel"], row["when"]) == ("email", "2026-07-01T23:30:00+01:00[Europe/Lisbon]")


def test_cells_from_a_spreadsheet_are_pasted_in_one_change_that_can_be_taken_back(grid: Grid) -> None:
    grid.fill("first")
    grid.open()
    grid.cell(0, 0).click()
    grid.paste(
        'inês\t2026-11-17 02:07\tPhone call\t"two\nlines"\t20\r\n'
        "Inês\t18.11.2026 23:30\tphone\tThe line, again\t5\r\n"
        "Inês\t2026-11-19 1:15 am\tMeeting\t=1+1\t\r\n"
    )
    expect(grid.page.get_by_text("Pasted: 3 rows, 2 of them new.").first).to_be_visible()
    expect(grid.page.get_by_role("button", name="Take it back")).to_be_visible()
    assert [(row["when"][:16], row["channel"], row["what"], row["minutes"]) for row in grid.rows()] == [
        ("2026-11-17T02:07", "phone", "two\nlines", 20),
        ("2026-11-18T23:30", "phone", "The line, again", 5),
        ("2026-11-19T01:15", "meeting", "=1+1", None),
    ]
    assert grid.page.evaluate("window.sent.filter((name) => name !== 'records.open')") == ["records.write"]
    grid.page.get_by_role("button", name="Take it back").click()
    expect(grid.page.locator(".gr-grid-row")).to_have_count(1)
    expect(grid.cell(0, 3)).to_have_text("first")
    assert [row["what"] for row in grid.workbook.rows("incidents")] == ["first"]


def test_what_is_pasted_and_not_understood_stays_and_is_marked(grid: Grid) -> None:
    grid.fill("first", "second")
    grid.open()
    grid.cell(0, 3).click()
    grid.paste("good\t7\nalso good\tmany")
    expect(grid.cell(1, 4)).to_have_attribute("aria-invalid", "true")
    expect(grid.cell(1, 4)).to_have_text("many")
    expect(grid.cell(1, 4)).to_have_attribute("title", "“many” is not a whole number. Write digits only.")
    assert [(row["what"], row["minutes"]) for row in grid.workbook.rows("incidents")] == [("good", 7), ("second", None)]
    grid.cell(1, 4).click()
    grid.page.keyboard.type("8")
    grid.press("Enter")
    assert [(row["what"], row["minutes"]) for row in grid.rows()] == [("good", 7), ("also good", 8)]


def test_chosen_cells_are_copied_emptied_and_their_rows_deleted(grid: Grid) -> None:
    grid.fill("first", "two\nlines", "third")
    grid.open()
    grid.cell(0, 2).click()
    grid.press("Shift+ArrowDown", "Shift+ArrowRight")
    assert grid.copied() == '\tfirst\n\t"two\nlines"'
    assert grid.page.locator('[aria-selected="true"]').count() == 4
    grid.press("Delete")
    expect(grid.cell(1, 3)).to_have_text("")
    assert [row["what"] for row in grid.rows()] == ["", "", "third"]
    grid.page.get_by_role("button", name="Delete the chosen rows").click()
    expect(grid.page.get_by_text("2 rows deleted.").first).to_be_visible()
    assert [row["what"] for row in grid.rows()] == ["third"]
    grid.page.get_by_role("button", name="Take it back").click()
    expect(grid.page.locator(".gr-grid-row")).to_have_count(3)


def test_a_column_sorts_and_words_filter(grid: Grid) -> None:
    grid.fill("pear", "Apple", "fig 10", "fig 9")
    grid.open()
    grid.cell(0, 3).click()
    grid.press("ArrowUp", "Enter")
    assert grid.column(3) == ["Apple", "fig 9", "fig 10", "pear"]
    expect(grid.cell(-1, 3)).to_have_attribute("aria-sort", "ascending")
    grid.press("Enter")
    assert grid.column(3) == ["pear", "fig 10", "fig 9", "Apple"]
    grid.press("Enter")
    assert grid.column(3) == ["pear", "Apple", "fig 10", "fig 9"]
    grid.page.get_by_label("Show only rows with").fill("FIG")
    assert grid.column(3) == ["fig 10", "fig 9"]
    expect(grid.page.locator(".gr-live")).to_contain_text("2 of 4 rows.")


def test_a_new_row_is_added_and_typed_into(grid: Grid) -> None:
    grid.open()
    grid.page.get_by_role("button", name="Add a row").click()
    expect(grid.cell(0, 0)).to_be_focused()
    grid.press("ArrowRight", "ArrowRight", "ArrowRight")
    grid.page.keyboard.type("A call")
    grid.press("Enter")
    assert [row["what"] for row in grid.rows()] == ["A call"]


def test_another_windows_change_is_brought_in_and_nothing_is_lost(grid: Grid) -> None:
    grid.fill("first")
    grid.open()
    row = grid.workbook.rows("incidents")[0]
    grid.workbook.save("incidents", {**row, "what": "theirs", "minutes": 3}, 1)
    grid.cell(0, 3).click()
    grid.page.keyboard.type("mine")
    grid.press("Enter")
    expect(grid.page.get_by_text("The version from there is shown; yours was: mine").first).to_be_visible()
    expect(grid.cell(0, 3)).to_have_text("theirs")
    expect(grid.cell(0, 4)).to_have_text("3")


def test_ten_thousand_rows_are_drawn_only_in_sight_and_walked_by_keyboard(grid: Grid) -> None:
    rows = [
        {"contact": grid.contact, "when": f"2026-{n % 12 + 1:02d}-{n % 28 + 1:02d}T10:00:00+00:00", "what": f"call {n}"}
        for n in range(10_000)
    ]
    grid.workbook.write("incidents", rows)
    grid.open(served=True)
    assert grid.page.locator(".gr-grid").get_attribute("aria-rowcount") == "10001"
    assert grid.page.locator(".gr-grid-row").count() < 60
    grid.cell(0, 3).click()
    grid.press("Control+End")
    expect(grid.cell(9_999, 5)).to_be_focused()
    grid.press("Control+ArrowUp")
    expect(grid.cell(0, 5)).to_be_focused()
    grid.page.locator(".gr-grid").evaluate("grid => { grid.scrollTop = 180000; }")
    expect(grid.cell(5_000, 3)).to_have_text("call 5000")
    assert grid.page.locator(".gr-grid-row").count() < 60
    expect(grid.cell(0, 5)).to_be_focused()  # it stays on the page though it is far out of sight
    grid.page.get_by_label("Show only rows with").fill("call 777")
    assert len(grid.column(3)) == 19


def test_the_grid_is_accessible_and_fits_a_narrow_screen(grid: Grid, looks: Callable[..., list[str]]) -> None:
    grid.fill("first", "second")
    for table in ("incidents", "contacts", "proposals"):
        grid.open(table)
        assert looks(grid.page, 320) == []
