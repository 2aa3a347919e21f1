"""Sets up what `make start` and `make test` need, with nothing but Python; safe and quick to run again.

Use: python3 bootstrap.py start    the environment for learners
     python3 bootstrap.py test     the environment for developers, with Chromium and bubblewrap
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"start": "start.txt", "test": "dev.txt"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def main() -> int:
    """Set up what the one argument names; give the exit code."""
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:  # noqa: PLR2004  the script's name and one argument
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  this file is what tells people so
        return fail("Ground Rules needs Python 3.11 or newer.", "Install it, then run this again.")
    try:
        install(sys.argv[1])
        if sys.argv[1] == "test":
            install_system_tools()
            install_npm_parts()
            install_apart("ralph", "Installing a learning record store for its tests")
            install_apart("lite", "Installing what builds JupyterLite")
            fetch_wheels()
    except subprocess.CalledProcessError as error:
        command = " ".join(map(str, error.cmd))
        return fail(f"A step failed: {command}", "What it printed stands above; mend that and run this again.")
    return 0


def fail(what: str, remedy: str) -> int:
    """Say what is wrong and what to do; give the exit code."""
    print(f"{what}\n{remedy}", file=sys.stderr)
    return 1


def say(text: str) -> None:
    """Print one step at once."""
    print(f"· {text}", flush=True)


def run(*command: str | Path) -> None:
    """Run one step; its output is seen only where it matters."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


@contextmanager
def step(place: Path, *locks: Path) -> Iterator[bool]:
    """Say whether a place has still to be brought to its locks; once it has been, remember that."""
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in locks) + sys.version.encode()).hexdigest()
    stamp = place / "installed"
    wanted = not (stamp.exists() and stamp.read_text() == mark)
    yield wanted
    if wanted:
        stamp.write_text(mark)


def install(kind: str) -> None:
    """Make the environment and bring its packages to the lock; nothing to do when the lock has not changed."""
    lock = ROOT / "requirements" / LOCKS[kind]
    wanted = [lock, ROOT / "requirements" / "uv.txt", ROOT / "requirements" / "build.txt", ROOT / "pyproject.toml"]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in wanted) + sys.version.encode()).hexdigest()
    stamp = ENVIRONMENT / f"installed-{kind}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == mark:
        return
    if not PYTHON.exists():
        say("Making the environment in .venv")
        run(sys.executable, "-m", "venv", ENVIRONMENT)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes", "-r")
    run(*pip, wanted[1])
    say("Installing the packages of the lock (a minute or two the first time)")
    # Compiled now, or every first import would cost seconds.
    quiet = () if sys.stdout.isatty() else ("--quiet",)  # at a terminal uv shows how far it is
    uv = (PYTHON, "-m", "uv", "pip", "install", *quiet, "--python", PYTHON, "--compile-bytecode")
    run(*uv, "--require-hashes", "-r", lock, "-r", wanted[2])
    say("Installing Ground Rules itself")
    run(*uv, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(mark)


def install_system_tools() -> None:
    """Bring Chromium and npm for the browser's tests, and bubblewrap for the sandbox where there is one (Linux)."""
    missing = [] if shutil.which("npm") else ["npm"]
    if not any(shutil.which(name) for name in BROWSERS):
        missing.append("chromium")
    if sys.platform == "linux" and not shutil.which("bwrap"):
        missing.append("bubblewrap")
    if not missing:
        return
    apt = shutil.which("apt-get")
    sudo = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    if apt and (not sudo or shutil.which("sudo")):
        say(f"Installing {' and '.join(missing)} (a few minutes the first time)")
        quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
        run(*sudo, apt, "-qq", "update")
        run(*sudo, *quiet, apt, "-qq", "install", "--yes", "--no-install-recommends", *missing)
    elif missing == ["chromium"]:
        say("Installing Chromium by Playwright")
        run(PYTHON, "-m", "playwright", "install", "chromium")
    else:
        say(f"Please install {' and '.join(missing)} with this system's package manager; their tests are left out")


def install_npm_parts() -> None:
    """Bring what tests and deployments take from npm, as `requirements/npm` locks it, into `build/npm`."""
    npm = shutil.which("npm")
    if not npm:
        return
    lock, place = ROOT / "requirements" / "npm", ROOT / "build" / "npm"
    with step(place, *(lock / name for name in ("package.json", "package-lock.json"))) as wanted:
        if wanted:
            say("Fetching Pyodide and the other parts from npm")
            place.mkdir(parents=True, exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(lock / name, place / name)
            run(npm, "ci", "--prefix", place, "--ignore-scripts", "--no-audit", "--no-fund", "--silent")


def install_apart(name: str, doing: str) -> None:
    """Bring a program into an environment of its own below `build`, where it cannot disturb JupyterLab or its pins."""
    lock, place = ROOT / "requirements" / f"{name}.txt", ROOT / "build" / name
    with step(place, lock) as wanted:
        if wanted:
            say(doing)
            run(sys.executable, "-m", "venv", "--without-pip", place)
            python = place / BIN.name / PYTHON.name
            run(PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", lock)


def fetch_wheels() -> None:
    """Bring the pure wheels that JupyterLite's kernel needs in the browser, into `build/wheels`."""
    lock, place = ROOT / "requirements" / "pyodide.txt", ROOT / "build" / "wheels"
    with step(place, lock) as wanted:
        if wanted:
            say("Fetching the packages of the browser's kernel")
            shutil.rmtree(place, ignore_errors=True)
            pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "download", "--no-deps")
            pure = ("--only-binary", ":all:", "--implementation", "py", "--abi", "none", "--platform", "any")
            run(*pip, *pure, "--python-version", "3.14", "--require-hashes", "-d", place, "-r", lock)


if __name__ == "__main__":
    sys.exit(main())
