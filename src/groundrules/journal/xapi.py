"""The words of our xAPI 1.0.3 statements: verbs, kinds of activity, extensions, and the checks on what goes in."""

from __future__ import annotations

import re
import uuid
from datetime import UTC
from typing import TYPE_CHECKING

from groundrules.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

BASE = "https://groundrules.example/xapi"
VERSION = "1.0.3"

VERBS = {
    "answered": "http://adlnet.gov/expapi/verbs/answered",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
    "experienced": "http://adlnet.gov/expapi/verbs/experienced",
    "initialized": "http://adlnet.gov/expapi/verbs/initialized",
    "passed": "http://adlnet.gov/expapi/verbs/passed",
    "terminated": "http://adlnet.gov/expapi/verbs/terminated",
}
# The kinds of thing that a statement can be about, and the xAPI type of each.
TYPES = {
    "card": "http://adlnet.gov/expapi/activities/question",
    "check": "http://adlnet.gov/expapi/activities/question",
    "exercise": "http://adlnet.gov/expapi/activities/assessment",
    "lesson": "http://adlnet.gov/expapi/activities/lesson",
    "levels": "http://id.tincanapi.com/activitytype/survey",
    "rehearsal": "http://adlnet.gov/expapi/activities/simulation",
    "scenario": "http://adlnet.gov/expapi/activities/simulation",
    "workbook": "http://adlnet.gov/expapi/activities/interaction",
}
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
# How xAPI names the kinds of question; a text's answer is never put into a statement.
INTERACTIONS = {"single": "choice", "several": "choice", "order": "sequencing", "classify": "matching"}
# What our extensions hold; each is named by its IRI under `BASE`.
EXTENSIONS = {
    "attempt": "the number of the attempt, from 1",
    "by": "who chose: person, or timer where the time ran out",
    "confidence": "how sure the learner felt before they knew: guess, fairly or sure",
    "ending": "the id of the scenario's ending",
    "ending-kind": "good, mixed or bad",
    "for": "the missed decision, as scenario:scene, for which a card stood in",
    "levels": "what the learner answered to a self-assessment, from 1 to 5, by id",
    "meters": "the scenario's meters after the step, by id",
    "move": "the kind of move, for example listen or propose",
    "points": "ids of the teaching points that the step shows",
    "quality": "strong, partial or weak",
    "section": "the section of the lesson",
    "sheet": "the hash of the play sheet that was played",
    "step": "the place of the step in its attempt, from 0",
    "tags": "what the coach found in the learner's own words",
}
CONFIDENCES = {"guess": 0, "fairly": 1, "sure": 2}
QUALITIES = {"strong": 1.0, "partial": 0.5, "weak": 0.0}

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.-]{0,79}")


def extension(name: str) -> str:
    """Give the IRI of one of `EXTENSIONS`."""
    return f"{BASE}/extensions/{one_of(name, EXTENSIONS)}"


def activity(kind: str, item: str) -> str:
    """Give the IRI of something that statements are about, for example ``…/scenario/the-2am-call``."""
    return f"{BASE}/{one_of(kind, TYPES)}/{checked_id(item)}"


def statement_id(*parts: str) -> str:
    """Give the UUID that follows from what a statement says."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join((BASE, *parts))))


def timestamp(when: datetime) -> str:
    """Write a time in ISO 8601, in UTC, to the millisecond.

    Raises:
        JournalError: the time has no zone.
    """
    if when.utcoffset() is None:
        raise JournalError("The time of a statement has no time zone.", remedy="Give it one, for example datetime.UTC.")
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def duration(seconds: float) -> str:
    """Write seconds as an ISO 8601 duration to the hundredth, for example ``PT12.5S``."""
    return f"PT{max(0.0, float(seconds)):.2f}".rstrip("0").rstrip(".") + "S"


def response(value: object) -> str:
    """Write an answer as xAPI does: ``a``, ``a[,]b`` for several ids, ``item[.]group[,]…`` for pairs."""
    if isinstance(value, dict):
        return "[,]".join(f"{checked_id(item)}[.]{checked_id(group)}" for item, group in sorted(value.items()))
    if isinstance(value, list | tuple):
        return "[,]".join(checked_ids(value))
    return checked_id(value)


def checked_id(value: object) -> str:
    """Give the value back where it is an id.

    Raises:
        JournalError: it is anything else, such as something that a person wrote.
    """
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise JournalError(
        "A statement may hold ids of the course's content, no other text.",
        remedy="Give the id of the choice, question or scene, and leave out what was written.",
    )


def checked_ids(values: Iterable[object]) -> list[str]:
    """Give the values back where each is an id."""
    return [checked_id(value) for value in values]


def numbers(values: Mapping[str, int]) -> dict[str, int]:
    """Give the meters back where each has an id and a whole number."""
    return {checked_id(name): int(value) for name, value in values.items()}


def one_of(word: str, among: Mapping[str, object]) -> str:
    """Give the word back where it is one of ours.

    Raises:
        JournalError: it is not.
    """
    if word not in among:
        raise JournalError(f"“{word}” is none of {', '.join(among)}.", remedy="Check what is recorded.")
    return word
