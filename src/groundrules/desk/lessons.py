"""Messages of the progress strip: what is done in a lesson."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from groundrules.exercise.sheet import of_practice
from groundrules.journal import ledger
from groundrules.journal.progress import Part, parts_of

if TYPE_CHECKING:
    from groundrules.course import Lesson
    from groundrules.desk.drawer import Drawer


def progress(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give a lesson's parts, each with whether it is done."""
    lesson = drawer.course.lesson(message["lesson"])
    found = ledger.progress(drawer.journal)
    parts = [_titled(drawer, lesson, part) for part in parts_of(lesson)]
    head = {"id": lesson.id, "title": lesson.title, "minutes": lesson.minutes}
    return {"lesson": head, "parts": found.parts(parts)}


def _titled(drawer: Drawer, lesson: Lesson, part: Part) -> Part:
    match part.kind:
        case "scenario":
            title = drawer.sheet(part.id)["title"]
        case "check":
            questions = of_practice(drawer.course.questions_file(lesson), drawer.data / "unused").questions
            title = questions[part.id]["title"]
        case _:
            title = part.id.replace("-", " ").capitalize()
    return replace(part, title=title)
