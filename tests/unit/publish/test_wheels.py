"""The wheels of a browser's kernel: what is taken, and what is said about one that could not be loaded."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.errors import SetupError
from groundrules.publish.wheels import lock_entry, read_wheels

if TYPE_CHECKING:
    from pathlib import Path

NUMPY = "numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
PANDAS = "pandas-3.0.2-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
LOCK: dict[str, Any] = {
    "info": {"abi_version": "2026_0", "arch": "wasm32", "platform": "emscripten_5_0_3", "python": "3.14.2"},
    "packages": {
        "numpy": {"depends": [], "file_name": NUMPY},
        "pandas": {"depends": ["numpy"], "file_name": PANDAS},
    },
}


def put(folder: Path, *files: str) -> Path:
    for file in files:
        with zipfile.ZipFile(folder / file, "w") as archive:
            archive.writestr(f"{file.partition('-')[0]}/__init__.py", "")
    return folder


def test_pure_wheels_and_those_for_this_pyodide_are_taken(tmp_path: Path) -> None:
    taken = read_wheels(put(tmp_path, NUMPY, PANDAS, "tiny_thing-1.2-py3-none-any.whl"), LOCK)
    assert list(taken) == [NUMPY, PANDAS, "tiny_thing-1.2-py3-none-any.whl"]
    entries = [lock_entry(file, held, LOCK) for file, held in taken.items()]
    assert [(one["name"], one["version"], one["imports"], one["depends"]) for one in entries] == [
        ("numpy", "2.4.6", ["numpy"], []),
        ("pandas", "3.0.2", ["pandas"], ["numpy"]),
        ("tiny-thing", "1.2", ["tiny_thing"], []),
    ]


@pytest.mark.parametrize(
    "file",
    [
        "numpy-2.4.6-cp313-cp313-pyemscripten_2026_0_wasm32.whl",
        "numpy-2.4.6-cp314-cp314-pyemscripten_2024_0_wasm32.whl",
        "numpy-2.4.6-cp314-cp314-manylinux_2_28_x86_64.whl",
    ],
)
def test_a_wheel_for_another_python_is_refused_with_the_right_one_s_name(tmp_path: Path, file: str) -> None:
    with pytest.raises(SetupError) as told:
        read_wheels(put(tmp_path, file), LOCK)
    assert str(told.value) == (
        f"{file}: This wheel was built for another Python than the one in the browser.\nThis Pyodide takes {NUMPY}."
    )


def test_a_wheel_without_what_it_needs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as told:
        read_wheels(put(tmp_path, PANDAS), LOCK)
    assert str(told.value) == (
        f"{PANDAS}: This wheel needs numpy, which is not in the folder.\nThis Pyodide takes {NUMPY}."
    )
