"""A lesson in a real Jupyter server and a real browser, from the learner's folder to their journal."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from groundrules import course
from groundrules.journal.store import Journal
from groundrules.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser

PATIENCE = 90  # seconds until the server says its address
LESSON = course.load().lesson("05")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+\?token=\w+")
SLOW = 120_000  # milliseconds, for what JupyterLab itself does on a busy machine


@dataclass(frozen=True)
class Learner:
    """A learner's running server.

    Attributes:
        home: their course folder.
        address: the page on which the course opens, with its token.
        environment: of the server.
    """

    home: Path
    address: str
    environment: dict[str, str]

    @property
    def origin(self) -> str:
        """The server's own address."""
        return self.address.partition("/doc/")[0]

    @property
    def headers(self) -> dict[str, str]:
        """What lets a request in."""
        return {"Authorization": f"token {self.address.rpartition('=')[2]}"}

    def page_of(self, name: str) -> str:
        """The address of another notebook as a page."""
        return self.address.replace(f"notebooks/{LESSON.notebook}", name)


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """`groundrules start` as a learner would run it, with everything that it writes below a temporary folder."""
    place = tmp_path_factory.mktemp("learner")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment |= {
        "HOME": str(place),
        "JUPYTER_DATA_DIR": str(place / "jupyter"),
        "JUPYTER_CONFIG_DIR": str(place / "config"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "IPYTHONDIR": str(place / "ipython"),
    }
    home = place / "ground-rules"
    command = [sys.executable, "-m", "groundrules.cli", "start", "5", "--no-browser", "--folder", str(home)]
    log = place / "log"
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)
    try:
        yield Learner(home, _address(server, log), environment)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := ADDRESS.search(log.read_text(encoding="utf-8")):
            return found.group()
        assert server.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".gr-lesson .jp-Notebook")).to_be_visible(timeout=SLOW)


def kernels(learner: Learner, page: Page) -> list[str]:
    """The ids of the kernels that run now."""
    answer = page.request.get(f"{learner.origin}/api/kernels", headers=learner.headers)
    return [kernel["id"] for kernel in answer.json()]


def hold_new(route: Route, held: list[Route]) -> None:
    """Let a page ask for anything but a new session."""
    if route.request.method == "POST":
        held.append(route)
    else:
        route.continue_()


def test_the_lesson_opens_as_a_page_and_its_first_choice_needs_no_kernel(page: Page, learner: Learner) -> None:
    held: list[Route] = []  # no kernel comes while these wait
    page.route("**/api/sessions*", lambda route: hold_new(route, held))
    page.goto(learner.address)
    expect(page.get_by_role("button", name="Begin")).to_be_visible(timeout=SLOW)
    expect(page.locator(".jp-InputArea-editor:visible")).to_have_count(0)
    expect(page.locator("#jp-menu-panel")).to_be_hidden()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".gr-choice").first).to_be_visible()
    expect(page.locator(".gr-meters")).to_have_css("display", "grid")  # JupyterLab has rules of its own for lists
    assert held


def player(page: Page) -> Locator:
    return page.get_by_role("region", name="Scenario: The 2 a.m. call")


def play_on(page: Page) -> int:
    """Take the first choice of every scene to the end, by mouse; give the number of moves."""
    moves = 0
    while not player(page).locator(".gr-debrief").count():
        player(page).locator("button.gr-choice").first.click()
        moves += 1
        player(page).get_by_role("button", name=re.compile("^(Continue|See how it ends)")).click()
    return moves


def play_on_by_keyboard(page: Page) -> int:
    """Play from the start to the end with Tab, Enter and Space alone; give the number of moves."""
    moves = 0
    page.keyboard.press("Enter")  # Begin has the focus
    while not player(page).locator(".gr-debrief").count():
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('button.gr-choice')"):
                break
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        moves += 1
        expect(player(page).locator(".gr-happens")).to_be_visible()
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("/^(Continue|See how)/.test(document.activeElement.textContent)"):
                break
        page.keyboard.press("Enter")
        expect(player(page).locator(".gr-happens")).to_have_count(0)
    return moves


