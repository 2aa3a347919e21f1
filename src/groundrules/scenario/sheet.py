"""The play sheet's shape: a finite graph of plain nodes, all JSON; and the trail that a learner leaves on it."""

from __future__ import annotations

import json
from typing import Any, NotRequired, TypeAlias, TypedDict

SCHEMA = 1

Spoken: TypeAlias = "list[Any]"
"""`[person id or None, text index]`."""
Edge: TypeAlias = "list[int]"
"""`[move index, target node]`."""


class MeterEntry(TypedDict):
    """A meter, as the player draws it."""

    id: str
    label: str
    min: int
    max: int
    start: int
    about: str
    low: NotRequired[str]
    high: NotRequired[str]


class MoveEntry(TypedDict):
    """A choice or an outcome; `text` is null for outcomes. Texts are indices into the pool."""

    id: str
    text: int | None
    then: list[Spoken]
    why: int
    trade: int | None
    move: str
    quality: str
    points: list[str]
    turning: bool


class ReadyEntry(TypedDict):
    """A ready phrasing; bit i of the mask is tag i."""

    id: str
    text: int
    mask: int


class WordsEntry(TypedDict):
    """A scene in the learner's own words; `by_mask` has an edge for each set of tags."""

    prompt: int
    kind: str
    tags: list[str]
    ready: list[ReadyEntry]
    by_mask: list[Edge]


class TimerEntry(TypedDict):
    """A timer; `choice` is an index into the node's choices."""

    seconds: int
    choice: int
    says: int


class EndingEntry(TypedDict):
    """An ending."""

    title: int
    kind: str
    price: int
    gained: int
    points: list[str]


class Node(TypedDict):
    """One scene in one state; has `choices`, `words` or `ending`."""

    scene: str
    at: int | None
    title: int
    moment: str | None
    body: list[Spoken]
    meters: list[int]
    choices: NotRequired[list[Edge]]
    timer: NotRequired[TimerEntry]
    words: NotRequired[WordsEntry]
    ending: NotRequired[EndingEntry]


class ExpertEntry(TypedDict):
    """The expert's path as `[node, move id]` pairs, and why."""

    path: list[list[Any]]
    why: int


class DebriefEntry(TypedDict):
    """What is asked at the end."""

    questions: list[int]
    transfer: int


class Sheet(TypedDict):
    """The whole play sheet."""

    schema: int
    id: str
    title: str
    summary: str
    version: int
    hash: str
    minutes: int
    points: list[str]
    case: str
    you: dict[str, str | None]
    people: dict[str, dict[str, str]]
    meters: list[MeterEntry]
    texts: list[str]
    moves: list[MoveEntry]
    start: int
    nodes: list[Node]
    expert: ExpertEntry
    debrief: DebriefEntry
    second_case: str | None


def encode(sheet: Sheet) -> str:
    """Give the sheet as compact JSON, the same text each time."""
    return json.dumps(sheet, ensure_ascii=False, separators=(",", ":"))


def edges(node: Node) -> list[Edge]:
    """Give all edges that leave a node."""
    return node["words"]["by_mask"] if "words" in node else node.get("choices", [])


def find(sheet: Sheet, node: int, move: str) -> Edge | None:
    """Give the edge that leaves a node by the choice or outcome of that id, if there is one."""
    return next((edge for edge in edges(sheet["nodes"][node]) if sheet["moves"][edge[0]]["id"] == move), None)
