"""The same lesson in other hosts: Notebook 7 with our extension, JupyterLab without it, and voila."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from groundrules import course
from groundrules.server.courseware import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.conftest import Watch

pytestmark = pytest.mark.browser

LESSON = course.load().lesson("05")
SLOW = 120_000  # milliseconds
PATIENCE = 90  # seconds
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Give a function that starts a stock Jupyter program over a learner's folder and gives its address."""
    started: list[subprocess.Popen[bytes]] = []
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment |= {name: str(tmp_path / name.lower()) for name in ("HOME", "IPYTHONDIR")}
    environment |= {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("DATA", "CONFIG", "RUNTIME")}
    environment |= {"GROUNDRULES_HOME": str(tmp_path / "home"), "JUPYTER_PATH": str(tmp_path / "first")}

    stock = ["--allow-root", "--ServerApp.token=", "--ServerApp.port=0", f"--ServerApp.root_dir={tmp_path / 'home'}"]

    def start(program: str, *options: str, disabled: str = "") -> str:
        prepare(tmp_path / "home")
        settings = tmp_path / "CONFIG" / "labconfig" / "page_config.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"disabledExtensions": {disabled: True} if disabled else {}}), encoding="utf-8")
        # Our extension as it is in this checkout, not as it was when the environment was made.
        extension = Path(str(files("groundrules").joinpath("labextension", "groundrules")))
        shutil.copytree(extension, tmp_path / "first" / "labextensions" / "groundrules")
        log = tmp_path / "log"
        with log.open("w", encoding="utf-8") as out:
            command = [sys.executable, "-m", *program.split(), "--no-browser", *(options or stock)]
            server = subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)
        started.append(server)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := ADDRESS.search(log.read_text(encoding="utf-8")):
                return found.group()
            assert server.poll() is None, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        raise AssertionError(log.read_text(encoding="utf-8"))

    yield start
    for server in started:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)


def forget_known(watch: Watch) -> None:
    """JupyterLab 4.6.6 and Notebook 7.6.5 raise this while they load settings, with our extension or without."""
    watch.faults = [fault for fault in watch.faults if "reading 'schema'" not in fault]


def scroll_to(page: Page, wanted: Locator) -> None:
    """Scroll down the notebook, which draws only the cells near the window, until something is to be seen."""
    page.locator(".jp-WindowedPanel-outer").hover()
    deadline = time.monotonic() + PATIENCE
    while not wanted.is_visible():
        assert time.monotonic() < deadline, "scrolled to the end without seeing it"
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(100)
    expect(wanted).to_be_visible()


def test_notebook_7_shows_the_lesson_without_code(host: Callable[..., str], page: Page, watch: Watch) -> None:
    page.goto(f"{host('jupyter notebook')}notebooks/notebooks/{LESSON.notebook}")
    expect(page.locator(".jp-Notebook .gr-view").first).to_be_visible(timeout=SLOW)
    begin = page.get_by_role("button", name="Begin")
    scroll_to(page, begin)
    expect(page.locator(".jp-InputArea-editor:visible")).to_have_count(0)
    begin.click()
    expect(page.locator("button.gr-choice").first).to_be_visible()
    forget_known(watch)


def test_without_our_extension_running_the_cells_gives_the_same_views(
    host: Callable[..., str], page: Page, watch: Watch, tmp_path: Path
) -> None:
    address = host("jupyter lab", disabled="groundrules")
    page.goto(f"{address}doc/tree/notebooks/{LESSON.notebook}")
    expect(page.locator(".jp-Notebook")).to_be_visible(timeout=SLOW)
    assert page.locator(".gr-view").count() == 0
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=SLOW)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    begin = page.get_by_role("button", name="Begin")
    expect(begin).to_be_visible(timeout=SLOW)
    begin.click()
    page.locator("button.gr-choice").first.click()
    expect(page.locator(".gr-happens")).to_be_visible()
    expect(page.locator(".gr-save").first).to_contain_text("Saved")
    assert (tmp_path / "home" / "data" / "workbook.db").exists()
    forget_known(watch)


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def test_voila_shows_the_views_styled_and_plays_without_the_addresses_that_its_page_asks_for(
    host: Callable[..., str], page: Page, watch: Watch, tmp_path: Path
) -> None:
    lesson = tmp_path / "home" / "notebooks" / LESSON.notebook
    # These three look for parts of JupyterLab that voila's page does not have.
    strange = ("@jupyter-notebook/lab-extension", "@jupyter/nbgrader", "jupyterlab-jupytext")
    without = [f"--VoilaConfiguration.extension_denylist={name}" for name in strange]
    address = host("voila", str(lesson), "--Voila.ip=127.0.0.1", f"--port={free_port()}", *without)
    page.goto(address, timeout=SLOW, wait_until="commit")  # the page comes cell by cell, as each has run
    begin = page.get_by_role("button", name="Begin")
    expect(begin).to_be_visible(timeout=SLOW)
    begin.click()
    page.locator("button.gr-choice").first.click()
    expect(page.locator(".gr-happens")).to_be_visible()
    expect(page.get_by_role("region", name="Scenario").locator(".gr-save")).to_contain_text("Saved")
    expect(page.locator(".gr-progress")).to_have_css("border-inline-start-width", "4px")
    asked = {fault.partition("npm/")[2].partition("@%5E5")[0] for fault in watch.faults if "request:" in fault}
    assert asked == {"@fortawesome/fontawesome-free"}  # its own template's icons; our views have none of them
    watch.faults = [fault for fault in watch.faults if "request:" not in fault and "ERR_FAILED" not in fault]