def sources(page: Page) -> list[str]:
    """The sources of all cells, as the notebook's model has them."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.gr-lesson .jp-Cell')].map((cell) => cell.className.match(/jp-\\w+Cell/)[0])"
    )
    return found


def journal(learner: Learner) -> list[str]:
    """The verbs and items of the learner's journal."""
    return [
        f"{event.verb} {event.kind} {event.item}" for event in Journal(learner.home / "data" / "journal.db").events()
    ]


def test_a_learner_plays_checks_writes_and_finds_it_all_again_tomorrow(page: Page, learner: Learner) -> None:
    opened(page, learner.address)
    player(page).get_by_role("button", name="Begin").click()
    moves = play_on(page)
    debrief = player(page).locator(".gr-debrief")
    expect(debrief).to_contain_text(f"{moves} moves")
    # a quick check
    check = page.get_by_role("region", name="Question: What is the matter between Ewa and Marek?")
    check.get_by_text("How he reaches her was never settled").click()
    check.get_by_role("button", name="Check").click()
    expect(check.get_by_text("Right", exact=False).first).to_be_visible()
    # the workbook
    contacts = page.get_by_role("region", name="Workbook: Contacts")
    contacts.get_by_role("button", name=re.compile("^Add")).first.click()
    contacts.get_by_label("Name (needed)").fill("Amara Okafor <b>& Sons</b>")
    contacts.get_by_label("Name (needed)").blur()
    expect(contacts.get_by_text("Saved", exact=False).first).to_be_visible()
    found = [row["name"] for row in open_workbook(learner.home / "data" / "workbook.db").rows("contacts")]
    assert found == ["Amara Okafor <b>& Sons</b>"]
    # the strip at the top knows
    progress = page.get_by_role("region", name="Your progress in this lesson")
    expect(progress.locator("[data-done=yes]")).to_have_count(2)
    told = journal(learner)
    assert told.count("completed scenario the-2am-call") == 1
    assert told.count("answered check 05-what-is-missing") == 1
    # tomorrow, with another kernel
    for kernel in kernels(learner, page):
        page.request.post(f"{learner.origin}/api/kernels/{kernel}/restart", headers=learner.headers)
    opened(page, learner.address)
    expect(player(page).locator(".gr-debrief")).to_contain_text(f"{moves} moves", timeout=SLOW)
    expect(check.get_by_label("How he reaches her was never settled", exact=False)).to_be_checked()
    expect(page.get_by_role("region", name="Workbook: Contacts")).to_contain_text("Amara Okafor <b>& Sons</b>")


def test_the_keyboard_alone_plays_a_scenario_and_no_command_key_of_jupyterlab_fires(
    page: Page, learner: Learner
) -> None:
    opened(page, learner.address)
    before = sources(page)
    again = player(page).get_by_role("button", name=re.compile("Begin|Start over"))
    again.last.focus()
    page.keyboard.press("Enter")
    begin = player(page).get_by_role("button", name="Begin")
    expect(begin).to_be_visible()
    begin.focus()
    for key in ("a", "b", "x", "d", "d", "m", "ArrowDown", "0", "0"):
        page.keyboard.press(key)
    moves = play_on_by_keyboard(page)
    assert moves >= 5
    expect(player(page).get_by_role("heading", level=3).first).to_be_visible()
    assert sources(page) == before


def test_the_views_have_no_fault_that_axe_can_find(
    page: Page, learner: Learner, axe: Callable[[Page, str], list[str]]
) -> None:
    opened(page, learner.address)
    expect(page.locator(".gr-view").last).to_be_visible(timeout=SLOW)
    assert axe(page, ".gr-view") == []


def test_an_exercise_is_answered_in_its_form_and_kept_beside_it(page: Page, learner: Learner) -> None:
    opened(page, learner.page_of("exercises/no-framework-yet/no-framework-yet.ipynb"))
    question = page.get_by_role("region", name="Question: Before she says anything")
    question.get_by_text("Hours were never settled").click()
    expect(question.get_by_text("Saved", exact=False).first).to_be_visible()
    kept = json.loads((learner.home / "exercises" / "no-framework-yet" / "answers.json").read_text(encoding="utf-8"))
    assert kept["answers"]["which-situation"]["value"] == "no-rules"
    expect(page.locator(".gr-quiet:visible")).to_have_count(0)


