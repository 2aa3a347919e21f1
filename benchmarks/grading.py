"""How fast submissions are graded: `groundrules grade` against `nbgrader autograde`, interleaved, medians and ratios.

Use: python benchmarks/grading.py [--quick] [--sizes 20 60 300] [--rounds N] [--stock-rounds N] [--thousand]
    [--no-otter]

Two exercises: answers that are data (a lesson's own), and code in the sandbox (a fixture with pandas). Each run is a
process of its own on a fresh copy of the same course tree. CPU is that of the process and of all it waited for, and
for code that of the sandbox, which the system does not count there; it is held against wall time and processors.
Bytecode is made before, for both sides, as an installed package has it. The full run grades the code by otter-grader
too, in an environment of its own below `build/otter`. `--quick` is 20 submissions in three rounds, without otter;
it ends with the line that gives the two ratios.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
DATA, CODE = "no-framework-yet", "call-log"
SOLUTIONS = {DATA: HERE / "solutions" / DATA, CODE: HERE / "tests/fixtures/code/solutions" / CODE}
KINDS = {"data": DATA, "code": CODE}

# `groundrules grade`, with the sandbox asked at its end for the CPU time that was used in it.
OURS = """
import json, resource, sys
from pathlib import Path
from groundrules.grading.autograde import grade
spent = [0.0]
if sys.argv[3] == "code":
    from groundrules.grading.sandbox import jail
    class Counted(jail.Jail):
        def close(self):
            spent[0] += self.spent()
            super().close()
    jail.Jail = Counted
done = grade(Path(sys.argv[1]), sys.argv[2])
assert not done.failed and not done.notice, (done.failed, done.notice)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"graded": len(done.graded), "sandbox": spent[0], "memory": memory}))
"""

# Makes a class: each learner's submission, checked in already, right in some parts and wrong in others.
CLASS = """
import json, sys
from pathlib import Path
from groundrules.exercise import answers
from groundrules.exercise.question import best
from groundrules.exercise.source import read
from groundrules.grading.release import release
from groundrules.grading.tree import open_tree
root, name, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
release(root, name)
tree = open_tree(root)
released = (tree.release(name) / f"{name}.ipynb").read_text()
source = {c["id"]: c for c in json.loads((tree.source(name) / f"{name}.ipynb").read_text())["cells"]}
asked = root / "solutions" / name / "questions.yaml"
questions = read(asked) if asked.is_file() else ()
for number in range(size):
    place = tree.submitted(f"learner-{number:04d}", name)
    place.mkdir(parents=True)
    notebook = json.loads(released)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution") and number % 4:
            cell["source"] = source[cell["id"]]["source"]
    (place / f"{name}.ipynb").write_text(json.dumps(notebook))
    given = {}
    for index, question in enumerate(questions):
        value = best(question)
        # A text of everybody's own, so that nothing is gained by remembering it.
        given[question.id] = f"{value} Learner {number}." if isinstance(value, str) and " " in value else value
        if (number + index) % 5 == 0:
            del given[question.id]
    held = {q: answers.Answer(v, "2026-11-22T09:00:00Z") for q, v in given.items()}
    (place / "answers.json").write_bytes(answers.Answers(name, held).as_bytes())
    (place / "timestamp.txt").write_text("2026-11-22 09:00:00 UTC\\n")
"""


@dataclass(frozen=True)
class Run:
    """What one run took: seconds of wall time, seconds of CPU, and for ours the most memory in bytes."""

    wall: float
    cpu: float
    memory: int = 0


def main() -> int:
    """Measure, print, and fail where the measuring itself is not sound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20 submissions, three rounds")
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 60, 300])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stock-rounds", type=int, help="run the others in so many of the rounds only; they are slow")
    parser.add_argument(
        "--thousand", action="store_true", help="a class of 1,000 learners with data answers, by us alone"
    )
    parser.add_argument("--no-otter", action="store_true", help="leave otter-grader out")
    asked = parser.parse_args()
    # Line by line, so that a long run that is stopped has told what it found.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    compileall.compile_dir(HERE / "src/groundrules", quiet=1)
    otter = None if asked.quick or asked.no_otter else otter_python()
    sizes, rounds = ([20], 3) if asked.quick else (asked.sizes, asked.rounds)
    ratios: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            for size in sizes:
                others = min(asked.stock_rounds or rounds, rounds)
                ratios.setdefault(kind, compare(Path(folder), kind, size, (rounds, others), otter))
        if asked.thousand:
            course = make_class(Path(folder), DATA, 1000)
            run = ours(course, DATA)
            print(f"data, 1000 learners: wall {run.wall:.1f} s, CPU {run.cpu:.1f} s, {run.memory / 2**20:.0f} MiB")
    print(f"cpu ratio to stock: data {ratios['data']:.0f} code {ratios['code']:.0f}")
    return 0


