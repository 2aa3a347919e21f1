"""The static site in Chromium: it works with no server of ours, keeps what was done, and asks nobody else."""

from __future__ import annotations

import json
import os
import re
import shutil
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.conftest import lay_out_little_course

from groundrules import course
from groundrules.desk import Desk
from groundrules.publish.site import build_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import StaticServer, Watch

pytestmark = pytest.mark.browser

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def little_course(tmp_path_factory: pytest.TempPathFactory) -> course.Course:
    root = tmp_path_factory.mktemp("content") / "course"
    lay_out_little_course(root)
    return course.load(root)


@pytest.fixture(scope="module")
def built(little_course: course.Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    build_site(out, little_course)
    return out


# Named before the page in every test: so the page, whose worker may still be fetching, is closed before the server is.
@pytest.fixture
def site(static_server: StaticServer, built: Path) -> str:
    shutil.copytree(built, static_server.folder, dirs_exist_ok=True)
    return static_server.url


def ask(page: Page, message: dict[str, Any]) -> dict[str, Any]:
    """Send a message to the page's host."""
    reply: dict[str, Any] = page.evaluate("message => groundRules.siteHost.ask(message)", message)
    return reply


def test_the_first_choice_can_be_made_and_is_there_again_after_a_reload(site: str, page: Page) -> None:
    page.goto(f"{site}/05_lunch.html")
    player = page.get_by_role("region", name="Scenario: The loading dock")
    player.get_by_role("button", name="Begin").click()
    player.get_by_role("button", name="Let it ring").click()
    player.get_by_role("button", name="Continue").click()
    page.reload()
    expect(player.get_by_role("button", name="You rang at noon")).to_be_visible()


def test_a_whole_lesson_is_done_and_the_first_page_knows_it(site: str, page: Page) -> None:
    page.goto(f"{site}/05_lunch.html")
    player = page.get_by_role("region", name="Scenario: The loading dock")
    for name in ("Begin", "Let it ring", "Continue", "You rang at noon", "See how it ends"):
        player.get_by_role("button", name=name).click()
    question = page.get_by_role("region", name="Question: Which situation is it?")
    question.get_by_role("radio", name="There is no rule yet").check()
    question.get_by_role("button", name="Check").click()
    expect(question.get_by_text("That is right")).to_be_visible()
    text = page.get_by_role("region", name="Question: Say it")
    text.get_by_role("textbox").fill("You rang at noon on Monday and on Tuesday.")
    text.get_by_role("button", name="Check").click()
    expect(text.get_by_text("Compare your text with this")).to_be_visible()
    expect(page.get_by_text("3 of 6 done")).to_be_visible()
    page.goto(f"{site}/index.html")
    expect(page.get_by_text("3 of 6 done")).to_be_visible()
    expect(page.locator(".hero").get_by_role("img", name=re.compile("^3 of \\d+ done$"))).to_be_visible()
    page.get_by_role("link", name="Go on: The phone at lunch").click()
    expect(page.get_by_role("heading", name="The phone at lunch", level=1)).to_be_visible()
    expect(question.get_by_text("That is right")).to_be_visible()


def test_own_words_that_nobody_can_read_here_lead_to_the_ready_ones(site: str, page: Page) -> None:
    page.goto(f"{site}/05_lunch.html")
    player = page.get_by_role("region", name="Scenario: The loading dock")
    for name in ("Begin", "Let it ring", "Continue"):
        player.get_by_role("button", name=name).click()
    player.get_by_role("textbox").fill("Omar, it cannot go on like this.")
    player.get_by_role("button", name="Say it").click()
    expect(player.get_by_text("Take the ready phrasing that comes closest").first).to_be_visible()
    expect(player.get_by_role("textbox")).to_have_value("Omar, it cannot go on like this.")


def test_a_contact_is_kept_in_the_browser(site: str, page: Page) -> None:
    page.goto(f"{site}/05_lunch.html")
    form = page.get_by_role("region", name="Workbook: Contacts")
    form.get_by_role("button", name=re.compile("^Add")).first.click()
    form.get_by_role("textbox").first.fill("Omar Haddad")
    form.get_by_role("textbox").first.blur()
    expect(form.get_by_text("Saved.")).to_be_visible()
    page.reload()
    expect(form.get_by_text("Omar Haddad")).to_be_visible()


def test_the_site_works_from_a_folder_that_was_opened_by_a_double_click(built: Path, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((built / "05_lunch.html").as_uri())
    player = page.get_by_role("region", name="Scenario: The loading dock")
    for name in ("Begin", "Let it ring", "Continue"):
        player.get_by_role("button", name=name).click()
    page.reload()
    expect(player.get_by_role("button", name="You rang at noon")).to_be_visible()
    page.goto((built / "search.html").as_uri() + "?q=habit")
    expect(page.get_by_role("link", name="The idea")).to_be_visible()
    page.goto((built / "index.html").as_uri())
    expect(page.get_by_role("link", name="Go on: The phone at lunch")).to_be_visible()
    assert all(url.startswith("file:") for url in asked)
    assert faults == []
    context.close()


def test_two_sites_on_one_address_keep_their_own(static_server: StaticServer, site: str, page: Page) -> None:
    shutil.copytree(static_server.folder, static_server.folder / "other", ignore=shutil.ignore_patterns("other"))
    page.goto(f"{site}/05_lunch.html")
    ask(page, {"do": "question.save", "id": "05-which", "value": "none"})
    page.goto(f"{site}/other/05_lunch.html")
    assert ask(page, {"do": "question.open", "id": "05-which"})["value"] is None


def test_everything_works_while_the_browser_keeps_nothing_and_the_page_says_so(site: str, page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });")
    page.goto(f"{site}/05_lunch.html")
    expect(page.get_by_text("This browser does not let the site keep anything")).to_be_visible()
    assert ask(page, {"do": "question.save", "id": "05-which", "value": "none"})["ok"] is True
    assert ask(page, {"do": "question.open", "id": "05-which"})["value"] == "none"


def test_a_full_storage_is_said_and_nothing_is_pretended(site: str, page: Page) -> None:
    page.goto(f"{site}/05_lunch.html")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    reply = ask(page, {"do": "question.save", "id": "05-which", "value": "none"})
    assert reply["error"]["what"] == "This browser has no room left for this site."


def test_a_file_that_cannot_be_fetched_is_asked_for_again(site: str, page: Page, watch: Watch) -> None:
    page.route("**/scenario-little-*.js", lambda route: route.abort())
    page.goto(f"{site}/05_lunch.html")
    player = page.get_by_role("region", name="Scenario")
    expect(player.get_by_text("It opens by itself as soon as the course answers")).to_be_visible()
    page.unroute("**/scenario-little-*.js")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert all("ERR_FAILED" in fault for fault in watch.faults)
    watch.faults.clear()


def test_a_second_scenario_is_fetched_when_the_reader_comes_near_it(
    static_server: StaticServer, site: str, page: Page
) -> None:
    lesson = static_server.folder / "05_lunch.html"
    text = lesson.read_text(encoding="utf-8")
    scenario = re.search(r'<div class="view" data-view="[^"]*player.*?</div>', text)
    assert scenario is not None
    far = f'<p class="far"></p>{scenario[0]}'
    lesson.write_text(text.replace("</article>", f"{far}</article>"), encoding="utf-8")
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => (document.querySelector('.far').style.height = '9000px'))"
    )
    page.goto(f"{site}/05_lunch.html")
    expect(page.get_by_role("button", name="Begin")).to_have_count(1)
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Begin")).to_have_count(2)


