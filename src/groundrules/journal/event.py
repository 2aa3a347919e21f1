"""A statement read back as one flat row, which is all that the folds look at."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from groundrules.journal import xapi

# Raised whenever `read` changes, so that stored rows are read again from their statements.
READER = 2


class Event(NamedTuple):
    """What a fold needs of a statement.

    Attributes:
        time: ISO 8601, UTC.
        verb: a key of `xapi.VERBS`.
        kind: a key of `xapi.TYPES`.
        item: the id of the scenario, check, exercise, lesson or workbook table.
        part: within the item: a scene, or the section of a lesson.
        attempt: counted from 1.
        lesson: the lesson that it was done in; may be empty.
        response: the id of what was chosen; empty where there was none.
        quality: strong, partial, weak, or empty.
        points: ids of teaching points, separated by spaces.
        score: between 0 and 1, or None.
        ending: the id of a scenario's ending.
        ending_kind: good, mixed or bad.
        meters: JSON of the meters, or of a self-assessment's levels, by id; empty where there were none.
        seconds: how long it took, or None.
        confidence: guess, fairly or sure, or empty.
        stands_for: the missed decision, as scenario:scene, in whose place a card was asked; or empty.
    """

    time: str
    verb: str
    kind: str
    item: str
    part: str = ""
    attempt: int = 1
    lesson: str = ""
    response: str = ""
    quality: str = ""
    points: str = ""
    score: float | None = None
    ending: str = ""
    ending_kind: str = ""
    meters: str = ""
    seconds: float | None = None
    confidence: str = ""
    stands_for: str = ""


_DURATION = re.compile(r"PT(\d+(?:\.\d+)?)S")  # as `xapi.duration` writes it
_VERBS = {iri: verb for verb, iri in xapi.VERBS.items()}


def read(statement: dict[str, Any]) -> Event | None:
    """Read a statement; give None for one that is none of ours, such as another tool's."""
    verb = _VERBS.get(_get(statement, "verb", "id"))
    target = _split(_get(statement, "object", "id"))
    if verb is None or target is None:
        return None
    kind, item, part = target
    said: dict[str, Any] = {}
    for place in ("context", "result"):
        said.update(_get(statement, place, "extensions") or {})
    lessons = _get(statement, "context", "contextActivities", "grouping")
    lesson = _split(_get(lessons[0], "id")) if lessons else None
    meters = said.get(xapi.extension("meters")) or said.get(xapi.extension("levels"))
    lasted = _DURATION.fullmatch(str(_get(statement, "result", "duration")))
    return Event(
        time=str(statement.get("timestamp", "")),
        verb=verb,
        kind=kind,
        item=item,
        part=part or str(said.get(xapi.extension("section"), "")),
        attempt=int(said.get(xapi.extension("attempt"), 1)),
        lesson=lesson[1] if lesson else item if kind == "lesson" else "",
        response=str(_get(statement, "result", "response") or ""),
        quality=str(said.get(xapi.extension("quality"), "")),
        points=" ".join(said.get(xapi.extension("points"), ())),
        score=_get(statement, "result", "score", "scaled"),
        ending=str(said.get(xapi.extension("ending"), "")),
        ending_kind=str(said.get(xapi.extension("ending-kind"), "")),
        meters=json.dumps(meters, sort_keys=True) if meters else "",
        seconds=float(lasted[1]) if lasted else None,
        confidence=str(said.get(xapi.extension("confidence"), "")),
        stands_for=str(said.get(xapi.extension("for"), "")),
    )


def _get(holder: dict[str, Any], *path: str) -> Any:  # noqa: ANN401  JSON of another's making
    value: Any = holder
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _split(iri: object) -> tuple[str, str, str] | None:
    """Take an activity's IRI apart: kind, item, and the scene within it."""
    if not isinstance(iri, str) or not iri.startswith(f"{xapi.BASE}/"):
        return None
    kind, _, rest = iri.removeprefix(f"{xapi.BASE}/").partition("/")
    item, _, part = rest.partition("/")
    return (kind, item, part) if kind in xapi.TYPES and item else None
