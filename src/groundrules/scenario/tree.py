"""YAML text as plain data that remembers on which line each part stands, with every fault in the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    Event: TypeAlias = Any  # PyYAML's stubs do not tell the kinds of events apart

Path: TypeAlias = tuple[str | int, ...]
Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"

_QUOTE = "Take it out, or put the text in quotes."
_DEPTH = 30
_SIZE = 2_000_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TAB = re.compile(r" *\t[ \t]*\S")
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One thing that is wrong on a line: what it is, and the remedy."""

    line: int
    what: str
    remedy: str = ""


@dataclass(slots=True)
class Tree:
    """The data of a YAML text.

    Attributes:
        data: dictionaries, lists and scalars; None where nothing could be read.
        lines: for the path of each part, the line on which it begins.
        flaws: what is wrong with the text as YAML.
    """

    data: Plain = None
    lines: dict[Path, int] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Give the line of a part, or of the nearest part around it that the text has."""
        return self.lines.get(self.known(path), 1)

    def known(self, path: Path) -> Path:
        """Give a path without the steps that the text does not have."""
        known: Path = ()
        for step in path:
            if (*known, step) in self.lines:
                known = (*known, step)
        return known


def read(text: str) -> Tree:
    """Read YAML text, as far as it can be read.

    Only `true`, `false`, `null` and plain numbers are more than text: `no`, `on`, `02:07` and dates stay as written.
    Anchors, aliases and tags are not used here and count as flaws, and so do tabs before a line and keys written twice.
    """
    tree = Tree()
    if len(text) > _SIZE:
        tree.flaws.append(Flaw(1, "The file is larger than 2 MB.", "Split it."))
        return tree
    tabs = [number for number, line in enumerate(text.splitlines(), 1) if _TAB.match(line)]
    try:
        _Builder(tree).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        tree.flaws.append(_broken(mark.line + 1 if mark else 1, error.problem or "it cannot be read", tabs))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        tree.flaws.append(Flaw(line, "A character here is not allowed in YAML.", "Take it out or type it again."))
    except _TooDeepError as error:
        tree.flaws.append(Flaw(error.line, "This is nested too deep.", "Look for a bracket or a dash too many."))
    told = {flaw.line for flaw in tree.flaws}
    tree.flaws += [Flaw(n, "A tab stands before the text.", "Use spaces.") for n in tabs if n not in told]
    return tree


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Builder:
    """Builds from the parser's events; PyYAML's own composer crashes the process on text that is nested too deep."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def build(self, events: Iterator[Event]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            elif isinstance(event, yaml.NodeEvent):
                if documents > 1:
                    self._flaw(event, "A second document begins here.", "Keep one document in a file; take out “---”.")
                    return
                self.tree.data = self._node(event, events, ())

    def _node(self, event: Event, events: Iterator[Event], path: Path) -> Plain:
        if len(path) > _DEPTH:
            raise _TooDeepError(event.start_mark.line + 1)
        self.tree.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            self._flaw(event, f"An alias (*{event.anchor}) is not used here.", "Write the text out.")
            return None
        if event.anchor is not None:
            self._flaw(event, f"An anchor (&{event.anchor}) is not used here.", _QUOTE)
        if event.tag not in {None, "!"}:
            self._flaw(event, f"A tag ({event.tag}) is not used here.", _QUOTE)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._scalar(event)

    def _sequence(self, events: Iterator[Event], path: Path) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Event], path: Path) -> dict[str, Plain]:
        entries: dict[str, Plain] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                key = str(event.value)
            else:
                self._flaw(event, "A key here is not a word.", "If the text begins with { or [, put it in quotes.")
                self._node(event, events, (*path, "?"))
                key = "?"
            if key in entries:
                self._flaw(event, f"“{key}” is written twice.", f"The first is on line {self.tree.lines[*path, key]}.")
                self._node(next(events), events, (*path, key, "?"))
                continue
            self.tree.lines[*path, key] = event.start_mark.line + 1
            entries[key] = self._node(next(events), events, (*path, key))
        return entries

    def _scalar(self, event: Event) -> Plain:
        text = str(event.value)
        if event.style not in {None, ""}:
            if _UNUSABLE.search(text):
                self._flaw(event, "The text holds a character that cannot be shown.", "Take out the \\ escape.")
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INT.fullmatch(text):
            return int(text)
        return float(text) if _FLOAT.fullmatch(text) else text

    def _flaw(self, event: Event, what: str, remedy: str) -> None:
        self.tree.flaws.append(Flaw(event.start_mark.line + 1, what, remedy))


_HINTS = {
    "mapping values are not allowed": "Put quotes around a text that holds “: ”, or begin it with > on its own line.",
    "did not find expected key": "Check that the lines of one part begin in the same column.",
    "could not find expected ':'": "A key needs a colon after it.",
    "did not find expected '-' indicator": "Check that the lines of one part begin in the same column.",
    "found character that cannot start any token": "A text that begins with a sign needs quotes around it.",
    "did not find expected ',' or": "Close the bracket, or put quotes around a text with a comma in it.",
    "unexpected end of stream": "A quotation mark is not closed.",
}


def _broken(line: int, problem: str, tabs: list[int]) -> Flaw:
    if line in tabs:
        return Flaw(line, "A tab stands before the text.", "Use spaces.")
    remedy = next((hint for start, hint in _HINTS.items() if start in problem), "")
    return Flaw(line, f"This is not YAML: {problem}.", remedy or "Check the lines just above, too.")
