"""The warm parent: it has loaded what exercises need, and makes a confined child for each run that it is asked for."""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import socket
import struct
import sys
import traceback

from groundrules.grading.sandbox import runner
from groundrules.grading.sandbox.confine import Limits, confine

SPAWN, INTERRUPT, END, SPENT = 1, 2, 3, 4
# What to do, the child's number, and a seed for its random numbers.
REQUEST = struct.Struct("!BIQ")
LONGEST = 4096
MOST_HANDLES = 4096


class Zygote:
    """Makes, interrupts and ends children as the grader asks.

    Args:
        control: the socket to the grader.
        limits: what each child may use.
    """

    def __init__(self, control: socket.socket, limits: Limits) -> None:
        """Have no children yet."""
        self._control, self._limits = control, limits
        self._children: dict[int, tuple[int, int]] = {}

    def serve(self, modules: list[str]) -> None:
        """Load modules, then do as asked until the grader hangs up."""
        warm(modules)
        self._reply({"ready": os.getpid()})
        while True:
            content, handles, _, _ = socket.recv_fds(self._control, REQUEST.size, 1)
            if not content:
                return
            what, number, seed = REQUEST.unpack(content)
            if what == SPAWN:
                reply = self._spawn(handles[0], number, seed)
                os.close(handles[0])
            elif what == INTERRUPT:
                with contextlib.suppress(ProcessLookupError, KeyError):
                    os.kill(self._children[number][1], signal.SIGINT)
                reply = {}
            elif what == END:
                if number in self._children:
                    _end(*self._children.pop(number))
                reply = {}
            else:
                kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
                reply = {"cpu": sum(_cpu(resource.getrusage(kind)) for kind in kinds)}
            self._reply(reply)

    def _spawn(self, handle: int, number: int, seed: int) -> dict[str, object]:
        reading, writing = os.pipe()
        outer = os.fork()
        if not outer:
            try:
                self._control.close()
                os.close(reading)
                self._child(handle, writing, seed)
            except BaseException:  # noqa: BLE001  a child must never go on as if it were the parent
                os.write(writing, traceback.format_exc()[-LONGEST:].encode())
            os._exit(1)
        os.close(writing)
        told = os.read(reading, LONGEST)
        os.close(reading)
        try:
            self._children[number] = (outer, int(told))
        except ValueError:
            os.waitpid(outer, 0)
            return {"error": told.decode("utf-8", "replace") or "the child ended at once"}
        return {"child": number}

    def _child(self, handle: int, writing: int, seed: int) -> None:
        place = socket.socket(fileno=os.dup(handle))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        keep = sorted({0, 1, 2, place.fileno(), writing})
        for low, high in zip(keep, [*keep[1:], MOST_HANDLES], strict=True):
            os.closerange(low + 1, high)
        confine(self._limits, lambda first: _tell(writing, first))
        os.close(writing)
        runner.begin(place, seed)

    def _reply(self, message: dict[str, object]) -> None:
        self._control.send(json.dumps(message).encode())


def warm(modules: list[str]) -> None:
    """Load what exercises use, and what showing it loads; then leave it out of every later tidying of memory."""
    for name in modules:
        # One that is not there, or fails, fails again where the exercise uses it.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        repr(pandas.DataFrame({"a": [1.5], "b": ["x"]}))
        repr(pandas.Series([1]))
    gc.collect()
    gc.freeze()


def _end(outer: int, first: int) -> None:
    # The first process of a namespace takes all others in it along; the outer one reaps it and ends.
    with contextlib.suppress(ProcessLookupError):
        os.kill(first, signal.SIGKILL)
    os.waitpid(outer, 0)


def _tell(writing: int, first: int) -> None:
    os.write(writing, str(first).encode())


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Serve on the socket whose number is the first argument; modules and limits are the second, as JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told = json.loads(sys.argv[2])
    control = socket.socket(fileno=int(sys.argv[1]))
    with control, contextlib.suppress(OSError):
        limits = Limits(**{**told["limits"], "empty": tuple(told["limits"]["empty"])})
        Zygote(control, limits).serve(told["modules"])


if __name__ == "__main__":
    main()
