"""JupyterLite in the site: what its kernel gets, and what is said where a part is missing."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from groundrules import course
from groundrules.errors import SetupError
from groundrules.publish.lite import Parts, build_lite, wheel
from groundrules.publish.python import PYODIDE


@pytest.fixture
def pyodide(tmp_path: Path) -> Path:
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in PYODIDE:
        (folder / name).write_text('{"info": {}, "packages": {"numpy": {}}}' if name.endswith(".json") else "")
    return folder


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    with zipfile.ZipFile(folder / "tiny_thing-1.2-py3-none-any.whl", "w") as archive:
        archive.writestr("tiny/__init__.py", "")
        archive.writestr("tiny_thing-1.2.dist-info/METADATA", "")
    return folder


def program(tmp_path: Path, text: str) -> Path:
    """A stand-in for jupyter-lite: it looks at what it is to build from."""
    file = tmp_path / "jupyter-lite"
    file.write_text(f"#!/usr/bin/env python3\nimport json, pathlib, sys\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_the_kernel_gets_the_course_s_code_and_content_and_no_solution() -> None:
    with zipfile.ZipFile(io.BytesIO(wheel(course.load().root))) as archive:
        names = archive.namelist()
    assert {"groundrules/coach/__init__.py", "groundrules/content/course.toml"} <= set(names)
    assert "groundrules/content/scenarios/the-2am-call.yaml" in names
    assert [name for name in names if "solutions" in name or "/grading/" in name or "facilitator" in name] == []
    assert wheel(course.load().root) == wheel(course.load().root)


def test_jupyterlite_is_built_from_the_lessons_pyodide_and_every_wheel(
    tmp_path: Path, pyodide: Path, wheels: Path
) -> None:
    look = (
        "out = pathlib.Path(sys.argv[sys.argv.index('--output-dir') + 1])\nout.mkdir(parents=True)\n"
        "lock = json.loads(pathlib.Path('static/pyodide/pyodide-lock.json').read_text())\n"
        "seen = {'lessons': len(list(pathlib.Path('content').glob('*.ipynb'))), 'packages': sorted(lock['packages']),\n"
        "        'imports': lock['packages']['tiny-thing']['imports'],\n"
        "        'settings': json.loads(pathlib.Path('jupyter-lite.json').read_text())}\n"
        "(out / 'seen.json').write_text(json.dumps(seen))\n"
        "(out / 'jupyter-lite.json').write_text(json.dumps({'jupyter-config-data': {'federated_extensions': []}}))"
    )
    parts = Parts(program(tmp_path, look), pyodide, wheels)
    made = build_lite(tmp_path / "site", course.load(), parts, {"course": "data/course.js"})
    lite = tmp_path / "site" / "lite"
    seen = json.loads((lite / "seen.json").read_text(encoding="utf-8"))
    assert seen["lessons"] == len(course.load().lessons)
    assert seen["packages"] == ["groundrules", "tiny-thing"]
    assert seen["imports"] == ["tiny"]
    (settings,) = seen["settings"]["jupyter-config-data"]["litePluginSettings"].values()
    assert settings == {
        "loadPyodideOptions": {"packages": ["groundrules", "tiny-thing"]},
        "disablePyPIFallback": True,
    }
    page = json.loads((lite / "jupyter-lite.json").read_text(encoding="utf-8"))
    assert page["jupyter-config-data"]["federated_extensions"] == [
        {"name": "groundrules", "load": "remoteEntry.js", "extension": "./extension"}
    ]
    assert "data/course.js" in (lite / "groundrules/static/views.js").read_text(encoding="utf-8")
    assert lite / "groundrules/static/views.css" in made


def test_a_folder_without_wheels_is_told(tmp_path: Path, pyodide: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SetupError, match="holds no wheels"):
        build_lite(tmp_path / "site", course.load(), Parts(Path("jupyter-lite"), pyodide, tmp_path / "empty"), {})


def test_what_jupyterlite_says_when_it_fails_is_told(tmp_path: Path, pyodide: Path, wheels: Path) -> None:
    parts = Parts(program(tmp_path, "sys.exit('no room')"), pyodide, wheels)
    with pytest.raises(SetupError, match="no room"):
        build_lite(tmp_path / "site", course.load(), parts, {})
    with pytest.raises(SetupError, match="was not built"):
        build_lite(tmp_path / "site", course.load(), Parts(Path("no-such-program"), pyodide, wheels), {})
