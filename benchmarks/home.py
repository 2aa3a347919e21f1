"""How long the home page takes to open with 100,000 statements in the journal.

Use: python benchmarks/home.py [STATEMENTS]

Each time is that of one message to the desk in a process of its own, its imports included: first with nothing summed
up, as after an update, then as on any other day.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from groundrules import course
from groundrules.desk.drawer import Drawer
from groundrules.journal import statement
from groundrules.journal.statement import Answer, Choice, Ending, Occasion
from groundrules.workbook import sample

RUNS = 7
OPEN = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from groundrules.desk import Desk
home = Path(sys.argv[1])
reply = Desk(root=home, home=home).reply({"do": "home.open"})
assert reply["ok"], reply
print(time.perf_counter() - began)
"""


def fill(home: Path, wanted: int) -> int:
    """Write a journal of somebody who has played and reviewed for a year; give the number of statements."""
    drawer = Drawer(home, home)
    now = datetime.now(UTC)
    sample.fill(drawer.workbook, now.date(), "Europe/London")
    actor, lessons, made, number = drawer.journal.actor(), course.load().lessons, list[dict[str, object]](), 0
    while number < wanted:
        when = now - timedelta(days=365 * (1 - number / wanted))
        lesson = lessons[number // 10 % len(lessons)]
        here = Occasion(actor, when, lesson.id, number)
        point = [lesson.points[number % len(lesson.points)]] if lesson.points else []
        for step in range(8):
            quality = ("strong", "partial", "weak")[(number + step) % 3]
            made.append(statement.chose(here, Choice(lesson.scenarios[0], f"s{step}", step, "a", quality, point)))
        ending = Ending("e", "good", {"trust": number % 4})
        made.append(statement.completed(here, "scenario", lesson.scenarios[0], score=0.5, ending=ending))
        card = Answer(f"card-{number % 400}", "single", "a", number % 3 / 2, point, seconds=20.0)
        made.append(statement.reviewed(here, card, f"{number}"))
        number += 10
        if len(made) >= 5000:  # noqa: PLR2004  statements in one transaction
            drawer.journal.record(*made)
            made.clear()
    drawer.journal.record(*made)
    return number


def opened(home: Path) -> float:
    """Open the home page in a new process; give the seconds."""
    done = subprocess.run([sys.executable, "-c", OPEN, str(home)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> int:
    """Print the times; give 1 where the median is a second or more."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        began = time.perf_counter()
        number = fill(home, wanted)
        print(f"{number} statements written in {time.perf_counter() - began:.1f} s")
        print(f"first opening, nothing summed up: {opened(home):.2f} s")
        times = [opened(home) for _ in range(RUNS)]
        median = statistics.median(times)
        print(f"opening: median {median:.2f} s of {RUNS} ({min(times):.2f} to {max(times):.2f})")
    return int(median >= 1)


if __name__ == "__main__":
    raise SystemExit(main())
