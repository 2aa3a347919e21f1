"""Cells run in a confined process, one request at a time: run a cell, give variables, call a function, test."""

from __future__ import annotations

import ast
import base64
import builtins
import contextlib
import io
import os
import random
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules.grading.sandbox import wire
from groundrules.grading.sandbox.data import CarryError, decode, encode
from groundrules.grading.sandbox.proxy import Far, LearnerError

if TYPE_CHECKING:
    import socket

MOST_OUTPUT = 100_000
CUT = "\n... The rest of what it printed was left out ...\n"


class Runner:
    """Runs cells in one namespace and answers requests about it.

    Args:
        place: the socket to the grader.
    """

    def __init__(self, place: socket.socket) -> None:
        """Begin with an empty namespace."""
        self._place = place
        self._kept: list[object] = []
        self._space: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}

    def serve(self) -> None:
        """Answer requests until the grader hangs up."""
        answers = {
            "files": self._files,
            "run": self._run,
            "give": self._give,
            "reach": self._reach,
            "needs": self._needs,
            "test": self._test,
        }
        while True:
            request = wire.receive(self._place)
            wire.send(self._place, answers[request["do"]](request))

    def _files(self, request: dict[str, Any]) -> dict[str, Any]:
        for name, content in request["files"].items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(base64.b64decode(content))
        return {}

    def _run(self, request: dict[str, Any]) -> dict[str, Any]:
        return _ran(request["source"], self._space, request.get("name", "cell"))

    def _give(self, request: dict[str, Any]) -> dict[str, Any]:
        """Give variables as data; one that is missing or cannot be carried is left out or named."""
        values: dict[str, Any] = {}
        failed: dict[str, str] = {}
        for name in request["names"]:
            if name in self._space:
                try:
                    values[name] = encode(self._space[name], self._keep)
                except Exception as error:  # noqa: BLE001  a learner's object may do anything when looked at
                    failed[name] = str(error)[:200]
        return {"values": values, "failed": failed}

    def _reach(self, request: dict[str, Any]) -> dict[str, Any]:
        """Call something that was kept, or give an attribute of it."""
        try:
            thing = self._kept[int(request["kept"])]
            for name in request["path"]:
                thing = getattr(thing, str(name))
            if "arguments" in request:
                arguments, named = decode(request["arguments"], self._here), decode(request["named"], self._here)
                with _silence():
                    thing = thing(*arguments, **named)  # type: ignore[operator]
            return {"value": encode(thing, self._keep)}
        except CarryError as error:
            return {"error": "TypeError", "said": f"the value cannot be carried: {error}"}
        except BaseException as error:  # noqa: BLE001  whatever the learner's code raises goes to the test
            return {"error": type(error).__name__, "said": str(error)[:1000]}

    def _needs(self, request: dict[str, Any]) -> dict[str, Any]:
        """Name what a cell uses and this namespace does not have."""
        try:
            tree = ast.parse(_plain(request["source"]))
        except SyntaxError:
            return {"names": []}
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        return {"names": sorted(name for name in used if name not in self._space and not hasattr(builtins, name))}

    def _test(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run a test cell with the learner's variables as data, then forget them."""
        values = {}
        for name, data in request["values"].items():
            with contextlib.suppress(CarryError, RecursionError):
                values[name] = decode(data, self._far)
        self._space |= values
        try:
            return _ran(request["source"], self._space, "test")
        finally:
            for name in values:
                self._space.pop(name, None)

    def _keep(self, value: object) -> dict[str, Any]:
        self._kept.append(value)
        return {"kept": len(self._kept) - 1, "type": type(value).__name__[:100], "call": callable(value)}

    def _here(self, data: dict[str, Any]) -> object:
        return self._kept[int(data["kept"])]

    def _far(self, data: dict[str, Any]) -> Far:
        return Far(int(data["kept"]), str(data["type"]), self._ask)

    def _ask(self, request: dict[str, Any]) -> Any:  # noqa: ANN401  any value
        """Have the grader reach into the learner's process."""
        wire.send(self._place, {"reach": request})
        reply = wire.receive(self._place)
        if "value" in reply:
            try:
                return decode(reply["value"], self._far)
            except (CarryError, RecursionError) as error:
                raise LearnerError(f"what it gave cannot be carried: {error}") from None
        kind = getattr(builtins, str(reply.get("error")), None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            raise kind(str(reply.get("said", "")))
        raise LearnerError(f"{reply.get('error')}: {reply.get('said')}")


def _plain(source: str) -> str:
    """Give the source without lines that only IPython knows; they do nothing here."""
    return "\n".join("pass" if line.startswith(("%", "!")) else line for line in source.split("\n"))


class _Output(io.TextIOBase):
    """Takes what is printed, up to a limit, in the order in which it is printed."""

    def __init__(self, name: str, parts: list[list[str]]) -> None:
        self._name, self._parts = name, parts

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        room = MOST_OUTPUT - sum(len(part) for _, part in self._parts)
        if room > 0:
            kept = text if len(text) <= room else text[:room] + CUT
            if self._parts and self._parts[-1][0] == self._name:
                self._parts[-1][1] += kept
            else:
                self._parts.append([self._name, kept])
        return len(text)


@contextlib.contextmanager
def _silence() -> Any:  # noqa: ANN401  a context
    parts: list[list[str]] = []
    with contextlib.redirect_stdout(_Output("stdout", parts)), contextlib.redirect_stderr(_Output("stderr", parts)):
        yield


def _ran(source: str, space: dict[str, Any], name: str) -> dict[str, Any]:
    """Run a cell as a notebook does: what it prints, the value of its last expression, or its error."""
    parts: list[list[str]] = []
    result: dict[str, Any] = {"printed": parts}
    with contextlib.redirect_stdout(_Output("stdout", parts)), contextlib.redirect_stderr(_Output("stderr", parts)):
        try:
            tree = ast.parse(_plain(source), f"<{name}>")
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, f"<{name}>", "exec"), space)  # noqa: S102  what this process is for
            if isinstance(last, ast.Expr) and not source.rstrip().endswith(";"):
                value = eval(compile(ast.Expression(last.value), f"<{name}>", "eval"), space)  # noqa: S307
                if value is not None:
                    result["value"] = repr(value)[:MOST_OUTPUT]
            elif isinstance(last, ast.Expr):
                exec(compile(ast.Module([last], []), f"<{name}>", "exec"), space)  # noqa: S102
        except BaseException as error:  # noqa: BLE001  whatever a cell raises is its result
            lines = traceback.format_exception(type(error), error, _own(error))
            result["error"] = [type(error).__name__[:200], str(error)[:2000], [line[:4000] for line in lines][-40:]]
    return result


def _own(error: BaseException) -> Any:  # noqa: ANN401  a traceback
    return error.__traceback__.tb_next if error.__traceback__ else None


def begin(place: socket.socket, seed: int) -> None:
    """Run cells for the grader until it hangs up; the calling process ends with this."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed(seed)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(seed % 2**32)
    sys.setrecursionlimit(3000)
    with contextlib.suppress(wire.WireError, KeyboardInterrupt):
        Runner(place).serve()
    os._exit(0)
