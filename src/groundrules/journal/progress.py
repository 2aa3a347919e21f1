"""What follows from the journal: what is done and when, best endings, teaching points strong and weak."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from groundrules.journal.xapi import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundrules.course import Lesson
    from groundrules.journal.event import Event

# How a point stands is read from its newest marks: an old slip is forgiven, an old success does not last for ever.
NEWEST = 4
STRONG_FROM, WEAK_BELOW = 0.75, 0.5
KINDS_OF_ENDING = {"bad": 0, "mixed": 1, "good": 2}
# What ends the work on something of a kind: an answer is the whole of a check, the rest is said to be completed.
_ENDS = {"check": "answered", "lesson": "passed"}


@dataclass(frozen=True, slots=True)
class Part:
    """Something to do in a lesson.

    Attributes:
        kind: scenario, check, exercise or workbook.
        id: its id.
        title: as people see it.
    """

    kind: str
    id: str
    title: str = ""


@dataclass(slots=True)
class Attempt:
    """One way that a scenario was played to its end."""

    number: int
    time: str
    ending: str
    ending_kind: str
    score: float | None
    meters: dict[str, int]


@dataclass(slots=True)
class Standing:
    """How far something is.

    Attributes:
        started: when something was first done in it; empty for never.
        done: when it was first finished; empty for not yet.
        last: when something was last done in it.
        score: the best so far, between 0 and 1.
        attempts: for a scenario, the ways that it was played to an end, oldest first.
    """

    started: str = ""
    done: str = ""
    last: str = ""
    score: float | None = None
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def best(self) -> Attempt | None:
        """Give the attempt with the best ending, by kind, then score; the earliest among equals."""
        return max(self.attempts, key=lambda a: (KINDS_OF_ENDING.get(a.ending_kind, -1), a.score or 0.0), default=None)


@dataclass(slots=True)
class Point:
    """How often a teaching point was shown, and how well.

    Attributes:
        strong: how many marks of that quality.
        partial: the same.
        weak: the same.
        newest: the qualities of the newest marks, oldest first.
    """

    strong: int = 0
    partial: int = 0
    weak: int = 0
    newest: list[str] = field(default_factory=list)

    @property
    def standing(self) -> str:
        """Give strong, mixed or weak, from the newest marks."""
        mean = sum(QUALITIES[quality] for quality in self.newest) / len(self.newest)
        return "strong" if mean >= STRONG_FROM else "weak" if mean < WEAK_BELOW else "mixed"


@dataclass(slots=True)
class Progress:
    """All that the folds found.

    Attributes:
        items: the standing of everything that was touched, by kind and id.
        points: the teaching points that were shown, by id.
        last: what was done last; None where nothing was.
    """

    items: dict[tuple[str, str], Standing] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)
    last: Event | None = None

    def of(self, kind: str, item: str) -> Standing:
        """Give the standing of one thing, an empty one where it was never touched."""
        return self.items.get((kind, item), Standing())

    def parts(self, parts: Iterable[Part]) -> list[dict[str, Any]]:
        """Give each part with what is done of it, ready for JSON."""
        return [self._part(part) for part in parts]

    def finished(self, lesson: str, parts: Sequence[Part]) -> bool:
        """Say whether every part of a lesson is done; a lesson without parts is finished when it was read."""
        if not parts:
            return bool(self.of("lesson", lesson).started)
        return all(self.of(part.kind, part.id).done for part in parts)

    def weak_points(self) -> list[str]:
        """Give the ids of the points that stand weak, in order."""
        return sorted(name for name, point in self.points.items() if point.standing == "weak")

    def strong_points(self) -> list[str]:
        """Give the ids of the points that stand strong, in order."""
        return sorted(name for name, point in self.points.items() if point.standing == "strong")

    def _part(self, part: Part) -> dict[str, Any]:
        standing = self.of(part.kind, part.id)
        best = standing.best
        return {
            **asdict(part),
            "done": bool(standing.done),
            "started": bool(standing.started),
            "when": standing.done or None,
            "score": standing.score,
            "attempts": len(standing.attempts),
            "best": {"ending": best.ending, "kind": best.ending_kind, "score": best.score} if best else None,
        }


def parts_of(lesson: Lesson, tables: Iterable[str] = ()) -> list[Part]:
    """Give what there is to do in a lesson: its scenarios, checks, workbook steps and exercises, without titles.

    Args:
        lesson: of the manifest.
        tables: the workbook tables that the lesson has the learner fill in.
    """
    named = (
        ("scenario", lesson.scenarios),
        ("check", lesson.checks),
        ("workbook", tables),
        ("exercise", lesson.exercises),
    )
    return [Part(kind, name) for kind, names in named for name in names]


def fold(events: Iterable[Event], earlier: Progress | None = None) -> Progress:
    """Read events in their order and give what follows from them; the same events always give the same.

    Args:
        events: as `Journal.events` gives them, or `event.read` from statements.
        earlier: what followed from the events before these; it is not to be used any more afterwards.
    """
    earlier = earlier or Progress()
    items = defaultdict(Standing, earlier.items)
    points = defaultdict(Point, earlier.points)
    event = earlier.last
    for event in events:
        standing = items[event.kind, event.item]
        standing.started = standing.started or event.time
        standing.last = event.time
        if event.points and event.quality:
            _mark(points, event)
        if event.verb == "completed" and event.kind == "scenario":
            _finish(standing, event)
        if event.verb in {_ENDS.get(event.kind, "completed"), "passed"}:
            standing.done = standing.done or event.time
            if event.score is not None:
                standing.score = max(event.score, standing.score or 0.0)
    return Progress(dict(items), dict(points), event)


def _mark(points: defaultdict[str, Point], event: Event) -> None:
    for name in event.points.split():
        point = points[name]
        if event.quality == "strong":
            point.strong += 1
        elif event.quality == "partial":
            point.partial += 1
        else:
            point.weak += 1
        point.newest.append(event.quality)
        if len(point.newest) > NEWEST:
            del point.newest[0]


def _finish(standing: Standing, event: Event) -> None:
    meters = json.loads(event.meters) if event.meters else {}
    standing.attempts.append(
        Attempt(event.attempt, event.time, event.ending, event.ending_kind, event.score, meters),
    )
