"""The little language of conditions: `trust >= 6 and not told_manager`, `channel == "email"`."""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from groundrules.errors import ContentError, Fault

Values: TypeAlias = Mapping[str, int | bool | str]
Kind: TypeAlias = "str | tuple[str, ...]"
"""What a name stands for: `"number"` (a meter), `"flag"` (a fact or a tag), or the values that a fact can take."""

_LONGEST = 300
_OPERATORS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_HOW = 'Write comparisons such as trust >= 6 or channel == "email", joined by and, or, not.'


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that can be asked.

    Attributes:
        text: as the author wrote it.
        names: the meters, facts and tags that it reads.
        holds: tells whether it is true, given the values of these names.
    """

    text: str
    names: frozenset[str]
    holds: Callable[[Values], bool]


@lru_cache(maxsize=4096)
def parse(text: str) -> Condition:
    """Read a condition.

    Raises:
        ContentError: it is not one, with every fault in it.
    """
    reading = _Reading(text, None)
    holds = reading.whole()
    if reading.faults:
        raise ContentError("A condition cannot be read.", reading.faults, where=text)
    return Condition(text, frozenset(reading.names), holds)


def check(text: str, kinds: Mapping[str, Kind]) -> list[Fault]:
    """List all that is wrong with a condition, given what its names stand for."""
    reading = _Reading(text, kinds)
    reading.whole()
    return reading.faults


def _never(_values: Values) -> bool:
    return False


class _Reading:
    """One walk through a condition, which compiles it and gathers what is wrong."""

    def __init__(self, text: str, kinds: Mapping[str, Kind] | None) -> None:
        self.text, self.kinds = text, kinds
        self.names: set[str] = set()
        self.faults: list[Fault] = []

    def whole(self) -> Callable[[Values], bool]:
        if len(self.text) > _LONGEST:
            self._fault(f"A condition here is longer than {_LONGEST} characters.", "Split it, or keep a fact instead.")
            return _never
        try:
            with warnings.catch_warnings(action="ignore"):
                tree = ast.parse(self.text.strip(), mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            self._fault(f"“{self.text}” is not a condition.", _HOW)
            return _never
        return self._test(tree)

    def _test(self, node: ast.expr) -> Callable[[Values], bool]:
        """Compile what must be true or false."""
        if isinstance(node, ast.Name):
            return self._flag(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self._test(node.operand)
            return lambda values: not inner(values)
        if isinstance(node, ast.BoolOp):
            tests = [self._test(value) for value in node.values]
            if isinstance(node.op, ast.And):
                return lambda values: all(test(values) for test in tests)
            return lambda values: any(test(values) for test in tests)
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        self._fault(f"“{ast.unparse(node)}” cannot stand in a condition.", _HOW)
        return _never

    def _flag(self, node: ast.Name) -> Callable[[Values], bool]:
        name, kind = node.id, self._kind(node)
        if kind == "number":
            self._fault(f"“{name}” is not true or false by itself.", f"Compare it: {name} >= 3.")
        elif isinstance(kind, tuple):
            self._fault(f"“{name}” is not true or false by itself.", f'Compare it: {name} == "{kind[-1]}".')
        return lambda values: bool(values[name])

    def _comparison(self, node: ast.Compare) -> Callable[[Values], bool]:
        sides = [node.left, *node.comparators]
        kinds = [self._kind(side) for side in sides]
        operators = [_OPERATORS.get(type(op)) for op in node.ops]
        if None in operators:
            self._fault(f"“{ast.unparse(node)}” compares in a way that is not known here.", _HOW)
            return _never
        if self.kinds is not None and None not in kinds:
            for index, op in enumerate(node.ops):
                self._match(sides[index : index + 2], kinds[index : index + 2], op)
        readers = [_reader(side) for side in sides]
        steps = [(readers[i], compare, readers[i + 1]) for i, compare in enumerate(operators) if compare]
        return lambda values: all(compare(left(values), right(values)) for left, compare, right in steps)

    def _match(self, sides: list[ast.expr], kinds: list[Kind | None], op: ast.cmpop) -> None:
        """Fault two sides that cannot be compared with each other."""
        if kinds == ["number", "number"]:
            return
        left, right = (ast.unparse(side) for side in sides)
        if "flag" in kinds:
            name = left if kinds[0] == "flag" else right
            self._fault(f"“{name}” is true or false and is not compared.", f"Write {name}, or not {name}.")
            return
        values = next((kind for kind in kinds if isinstance(kind, tuple)), None)
        if values is None or "text" not in kinds or not isinstance(op, ast.Eq | ast.NotEq):
            self._fault(f"{left} and {right} cannot be compared like this.", _HOW)
            return
        literal = _literal(sides[kinds.index("text")])
        if literal not in values:
            self._fault(f"“{literal}” is not a value that it can have.", f"The values are: {', '.join(values)}.")

    def _kind(self, node: ast.expr) -> Kind | None:
        """Tell what a side of a comparison is; None after a fault, or where kinds are not asked for."""
        if isinstance(node, ast.Name):
            self.names.add(node.id)
            if self.kinds is None:
                return None
            if node.id not in self.kinds:
                known = ", ".join(self.kinds) or "none"
                self._fault(f"“{node.id}” is no meter, fact or tag here.", f"Known are: {known}.")
            return self.kinds.get(node.id)
        literal = _literal(node)
        if literal is None:
            self._fault(f"“{ast.unparse(node)}” cannot be compared.", _HOW)
            return None
        return "text" if isinstance(literal, str) else "number"

    def _fault(self, what: str, remedy: str) -> None:
        self.faults.append(Fault(self.text, what, remedy))


def _reader(node: ast.expr) -> Callable[[Values], int | bool | str]:
    if isinstance(node, ast.Name):
        name = node.id
        return lambda values: values[name]
    literal = _literal(node)
    return lambda _values: literal if literal is not None else False


def _literal(node: ast.expr) -> int | str | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        positive = _literal(node.operand)
        return -positive if isinstance(positive, int) else None
    if isinstance(node, ast.Constant) and isinstance(node.value, int | str) and not isinstance(node.value, bool):
        return node.value
    return None
