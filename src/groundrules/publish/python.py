"""Python in the browser: Pyodide's files, brought by whoever builds the site, and the coach's sources for it."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

from groundrules.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

# Of the npm package `pyodide`: what its core needs, and nothing of its console and its types.
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
# What `browser_coach` imports of the course; a test runs it with nothing else.
SOURCES = ("__init__.py", "errors.py", "coach", "exercise", "publish/__init__.py", "publish/browser_coach.py")
STAMP = (2026, 1, 1, 0, 0, 0)  # the same archive each time


def pyodide_files(folder: Path) -> list[Path]:
    """Give the files of Pyodide that the site needs.

    Args:
        folder: the npm package `pyodide`, unpacked.

    Raises:
        SetupError: one of them is missing.
    """
    found = [folder / name for name in PYODIDE]
    missing = [path.name for path in found if not path.is_file()]
    if missing:
        what = f"The folder is not Pyodide's: {', '.join(missing)} is missing."
        remedy = "Unpack the npm package “pyodide” (npm pack pyodide), and name the folder “package” in it."
        raise SetupError(what, where=str(folder), remedy=remedy)
    return found


def sources() -> bytes:
    """Give the zip archive of the Python files, rules and models that the coach needs."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        for name in SOURCES:
            for path, entry in below(files("groundrules").joinpath(name), f"groundrules/{name}"):
                out.writestr(zipfile.ZipInfo(path, STAMP), entry.read_bytes(), zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def below(entry: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    """Yield the Python, TOML and JSON files of the package at or below an entry, with their paths in an archive."""
    if entry.is_dir():
        for child in sorted(entry.iterdir(), key=lambda each: each.name):
            yield from below(child, f"{path}/{child.name}")
    elif path.endswith((".py", ".toml", ".json")):
        yield path, entry
