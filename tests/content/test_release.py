"""What is published works where nothing of this checkout is: the wheel installed, the source archive built from."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
UV = [sys.executable, "-m", "uv"]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command as somebody would who has no checkout; give what it printed."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GROUNDRULES", "VIRTUAL"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, unpacked."""
    out = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", out, cwd=ROOT)
    (archive,) = out.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(out, filter="data")
    return out / archive.name.removesuffix(".tar.gz")


@pytest.fixture(scope="module")
def program(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, from a wheel built out of the source archive and installed by the lock for learners."""
    out = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=source)
    (wheel,) = out.glob("*.whl")
    run(*UV, "venv", "--quiet", "--python", sys.executable, out / "venv", cwd=out)
    place = out / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install: list[str | Path] = [*UV, "pip", "install", "--quiet", "--python", place / "python"]
    run(*install, "--require-hashes", "-r", source / "requirements" / "start.txt", cwd=out)
    run(*install, "--no-deps", wheel, cwd=out)
    return place / "groundrules"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_installed_wheel_finds_nothing_missing_and_lays_out_a_learner_s_folder(
    program: Path, tmp_path: Path
) -> None:
    told = run(program, "doctor", "--folder", tmp_path / "course", cwd=tmp_path).splitlines()
    assert [line for line in told if not line.startswith("ok")] == []
    run(program, "workbook", "sample", "--folder", tmp_path / "course", cwd=tmp_path)
    run(program, "pack", "Marta Keller", "--folder", tmp_path / "course", cwd=tmp_path)
    assert {Path(name).name for name in files(tmp_path / "course" / "packs")} == {
        "brief.pdf",
        "brief.docx",
        "facts.pdf",
        "facts.docx",
        "invitation.ics",
        "confirmation.eml",
    }


def test_the_source_archive_builds_the_same_site_as_this_checkout(
    program: Path, source: Path, tmp_path: Path, whole_site: tuple[Path, Mapping[str, int]]
) -> None:
    run(program.parent / "python", "-m", "groundrules.cli", "site", tmp_path / "theirs", cwd=source)
    assert files(tmp_path / "theirs") == files(whole_site[0])  # names follow from contents
    assert "05_no_framework_yet.html" in files(tmp_path / "theirs")