def test_the_packed_sheet_is_made_whole(site: str, page: Page) -> None:
    page.goto(f"{site}/05_lunch.html")
    sheet = json.loads((FIXTURES / "little.sheet.json").read_text(encoding="utf-8"))
    assert ask(page, {"do": "scenario.open", "id": "little"})["sheet"] == sheet


STEPS = [
    {"scene": "noon", "choice": "let-it-ring", "seconds": 2, "by": "person"},
    {"scene": "talk", "choice": "ready:clear", "seconds": 9.5, "by": "person", "outcome": "agreed"},
]
MESSAGES: list[dict[str, Any]] = [
    {"do": "scenario.open", "id": "little"},
    {"do": "scenario.save", "id": "little", "trail": {"steps": STEPS[:1], "attempt": 1}},
    {"do": "scenario.open", "id": "little"},
    {"do": "scenario.save", "id": "little", "trail": {"steps": STEPS, "attempt": 1}},
    {"do": "scenario.save", "id": "little", "trail": {"steps": STEPS[1:], "attempt": 2}},
    {"do": "scenario.save", "id": "little", "trail": {"steps": [], "attempt": 2}},
    {"do": "scenario.open", "id": "little"},
    *[{"do": "question.open", "id": f"05-{name}"} for name in ("which", "facts", "order", "sort", "say")],
    {"do": "question.save", "id": "05-which", "value": "broken"},
    {"do": "question.save", "id": "05-facts", "value": ["noon", "often"]},
    {"do": "question.save", "id": "05-order", "value": ["direct", "welcome", "agree"]},
    {"do": "question.save", "id": "05-sort", "value": {"omar": "one"}},
    {"do": "question.save", "id": "05-sort", "value": {"omar": "one", "ines": "two"}},
    {"do": "question.save", "id": "05-say", "value": " "},
    {"do": "question.save", "id": "05-say", "value": "Too short."},
    {"do": "question.save", "id": "05-say", "value": "word " * 61},
    {"do": "question.save", "id": "05-say", "value": "You rang at noon, and I was eating."},
    *[{"do": "question.open", "id": f"05-{name}"} for name in ("which", "facts", "order", "sort", "say")],
    {"do": "question.reset", "id": "05-which"},
    {"do": "question.reset", "id": "05-which"},
    {"do": "question.save", "id": "05-which", "value": "none"},
    {"do": "question.restore", "id": "05-which"},
    {"do": "question.restore", "id": "05-which"},
    {"do": "records.open", "table": "contacts"},
    {
        "do": "records.save",
        "table": "contacts",
        "row": {"id": "a" * 32, "name": "Omar", "side": "external"},
        "revision": 0,
    },
    {
        "do": "records.save",
        "table": "contacts",
        "row": {"id": "a" * 32, "name": "Omar", "side": "external"},
        "revision": 0,
    },
    {"do": "records.save", "table": "contacts", "row": {"id": "a" * 32, "name": "Omar H."}, "revision": 1},
    {"do": "records.save", "table": "contacts", "row": {"id": "a" * 32, "name": "Omar X."}, "revision": 1},
    {"do": "records.save", "table": "contacts", "row": {"id": "b" * 32, "name": "Inês"}, "revision": 0},
    {
        "do": "records.save",
        "table": "proposals",
        "row": {"id": "c" * 32, "contact": "a" * 32, "proposal": "Ring before eleven", "explanation": ["a", "", ""]},
        "revision": 0,
    },
    {"do": "records.open", "table": "proposals"},
    {"do": "records.open", "table": "proposals", "contact": "b" * 32},
    {"do": "records.delete", "table": "contacts", "id": "a" * 32, "revision": 1},
    {"do": "records.delete", "table": "contacts", "id": "a" * 32, "revision": 2},
    {"do": "records.open", "table": "contacts"},
    {"do": "records.open", "table": "proposals"},
    {"do": "records.undo"},
    {"do": "records.open", "table": "contacts"},
    {"do": "records.open", "table": "proposals"},
    {"do": "records.delete", "table": "contacts", "id": "d" * 32, "revision": 1},
    {"do": "records.save", "table": "no-such-table", "row": {}, "revision": 0},
    {"do": "no.such.message"},
    {"do": "progress.open", "lesson": "05"},
]


