"""Points that were not earned: each of these got full marks, or might, where learners' code runs beside the tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.security.conftest import EXERCISE, HONEST

from groundrules.grading.sandbox.jail import missing

if TYPE_CHECKING:
    from tests.security.conftest import Class

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")

# Put into all three cells that a learner writes in.
ATTACKS = {
    "an object that equals everything": """
class Yes:
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    __gt__ = __le__ = __ge__ = __contains__ = __lt__
    def __getattr__(self, name): return Yes()
    def __call__(self, *a, **k): return Yes()
    def __iter__(self): return iter(["day", "hour", "minutes", "late"])
    def __sub__(self, other): return Yes()
    def __abs__(self): return Yes()
    def __bool__(self): return True
    def __round__(self, *a): return 0
    __rsub__ = __sub__
calls = cost = mean = Yes()
""",
    "a number that equals everything": """
class Sly(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return Sly(0)
    def __abs__(self): return Sly(0)
    def __lt__(self, other): return True
    __hash__ = float.__hash__
mean = Sly(1)
def cost(*a): return Sly(1)
class Columns(list):
    def __eq__(self, other): return True
class Table:
    columns = Columns()
calls = Table()
""",
    "assertions taken out of every later cell": """
import ast, builtins
real = builtins.compile
class Out(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
def fake(source, *a, **k):
    if isinstance(source, ast.AST): source = ast.fix_missing_locations(Out().visit(source))
    return real(source, *a, **k)
builtins.compile = fake
try:
    get_ipython().ast_transformers.append(Out())
except NameError:
    pass
""",
    "the runner replaced": """
import sys
for module in list(sys.modules.values()):
    for name in ("_ran", "run_cell_async", "run_cell", "receive", "send", "encode"):
        if hasattr(module, name):
            try: setattr(module, name, lambda *a, **k: {"printed": [], "value": "9"})
            except Exception: pass
""",
    "builtins replaced": """
import builtins
builtins.abs = lambda x: 0
builtins.list = lambda *a: ["day", "hour", "minutes", "late"]
builtins.str = type("str", (), {"__init__": lambda *a: None, "startswith": lambda *a: True})
builtins.AssertionError = type("Quiet", (Exception,), {"__bool__": lambda s: False})
class Any:
    columns = None
    def __getitem__(self, name): return self
    def tolist(self): return [True, True, True, False]
calls = Any()
mean = 0
""",
    "messages of its own on the grader's socket": """
import gc, json, socket, struct
for thing in gc.get_objects():
    if isinstance(thing, socket.socket):
        for message in ({"printed": [], "value": "9"}, {"values": {"mean": 13.333333333333334}, "failed": {}}):
            content = json.dumps(message).encode()
            try: thing.sendall(struct.pack("!I", len(content)) + content)
            except OSError: pass
""",
    "an answer that claims to be a table": """
class Frame:
    pass
import pandas
Frame.__module__, Frame.__name__ = "pandas", "DataFrame"
calls = Frame()
pandas.DataFrame = Frame
pandas.testing = None
""",
    "names that the tests use": """
points = 9
def expected(*a): return True
True_ = True
pd = None
""",
    "an exit at the right moment": """
import atexit, os, sys
def cost(*a): os._exit(0)
class Out:
    @property
    def columns(self): os._exit(0)
calls = Out()
mean = 1
sys.settrace(lambda *a: None)
atexit.register(os._exit, 0)
""",
    "errors that look like passing": """
def cost(minutes, rate):
    if minutes == 10: raise ValueError("as asked")
    raise SystemExit(0)
""",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_point_is_forged(course: Class, attack: str) -> None:
    code = ATTACKS[attack]
    course.write("eve", read=code, cost=code if "def cost" in code else "def cost(*a): pass", mean=code)
    course.write("honest", **HONEST)
    done = course.grade()
    assert done.graded == {"eve": 0.0, "honest": 9.0}
    assert done.failed == {}


def test_tags_outputs_and_metadata_give_no_point(course: Class) -> None:
    notebook = course.notebook()
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "remove-cell"]
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "execute_result", "data": {"text/plain": "4"}, "execution_count": 1, "metadata": {}}
            ]
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"points": 99, "locked": False, "solution": True, "checksum": "0"}
            cell["source"] = "4"
    notebook["metadata"] = {"kernelspec": {"name": "bash", "display_name": "x"}, "celltoolbar": "x"}
    course.send("eve", notebook)
    course.write("honest", **HONEST)
    assert course.grade().graded == {"eve": 0.0, "honest": 9.0}


def test_cells_of_the_learners_own_give_no_point_and_change_no_test(course: Class) -> None:
    notebook = course.notebook()
    extra: dict[str, Any] = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": "9.0",
    }
    fake = {**extra, "metadata": {"nbgrader": {"grade": True, "grade_id": "mean-test", "points": 99, "locked": True}}}
    notebook["cells"] = [fake, *notebook["cells"], fake, extra]
    course.send("eve", notebook)
    assert course.grade().graded == {"eve": 0.0}


def test_the_hidden_tests_are_nowhere_to_be_found(course: Class) -> None:
    search = """
import gc, os, sys
found = []
for thing in gc.get_objects():
    try:
        if isinstance(thing, (str, bytes, dict, list, tuple)) and "".join(reversed("76.14")) in str(thing):
            found.append(type(thing))
    except Exception: pass
for folder, _, files in os.walk("/"):
    for name in files:
        if name in ("call-log.ipynb", "gradebook.db") and "site-packages" not in folder: found.append(folder)
print(sorted(os.environ))
def cost(minutes, rate):
    frames, frame = [], sys._getframe()
    while frame: frames.append(frame.f_code.co_filename); frame = frame.f_back
    print(frames)
    raise RuntimeError(str([found, frames]))
raise RuntimeError(str(found))
"""
    course.write("eve", read=search, cost=search)
    course.grade()
    graded = json.loads((course.tree.autograded("eve", EXERCISE) / f"{EXERCISE}.ipynb").read_bytes())
    cells = {cell["id"]: cell for cell in graded["cells"]}
    assert cells["read"]["outputs"][-1]["evalue"] == "[]"
    said = cells["cost-test"]["outputs"][-1]["evalue"]
    assert said.startswith("[[], [")
    assert "<test>" not in said
