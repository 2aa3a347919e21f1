"""The wheel: all that a learner needs is in it, and nothing that only an instructor may see."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from groundrules import course

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release would be built."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = out.glob("*.whl")
    return found


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_every_lesson_scenario_and_exercise_is_in_it(wheel: Path) -> None:
    inside = set(names(wheel))
    lessons = course.load().lessons
    wanted = {f"groundrules/content/notebooks/{lesson.notebook}" for lesson in lessons}
    wanted |= {f"groundrules/content/scenarios/{name}.yaml" for lesson in lessons for name in lesson.scenarios}
    wanted |= {f"groundrules/content/exercises/{name}/{name}.ipynb" for lesson in lessons for name in lesson.exercises}
    wanted |= {f"groundrules/content/cards/{path.name}" for path in course.load().cards().values()}
    wanted |= {f"groundrules/content/variants/{path.name}" for path in course.load().variants().values()}
    assert sorted(wanted - inside) == []


def test_the_front_end_and_its_settings_are_in_it(wheel: Path) -> None:
    data = [name.partition(".data/data/")[2] for name in names(wheel) if ".data/data/" in name]
    assert sorted(data) == [
        "etc/jupyter/jupyter_server_config.d/groundrules.json",
        "share/jupyter/labextensions/groundrules/package.json",
        "share/jupyter/labextensions/groundrules/remoteEntry.js",
    ]
    assert "groundrules/widgets/static/views.js" in names(wheel)


def test_no_solution_and_no_facilitator_s_note_is_in_it(wheel: Path) -> None:
    assert [name for name in names(wheel) if "solutions/" in name or "facilitator/" in name] == []
    assert [name for name in names(wheel) if name.endswith("content/points.toml")] == []  # it names wrong options
    with zipfile.ZipFile(wheel) as archive:
        questions = [archive.read(name) for name in archive.namelist() if "content/exercises/" in name]
    assert questions
    assert [text for text in questions if b"### BEGIN" in text or b'"key"' in text] == []


def test_an_installed_wheel_makes_the_learner_s_folder_from_its_own_content(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    code = (
        "from pathlib import Path; from groundrules import course; from groundrules.server.courseware import prepare\n"
        f"done = prepare(Path({str(tmp_path / 'home')!r})); print(course.content()); print(len(done.added) > 0)"
    )
    environment = os.environ | {"PYTHONPATH": str(installed), "JUPYTER_DATA_DIR": str(tmp_path / "jupyter")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == [str(installed / "groundrules" / "content"), "True"]
