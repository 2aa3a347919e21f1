"""Builders of xAPI statements: what was done, by a random local id, and never a word that anyone wrote.

Every argument that could carry a text is checked to be an id of the course's content. A statement's own id
follows from what it says, so that building and recording the same step twice records it once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundrules.journal import xapi

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who did something, when and where.

    Attributes:
        actor: the learner's random local id, as `Journal.actor` gives it.
        when: with a time zone.
        lesson: the id of the lesson that it was done in; empty outside a lesson.
        attempt: counted from 1.
    """

    actor: str
    when: datetime
    lesson: str = ""
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One step of a scenario.

    Attributes:
        scenario: its id.
        scene: the scene in which the choice was offered.
        step: its place in the attempt, from 0.
        response: the id of the choice, or of the outcome where the learner wrote their own words.
        quality: strong, partial or weak.
        points: the teaching points that it shows.
        meters: their values after it.
        move: the kind of move.
        tags: what the coach found in the learner's own words.
        seconds: how long it took; None where it is not known.
        by: `person`, or `timer` where the time ran out.
        sheet: the hash of the play sheet.
    """

    scenario: str
    scene: str
    step: int
    response: str
    quality: str
    points: Sequence[str] = ()
    meters: Mapping[str, int] = field(default_factory=dict)
    move: str = ""
    tags: Sequence[str] = ()
    seconds: float | None = None
    by: str = "person"
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question.

    Attributes:
        question: its id.
        kind: single, several, order, classify, text or marked.
        value: an id, a list of ids, or ids by id; what was written into a text is left out.
        score: between 0 and 1; None where it is not known yet.
        points: the teaching points that the question asks about.
        exercise: the graded exercise that holds it; empty for a practice question.
        seconds: how long it took; None where it is not known.
        confidence: guess, fairly or sure, where the learner said so.
        stands_for: for a card of the review, the missed decision (scenario:scene) in whose place it was asked.
    """

    question: str
    kind: str
    value: object = None
    score: float | None = None
    points: Sequence[str] = ()
    exercise: str = ""
    seconds: float | None = None
    confidence: str = ""
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """The ending that an attempt at a scenario came to.

    Attributes:
        id: the ending's scene.
        kind: good, mixed or bad.
        meters: their values at the end.
    """

    id: str
    kind: str
    meters: Mapping[str, int] = field(default_factory=dict)


def initialized(occasion: Occasion, kind: str, item: str) -> dict[str, Any]:
    """Say that an attempt at something was begun."""
    return _statement(occasion, "initialized", _object(kind, item))


def terminated(occasion: Occasion, kind: str, item: str) -> dict[str, Any]:
    """Say that something was left, finished or not."""
    return _statement(occasion, "terminated", _object(kind, item), seed=xapi.timestamp(occasion.when))


def experienced(occasion: Occasion, lesson: str, section: str = "") -> dict[str, Any]:
    """Say that a lesson, or the section of it with that anchor, was read; once a day at most."""
    result = {"extensions": {xapi.extension("section"): xapi.checked_id(section)}} if section else {}
    day = xapi.timestamp(occasion.when)[:10]
    return _statement(occasion, "experienced", _object("lesson", lesson), result=result, seed=f"{day}/{section}")


def chose(occasion: Occasion, choice: Choice) -> dict[str, Any]:
    """Say that a choice was made in a scenario."""
    score = xapi.QUALITIES[xapi.one_of(choice.quality, xapi.QUALITIES)]
    extensions: dict[str, Any] = {
        xapi.extension("quality"): choice.quality,
        xapi.extension("points"): xapi.checked_ids(choice.points),
        xapi.extension("meters"): xapi.numbers(choice.meters),
        xapi.extension("by"): xapi.checked_id(choice.by),
    }
    if choice.move:
        extensions[xapi.extension("move")] = xapi.checked_id(choice.move)
    if choice.tags:
        extensions[xapi.extension("tags")] = xapi.checked_ids(choice.tags)
    result: dict[str, Any] = {
        "score": {"scaled": score},
        "success": choice.quality == "strong",
        "response": xapi.checked_id(choice.response),
        "extensions": extensions,
    }
    if choice.seconds is not None:
        result["duration"] = xapi.duration(choice.seconds)
    seed = f"{choice.step}/{choice.sheet}/{choice.scene}/{choice.response}"
    made = _statement(occasion, "answered", _object("scenario", choice.scenario), result=result, seed=seed)
    context = made["context"]
    context["contextActivities"]["parent"] = [made["object"]]
    context["extensions"][xapi.extension("step")] = int(choice.step)
    if choice.sheet:
        context["extensions"][xapi.extension("sheet")] = xapi.checked_id(choice.sheet)
    made["object"] = {
        "objectType": "Activity",
        "id": f"{xapi.activity('scenario', choice.scenario)}/{xapi.checked_id(choice.scene)}",
        "definition": {"type": xapi.INTERACTION, "interactionType": "choice"},
    }
    return made


