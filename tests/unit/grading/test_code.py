from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.errors import ContentError, GradingError, SubmissionError
from groundrules.grading.autograde import grade
from groundrules.grading.code import Bench, points_of
from groundrules.grading.feedback import feedback
from groundrules.grading.intake import collect
from groundrules.grading.release import release
from groundrules.grading.results import read_results
from groundrules.grading.sandbox.confine import Limits
from groundrules.grading.sandbox.jail import Jail, missing
from groundrules.grading.tree import open_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")

FIXTURE = Path(__file__).parents[2] / "fixtures/code"
EXERCISE = "call-log"


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail(["pandas"], Limits()) as jail:
        yield jail


@pytest.fixture
def bench(jail: Jail) -> Iterator[Bench]:
    with Bench(jail, 1, {"calls.csv": b"a,b\n1,2\n"}, seconds=20) as bench:
        yield bench


def error(outputs: list[dict[str, Any]]) -> str:
    return next((f"{one['ename']}: {one['evalue']}" for one in outputs if one["output_type"] == "error"), "")


def test_a_cell_shows_what_it_prints_and_the_value_of_its_last_line(bench: Bench) -> None:
    assert bench.run("import sys\nprint('a')\nprint('b', file=sys.stderr)\n6 * 7") == [
        {"name": "stdout", "output_type": "stream", "text": "a\n"},
        {"name": "stderr", "output_type": "stream", "text": "b\n"},
        {"output_type": "execute_result", "data": {"text/plain": "42"}, "execution_count": None, "metadata": {}},
    ]
    assert bench.run("x = 1") == []
    assert bench.run("6 * 7;") == []
    assert bench.run("%matplotlib inline\n!ls\nNone") == []
    failed = bench.run("def f():\n    return 1 / 0\nf()")
    assert error(failed) == "ZeroDivisionError: division by zero"
    assert failed[-1]["traceback"][1:3] == [
        '  File "<cell>", line 3, in <module>\n',
        '  File "<cell>", line 2, in f\n',
    ]


def test_a_test_sees_variables_as_data_and_calls_functions_from_afar(bench: Bench) -> None:
    bench.prepare("import pandas as pd")
    bench.run("table = pd.read_csv('calls.csv')\ntotal = 3\ndef twice(x, plus=0):\n    return [x * 2 + plus]")
    assert bench.test("assert total == 3 and table.shape == (1, 2)\nassert twice(4, plus=1) == [9]") == []
    assert bench.test("pd.testing.assert_frame_equal(table, pd.DataFrame({'a': [1], 'b': [2]}))") == []
    assert error(bench.test("assert total == 4")) == "AssertionError: "
    assert error(bench.test("nothing_of_the_kind")) == "NameError: name 'nothing_of_the_kind' is not defined"


def test_an_error_in_a_learners_function_is_raised_in_the_test(bench: Bench) -> None:
    bench.run("class Own(Exception): pass\ndef bad(n):\n    raise [ValueError('no'), Own('mine')][n]")
    assert bench.test("try:\n    bad(0)\nexcept ValueError as error:\n    assert str(error) == 'no'") == []
    assert error(bench.test("bad(1)")) == "LearnerError: Own: mine"


def test_objects_can_be_used_and_never_compared(bench: Bench) -> None:
    bench.run(
        "class Account:\n    def __init__(self): self.balance = 0\n"
        "    def pay(self, n): self.balance += n\n    def __eq__(self, other): return True\n"
        "def same(a, b): return a is b"
    )
    assert bench.test("one = Account()\none.pay(5)\nassert one.balance == 5\nassert same(one, one)") == []
    assert error(bench.test("assert Account() == 5")).startswith(
        "TypeError: a Account of the learner's cannot be compared"
    )
    assert error(bench.test("same(object(), 1)")).startswith("TypeError: a object cannot be handed")


def test_what_a_test_makes_is_not_seen_by_the_learner_and_its_name_wins(bench: Bench) -> None:
    bench.test("expected = 5\ndef check(x): assert x == expected")
    assert error(bench.run("expected")) == "NameError: name 'expected' is not defined"
    bench.run("x = 1\nexpected = 1\ndef check(x): pass")
    assert error(bench.test("check(x)")) == "AssertionError: "


def test_what_is_printed_without_end_is_cut(bench: Bench) -> None:
    (shown,) = bench.run("for n in range(20_000): print('x' * 100)")
    assert len(shown["text"]) < 110_000
    assert shown["text"].endswith("... The rest of what it printed was left out ...\n")


def test_a_program_that_ended_leaves_the_tests_without_its_variables(bench: Bench) -> None:
    bench.run("x = 1")
    assert error(bench.run("import os\nos._exit(0)")).startswith("DeadKernelError: The program ended")
    assert error(bench.run("1 + 1")).startswith("DeadKernelError")
    assert error(bench.test("assert x == 1")) == "NameError: name 'x' is not defined"


