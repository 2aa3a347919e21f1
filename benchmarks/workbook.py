"""Kill a writer again and again, and count how often something that it had saved was lost.

`benchmarks/workbook.py --kill 200` does it for the workbook and, for comparison, for a DataFrame that is written
with `to_csv` and with `to_excel` after each new row. Each round kills one writer with SIGKILL at a random moment. A
round counts as lost when a row that the writer had said was saved is missing, or the file cannot be read. The last
line is the workbook's. `--rows 10000` times a large table instead.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Writer = Callable[[Path, int], None]
    Reader = Callable[[Path], set[str]]

START_ROWS = 1_000  # what the table holds before the killed writer comes
LONGEST = 0.08  # seconds between a writer's first row and its end


def say(fd: int, name: str) -> None:
    """Tell the parent that a row is saved; one write call, so a line is told whole or not at all."""
    os.write(fd, f"{name}\n".encode())


def workbook_writer(path: Path, fd: int) -> None:
    """Save contacts one by one."""
    from groundrules.workbook import Workbook

    workbook = Workbook(path)
    for number in range(1_000_000):
        name = f"{os.getpid()}-{number}"
        workbook.save("contacts", {"name": name, "notes": "n" * 200})
        say(fd, name)


def workbook_reader(path: Path) -> set[str]:
    """Give the names of all contacts."""
    from groundrules.workbook import Workbook

    return {row["name"] for row in Workbook(path).rows("contacts")}


def workbook_start(path: Path) -> None:
    """Make a workbook that holds rows already."""
    from groundrules.workbook import Workbook

    rows = [{"name": f"start-{number}", "notes": "n" * 200} for number in range(START_ROWS)]
    Workbook(path).write("contacts", rows)


def frame_start(path: Path) -> None:
    """Make a CSV or xlsx file that holds rows already."""
    import pandas as pd

    frame = pd.DataFrame({"name": [f"start-{number}" for number in range(START_ROWS)], "notes": "n" * 200})
    _write(frame, path)


def frame_writer(path: Path, fd: int) -> None:
    """Add rows to a DataFrame and write it whole after each, as notebooks often do."""
    frame = _read(path)
    for number in range(1_000_000):
        name = f"{os.getpid()}-{number}"
        frame.loc[len(frame)] = [name, "n" * 200]
        _write(frame, path)
        say(fd, name)


def frame_reader(path: Path) -> set[str]:
    """Give the names in the file."""
    return set(_read(path)["name"])


def _read(path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202  a DataFrame, imported only where needed
    import pandas as pd

    return pd.read_csv(path, dtype=str) if path.suffix == ".csv" else pd.read_excel(path, dtype=str)


def _write(frame, path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  a DataFrame
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_excel(path, index=False)


def round_is_lost(path: Path, writer: Writer, reader: Reader, chance: random.Random) -> bool:
    """Start a writer, kill it, and look for what it said it had saved."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        try:
            writer(path, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    select.select([ours], [], [], 60)
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(ours) as told:
        saved = {line.rstrip("\n") for line in told if line.endswith("\n")}
    try:
        found = reader(path)
    except Exception:  # noqa: BLE001  whatever keeps the file from being read, its rows are lost
        return True
    return not saved <= found or sum(name.startswith("start-") for name in found) < START_ROWS


def kill(count: int, seed: int) -> None:
    """Print one line for each way of storing."""
    ways: list[tuple[str, str, Callable[[Path], None], Writer, Reader]] = [
        ("to_csv", "rows.csv", frame_start, frame_writer, frame_reader),
        ("to_excel", "rows.xlsx", frame_start, frame_writer, frame_reader),
        ("workbook", "workbook.db", workbook_start, workbook_writer, workbook_reader),
    ]
    for name, file, start, writer, reader in ways:
        chance = random.Random(seed)  # noqa: S311  no secret depends on it
        lost = 0
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file
            start(path)
            whole = path.read_bytes()
            for number in range(count):
                if number % 20 == 0:
                    print(f"{name}: {number} of {count}", file=sys.stderr)
                if round_is_lost(path, writer, reader, chance):
                    lost += 1
                path.write_bytes(whole)
                path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        line = f"lost {lost} of {count}"
        print(line if name == "workbook" else f"{name}: {line}")


def large(count: int) -> None:
    """Print how long a large table takes."""
    import pandas as pd  # so that its import is not timed

    from groundrules.workbook import Workbook

    print(f"pandas {pd.__version__}, {count:,} rows")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.db"
        workbook = Workbook(path)
        contact = workbook.save("contacts", {"name": "Inês"})["id"]
        when = "2026-11-17T02:07:00+01:00[Europe/Paris]"
        rows = [{"contact": contact, "when": when, "what": f"Call {number}"} for number in range(count)]
        for label, act in (
            ("write all rows", lambda: workbook.write("incidents", rows)),
            ("open and check the file", lambda: Workbook(path)),
            ("read all rows", lambda: workbook.rows("incidents")),
            ("read as a DataFrame", lambda: workbook.incidents),
            ("save one more row", lambda: workbook.save("incidents", rows[0])),
        ):
            begin = time.perf_counter()
            act()
            print(f"{label}: {time.perf_counter() - begin:.3f} s")


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kill", type=int, metavar="N", help="kill N writers of each kind")
    parser.add_argument("--rows", type=int, metavar="N", help="time a table of N rows")
    parser.add_argument("--seed", type=int, default=7, help="of the random moments (default: %(default)s)")
    given = parser.parse_args()
    if given.rows:
        large(given.rows)
    if given.kill or not given.rows:
        kill(given.kill or 20, given.seed)


if __name__ == "__main__":
    main()
