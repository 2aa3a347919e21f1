"""A course with one exercise of code, and hostile learners."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.released import course_with

from groundrules.grading.autograde import Graded, grade
from groundrules.grading.code import Bench
from groundrules.grading.intake import collect
from groundrules.grading.sandbox.confine import Limits
from groundrules.grading.sandbox.jail import Jail, missing
from groundrules.grading.tree import Tree, open_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURE = Path(__file__).parents[1] / "fixtures/code"
EXERCISE = "call-log"
HONEST = {
    "read": 'calls = pd.read_csv("calls.csv", parse_dates=["day"])\n'
    'calls["late"] = (calls["hour"] < 7) | (calls["hour"] >= 20)',
    "cost": "def cost(minutes, rate):\n    if rate < 0:\n        raise ValueError(rate)\n"
    "    return round(minutes * rate / 60, 2)",
    "mean": 'mean = calls.loc[calls["late"], "minutes"].mean()',
}


@dataclass(frozen=True)
class Class:
    """A course folder whose learners hand in what the test says."""

    root: Path

    @property
    def tree(self) -> Tree:
        return open_tree(self.root)

    def notebook(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.tree.release(EXERCISE) / f"{EXERCISE}.ipynb").read_bytes())
        return content

    def send(self, name: str, notebook: dict[str, Any]) -> None:
        folder = self.root / "inbox" / name
        folder.mkdir(parents=True)
        (folder / f"{EXERCISE}.ipynb").write_text(json.dumps(notebook))

    def write(self, name: str, **written: str) -> None:
        """Hand in the release with a learner's code in the cells named."""
        notebook = self.notebook()
        for cell in notebook["cells"]:
            cell["source"] = written.get(cell["id"], cell["source"])
        self.send(name, notebook)

    def grade(self) -> Graded:
        collect(self.root, EXERCISE, self.root / "inbox")
        return grade(self.root, EXERCISE)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return course_with(FIXTURE / "solutions", EXERCISE, tmp_path_factory)


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Class:
    shutil.copytree(released, tmp_path / "course")
    return Class(tmp_path / "course")


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    if missing():
        pytest.skip(missing())
    with Jail([], Limits(memory=1 << 30, disk=16 << 20, file=8 << 20, processes=32, cpu=20)) as jail:
        yield jail


@pytest.fixture
def bench(jail: Jail) -> Iterator[Bench]:
    with Bench(jail, 1, {}, seconds=20) as bench:
        yield bench
