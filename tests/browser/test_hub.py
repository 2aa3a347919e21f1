"""Seats on a shared machine: a real JupyterHub with our configuration; no learner can see another's files."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from groundrules.server import seat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Watch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux" or not shutil.which("bwrap"), reason="seats need Linux and bubblewrap"),
]

ROOT = Path(__file__).parents[2]
SLOW = 120_000  # milliseconds: a server of one's own is started
WORD = "open-sesame-now"


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    """The hub as README.md beside its configuration says to start it; gives its address."""
    own, api, inside = free_ports(3)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "GROUNDRULES"))}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GROUNDRULES_SEATS": str(tmp_path / "seats"),
        "GROUNDRULES_PASSWORD": WORD,
        "GROUNDRULES_PROXY": str(ROOT / "build/npm/node_modules/.bin/configurable-http-proxy"),
        "GROUNDRULES_BIND": f"http://127.0.0.1:{own}",
    }
    config = ROOT / "deploy" / "jupyterhub" / "jupyterhub_config.py"
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api}", f"--JupyterHub.hub_port={inside}"]
    log = tmp_path / "log"
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    deadline = time.monotonic() + 90
    address = f"http://127.0.0.1:{own}"
    while True:
        try:
            with urlopen(f"{address}/hub/health", timeout=5):  # noqa: S310
                break
        except (URLError, OSError):
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
    yield address
    server.terminate()
    try:
        server.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def sit_down(page: Page, hub: str, name: str) -> None:
    """Join by the word, as a learner does, and wait for the course."""
    page.goto(f"{hub}/hub/login")
    page.locator("#username_input").fill(name)
    page.locator("#password_input").fill(WORD)
    page.locator("#login_submit").click()
    expect(page.get_by_role("heading", name="Ground Rules", exact=True)).to_be_visible(timeout=SLOW)
    expect(page.locator(".gr-view").first).to_be_visible(timeout=SLOW)


def run(page: Page, hub: str, name: str, code: str) -> str:
    """Run code in that learner's Python, which starts with it, and give what it printed."""
    page.goto(f"{hub}/user/{name}/lab/tree/notebooks/workbook.ipynb")
    expect(page.get_by_text("No Kernel | Unknown")).to_be_visible(timeout=SLOW)
    expect(page.locator(".jp-NotebookPanel .gr-view").first).to_be_visible(timeout=SLOW)
    page.locator(".jp-Cell").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.locator(".jp-Cell.jp-mod-active .cm-content").click()
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")
    shown = page.locator(".jp-Cell").first.locator(".jp-OutputArea-output")
    expect(shown.first).to_be_visible(timeout=SLOW)
    return shown.first.inner_text().strip()


def test_a_learner_reads_without_python_and_sees_neither_another_s_files_nor_the_hub_s(
    hub: str, page: Page, watch: Watch, tmp_path: Path
) -> None:
    seats = tmp_path / "seats"
    seat.lay_out(seats / "homes" / "bo")
    sit_down(page, hub, "ana")
    assert sorted(path.name for path in (seats / "homes").iterdir()) == ["ana", "bo"]
    look = (
        "import os, pathlib\n"
        f"seats = pathlib.Path({str(seats)!r})\n"
        "seen = sorted(str(path.relative_to(seats)) for path in seats.rglob('*') if path.name in "
        "('ana', 'bo', 'hub.sqlite', 'cookie_secret', 'home.ipynb'))\n"
        f"try:\n    pathlib.Path({str(ROOT)!r}, 'forged').write_text('x')\n    wrote = True\n"
        "except OSError:\n    wrote = False\n"
        "print(seen, wrote, len([p for p in os.listdir('/proc') if p.isdigit()]) < 10)"
    )
    assert run(page, hub, "ana", look) == ("['homes/ana', 'homes/ana/ground-rules/notebooks/home.ipynb'] False True")
    watch.faults = []  # JupyterHub's own pages say things in the console that are not ours