def answered(occasion: Occasion, answer: Answer) -> dict[str, Any]:
    """Say that a question was answered."""
    seed = f"{answer.exercise}/{{}}/{xapi.timestamp(occasion.when)}"
    made = _answered(occasion, "check", answer, seed)
    if answer.exercise:
        made["context"]["contextActivities"]["parent"] = [_object("exercise", answer.exercise)]
    return made


def reviewed(occasion: Occasion, answer: Answer, shown: str) -> dict[str, Any]:
    """Say that a card of the review was answered.

    Args:
        occasion: who, when, where.
        answer: to the card's question.
        shown: names the showing, so that an answer which was sent twice is recorded once.
    """
    made = _answered(occasion, "card", answer, f"{answer.stands_for}/{{}}/{xapi.checked_id(shown)}")
    extensions = made["result"]["extensions"]
    if answer.confidence:
        extensions[xapi.extension("confidence")] = xapi.one_of(answer.confidence, xapi.CONFIDENCES)
    if answer.stands_for:
        extensions[xapi.extension("for")] = xapi.checked_id(answer.stands_for)
    return made


def assessed(occasion: Occasion, levels: Mapping[str, int]) -> dict[str, Any]:
    """Say what a learner answered to the statements about themselves, each from 1 to 5; once a minute at most."""
    given = {xapi.checked_id(name): min(5, max(1, int(level))) for name, level in levels.items()}
    minute = xapi.timestamp(occasion.when)[:16]
    result = {"extensions": {xapi.extension("levels"): given}}
    return _statement(occasion, "answered", _object("levels", "self-assessment"), result=result, seed=minute)


def _answered(occasion: Occasion, kind: str, answer: Answer, seed: str) -> dict[str, Any]:
    extensions: dict[str, Any] = {xapi.extension("points"): xapi.checked_ids(answer.points)}
    result: dict[str, Any] = {"extensions": extensions}
    if answer.kind in xapi.INTERACTIONS:
        result["response"] = xapi.response(answer.value)
    if answer.score is not None:
        share = _share(answer.score)
        result["score"] = {"scaled": share}
        result["success"] = share == 1
        extensions[xapi.extension("quality")] = "strong" if share == 1 else "partial" if share > 0 else "weak"
    if answer.seconds is not None:
        result["duration"] = xapi.duration(answer.seconds)
    said = seed.format(result.get("response", ""))
    made = _statement(occasion, "answered", _object(kind, answer.question), result=result, seed=said)
    definition = {"type": xapi.INTERACTION, "interactionType": xapi.INTERACTIONS.get(answer.kind, "other")}
    made["object"]["definition"] = definition
    return made


def completed(
    occasion: Occasion, kind: str, item: str, *, score: float | None = None, ending: Ending | None = None
) -> dict[str, Any]:
    """Say that something was done to its end: a scenario played, an exercise handed in, a workbook step filled in.

    Args:
        occasion: who, when, where.
        kind: one of `xapi.TYPES`.
        item: its id.
        score: between 0 and 1; None where there is none.
        ending: for a scenario, the ending that it came to.
    """
    result: dict[str, Any] = {"completion": True}
    if score is not None:
        result["score"] = {"scaled": _share(score)}
    if ending is not None:
        result["extensions"] = {
            xapi.extension("ending"): xapi.checked_id(ending.id),
            xapi.extension("ending-kind"): xapi.checked_id(ending.kind),
            xapi.extension("meters"): xapi.numbers(ending.meters),
        }
    return _statement(occasion, "completed", _object(kind, item), result=result, seed=ending.id if ending else "")


def passed(occasion: Occasion, kind: str, item: str, score: float) -> dict[str, Any]:
    """Say that a lesson or an exercise was passed, with a score between 0 and 1."""
    share = _share(score)
    result = {"success": True, "completion": True, "score": {"scaled": share}}
    return _statement(occasion, "passed", _object(kind, item), result=result, seed=str(share))


def _statement(
    occasion: Occasion, verb: str, target: dict[str, Any], *, result: dict[str, Any] | None = None, seed: str = ""
) -> dict[str, Any]:
    actor = xapi.checked_id(occasion.actor)
    attempt = int(occasion.attempt)
    grouping = {"grouping": [_object("lesson", occasion.lesson)]} if occasion.lesson else {}
    made: dict[str, Any] = {
        "id": xapi.statement_id(actor, verb, target["id"], str(attempt), seed),
        "version": xapi.VERSION,
        "actor": {"objectType": "Agent", "account": {"homePage": xapi.BASE, "name": actor}},
        "verb": {"id": xapi.VERBS[verb], "display": {"en": verb}},
        "object": target,
        "timestamp": xapi.timestamp(occasion.when),
        "context": {
            "registration": xapi.statement_id(actor, "attempt", target["id"], str(attempt)),
            "contextActivities": grouping,
            "extensions": {xapi.extension("attempt"): attempt},
        },
    }
    if result:
        made["result"] = result
    return made


def _object(kind: str, item: str) -> dict[str, Any]:
    return {"objectType": "Activity", "id": xapi.activity(kind, item), "definition": {"type": xapi.TYPES[kind]}}


def _share(score: float) -> float:
    return round(min(1.0, max(0.0, float(score))), 4)
