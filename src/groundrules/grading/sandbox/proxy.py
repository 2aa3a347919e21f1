"""What stands in a test for a function or an object of the learner's: it can be called and read, never compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class LearnerError(Exception):
    """The learner's code raised an error of its own kind, or gave something that cannot be carried."""


class Far:
    """Something in the learner's process.

    Args:
        kept: its number there.
        kind: the name of its type.
        ask: sends a request there and gives the answer as data.
        path: the attributes that lead from it to this.
    """

    __slots__ = ("_ask", "_kept", "_kind", "_path")

    def __init__(self, kept: int, kind: str, ask: Callable[[dict[str, Any]], Any], path: tuple[str, ...] = ()) -> None:
        """Reach nothing yet."""
        self._kept, self._kind, self._ask, self._path = kept, kind, ask, path

    def __call__(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401  any function
        """Call it there with plain data; give what it returns as data, or raise what it raises."""
        from groundrules.grading.sandbox.data import encode  # noqa: PLC0415  not before it is called

        request = {"kept": self._kept, "path": list(self._path), "arguments": encode(list(arguments), _keep)}
        return self._ask({**request, "named": encode(named, _keep)})

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  any attribute
        """Give an attribute: plain data, or something that stands for it."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self._ask({"kept": self._kept, "path": [*self._path, name]})

    def __repr__(self) -> str:
        return f"<{self._kind} of the learner's>"

    # Whether two things are equal is for the test to say, not for the learner's code.
    def __eq__(self, _other: object) -> bool:
        raise TypeError(f"a {self._kind} of the learner's cannot be compared: look at its attributes, which are data")

    __hash__ = object.__hash__


def _keep(value: object) -> dict[str, Any]:
    if isinstance(value, Far):
        return {"kept": value._kept}  # noqa: SLF001  of the same kind
    raise TypeError(f"a {type(value).__name__} cannot be handed to the learner's code: it is not data")
