"""What all tests share: none of them touches the person's own course folder; a learning record store to send to."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from groundrules import course

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIXTURES = Path(__file__).parent / "fixtures"
RALPH = Path(__file__).parents[1] / "build/ralph" / ("Scripts" if os.name == "nt" else "bin")
# Ralph 5.1 over a folder makes its file with the first request and refuses every later one; told to append, it goes on.
SERVE = """
import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=0)
"""
LITTLE_MANIFEST = """[course]
title = "Little Rules"

[[lesson]]
id = "05"
stem = "05_night"
title = "The night"
minutes = 45
after = []
"""
PATIENCE = 90  # seconds until the record store answers


@pytest.fixture(autouse=True)
def _own_course_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GROUNDRULES_HOME", str(tmp_path / "ground-rules"))


def lay_out_little_course(root: Path) -> Path:
    """Lay out a course of one lesson and one scenario at a place that is not there yet; give the place."""
    shutil.copytree(FIXTURES / "course", root)
    (root / "scenarios").mkdir(exist_ok=True)  # git keeps no empty folder
    shutil.copy(FIXTURES / "little.yaml", root / "scenarios")
    return root


def write_course(root: Path, files: dict[str, str], more: str = "") -> course.Course:
    """Write files and a manifest of one lesson, with more lines below it; give the course."""
    for name, text in {course.MANIFEST: LITTLE_MANIFEST + more, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    course.load.cache_clear()
    return course.load(root)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Give a function that lets a course folder share what every desk over the whole course would work out anew."""
    kept = tmp_path_factory.mktemp("cache")

    def share(home: Path) -> Path:
        (home / "data").mkdir(parents=True, mode=0o700)
        (home / "data" / "cache").symlink_to(kept, target_is_directory=True)
        return home

    return share


@dataclass(frozen=True)
class RecordStore:
    """A running learning record store (Ralph) over a folder.

    Attributes:
        endpoint: its xAPI address.
        user: a name that may write.
        word: its password.
        folder: where it keeps what it gets.
    """

    endpoint: str
    user: str
    word: str
    folder: Path

    def statements(self) -> list[dict[str, Any]]:
        """Give all that it has stored, in the order in which it came."""
        lines = [line for file in sorted(self.folder.iterdir()) for line in file.read_text("utf-8").splitlines()]
        return [json.loads(line) for line in lines]


@pytest.fixture
def record_store(tmp_path: Path) -> Iterator[RecordStore]:
    """Start a record store that is not ours, as an organisation would run it, on a port of this machine."""
    folder, about = tmp_path / "statements", tmp_path / "about"
    folder.mkdir()
    about.mkdir()
    environment = os.environ | {
        "RALPH_APP_DIR": str(about),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
    }
    allow = ["auth", "-w", "-u", "course", "-p", "its-word", "-s", "all", "-M", "mailto:lms@example.org"]
    subprocess.run([str(RALPH / "ralph"), *allow], env=environment, check=True, capture_output=True)
    serve = [str(RALPH / "python"), "-c", SERVE]
    log = tmp_path / "ralph.log"
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(serve, cwd=about, env=environment, stdout=out, stderr=out)
    try:
        address = _address(log, server)
        yield RecordStore(f"{address}/xAPI", "course", "its-word", folder)
    finally:
        server.terminate()
        server.wait(60)


def _address(log: Path, server: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8")):
            with contextlib.suppress(OSError), urlopen(f"{found[0]}/__lbheartbeat__", timeout=5):  # noqa: S310
                return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text("utf-8"))
