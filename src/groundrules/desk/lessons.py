"""Messages of the progress strip: what is done in a lesson."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from groundrules.desk.resets import answered
from groundrules.exercise.sheet import of_practice
from groundrules.journal import ledger
from groundrules.journal.progress import Part, parts_of

if TYPE_CHECKING:
    from groundrules.course import Course, Lesson
    from groundrules.desk.drawer import Drawer

# The calls of a lesson's cells that show a part; read by a pattern, since jupytext takes long to load.
SHOWN = re.compile(r"""^(?:play|check)\(["']([a-z0-9-]+)["']\)\s*$""", re.MULTILINE)


def progress(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give a lesson's parts in the order in which they are met, each with whether it is done."""
    lesson = drawer.course.lesson(message["lesson"])
    found = ledger.progress(drawer.journal)
    parts = [_titled(drawer, lesson, part) for part in _in_order(drawer.course, lesson)]
    head = {"id": lesson.id, "title": lesson.title, "minutes": lesson.minutes}
    told = found.parts(parts)
    for part in told:
        if part["kind"] == "exercise":
            part["answers"] = answered(drawer, part["id"])
    return {"lesson": head, "parts": told}


def _in_order(course: Course, lesson: Lesson) -> list[Part]:
    """Give the parts as they stand in the lesson's text; what it does not show, such as its exercise, comes last."""
    parts = parts_of(lesson)
    text = course.root / "notebooks" / f"{lesson.stem}.md"
    if not text.is_file():
        return parts
    places = {name: place for place, name in enumerate(SHOWN.findall(text.read_text(encoding="utf-8")))}
    return sorted(parts, key=lambda part: places.get(part.id, len(places)))


def _titled(drawer: Drawer, lesson: Lesson, part: Part) -> Part:
    match part.kind:
        case "scenario":
            title = drawer.sheet(part.id)["title"]
        case "check":
            questions = of_practice(drawer.course.questions_file(lesson), drawer.data / "unused").questions
            title = questions[part.id]["title"]
        case _:
            title = drawer.exercise(part.id)
    return replace(part, title=title)
