"""What is said to be saved is saved: writers killed at any moment, several at once, and a file copied while open."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from groundrules.errors import DamagedError
from groundrules.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from groundrules.errors import ConflictError
from groundrules.workbook import Workbook
path, who, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
workbook = Workbook(path)
for n in range(most):
    row = workbook.save("contacts", {"name": f"{who}-{n}", "notes": "n" * (n % 40 * 100)})
    row = workbook.save("contacts", row | {"role": "saved twice"}, row["revision"])
    print(row["name"], flush=True)
"""


def writer(path: Path, who: str, most: int = 100_000) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), who, str(most)], stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    with process.stdout:
        lines = process.stdout.read().split("\n")
    process.wait()
    return lines[:-1]  # what follows the last line break is a line cut short


def test_a_writer_killed_two_hundred_times_loses_nothing_that_it_said_was_saved(path: Path) -> None:
    chance = random.Random(7)  # noqa: S311  no secret depends on it
    saved: list[str] = []
    for round_ in range(200):
        process = writer(path, str(round_))
        assert process.stdout is not None
        saved.append(process.stdout.readline().strip())  # it is at work
        try:
            process.wait(timeout=chance.uniform(0, 0.06))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        saved += said(process)
        rows = {row["name"]: row["role"] for row in Workbook(path).rows("contacts")}
        assert [name for name in saved if rows.get(name) != "saved twice"] == []
    assert len(saved) >= 200


def test_two_writers_at_once_lose_none_of_their_rows(path: Path) -> None:
    processes = [writer(path, who, 100) for who in ("a", "b")]
    names = sorted(name for process in processes for name in said(process))
    assert len(names) == 200
    assert sorted(row["name"] for row in Workbook(path).rows("contacts")) == names


def test_a_copy_made_while_the_workbook_is_written_is_whole_or_is_said_to_be_damaged(
    path: Path, tmp_path: Path
) -> None:
    process = writer(path, "a")
    assert process.stdout is not None
    process.stdout.readline()
    whole = 0
    for number in range(50):
        copy = tmp_path / f"copy-{number}" / "workbook.db"
        copy.parent.mkdir()
        shutil.copyfile(path, copy)
        try:
            names = [row["name"] for row in Workbook(copy).rows("contacts")]
        except DamagedError:
            continue
        assert names == [f"a-{n}" for n in range(len(names))]
        whole += 1
    process.kill()
    said(process)
    assert whole > 0