def plain(reply: dict[str, Any], like: dict[str, Any] | None = None) -> Any:
    """Leave out of a reply what must differ: moments, what only the coach knows, and the wording of errors."""
    reply = json.loads(json.dumps(reply))
    if not reply["ok"]:
        return {"ok": False, "current": _undated(reply["error"].get("current"))}
    reply.pop("feedback", None)
    for column in reply.get("table", {}).get("columns", []):
        column.pop("points", None)
    for row in [reply.get("row"), *reply.get("rows", [])]:
        _undated(row)
    if "parts" in reply:
        reply["parts"] = [{key: part[key] for key in ("kind", "id", "title", "done")} for part in reply["parts"]]
    return {key: value for key, value in reply.items() if like is None or key in like}


def _undated(row: Any) -> Any:
    if isinstance(row, dict):
        row.pop("created", None)
        row.pop("updated", None)
    return row


def test_the_browsers_host_answers_as_the_desk_does(
    site: str,
    page: Page,
    little_course: course.Course,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What the coach would say is left out of the comparison, so it need not be asked.
    monkeypatch.setattr(import_module("groundrules.exercise.score"), "_coach", lambda _text, _kind: set())
    home = tmp_path_factory.mktemp("home")
    desk = Desk(root=home, home=home)
    desk._drawer.__dict__["course"] = little_course
    page.goto(f"{site}/05_lunch.html")
    sheet = ask(page, {"do": "scenario.open", "id": "little"})["sheet"]
    for number, message in enumerate(MESSAGES):
        if "trail" in message:
            message["trail"] |= {"scenario": "little", "hash": sheet["hash"]}
        practice = {"practice": True} if message["do"].startswith("question.") else {}
        wanted = plain(desk.reply({**message, **practice}))
        assert plain(ask(page, message), wanted) == wanted, f"message {number}: {message}"


def test_the_whole_course_is_there_without_a_network_after_the_first_visit(site: str, page: Page, watch: Watch) -> None:
    page.goto(f"{site}/index.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.context.set_offline(True)
    page.goto(f"{site}/05_lunch.html")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("button", name="Let it ring")).to_be_visible()
    page.goto(f"{site}/search.html?q=habit")
    expect(page.get_by_role("link", name="The idea")).to_be_visible()
    page.goto(f"{site}/")
    expect(page.get_by_role("link", name="Go on: The phone at lunch")).to_be_visible()
    assert all("ERR_INTERNET_DISCONNECTED" in fault for fault in watch.faults)
    watch.faults.clear()


def test_a_passage_is_found_by_the_beginnings_of_its_words(site: str, page: Page) -> None:
    page.goto(f"{site}/search.html")
    field = page.get_by_role("searchbox", name="Words in any lesson")
    field.fill("excep hab")
    expect(page.get_by_role("status")).to_have_text("1 passage")
    expect(page.locator(".found mark")).to_have_text(["exception", "habit"])
    page.get_by_role("link", name="The idea").click()
    expect(page).to_have_url(f"{site}/05_lunch.html#the-idea")
    page.go_back()
    expect(field).to_have_value("excep hab")
    field.fill("xylophone")
    expect(page.get_by_role("status")).to_contain_text("Nothing was found for “xylophone”")
    field.fill("(.*")
    expect(page.get_by_role("status")).to_contain_text("Nothing was found")


def do_something(page: Page) -> None:
    """Leave a trail, an answer, a contact and a draft."""
    opened = ask(page, {"do": "scenario.open", "id": "little"})
    trail = {"scenario": "little", "hash": opened["sheet"]["hash"], "steps": STEPS, "attempt": 1}
    row = {"id": "a" * 32, "name": "Omar", "side": "external"}
    for message in (
        {"do": "scenario.save", "id": "little", "trail": trail},
        {"do": "question.save", "id": "05-which", "value": "none"},
        {"do": "records.save", "table": "contacts", "row": row, "revision": 0},
        {"do": "coach.keep", "id": "opening", "text": "Could we settle it by mail?", "ticks": [1]},
    ):
        assert ask(page, message)["ok"] is True


def test_work_is_saved_to_a_file_erased_brought_back_and_opened_on_another_device(
    site: str, page: Page, chromium: Browser, tmp_path: Path, watch: Watch
) -> None:
    page.goto(f"{site}/05_lunch.html")
    do_something(page)
    page.goto(f"{site}/index.html")
    expect(page.get_by_text("2 of 6 done")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    download.value.save_as(tmp_path / "work.json")
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_text("2 of 6 done")).to_be_hidden()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_text("2 of 6 done")).to_be_visible()

    with chromium.new_context() as elsewhere:
        other = elsewhere.new_page()
        watch.over(other)
        other.goto(f"{site}/index.html")
        other.set_input_files("input[type=file]", tmp_path / "work.json")
        expect(other.get_by_text("4 things were brought in.")).to_be_visible()
        expect(other.get_by_text("2 of 6 done")).to_be_visible()
        other.set_input_files("input[type=file]", tmp_path / "work.json")
        expect(other.get_by_text("There was nothing new in this file.")).to_be_visible()
        other.goto(f"{site}/05_lunch.html")
        rows = ask(other, {"do": "records.open", "table": "contacts"})["rows"]
        assert [(row["id"], row["name"], row["side"]) for row in rows] == [("a" * 32, "Omar", "external")]
        assert ask(other, {"do": "scenario.open", "id": "little"})["trail"]["steps"] == STEPS
        assert ask(other, {"do": "question.open", "id": "05-which"})["value"] == "none"
        draft = other.evaluate("groundRules.siteShelf.get('draft:opening')")
        assert (draft["text"], draft["ticks"], draft["others"]) == ("Could we settle it by mail?", [1], [])


