"""What the exercises ask for: at least half of the points of each for deciding, writing or repairing in a new case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from groundrules.errors import ContentError, Fault
from groundrules.exercise.base import JUDGED, Task
from groundrules.exercise.source import read
from groundrules.scenario import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundrules.course import Course, Lesson
    from groundrules.exercise.base import Base

LEAST = 0.5
NAME = re.compile(r"\w{3,}")  # a part of a person's name
TASKS: tuple[Task, ...] = get_args(Task)


def check_judgement(course: Course) -> tuple[list[Fault], list[str]]:
    """See that judgement is assessed and not memory.

    Returns:
        A fault for each exercise with too little of it, or about people whom the lesson's scenarios have shown
        already, and a table: the points of each exercise by what it asks for.
    """
    faults: list[Fault] = []
    lines = [f"{'exercise':26}{''.join(f'{task:>8}' for task in TASKS)}{'points':>8}{'judged':>8}"]
    for lesson in course.lessons:
        known = set(_people(course, lesson))
        for exercise in lesson.exercises:
            path = course.root / "solutions" / exercise / "questions.yaml"
            try:
                questions = read(path)
            except ContentError:
                continue  # told with the questions themselves
            points = dict.fromkeys(TASKS, 0.0)
            for question in questions:
                points[question.task()] += question.points
            total, judged = sum(points.values()), sum(points[task] for task in JUDGED)
            cells = "".join(f"{points[task]:>8g}" for task in TASKS)
            lines.append(f"{exercise:26}{cells}{total:>8g}{judged / total:>8.0%}")
            where = path.relative_to(course.root).as_posix()
            if judged < LEAST * total:
                told = f"Only {judged:g} of {total:g} points ask to decide, write or repair."
                faults.append(Fault(where, told, "At least half of them have to."))
            met = sorted(known & set(_words(course, exercise, questions)))
            if met:
                told = f"The lesson's scenarios have {', '.join(met)} already."
                faults.append(Fault(where, told, "Give the exercise a new case: other people, another trade."))
    return faults, lines


def _people(course: Course, lesson: Lesson) -> Iterator[str]:
    """Give each part of the name of each person in a lesson's scenarios."""
    for scenario in lesson.scenarios:
        try:
            people = load(course.scenario_file(scenario)).people
        except ContentError:
            continue  # told with the scenario itself
        for person in people:
            yield from NAME.findall(person.name)


def _words(course: Course, exercise: str, questions: Iterable[Base]) -> Iterator[str]:
    master = course.root / "solutions" / exercise / f"{exercise}.md"
    if master.is_file():
        yield from NAME.findall(master.read_text(encoding="utf-8"))
    for question in questions:
        yield from NAME.findall(question.prompt)