def compare(folder: Path, kind: str, size: int, rounds: tuple[int, int], otter: Path | None) -> float:
    """Grade a class by each in turn, ours in all rounds and the others in some; print, and give the ratio to stock."""
    course = make_class(folder, KINDS[kind], size)
    runs: dict[str, list[Run]] = {"stock": [], "groundrules": []}
    ways = {"stock": stock, "groundrules": ours}
    if otter is not None and kind == "code":
        runs["otter"] = []
    for number in range(1, rounds[0] + 1):
        for name, way in ways.items():
            if name != "groundrules" and number > rounds[1]:
                continue
            with tempfile.TemporaryDirectory(dir=folder) as copy:
                shutil.copytree(course, Path(copy) / "course")
                runs[name].append(way(Path(copy) / "course", KINDS[kind]))
        if "otter" in runs and otter is not None and number <= rounds[1]:
            runs["otter"].append(otter_run(otter, course, size, folder))
        told = "  ".join(
            f"{name} {one[-1].wall:.2f}/{one[-1].cpu:.2f}" for name, one in runs.items() if len(one) == number
        )
        print(f"{kind}, {size} submissions, round {number}: wall/CPU seconds  {told}")
    cpu = {name: statistics.median(run.cpu for run in one) for name, one in runs.items()}
    wall = {name: statistics.median(run.wall for run in one) for name, one in runs.items()}
    for name in [name for name in runs if name != "groundrules"]:
        print(
            f"{kind}, {size} submissions: {name} takes {cpu[name] / cpu['groundrules']:.0f} times the CPU and "
            f"{wall[name] / wall['groundrules']:.0f} times the wall time"
        )
    print(f"{kind}, {size} submissions: {max(run.memory for run in runs['groundrules']) / 2**20:.0f} MiB at most")
    return cpu["stock"] / cpu["groundrules"]


def otter_python() -> Path:
    """Give a Python that has otter-grader, made from its lock file where there is none yet."""
    place, lock = HERE / "build/otter", HERE / "requirements/bench.txt"
    python, stamp = place / "bin/python", place / "made-from.txt"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        print("Making an environment for otter-grader ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", str(place)], check=True)
        pip = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode", "--require-hashes"]
        subprocess.run([*pip, "--python", str(python), "-r", str(lock)], check=True)
        stamp.write_bytes(lock.read_bytes())
    return python


def make_class(folder: Path, exercise: str, size: int) -> Path:
    """Release an exercise into a course folder and fill it with submissions."""
    course = folder / f"{exercise}-{size}"
    shutil.copytree(SOLUTIONS[exercise], course / "solutions" / exercise)
    subprocess.run([sys.executable, "-c", CLASS, str(course), exercise, str(size)], check=True)
    return course


def stock(course: Path, exercise: str) -> Run:
    """Grade by nbgrader's own command."""
    run, _ = timed([str(BIN / "nbgrader"), "autograde", exercise], course / "build/course")
    return run


def ours(course: Path, exercise: str) -> Run:
    """Grade by ours, the sandbox's CPU added."""
    kind = next(kind for kind, name in KINDS.items() if name == exercise)
    run, said = timed([sys.executable, "-c", OURS, str(course), exercise, kind], course)
    told = json.loads(said.splitlines()[-1])
    cpu = run.cpu + told["sandbox"]
    if cpu > run.wall * (os.cpu_count() or 1) + 0.2:
        raise SystemExit(f"{cpu:.2f} s of CPU cannot have been used in {run.wall:.2f} s: the counting is wrong")
    return Run(run.wall, cpu, told["memory"])


def otter_run(python: Path, course: Path, size: int, folder: Path) -> Run:
    """Grade the same notebooks by otter-grader, its tests made from the same assertions."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        work = Path(place)
        tests = work / "tests"
        tests.mkdir()
        source = json.loads((course / "build/course/source" / CODE / f"{CODE}.ipynb").read_text())
        for cell in source["cells"]:
            nbgrader = cell["metadata"].get("nbgrader", {})
            if nbgrader.get("grade"):
                case = {"code": as_doctest("".join(cell["source"])), "hidden": False, "locked": False}
                suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
                content = {"name": nbgrader["grade_id"], "points": nbgrader["points"], "suites": [suite]}
                (tests / f"{nbgrader['grade_id'].replace('-', '_')}.py").write_text(
                    f"OK_FORMAT = True\ntest = {content!r}\n"
                )
        shutil.copy(course / "build/course/source" / CODE / "calls.csv", work)
        program = (
            "import sys\nfrom otter.api import grade_submission\n"
            "for path in sys.argv[2:]: grade_submission(path, sys.argv[1], quiet=True)"
        )
        subprocess.run(
            [
                str(python),
                "-m",
                "otter",
                "generate",
                "-t",
                "tests",
                "-o",
                "autograder.zip",
                "--no-environment",
                "calls.csv",
            ],
            cwd=work,
            check=True,
            capture_output=True,
        )
        papers = [
            str(course / "build/course/submitted" / f"learner-{number:04d}" / CODE / f"{CODE}.ipynb")
            for number in range(size)
        ]
        run, _ = timed([str(python), "-c", program, "autograder.zip", *papers], work)
        return run


def as_doctest(source: str) -> str:
    """Give a test's code as otter wants it: one line after the other, as typed at a prompt."""
    lines = [line for line in source.splitlines() if line.strip() and not line.startswith("#")]
    return "\n".join(
        (">>> " if not line.startswith((" ", "except", "else", "finally")) else "... ") + line for line in lines
    )


def timed(command: list[str], folder: Path) -> tuple[Run, str]:
    """Run a command; give what it and all that it waited for took, and what it printed."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)[:200]} failed: {done.stderr[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu), done.stdout


if __name__ == "__main__":
    sys.exit(main())
