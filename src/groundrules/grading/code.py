"""Cells of a submission run in the sandbox: the learner's in one process, the tests in another, plain data between."""

from __future__ import annotations

import base64
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from groundrules.errors import SubmissionError
from groundrules.grading.sandbox.wire import SlowError, WireError

if TYPE_CHECKING:
    from groundrules.grading.sandbox.jail import Child, Jail

SECONDS = 30.0
GRACE = 2.0
GONE = "The program ended, or was ended, before this cell."


class Bench:
    """The two processes of one submission.

    Args:
        jail: the sandbox.
        seed: for random numbers, the same at each grading of the same person.
        files: what lies beside the notebook, by name.
        seconds: how long a cell may take.
    """

    def __init__(self, jail: Jail, seed: int, files: dict[str, bytes], seconds: float = SECONDS) -> None:
        """Make both, with the same files before them."""
        self._stack, self._seconds = ExitStack(), seconds
        self._learner: Child | None = self._stack.enter_context(jail.child(seed))
        self._tester: Child = self._stack.enter_context(jail.child(seed))
        packed = {name: base64.b64encode(content).decode() for name, content in files.items()}
        for child in (self._learner, self._tester):
            child.ask({"do": "files", "files": packed}, seconds)

    def prepare(self, source: str) -> list[dict[str, Any]]:
        """Run a cell of the exercise's own in both processes; give what it showed in the learner's."""
        self._tester.ask({"do": "run", "source": source}, self._seconds)
        return self.run(source)

    def run(self, source: str) -> list[dict[str, Any]]:
        """Run a learner's cell; give its outputs as a notebook has them."""
        reply = self._ask_learner({"do": "run", "source": source})
        return _outputs(reply) if reply is not None else [_error("DeadKernelError", GONE)]

    def test(self, source: str) -> list[dict[str, Any]]:
        """Run a test cell on the learner's variables; give its outputs.

        Raises:
            SubmissionError: the test itself does not end.
        """
        try:
            needs = self._tester.ask({"do": "needs", "source": source}, self._seconds)["names"]
            given = self._ask_learner({"do": "give", "names": needs}) or {}
            values = given.get("values")
            request = {"do": "test", "source": source, "values": values if isinstance(values, dict) else {}}
            reply = self._tester.ask(request, self._seconds)
            while "reach" in reply:
                gone = {"error": "RuntimeError", "said": GONE}
                answer = self._ask_learner({"do": "reach", **reply["reach"]})
                reply = self._tester.ask(gone if answer is None else answer, self._seconds)
        except WireError as error:
            raise SubmissionError(f"A test could not be run to its end: {error}.") from error
        return _outputs(reply)

    def _ask_learner(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """Ask the learner's process; None where it is gone. One that is too slow is interrupted, then given up."""
        if self._learner is None:
            return None
        try:
            return self._learner.ask(request, self._seconds)
        except SlowError:
            try:
                self._learner.interrupt()
                return self._learner.hear(GRACE)
            except WireError:
                self._learner = None
        except WireError:
            self._learner = None
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def points_of(outputs: list[dict[str, Any]], most: float) -> float:
    """Give the points of a test cell, as nbgrader reads them off its outputs.

    Raises:
        SubmissionError: the test gives more points than the cell has.
    """
    for output in outputs:
        if output["output_type"] == "error" or output.get("name") == "stderr":
            return 0.0
        if output["output_type"] == "execute_result":
            try:
                points = float(output["data"]["text/plain"])
            except ValueError:
                return most
            if points > most:
                raise SubmissionError(f"A test gives {points:g} points where {most:g} can be had.")
            return points if points >= 0 else most
    return most


def _outputs(reply: dict[str, Any]) -> list[dict[str, Any]]:
    """Give a runner's reply as notebook outputs; only text is taken, because a learner's process may say anything."""
    outputs: list[dict[str, Any]] = []
    printed = reply.get("printed")
    for part in printed if isinstance(printed, list) else []:
        match part:
            case [("stdout" | "stderr") as name, str() as text]:
                outputs.append({"name": name, "output_type": "stream", "text": _clean(text)})
            case _:
                continue
    match reply.get("error"):
        case [str() as name, str() as said, list() as lines]:
            outputs.append(_error(name, said, [str(line) for line in lines]))
        case None:
            if isinstance(reply.get("value"), str):
                shown = {"data": {"text/plain": _clean(reply["value"])}, "execution_count": None, "metadata": {}}
                outputs.append({"output_type": "execute_result", **shown})
        case _:
            outputs.append(_error("Error", "What it said could not be read."))
    return outputs


def _error(name: str, said: str, lines: list[str] | None = None) -> dict[str, Any]:
    traceback = [_clean(line) for line in lines or [f"{name}: {said}"]]
    return {"output_type": "error", "ename": _clean(name), "evalue": _clean(said), "traceback": traceback}


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
