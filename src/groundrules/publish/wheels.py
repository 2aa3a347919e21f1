"""The wheels of a browser's kernel: read from a folder, held against the Pyodide that is to load them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING, Any

from groundrules.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

FILL = "Fill it: pip download --require-hashes --no-deps -r requirements/pyodide.txt -d FOLDER."


def read_wheels(folder: Path, lock: dict[str, Any]) -> dict[str, bytes]:
    """Read all wheels of a folder.

    Args:
        folder: pure wheels, and beside them what was built for this Pyodide, such as its own numpy and pandas.
        lock: Pyodide's own `pyodide-lock.json`, which says what it can load.

    Returns:
        Each wheel's content, by its file name.

    Raises:
        SetupError: there are none; one was built for another Pyodide, or needs one that is not there. A kernel would
            not start with it, and not say why.
    """
    wheels = {path.name: path.read_bytes() for path in sorted(folder.glob("*.whl"))}
    if not wheels:
        raise SetupError("The folder holds no wheels.", where=str(folder), remedy=FILL)
    present = {package(file) for file in wheels}
    for file in wheels:
        if not _fits(file, lock["info"]):
            what = "This wheel was built for another Python than the one in the browser."
            raise SetupError(what, where=file, remedy=_right(package(file), lock))
        for needed in _needs(file, lock):
            if needed not in present:
                what = f"This wheel needs {needed}, which is not in the folder."
                raise SetupError(what, where=file, remedy=_right(needed, lock))
    return wheels


def package(file: str) -> str:
    """Give the name of a wheel's package as Pyodide's lock writes it."""
    return file.partition("-")[0].lower().replace("_", "-")


def lock_entry(file: str, held: bytes, lock: dict[str, Any]) -> dict[str, Any]:
    """Give a wheel's entry in a lock; `lock` is Pyodide's own."""
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        tops = {path.split("/")[0] for path in archive.namelist()}
    imports = sorted(top.removesuffix(".py") for top in tops if not top.endswith((".dist-info", ".data", ".libs")))
    return {
        "name": package(file),
        "version": file.split("-")[1],
        "file_name": file,
        "install_dir": "site",
        "sha256": hashlib.sha256(held).hexdigest(),
        "package_type": "package",
        "imports": imports,
        "depends": _needs(file, lock),
        "unvendored_tests": False,
    }


def _pure(file: str) -> bool:
    return file.removesuffix(".whl").endswith("-any")


def _fits(file: str, info: dict[str, Any]) -> bool:
    if _pure(file):
        return True
    python, _, platform = file.removesuffix(".whl").split("-")[-3:]
    version = "".join(str(info.get("python", "")).split(".")[:2])
    kinds = {f"{kind}_{info.get('abi_version')}_{info.get('arch')}" for kind in ("pyemscripten", "pyodide")}
    return python == f"cp{version}" and platform in kinds


def _needs(file: str, lock: dict[str, Any]) -> list[str]:
    """Give what has to be loaded before a wheel that is no pure one."""
    needed: list[str] = [] if _pure(file) else lock["packages"].get(package(file), {}).get("depends", [])
    return needed


def _right(name: str, lock: dict[str, Any]) -> str:
    found = lock["packages"].get(name)
    return f"This Pyodide takes {found['file_name']}." if found else "Take one that is pure Python."