def without_outputs(learner: Learner, name: str) -> Path:
    """A copy of the lesson as git has it, with no output, and with a cell of the learner's own.

    Jupyter trusts by content, so the cell makes each copy another notebook.
    """
    source = course.load().root / "notebooks" / LESSON.notebook
    notebook = json.loads(source.read_text(encoding="utf-8"))
    own: dict[str, Any] = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"].append(own | {"source": [f"open('mine-was-run', 'w').close()  # {name}"]})
    path = learner.home / "notebooks" / name
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def test_lesson_cells_run_by_themselves_where_trusted_and_a_learner_s_own_never(page: Page, learner: Learner) -> None:
    path = without_outputs(learner, "trusted.ipynb")
    subprocess.run([sys.executable, "-m", "jupyter", "trust", str(path)], check=True, env=learner.environment)
    opened(page, learner.page_of("notebooks/trusted.ipynb"))
    expect(page.get_by_role("region", name="Workbook: Contacts")).to_be_visible(timeout=SLOW)
    expect(player(page)).to_be_visible()
    assert not (learner.home / "notebooks" / "mine-was-run").exists()


def test_an_untrusted_copy_waits_for_its_start_button(page: Page, learner: Learner) -> None:
    without_outputs(learner, "untrusted.ipynb")
    opened(page, learner.page_of("notebooks/untrusted.ipynb"))
    start = page.get_by_role("button", name="Start lesson")
    expect(start).to_be_visible(timeout=SLOW)
    assert page.locator(".gr-view").count() == 0
    start.click()
    expect(player(page)).to_be_visible(timeout=SLOW)
    assert not (learner.home / "notebooks" / "mine-was-run").exists()


def test_the_home_page_leads_into_a_lesson_and_every_lesson_leads_back(page: Page, learner: Learner) -> None:
    opened(page, learner.page_of("notebooks/home.ipynb"))
    main = page.locator("a.gr-button-main")
    expect(main).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="No framework yet: the 2 a.m. call").first.click()
    expect(player(page)).to_be_visible(timeout=SLOW)
    page.locator(".gr-bar summary").click()
    expect(page.locator(".gr-bar .gr-outline-list [aria-current=page]")).to_contain_text("No framework yet")
    expect(page.locator(".gr-bar .gr-outline-list li")).to_have_count(len(course.load().lessons))
    page.locator(".gr-bar").get_by_role("link", name="Home").click()
    expect(main).to_be_visible(timeout=SLOW)


def test_a_link_to_a_part_of_a_lesson_brings_that_part_into_view(page: Page, learner: Learner) -> None:
    opened(page, f"{learner.address}#gr:05-on-hold")
    expect(page.get_by_role("region", name="Question: At the edge of the pool")).to_be_in_viewport(timeout=SLOW)


def test_the_outline_in_jupyterlab_s_sidebar_opens_lessons(
    page: Page, learner: Learner, axe: Callable[[Page, str], list[str]]
) -> None:
    page.goto(learner.address.replace("/doc/tree/", "/lab/tree/").replace(LESSON.notebook, "home.ipynb"))
    expect(page.locator(".gr-lesson .jp-Notebook")).to_be_visible(timeout=SLOW)
    page.locator("[data-id=groundrules-outline]").first.click()
    outline = page.get_by_role("navigation", name="Course outline")
    expect(outline.get_by_role("link", name="Home")).to_have_attribute("aria-current", "page")
    outline.get_by_role("link", name=re.compile("^Heard first")).click()
    expect(page.get_by_role("heading", name="Heard first", level=1)).to_be_visible(timeout=SLOW)
    expect(outline.get_by_role("link", name=re.compile("^Heard first"))).to_have_attribute("aria-current", "page")
    assert axe(page, "#groundrules-outline") == []


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1366, 768), (2560, 1300)])
def test_a_lesson_fits_a_phone_a_laptop_and_a_wide_screen(
    page: Page, learner: Learner, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(learner.address)
    check = page.get_by_role("region", name="Question: What is the matter between Ewa and Marek?")
    expect(check).to_be_visible(timeout=SLOW)
    check.scroll_into_view_if_needed()
    sideways = (
        "() => [...document.querySelectorAll('.jp-WindowedPanel-outer, html')].map(e => e.scrollWidth - e.clientWidth)"
    )
    assert page.evaluate(sideways) == [0, 0]
    box = check.bounding_box()
    assert box is not None
    assert (box["x"] >= 0, box["x"] + box["width"] <= width, 260 < box["width"] < 800) == (True, True, True)
