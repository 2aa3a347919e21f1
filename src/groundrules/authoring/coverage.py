"""The map of the points held against the files: every place that it names exists and serves the point."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundrules.authoring import points
from groundrules.authoring.points import FILE, read_points
from groundrules.course import MANIFEST
from groundrules.errors import ContentError, Fault
from groundrules.exercise.question import key
from groundrules.exercise.source import read
from groundrules.notebook import read_text_notebook
from groundrules.scenario import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from groundrules.authoring.points import TeachingPoint
    from groundrules.course import Course
    from groundrules.exercise.base import Base
    from groundrules.scenario.model import Scenario

HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
LESSON_ID = 2  # the digits at the head of a place such as `05 First, put it on hold`


@dataclass(frozen=True, slots=True)
class Move:
    """A choice of a scenario, or an outcome of the learner's own words."""

    quality: str
    points: tuple[str, ...]


@dataclass(slots=True)
class Content:
    """What the map speaks of.

    Attributes:
        sections: the headings of each lesson, by its id.
        teaches: the points that each lesson names in the manifest.
        practice: the practice questions by id.
        graded: the questions of exercises by `exercise/question`.
        moves: the moves of scenarios by `scenario/scene/choice`.
        cards: how many cards each point has.
    """

    sections: dict[str, list[str]] = field(default_factory=dict)
    teaches: dict[str, tuple[str, ...]] = field(default_factory=dict)
    practice: dict[str, Base] = field(default_factory=dict)
    graded: dict[str, Base] = field(default_factory=dict)
    moves: dict[str, Move] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)


def gather(course: Course) -> Content:
    """Read all that the map may name. A file that is missing or wrong is left out; the linter tells it elsewhere."""
    content = Content()
    for lesson in course.lessons:
        content.teaches[lesson.id] = lesson.points
        content.sections[lesson.id] = headings(course.root / "notebooks" / f"{lesson.stem}.md")
        content.practice |= {question.id: question for question in _questions(course.questions_file(lesson))}
        for exercise in lesson.exercises:
            source = course.root / "solutions" / exercise / "questions.yaml"
            content.graded |= {f"{exercise}/{question.id}": question for question in _questions(source)}
        for name in lesson.scenarios:
            content.moves |= _moves(course.scenario_file(name))
    for path in course.cards().values():
        for card in _questions(path):
            for point in card.teaches:
                content.cards[point] = content.cards.get(point, 0) + 1
    return content


def headings(text: Path) -> list[str]:
    """Give the headings of a lesson's sections and their parts, in their order."""
    if not text.is_file():
        return []
    cells = [cell.source for cell in read_text_notebook(text).cells if cell.cell_type == "markdown"]
    return [heading.strip() for source in cells for heading in HEADING.findall(source)]


def check_coverage(course: Course, content: Content | None = None) -> list[Fault]:
    """Give what is wrong with the map of the points, in itself or against the files.

    Args:
        course: the course in a checkout, with its sources.
        content: what `gather` gave for it; by default it is gathered.
    """
    try:
        mapped = read_points(course.root)
    except ContentError as error:
        return list(error.faults)
    content = content or gather(course)
    return [*_names(course), *(fault for point in mapped.values() for fault in _check(point, content))]


def table(course: Course, names: Sequence[str] = ()) -> list[str]:
    """Give the map as lines to print: for each point where it is, and how many cards it has.

    Args:
        course: the course in a checkout, with its sources.
        names: ids of points; by default all of them.

    Raises:
        ContentError: the map is wrong in itself, or has no such point.
    """
    content, mapped = gather(course), read_points(course.root)
    unknown = [name for name in names if name not in mapped]
    if unknown:
        faults = [Fault(FILE, f"There is no point “{name}”.", "It is a letter and two digits.") for name in unknown]
        raise ContentError("No such teaching point.", faults)
    lines = []
    for point in (mapped[name] for name in names or mapped):
        lines += [
            f"{point.id}  {point.title}",
            f"     they think  {point.misconception}",
            f"     it shows    {point.shows}",
            f"     taught      {'; '.join(point.taught)}",
            f"     practised   {', '.join(point.practised)}",
            f"     assessed    {', '.join(point.assessed)}",
            f"     wrong       {point.item}",
            f"     cards       {content.cards.get(point.id, 0)}",
        ]
    return lines


