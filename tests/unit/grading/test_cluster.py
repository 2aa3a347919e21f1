"""Grading on a real scheduler with real worker processes, some of which die or have no sandbox."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.released import course_with
from tests.unit.grading.conftest import EXERCISE

from groundrules.errors import GradingError
from groundrules.grading.autograde import grade
from groundrules.grading.intake import collect
from groundrules.grading.sandbox.jail import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.grading.conftest import Class

pytest.importorskip("distributed", reason="dask.distributed is not installed")

CODE = "call-log"
SIZE = 8

# Loaded by each worker: marking takes a while, and who marked what is written down.
SLOW = """
import os, time
from groundrules.grading import cluster
from groundrules.grading.workers import try_to_mark
def slow(plan, work, jail):
    with open({log!r}, "a") as file:
        file.write(f"{{os.getpid()}} {{work.student}}\\n")
    time.sleep(0.7)
    return try_to_mark(plan, work, jail)
cluster.try_to_mark = slow
"""


class Cluster:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.log, self._stack = folder, folder / "log", stack
        self.log.touch()
        (folder / "slow.py").write_text(SLOW.format(log=str(self.log)))
        told = folder / "scheduler.json"
        self._run("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", told)
        self.address = str(json.loads(waited(lambda: told.exists() and told.read_text()))["address"])

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        return self._run(
            "dask_worker",
            *(self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"),
            *("--local-directory", self.folder, "--preload", self.folder / "slow.py"),
            **environment,
        )

    def marked(self) -> list[tuple[int, str]]:
        return [(int(pid), who) for pid, who in (line.split() for line in self.log.read_text().splitlines())]

    def _run(self, module: str, *arguments: object, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *map(str, arguments)],
            env={**os.environ, **environment},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process


def waited(what: Any) -> Any:
    """Wait until something is there."""
    for _ in range(600):
        found = what()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it never came")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as stack:
        (tmp_path / "cluster").mkdir()
        yield Cluster(tmp_path / "cluster", stack)


def scores(database: Path) -> list[tuple[Any, ...]]:
    text = """SELECT student_id, base_cell.name, auto_score FROM grade JOIN base_cell ON base_cell.id = cell_id
    JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id ORDER BY 1, 2"""
    with closing(sqlite3.connect(database)) as book:
        return book.execute(text).fetchall()


def test_a_worker_that_is_killed_costs_another_try_and_no_mark(course: Class, cluster: Cluster) -> None:
    for number in range(SIZE):
        given = dict(list(course.best().items())[: number % 7])
        shutil.copytree(course.learner(f"learner-{number}", given), course.inbox / f"learner-{number}")
    collect(course.root, EXERCISE, course.inbox)
    alone = course.root.parent / "alone"
    shutil.copytree(course.root, alone)
    grade(alone, EXERCISE)

    workers = {process.pid: process for process in (cluster.worker(), cluster.worker())}
    killed: list[int] = []

    def watch(_done: int, _of: int) -> None:
        # Both are at work now, the one that marked last most surely.
        if not killed and len({pid for pid, _ in cluster.marked()}) == len(workers):
            killed.append(cluster.marked()[-1][0])
            os.kill(killed[0], signal.SIGKILL)

    done = grade(course.root, EXERCISE, scheduler=cluster.address, progress=watch)
    assert (len(done.graded), done.failed) == (SIZE, {})
    assert len(killed) == 1
    tries = [who for _, who in cluster.marked()]
    assert len(tries) > len(set(tries)) == SIZE
    assert scores(course.tree.database) == scores(alone / "build/course/gradebook.db")
    again = grade(course.root, EXERCISE, scheduler=cluster.address)
    assert (again.graded, len(again.unchanged)) == ({}, SIZE)


@pytest.fixture
def code(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path / "code"
    solutions = Path(__file__).parents[2] / "fixtures/code/solutions"
    shutil.copytree(course_with(solutions, CODE, tmp_path_factory), root)
    released = root / "build/course/release" / CODE
    source = json.loads((root / f"build/course/source/{CODE}/{CODE}.ipynb").read_bytes())
    shutil.copytree(released, root / "inbox/ana")
    (root / f"inbox/ana/{CODE}.ipynb").write_text(json.dumps(source))
    shutil.copytree(released, root / "inbox/bo")
    collect(root, CODE, root / "inbox")
    return root


@pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")
def test_code_goes_to_the_workers_that_have_a_sandbox(code: Path, cluster: Cluster) -> None:
    bare, fit = cluster.worker(PATH=str(cluster.folder)), cluster.worker()
    waited(lambda: workers_of(cluster) == 2)
    done = grade(code, CODE, scheduler=cluster.address)
    assert (done.graded, done.failed) == ({"ana": 9.0, "bo": 0.0}, {})
    assert {pid for pid, _ in cluster.marked()} == {fit.pid}
    assert bare.poll() is None


@pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")
def test_code_does_not_wait_for_ever_for_the_worker_that_had_the_sandbox(
    code: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundrules.grading.cluster.PATIENCE", 1.0)
    cluster.worker()
    waited(lambda: workers_of(cluster) == 1)
    monkeypatch.setattr("groundrules.grading.cluster._fit_workers", lambda _client, _address: ["tcp://127.0.0.1:1"])
    with pytest.raises(GradingError, match="The cluster has no worker that can run code safely"):
        grade(code, CODE, scheduler=cluster.address)
    assert cluster.marked() == []


def test_workers_without_a_sandbox_refuse_to_run_code(code: Path, cluster: Cluster) -> None:
    cluster.worker(PATH=str(cluster.folder))
    waited(lambda: workers_of(cluster) == 1)
    with pytest.raises(GradingError, match="No worker of the cluster can run code safely: bubblewrap") as told:
        grade(code, CODE, scheduler=cluster.address)
    assert told.value.remedy == "Use workers on Linux with bubblewrap installed (apt install bubblewrap)."
    assert cluster.marked() == []


def workers_of(cluster: Cluster) -> int:
    client: Any = import_module("distributed").Client
    with client(cluster.address, set_as_default=False) as client:
        return len(client.scheduler_info()["workers"])


def test_a_cluster_that_is_not_there_is_said(course: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundrules.grading.cluster.PATIENCE", 0.5)
    course.send("Ana", {"which-rule": "agree"})
    collect(course.root, EXERCISE, course.inbox)
    with pytest.raises(GradingError, match="The scheduler does not answer"):
        grade(course.root, EXERCISE, scheduler="tcp://127.0.0.1:1")


def test_a_cluster_without_workers_does_not_hold_up_for_ever(
    course: Class, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundrules.grading.cluster.PATIENCE", 1.0)
    course.send("Ana", {"which-rule": "agree"})
    collect(course.root, EXERCISE, course.inbox)
    with pytest.raises(GradingError, match="The cluster has no worker"):
        grade(course.root, EXERCISE, scheduler=cluster.address)
