"""Code that takes all it can get is stopped at its limits, and the next submission is graded as if it had not been."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.security.conftest import HONEST

from groundrules.grading.code import Bench
from groundrules.grading.sandbox.jail import missing

if TYPE_CHECKING:
    from tests.security.conftest import Class

    from groundrules.grading.sandbox.jail import Jail


def ends(outputs: list[dict[str, Any]]) -> str:
    return next((one["ename"] for one in outputs if one["output_type"] == "error"), "")


GREEDY = {
    "memory": ("held = []\nwhile True: held.append(bytearray(64 << 20))", "MemoryError"),
    "processes": (
        "import os, time\nwhile True:\n    if not os.fork(): time.sleep(60)",
        "BlockingIOError",
    ),
    "threads": (
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        "RuntimeError",
    ),
    "disk": ("f = open('x', 'wb')\nfor n in range(100): open(f'{n}', 'wb').write(bytes(1 << 20))", "OSError"),
    "one file": (
        "f = open('x', 'wb', 0)\nwhile True: f.write(bytes(1 << 20))",
        "OSError",
    ),
    "handles": ("import os\nwhile True: os.dup(0)", "OSError"),
    "depth": ("def f(): f()\nf()", "RecursionError"),
    "a long number": ("str(10 ** 10_000)", "ValueError"),
}


@pytest.mark.parametrize("what", GREEDY)
def test_taking_without_end_is_stopped(jail: Jail, what: str) -> None:
    code, error = GREEDY[what]
    with Bench(jail, 1, {}, seconds=30) as bench:
        assert ends(bench.run(code)) == error
    with Bench(jail, 2, {}, seconds=30) as after:
        assert after.run("1 + 1")[0]["data"]["text/plain"] == "2"


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "import time\nwhile True:\n    try: time.sleep(60)\n    except KeyboardInterrupt: pass",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "import os\nos.kill(os.getpid(), 11)\nos.abort()",
        "import ctypes\nctypes.string_at(0)",
        "print('x' * (50 << 20))",
        "[print('x' * 1000) for n in range(100_000)]",
        "'x' * (50 << 20)",
        "import sys, os\nsys.stdout = None\nos.write(1, b'x' * (1 << 20))\nos.close(0)",
        "raise type('E', (Exception,), {'__str__': lambda s: 'y' * (50 << 20)})()",
        "class R:\n    def __repr__(self): raise SystemExit\nR()",
        "import gc, socket\n[s.close() for s in gc.get_objects() if isinstance(s, socket.socket)]",
        "import os\nfor n in range(3, 256):\n    try: os.close(n)\n    except OSError: pass",
    ],
)
def test_one_that_never_ends_dies_or_floods_does_not_hold_up_the_next(jail: Jail, code: str) -> None:
    with Bench(jail, 1, {}, seconds=2) as bench:
        shown = bench.run(code)
        assert sum(len(str(one)) for one in shown) < 400_000
        bench.test("assert 1 == 1")
    with Bench(jail, 2, {}, seconds=30) as after:
        assert after.run("1 + 1")[0]["data"]["text/plain"] == "2"


FLOOD = {
    "a value that is too long": "x = 'x' * (30 << 20)",
    "a value without end": "x = []\nx.append(x)",
    "a value that lies about itself": "class L(list):\n    def __iter__(self):\n        while 1: yield 1\nx = L([1])",
    "a value that fails when looked at": "class D(dict):\n    def items(self): raise SystemExit\nx = D(a=1)",
    "a function that never returns": "def x(*a):\n    while True: pass",
    "a function that gives too much": "def x(*a): return ['x' * 1000] * 100_000",
}


@pytest.mark.parametrize("what", FLOOD)
def test_values_that_cannot_be_carried_cost_their_own_test_only(jail: Jail, what: str) -> None:
    with Bench(jail, 1, {}, seconds=3) as bench:
        bench.run(FLOOD[what])
        bench.test("assert x == 5")
        bench.test("try:\n    x()\nexcept Exception:\n    pass")
        assert ends(bench.test("assert x(1) == 5")) != ""
        assert ends(bench.test("assert 1 == 1")) == ""


@pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")
def test_a_class_with_hostile_learners_is_graded_to_its_end(course: Class) -> None:
    course.write("a-dies", read="import os\nos._exit(0)")
    course.write("b-floods", read="print('x' * (50 << 20))", mean="mean = 'x' * (50 << 20)")
    course.write("c-forks", read="import os\nwhile True: os.fork()")
    course.write("d-kills", cost="def cost(*a):\n    import os\n    os.kill(-1, 9)\n    os._exit(1)")
    course.write("z-honest", **HONEST)
    began = time.monotonic()
    done = course.grade()
    assert done.graded["z-honest"] == 9.0
    assert {name: points for name, points in done.graded.items() if name != "z-honest"} == {
        "a-dies": 0.0,
        "b-floods": 0.0,
        "c-forks": 0.0,
        "d-kills": 0.0,
    }
    assert done.failed == {}
    assert time.monotonic() - began < 280


def test_the_cpu_time_that_is_used_in_the_sandbox_is_counted(jail: Jail) -> None:
    before, began = jail.spent(), time.monotonic()
    with Bench(jail, 1, {}, seconds=30) as bench:
        bench.run("import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass")
        bench.run(
            "import os\nif not os.fork():\n    while time.process_time() < end + 0.3: pass\n    os._exit(0)\nos.wait()"
        )
    used, passed = jail.spent() - before, time.monotonic() - began
    assert 0.55 < used < passed + 0.5
