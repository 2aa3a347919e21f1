"""A lesson as a notebook in JupyterLite, inside the site: its views, its Python, and the same work as on the pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from groundrules.publish.lite import Parts
from groundrules.publish.site import build_site

if TYPE_CHECKING:
    from tests.browser.conftest import StaticServer, Watch

pytestmark = pytest.mark.browser

BUILD = Path(__file__).parents[2] / "build"
PARTS = Parts(
    BUILD / "lite" / ("Scripts/jupyter-lite.exe" if os.name == "nt" else "bin/jupyter-lite"),
    BUILD / "npm/node_modules/pyodide",
    BUILD / "wheels",
)
SLOW = 180_000  # milliseconds: Python itself is fetched and started in the browser


def run(page: Page, code: str) -> str:
    """Write a cell above all others, run it, and give what it shows."""
    page.locator(".jp-Cell").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    cell = page.locator(".jp-Cell.jp-mod-active")
    cell.locator(".cm-content").click()
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")
    shown = page.locator(".jp-Cell").first.locator(".jp-OutputArea-output")
    expect(shown.first).to_be_visible(timeout=SLOW)
    return shown.first.inner_text().strip()


def test_a_lesson_runs_in_jupyterlite_offline_and_shares_its_work_with_the_pages(
    static_server: StaticServer, page: Page, watch: Watch
) -> None:
    build_site(static_server.folder, pyodide=PARTS.pyodide, lite=PARTS)
    page.goto(f"{static_server.url}/lite/notebooks/index.html?path=05_no_framework_yet.ipynb")
    check = page.get_by_role("region", name="Question: What is the matter between Ewa and Marek?")
    expect(check).to_be_visible(timeout=SLOW)
    check.get_by_role("radio").nth(2).check()
    check.get_by_role("button", name="Check").click()
    expect(check).to_contain_text("There is nothing to enforce yet")

    advised = run(page, "import groundrules\nprint(groundrules.advise('You never answer my mails.').labels)")
    assert advised == "['generalisation']"
    saved = (
        "book = groundrules.open_workbook()\nbook.save('contacts', {'name': 'Ana'})\nprint(len(book.rows('contacts')))"
    )
    assert run(page, saved) == "1"
    assert "DataFrames need pandas, which is not here." in run(page, "book.incidents")
    counted = run(page, "import os\nos.chdir('/drive/evidence-lab')\ngroundrules.data('calls')")
    assert "Cells of code need pandas, which cannot run here." in counted

    page.goto(f"{static_server.url}/counting.html")
    page.get_by_role("link", name="Open the evidence lab as a notebook in the browser.").click()
    expect(page.get_by_role("region", name="Records: The call log")).to_contain_text("rows count.", timeout=SLOW)
    above = page.get_by_role("paragraph").filter(has_text="need pandas, which this site does not have")
    expect(above).to_be_visible()

    page.goto(f"{static_server.url}/05_no_framework_yet.html")
    progress = page.get_by_role("region", name="Your progress in this lesson")
    expect(progress).to_contain_text("1 of 5 done")
    watch.faults = [fault for fault in watch.faults if "404 (File not found)" not in fault]  # it asks for a favicon
