"""The records of an evidence lab on a plain page: what the form counts, the grader and pandas count alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from groundrules.errors import GroundRulesError
from groundrules.exercise.lab.code import code_of
from groundrules.exercise.lab.lab import for_show, keep_code, of_code, open_lab
from groundrules.exercise.lab.query import chosen, groups, measure
from groundrules.exercise.lab.source import public_bytes, read_case

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.conftest import StaticServer

pytestmark = pytest.mark.browser

CASE = read_case(Path(__file__).parents[2] / "solutions/evidence-lab/lab.yaml")
CODE = code_of(b"a key of a course", "evidence-lab", "ana")
PAGE = """<!doctype html><html lang="en" class="gr-page"><head><title>Records</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/base.css">
<link rel="stylesheet" href="/static/question.css"><link rel="stylesheet" href="/static/lab.css"></head>
<body><main><h1>Exercise</h1><h2>Records</h2><div id="root"></div><div id="second"></div></main>
<script type="module">
import { mountLab } from "/static/lab.js";
import { labChosen, labCode, labGroups, labMeasure } from "/static/labtable.js";
const host = { ask: (message) => window.askPython(message) };
window.count = (table, query) => ({
  rows: labChosen(table.rows, query), groups: labGroups(table, query),
  total: labMeasure(labChosen(table.rows, query), query.measure), code: labCode(table, query),
});
mountLab(document.getElementById("root"), SPEC, host);
if (SPEC.second) mountLab(document.getElementById("second"), SPEC.second, host);
</script></body></html>"""

WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]
QUERIES: list[tuple[str, dict[str, Any]]] = [
    ("calls", {"measure": "count", "group": ""}),
    ("calls", {"measure": "count", "group": "week", "weeks": [2, 5]}),
    (
        "calls",
        {
            "measure": "count",
            "group": "week",
            "hours": {"days": WEEKDAYS, "from": "08:00", "to": "18:00", "keep": "outside"},
            "where": {"caller": ["Gergő"], "about": ["a change", "a question", "news"]},
        },
    ),
    (
        "calls",
        {
            "measure": "sum:minutes",
            "group": "day",
            "hours": {"days": ["Sat", "Sun"], "from": "00:00", "to": "24:00", "keep": "inside"},
        },
    ),
    ("calendar", {"measure": "mean:minutes", "group": "asked", "where": {"state": ["held"]}}),
    ("requests", {"measure": "sum:hours", "group": "ordered", "where": {"drawings": ["yes"], "paid": ["no"]}}),
    ("requests", {"measure": "sum:material", "group": "", "where": {"cut_again": []}}),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lab.json").write_bytes(public_bytes(CASE, "evidence-lab"))
    return tmp_path


def show(page: Page, static_server: StaticServer, folder: Path, spec: dict[str, Any]) -> None:
    def ask(message: dict[str, Any]) -> dict[str, Any]:
        try:
            lab = keep_code(folder, message["code"]) if message["do"] == "lab.save" else open_lab(folder)
            return {"ok": True, "table": lab.table(message["table"])}
        except GroundRulesError as error:
            return {"ok": False, "error": error.as_dict()}

    page.expose_function("askPython", ask)
    page.goto(static_server.put("lab.html", PAGE.replace("SPEC", json.dumps(spec))))


@pytest.mark.parametrize("seed", ["", CODE])
def test_the_browser_the_grader_and_pandas_count_alike(
    page: Page, static_server: StaticServer, folder: Path, seed: str
) -> None:
    show(page, static_server, folder, {"table": "calls"})
    expect(page.get_by_text("94 of 94 rows count.")).to_be_visible()
    lab = of_code(CASE, "evidence-lab", seed)
    for name, query in QUERIES:
        found = page.evaluate("([table, query]) => count(table, query)", [lab.table(name), query])
        rows = chosen(lab.tables[name], query)
        assert found["rows"] == rows
        assert found["total"] == pytest.approx(measure(rows, query["measure"]))
        if query["group"]:
            counted = {group: value for group, value in found["groups"] if value or group in groups(rows, query)}
            assert counted == pytest.approx(groups(lab.tables[name], query))
        scope: dict[str, Any] = {"data": lambda table: pd.DataFrame(lab.tables[table])}
        first, *lines, last = found["code"].splitlines()
        assert first == "from groundrules import data"
        exec("\n".join(lines), scope)  # noqa: S102  the code that the form shows
        result = eval(last, scope)  # noqa: S307  as above
        if query["group"]:
            assert dict(result) == pytest.approx(groups(lab.tables[name], query))
        else:
            assert result == pytest.approx(measure(rows, query["measure"]))


def test_a_person_chooses_hours_people_and_groups_and_reads_the_result(
    page: Page, static_server: StaticServer, folder: Path
) -> None:
    show(page, static_server, folder, {"table": "calls"})
    result = page.locator(".gr-lab-total")
    expect(result).to_have_text("94 rows")
    page.get_by_label("outside these hours").check()
    page.get_by_role("combobox", name="from", exact=True).select_option("08:00")
    page.get_by_role("combobox", name="to", exact=True).select_option("18:00")
    page.get_by_label("Sat").uncheck()
    page.get_by_label("Sun").uncheck()
    page.get_by_role("group", name="Who rang").get_by_label("Zsófia").uncheck()
    page.get_by_role("group", name="Who rang").get_by_label("Accounts").uncheck()
    page.get_by_role("group", name="About").get_by_label("a stand that stopped").uncheck()
    expect(result).to_have_text("28 rows")
    page.get_by_label("In groups").select_option("week")
    expect(page.locator(".gr-lab-groups tbody tr")).to_have_count(8)
    page.get_by_text("The same in code").click()
    expect(page.locator(".gr-lab-code")).to_contain_text('chosen = calls[~inside & calls["caller"].isin(["Gergő"])')
    page.reload()
    expect(result).to_have_text("28 rows")
    page.get_by_role("button", name="Begin again").click()
    expect(result).to_have_text("94 rows")


def test_a_code_brings_ones_own_records_into_all_forms_and_a_slip_is_told(
    page: Page, static_server: StaticServer, folder: Path
) -> None:
    show(page, static_server, folder, {"table": "calls", "second": {"table": "calls"}})
    first, second = page.locator("#root"), page.locator("#second")
    expect(second.locator(".gr-lab-total")).to_have_text("94 rows")
    first.get_by_text("Whose records are these?").click()
    first.get_by_label("Your code").fill("K7Q-F2M-9XC")
    first.get_by_role("button", name="Use this code").click()
    expect(first.get_by_role("alert")).to_contain_text("“K7Q-F2M-9XC” is not a code of this exercise.")
    first.get_by_label("Your code").fill(CODE.lower())
    first.get_by_role("button", name="Use this code").click()
    expect(first.get_by_text(f"These are your own records, from the code {CODE}.")).to_be_visible()
    own = f"{len(of_code(CASE, 'evidence-lab', CODE).tables['calls'])} rows"
    assert own != "94 rows"
    expect(first.locator(".gr-lab-total")).to_have_text(own)
    expect(second.locator(".gr-lab-total")).to_have_text(own)
    assert (folder / "code.txt").read_text() == f"{CODE}\n"


def test_records_that_come_with_the_page_need_no_host(page: Page, static_server: StaticServer, tmp_path: Path) -> None:
    (tmp_path / "evidence-lab").mkdir()
    (tmp_path / "evidence-lab/lab.json").write_bytes(public_bytes(CASE, "evidence-lab"))
    records = for_show(tmp_path, "evidence-lab/requests")
    page.goto(
        static_server.put("lab.html", PAGE.replace("SPEC", json.dumps({"table": "requests", "records": records})))
    )
    expect(page.locator(".gr-lab-total")).to_have_text("22 rows")
    expect(page.get_by_text("Here you see the practice records.")).to_be_visible()
    expect(page.get_by_text("The same in code")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1000])
def test_it_is_accessible_and_nothing_sticks_out(
    page: Page, static_server: StaticServer, folder: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    show(page, static_server, folder, {"table": "calls"})
    page.get_by_label("outside these hours").check()
    page.get_by_label("In groups").select_option("about")
    for summary in page.locator("summary").all():
        summary.click()
    found = Axe().run(page)["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
