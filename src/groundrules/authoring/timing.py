"""The computed minutes where people see them: in the manifest, in each lesson, and at the head of each exercise."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from groundrules.authoring.minutes import lesson_minutes, rounded
from groundrules.authoring.minutes_exercises import exercise_minutes
from groundrules.course import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.authoring.minutes import Section
    from groundrules.course import Course, Lesson

# A figure that is there already is kept while it is true within this much, so that a word more or less changes none.
SECTION_SLACK, WHOLE_SLACK = 1.0, 3.5  # minutes

MINUTES = re.compile(r"^minutes = .*\n(?:sections = \[\n(?:    .*\n)*\]\n)?(?:exercise_minutes = .*\n)?", re.MULTILINE)
SAID = re.compile(r"((?:It takes|Plan) about )\d+( minutes)")


def timed_files(course: Course) -> dict[Path, bytes]:
    """Give the manifest and the texts of lessons and exercises with the minutes that they take.

    Args:
        course: the course in a checkout, with its sources.

    Raises:
        ContentError: a lesson, an exercise, a scenario or a question cannot be read.
    """
    manifest = course.root / MANIFEST
    head, *blocks = re.split(r"(?m)^(?=\[\[lesson\]\]$)", manifest.read_text(encoding="utf-8"))
    made = {}
    for place, lesson in enumerate(course.lessons):
        text = course.root / "notebooks" / f"{lesson.stem}.md"
        sections = lesson_minutes(course, lesson)
        minutes = _whole(lesson.minutes, sum(section.minutes for section in sections))
        said = SAID.sub(rf"\g<1>{minutes}\2", text.read_text(encoding="utf-8"), count=1)
        lines = f"minutes = {minutes}\n{_sections(lesson, sections)}"
        given = dict(lesson.exercise_minutes)
        times = {name: _whole(given.get(name, 0), exercise_minutes(course, name)) for name in lesson.exercises}
        for name, time in times.items():
            said = re.sub(rf"(\]\(\.\./exercises/{name}/[^\n]*? about )\d+( minutes)", rf"\g<1>{time}\2", said)
            master = course.root / "solutions" / name / f"{name}.md"
            made[master] = SAID.sub(rf"\g<1>{time}\2", master.read_text(encoding="utf-8"), count=1).encode()
        made[text] = said.encode()
        if times:
            lines += f"exercise_minutes = {json.dumps([*times.items()])}\n"
        blocks[place] = MINUTES.sub(lines.replace("\\", r"\\"), blocks[place], count=1)
    made[manifest] = "".join([head, *blocks]).encode()
    return made


def _whole(given: int, exact: float) -> int:
    return given if given and abs(given - exact) <= WHOLE_SLACK else rounded(exact)


def _sections(lesson: Lesson, sections: list[Section]) -> str:
    given = dict(lesson.sections)
    lines = []
    for section in sections:
        old = given.get(section.title, 0)
        kept = old and abs(old - section.minutes) <= SECTION_SLACK
        lines.append(f"    [{json.dumps(section.title, ensure_ascii=False)}, {old if kept else section.whole}],\n")
    return f"sections = [\n{''.join(lines)}]\n"