def _names(course: Course) -> Iterator[Fault]:
    """Hold the names by which learners see the points, in the manifest, to the curriculum."""
    manifest = tomllib.loads((course.root / MANIFEST).read_text(encoding="utf-8"))
    for table, lacks in {"points": "no name", "weigh": "nothing to weigh, for a hint"}.items():
        texts = manifest.get(table, {})
        for name in points.IDS:
            if name not in texts:
                yield Fault(MANIFEST, f"The point {name} has {lacks}.", f"Add it to [{table}].")
        for name in sorted(texts.keys() - set(points.IDS)):
            yield Fault(f"{MANIFEST}, {table}", f"The curriculum has no point “{name}”.", "Check its id.")


def _check(point: TeachingPoint, content: Content) -> Iterator[Fault]:
    where = f"{FILE}, {point.id}"
    for place in point.taught:
        lesson, section = place[:LESSON_ID], place[LESSON_ID + 1 :]
        if section not in content.sections.get(lesson, []):
            yield Fault(where, f"There is no section “{place}”.", "Write the lesson's id and the heading as it is.")
        elif point.id not in content.teaches[lesson]:
            yield Fault(where, f"Lesson {lesson} does not name it among its points.", "Name it in course.toml.")
    for place in point.practised:
        serves = _served(content.practice.get(place)) if "/" not in place else _serves(content.moves.get(place))
        yield from _served_by(where, point, place, serves)
    for place in point.assessed:
        yield from _served_by(where, point, place, _served(content.graded.get(place)))
    yield from _item(where, point, content)


def _served_by(where: str, point: TeachingPoint, place: str, serves: tuple[str, ...] | None) -> Iterator[Fault]:
    if serves is None:
        yield Fault(where, f"There is no “{place}”.", "Check its name.")
    elif point.id not in serves:
        yield Fault(where, f"“{place}” does not name it.", "Name the point there, or another place here.")


def _item(where: str, point: TeachingPoint, content: Content) -> Iterator[Fault]:
    place, _, option = point.item.rpartition("/")
    question = content.practice.get(place) or content.graded.get(place)
    if question is not None:
        yield from _served_by(where, point, place, _served(question))
        if not _is_wrong(question, option):
            yield Fault(where, f"“{point.item}” is not a wrong answer.", "Name an option that is offered and wrong.")
        return
    move = content.moves.get(point.item)
    yield from _served_by(where, point, point.item, _serves(move))
    if move is not None and move.quality == "strong":
        yield Fault(where, f"“{point.item}” is a strong move.", "Name one that is weak or partial.")


def _is_wrong(question: Base, option: str) -> bool:
    """Say whether an option is offered and not right; `item=group` where items are sorted into groups."""
    right = key(question).get("key")
    if isinstance(right, dict):
        item, _, group = option.partition("=")
        groups = {one["id"] for one in question.shown()["groups"]}
        return item in right and group in groups and right[item] != group
    offered = {one["id"] for one in question.shown().get("options", [])}
    return option in offered and option not in ([right] if isinstance(right, str) else right or [])


def _served(question: Base | None) -> tuple[str, ...] | None:
    return None if question is None else tuple(question.teaches)


def _serves(move: Move | None) -> tuple[str, ...] | None:
    return None if move is None else move.points


def _questions(path: Path) -> tuple[Base, ...]:
    try:
        return read(path)
    except ContentError:
        return ()


def _moves(path: Path) -> dict[str, Move]:
    try:
        scenario: Scenario = load(path)
    except ContentError:
        return {}
    found = {}
    for scene_id, scene in scenario.scenes.items():
        for one in [*(scene.choices or []), *(scene.words.outcomes if scene.words else [])]:
            found[f"{scenario.id}/{scene_id}/{one.id}"] = Move(one.quality, tuple(one.points))
    return found
