"""The data that the site's pages work with: play sheets, practice questions, the workbook's tables, the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules import catalogue
from groundrules.publish.pack import pack
from groundrules.publish.prose import curly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundrules.course import Course
    from groundrules.publish.lesson import Page
    from groundrules.publish.prose import Passage
    from groundrules.workbook.table import Table


def gather(course: Course, pages: Sequence[Page]) -> Iterator[tuple[str, Any]]:
    """Give each piece of data with its name.

    Raises:
        ContentError: a scenario or question is wrong.
    """
    from groundrules.coach.models import models  # noqa: PLC0415  only where a site is made
    from groundrules.exercise import source  # noqa: PLC0415  pydantic: only where questions are read
    from groundrules.exercise.hints import about  # noqa: PLC0415  as above
    from groundrules.exercise.question import public  # noqa: PLC0415  as above
    from groundrules.scenario import explore, load  # noqa: PLC0415  as above
    from groundrules.workbook.schema import TABLES  # noqa: PLC0415  only where a site is made

    titles: dict[tuple[str, str], str] = {}
    for page in pages:
        for name in _scenarios(page):
            sheet = explore(load(course.scenario_file(name)))
            titles["scenario", name] = sheet["title"]
            yield f"scenario:{name}", pack(sheet)
        if page.views("question"):
            found = source.read(course.questions_file(page.lesson))
            questions = {one.id: {**public(one), "about": about(course, one.teaches)} for one in found}
            titles |= {("check", name): question["title"] for name, question in questions.items()}
            yield f"questions:{page.lesson.id}", questions
    for kind in sorted({kind for page in pages for kind in _drafts(page)}):
        yield f"coach:{kind}", models(kind)
    yield "tables", {name: _described(table, course.language) for name, table in TABLES.items()}
    yield "search", [_passage(page, passage) for page in pages for passage in page.passages]
    lessons = {f"lesson:{page.lesson.id}": _lesson(page, titles) for page in pages}
    yield from lessons.items()
    yield "course", lessons


def needed(page: Page) -> list[str]:
    """Give the names of the data that a page asks for."""
    names = [f"lesson:{page.lesson.id}", *(f"scenario:{name}" for name in _scenarios(page))]
    if page.views("question"):
        names.append(f"questions:{page.lesson.id}")
    if page.views("records"):
        names.append("tables")
    names += [f"coach:{kind}" for kind in _drafts(page)]
    return names


def first(names: list[str]) -> list[str]:
    """Give the names of the data that a lesson's page asks for at once: of its scenarios the first, and no forms."""
    scenarios = [name for name in names if name.startswith("scenario:")]
    return [name for name in names if name not in [*scenarios[1:], "tables"]]


def _passage(page: Page, passage: Passage) -> dict[str, str]:
    address = {"page": f"{page.lesson.stem}.html", "title": page.title, "anchor": passage.anchor}
    return {**address, "heading": passage.heading or page.title, "text": passage.text}


def _described(table: Table, language: str) -> dict[str, Any]:
    """Give a table as its form needs it; which points it serves is for other readers."""
    described = table.described(catalogue.load(language))
    for column in described["columns"]:
        del column["points"]
    return described


def _scenarios(page: Page) -> list[str]:
    return list(dict.fromkeys(spec["id"] for spec in page.views("player")))


def _drafts(page: Page) -> list[str]:
    return list(dict.fromkeys(spec["kind"] for spec in page.views("coach")))


def _lesson(page: Page, titles: dict[tuple[str, str], str]) -> dict[str, Any]:
    """Give what a page tells of a lesson's progress: what can be done on the site, in the order of the lesson."""
    kinds = {"player": "scenario", "question": "check"}
    done = [(kinds[block.spec["view"]], block.spec["id"]) for block in page.blocks if block.spec.get("view") in kinds]
    parts = [{"kind": kind, "id": name, "title": titles[kind, name]} for kind, name in dict.fromkeys(done)]
    lesson = page.lesson
    return {
        "id": lesson.id,
        "stem": lesson.stem,
        "title": curly(lesson.title),
        "minutes": lesson.minutes,
        "parts": parts,
    }
