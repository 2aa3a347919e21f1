"""What the exercises ask for: at least half of the points of each for deciding, writing or repairing in a new case."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from groundrules.errors import ContentError, Fault
from groundrules.exercise.base import JUDGED, Task
from groundrules.exercise.source import read

if TYPE_CHECKING:
    from groundrules.course import Course

LEAST = 0.5
TASKS: tuple[Task, ...] = get_args(Task)


def check_judgement(course: Course) -> tuple[list[Fault], list[str]]:
    """See that judgement is assessed and not memory.

    Returns:
        A fault for each exercise with too little of it, and a table: the points of each exercise by what it asks for.
    """
    faults: list[Fault] = []
    lines = [f"{'exercise':26}{''.join(f'{task:>8}' for task in TASKS)}{'points':>8}{'judged':>8}"]
    for lesson in course.lessons:
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
            if judged < LEAST * total:
                where = path.relative_to(course.root).as_posix()
                told = f"Only {judged:g} of {total:g} points ask to decide, write or repair."
                faults.append(Fault(where, told, "At least half of them have to."))
    return faults, lines