def test_a_cell_that_takes_too_long_is_interrupted_and_the_next_one_runs(jail: Jail) -> None:
    with Bench(jail, 1, {}, seconds=1.5) as bench:
        assert error(bench.run("while True: pass")).startswith("KeyboardInterrupt")
        assert bench.run("1 + 1")[0]["data"] == {"text/plain": "2"}
        stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
        assert error(bench.run(stubborn)).startswith("DeadKernelError")


@pytest.mark.parametrize(
    ("outputs", "points"),
    [
        ([], 2.0),
        ([{"output_type": "stream", "name": "stdout", "text": "0"}], 2.0),
        ([{"output_type": "stream", "name": "stderr", "text": "careful"}], 0.0),
        ([{"output_type": "error"}], 0.0),
        ([{"output_type": "execute_result", "data": {"text/plain": "1.5"}}], 1.5),
        ([{"output_type": "execute_result", "data": {"text/plain": "True"}}], 2.0),
        ([{"output_type": "execute_result", "data": {"text/plain": "-1"}}], 2.0),
    ],
)
def test_points_are_read_off_outputs_as_nbgrader_does(outputs: list[dict[str, Any]], points: float) -> None:
    assert points_of(outputs, 2.0) == points


def test_more_points_than_there_are_is_a_fault_of_the_test() -> None:
    with pytest.raises(SubmissionError, match="A test gives 3 points where 2 can be had"):
        points_of([{"output_type": "execute_result", "data": {"text/plain": "3"}}], 2.0)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE / "solutions", tmp_path / "solutions")
    return tmp_path


def hand_in(course: Path, name: str, **written: str) -> None:
    """Put a submission into the inbox: the release, with a learner's code in the cells named."""
    folder = course / "inbox" / name
    shutil.copytree(open_tree(course).release(EXERCISE), folder)
    notebook = json.loads((folder / f"{EXERCISE}.ipynb").read_bytes())
    for cell in notebook["cells"]:
        cell["source"] = written.get(cell["id"], cell["source"])
    (folder / f"{EXERCISE}.ipynb").write_text(json.dumps(notebook))


READ = 'calls = pd.read_csv("calls.csv", parse_dates=["day"])\ncalls["late"] = (calls.hour < 7) | (calls.hour > 19)'


def test_code_gets_its_points_and_the_learner_is_not_told_the_tests(course: Path) -> None:
    released = release(course, EXERCISE)
    assert (released.questions, released.points) == (3, 9.0)
    assert sorted(released.files) == ["call-log.ipynb", "calls.csv", "questions.json"]
    text = (released.folder / f"{EXERCISE}.ipynb").read_text()
    assert "HIDDEN" not in text
    assert "41.67" not in text
    hand_in(course, "ana", read=READ, cost="def cost(m, r): return m * r / 60", mean="mean = 40 / 3")
    hand_in(course, "bo")
    collect(course, EXERCISE, course / "inbox")
    done = grade(course, EXERCISE)
    assert (done.graded, done.failed, done.notice) == ({"ana": 7.0, "bo": 0.0}, {}, "")
    ana, bo = read_results(open_tree(course).database, EXERCISE)
    assert {name: part.points for name, part in ana.parts.items()} == {"read-test": 3, "cost-test": 2, "mean-test": 2}
    assert bo.points == 0
    page = feedback(course, EXERCISE).pages["ana"].read_text()
    assert "Code: cost-test" in page
    assert "41.67" not in page


def test_without_a_sandbox_code_waits_for_a_person_and_the_reason_is_told(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(course, EXERCISE)
    hand_in(course, "ana", read=READ)
    collect(course, EXERCISE, course / "inbox")
    monkeypatch.setattr(sys, "platform", "darwin")
    done = grade(course, EXERCISE)
    assert done.notice == (
        "Code is not graded here, because there is no sandbox for darwin: read-test, cost-test, mean-test wait for a "
        "person. Answers are graded. To grade code, use Linux with bubblewrap, or a cluster whose workers have it."
    )
    (ana,) = read_results(open_tree(course).database, EXERCISE)
    assert (ana.points, ana.waiting) == (0.0, 3)
    with pytest.raises(GradingError, match="there is no sandbox for darwin"):
        Jail([], Limits())


def test_tests_that_refuse_the_solution_stop_the_release(course: Path) -> None:
    path = course / "solutions" / EXERCISE / f"{EXERCISE}.md"
    path.write_text(path.read_text().replace("assert abs(mean - 40 / 3) < 1e-9", "assert mean == 13"))
    with pytest.raises(ContentError) as refused:
        release(course, EXERCISE)
    (fault,) = refused.value.faults
    assert (fault.where, fault.what) == ("mean-test", "The solution gets 0 of 2 points.")


def test_a_cell_of_code_without_name_or_points_is_told(course: Path) -> None:
    path = course / "solutions" / EXERCISE / f"{EXERCISE}.md"
    path.write_text(path.read_text().replace(":grade_id: mean\n", "").replace(":points: 4\n", ""))
    with pytest.raises(ContentError) as refused:
        release(course, EXERCISE)
    assert [fault.what for fault in refused.value.faults] == [
        "The test “cost-test” has no points.",
        "A cell of code has no grade_id: “### BEGIN SOLUTION\nmean = calls.loc[call”.",
    ]
