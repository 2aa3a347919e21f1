"""How long until the server answers: `groundrules start` against a stock `jupyter lab`, interleaved, medians.

Use: python benchmarks/start.py [--rounds N]     (default 5)
Both start from a fresh empty folder on a free port with no browser; the clock runs from the start of the process
to the first answer of the page on which it opens. `groundrules --help` is timed beside them.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

BIN = Path(sys.executable).parent
PATIENCE = 120  # seconds


def main() -> int:
    """Time both, in turns; print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {"stock": [], "groundrules": [], "help": []}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        serve_ours(home)  # once before: the lessons are copied, both have warm files
        serve_stock(home)
        for number in range(1, rounds + 1):
            times["stock"].append(serve_stock(home))
            times["groundrules"].append(serve_ours(home))
            times["help"].append(show_help())
            line = "  ".join(f"{name} {values[-1]:.2f} s" for name, values in times.items())
            print(f"round {number}: {line}", flush=True)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"median: stock jupyter lab {medians['stock']:.2f} s, groundrules start {medians['groundrules']:.2f} s")
    print(f"groundrules --help {medians['help']:.2f} s")
    print(f"ratio to stock {medians['groundrules'] / medians['stock']:.2f}")
    return 0


def serve_stock(home: Path) -> float:
    """Seconds until a stock JupyterLab answers with its page."""
    port = free_port()
    options = ["--no-browser", f"--ServerApp.port={port}", f"--ServerApp.root_dir={home}", "--IdentityProvider.token="]
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return until_served([str(BIN / "jupyter"), "lab", *options, *root], f"http://127.0.0.1:{port}/lab")


def serve_ours(home: Path) -> float:
    """Seconds until `groundrules start` answers with its page."""
    port = free_port()
    command = [str(BIN / "groundrules"), "start", "--no-browser", f"--port={port}", f"--folder={home / 'course'}"]
    return until_served(command, f"http://127.0.0.1:{port}/login")


def show_help() -> float:
    """Seconds that `groundrules --help` takes."""
    began = time.perf_counter()
    subprocess.run([str(BIN / "groundrules"), "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def until_served(command: list[str], address: str) -> float:
    """Start a server, wait for its first answer, stop it; give the seconds to the answer."""
    began = time.perf_counter()
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, start_new_session=True, stdout=nowhere, stderr=nowhere) as server:
        try:
            while time.perf_counter() - began < PATIENCE:
                if server.poll() is not None:
                    raise SystemExit(f"It stopped with {server.returncode}: {' '.join(command)}")
                try:
                    with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  our own loopback
                        answer.read()
                        return time.perf_counter() - began
                except (urllib.error.URLError, ConnectionError, TimeoutError):
                    time.sleep(0.02)
            raise SystemExit(f"No answer within {PATIENCE} s: {' '.join(command)}")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