WRONG_PARTS = {
    "format": "groundrules-work",
    "schema": 1,
    "trails": [3, {"scenario": "../x", "attempt": 1, "steps": []}],
    "answers": {"05-which": 7, "<b>": {"saved": "x"}},
    "rows": {"contacts": [None, {"id": "1"}], "no": [{}]},
    "drafts": {"opening": {"text": 7}, "../x": {"text": "Hello"}, "gap": None},
    "rehearsals": [None, {"begun": "yesterday", "answers": []}, {"begun": "2026-11-20", "case": {"id": "x"}}],
}


WRONG_FILES = [
    ("no JSON", "This is not a file of your work."),
    ("[]", "This is not a file of your work."),
    ('{"format": "groundrules-work", "schema": 99}', "saved by a newer version of the course"),
    ('{"format": "groundrules-work", "schema": 1}', "There was nothing new in this file."),
    (json.dumps(WRONG_PARTS), "There was nothing new in this file."),
]


def test_a_wrong_file_is_refused_or_does_nothing(site: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{site}/index.html")
    told = page.locator(".work [role=status]")
    for text, wanted in WRONG_FILES:
        (tmp_path / "wrong.json").write_text(text, encoding="utf-8")
        told.evaluate("line => line.replaceChildren()")
        page.set_input_files("input[type=file]", tmp_path / "wrong.json")
        expect(told).to_contain_text(wanted)


def test_another_path_comes_in_as_an_attempt_of_its_own_an_older_draft_beside_the_newer_and_a_rehearsal(
    site: str, page: Page, tmp_path: Path
) -> None:
    page.goto(f"{site}/05_lunch.html")
    do_something(page)
    page.goto(f"{site}/index.html")
    trail = {"scenario": "little", "hash": "0", "steps": [{"scene": "noon", "choice": "answer"}], "attempt": 1}
    talk = {"begun": "2026-11-20T18:00:00+00:00", "ended": "", "case": {"id": "a-shop"}, "answers": ["Hello."]}
    older = {"opening": {"text": "An older draft", "ticks": [], "saved": "2020-01-01T00:00:00.000Z"}}
    work = {"format": "groundrules-work", "schema": 1, "trails": [trail], "rehearsals": [talk], "drafts": older}
    (tmp_path / "work.json").write_text(json.dumps(work), encoding="utf-8")
    page.set_input_files("input[type=file]", tmp_path / "work.json")
    expect(page.get_by_text("3 things were brought in.")).to_be_visible()
    draft = page.evaluate("groundRules.siteShelf.get('draft:opening')")
    assert (draft["text"], draft["others"]) == ("Could we settle it by mail?", ["An older draft"])
    with page.expect_download() as download:  # the rehearsal is only carried
        page.get_by_role("button", name="Save to a file").click()
    download.value.save_as(tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["rehearsals"] == [talk]
    page.goto(f"{site}/05_lunch.html")
    opened = ask(page, {"do": "scenario.open", "id": "little"})
    assert (opened["trail"]["attempt"], opened["trail"]["steps"]) == (2, trail["steps"])
    assert [past["attempt"] for past in opened["past"]] == [1]


def whole(page: Page) -> None:
    """Have the page draw all that it draws only when the reader comes near."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("address", ["index.html", "05_lunch.html", "search.html?q=habit", "statements.html"])
def test_axe_finds_nothing_on_any_page_light_or_dark(
    site: str, page: Page, axe: Callable[[Page, str], list[str]], address: str
) -> None:
    page.goto(f"{site}/{address}")
    if address == "05_lunch.html":
        expect(page.get_by_role("button", name="Begin")).to_be_visible()
        whole(page)
        expect(page.get_by_role("button", name=re.compile("^Add")).first).to_be_visible()
    page.locator("summary", has_text="Lessons").click()
    assert axe(page, "html") == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, "html") == []


def test_nothing_sticks_out_at_320_pixels(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    widths = {}
    for address in ("index.html", "04_before.html", "05_lunch.html", "search.html?q=habit", "statements.html"):
        page.goto(f"{site}/{address}")
        whole(page)
        expect(page.locator(".waiting")).to_have_count(0)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in widths.items() if width != 320} == {}


def test_the_menu_works_by_keyboard_alone(site: str, page: Page) -> None:
    page.goto(f"{site}/05_lunch.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the lesson")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("The lesson before")).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".menu summary")).to_be_focused()
    expect(page.locator(".menu")).not_to_have_attribute("open", "")


def test_a_page_without_javascript_can_be_read(chromium: Any, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/05_lunch.html")
    expect(page.get_by_role("heading", name="The idea")).to_be_visible()
    context.close()


PYODIDE = Path(os.environ.get("GROUNDRULES_PYODIDE", Path(__file__).parents[2] / "build/npm/node_modules/pyodide"))


@pytest.mark.skipif(not PYODIDE.is_dir(), reason="Pyodide is not there; GROUNDRULES_PYODIDE names its folder")
def test_the_coach_reads_own_words_in_the_browser_as_it_does_on_the_desk(
    static_server: StaticServer, little_course: course.Course, tmp_path_factory: pytest.TempPathFactory, page: Page
) -> None:
    build_site(static_server.folder, little_course, PYODIDE)
    page.set_default_timeout(120_000)
    page.goto(f"{static_server.url}/05_lunch.html")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.reload()
    player = page.get_by_role("region", name="Scenario: The loading dock")
    for name in ("Begin", "Let it ring", "Continue"):
        player.get_by_role("button", name=name).click()
    assert page.evaluate("performance.getEntriesByType('resource').filter(r => r.name.includes('pyodide')).length") == 0
    words = "You rang at noon on Monday and on Tuesday. Could we settle it by mail at eleven?"
    player.get_by_role("textbox").fill(words)
    player.get_by_role("button", name="Say it").click()
    player.get_by_role("button", name="See how it ends").wait_for()

    home = tmp_path_factory.mktemp("home")
    desk = Desk(root=home, home=home)
    desk._drawer.__dict__["course"] = little_course
    message = {"do": "scenario.tags", "id": "little", "scene": "talk", "text": words}
    assert ask(page, message) == desk.reply(message)
    advised = {"do": "coach.advise", "text": words, "kind": "opening"}
    assert ask(page, advised) == desk.reply(advised)
    saved = {"do": "question.save", "id": "05-say", "value": words}
    assert ask(page, saved) == desk.reply({**saved, "practice": True})

    # Kept with the rest once it was wanted, so that it reads on without a network.
    page.context.set_offline(True)
    page.reload()
    assert ask(page, message) == desk.reply(message)
