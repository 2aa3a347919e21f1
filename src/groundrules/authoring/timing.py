"""The computed minutes where people see them: in the manifest, and in the first lines of each lesson."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from groundrules.authoring.minutes import lesson_minutes, rounded
from groundrules.course import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.authoring.minutes import Section
    from groundrules.course import Course, Lesson

# A figure that is there already is kept while it is true within this much, so that a word more or less changes none.
SECTION_SLACK, LESSON_SLACK = 1.0, 3.5  # minutes

MINUTES = re.compile(r"^minutes = .*\n(?:sections = \[\n(?:    .*\n)*\]\n)?", re.MULTILINE)
SAID = re.compile(r"((?:It takes|Plan) about )\d+( minutes)")


def timed_files(course: Course) -> dict[Path, bytes]:
    """Give the manifest and the lessons' texts with the minutes that they take.

    Args:
        course: the course in a checkout, with its sources.

    Raises:
        ContentError: a lesson, a scenario or a question cannot be read.
    """
    manifest = course.root / MANIFEST
    head, *blocks = re.split(r"(?m)^(?=\[\[lesson\]\]$)", manifest.read_text(encoding="utf-8"))
    made = {}
    for place, lesson in enumerate(course.lessons):
        text = course.root / "notebooks" / f"{lesson.stem}.md"
        sections = lesson_minutes(course, lesson)
        minutes = _minutes(lesson, sections)
        made[text] = SAID.sub(rf"\g<1>{minutes}\2", text.read_text(encoding="utf-8"), count=1).encode()
        lines = f"minutes = {minutes}\n{_sections(lesson, sections)}"
        blocks[place] = MINUTES.sub(lines.replace("\\", r"\\"), blocks[place], count=1)
    made[manifest] = "".join([head, *blocks]).encode()
    return made


def _minutes(lesson: Lesson, sections: list[Section]) -> int:
    exact = sum(section.minutes for section in sections)
    return lesson.minutes if abs(lesson.minutes - exact) <= LESSON_SLACK else rounded(sections)


def _sections(lesson: Lesson, sections: list[Section]) -> str:
    given = dict(lesson.sections)
    lines = []
    for section in sections:
        old = given.get(section.title, 0)
        kept = old and abs(old - section.minutes) <= SECTION_SLACK
        lines.append(f"    [{json.dumps(section.title, ensure_ascii=False)}, {old if kept else section.whole}],\n")
    return f"sections = [\n{''.join(lines)}]\n"
