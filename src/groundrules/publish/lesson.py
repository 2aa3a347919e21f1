"""A lesson's notebook as the blocks of a page: prose, views, and code that only a kernel can run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundrules.course import TRANSLATIONS, load
from groundrules.errors import ContentError, Fault
from groundrules.exercise.lab.lab import for_show
from groundrules.notebook import LESSON_TAG, read_text_notebook
from groundrules.publish.prose import Heading, Passage, Prose
from groundrules.view import view_of

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course, Lesson

# What only the installed course shows: it needs what lies on the learner's own machine.
INSTALLED = {"certificate", "rehearsal"}
# A cell that is neither records to count in nor what prepares for them.
_OTHER = re.compile(r"^```\{code-cell\}.*\n(?::.*\n)*+(?!lab\(|from groundrules import lab\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page.

    Attributes:
        kind: prose, view or code.
        html: of prose.
        spec: of a view, as `mountView` takes it.
        code: the source of a cell that needs a kernel.
    """

    kind: str
    html: str = ""
    spec: dict[str, Any] = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A lesson as a page.

    Attributes:
        lesson: of the manifest.
        title: its first heading, or its title in the manifest.
        blocks: in their order.
        headings: all of them, with their anchors.
        passages: its text by heading, for searching.
        pictures: the files that it shows, by their address on the site.
        language: of its text, a BCP 47 tag.
    """

    lesson: Lesson
    title: str
    blocks: list[Block]
    headings: list[Heading]
    passages: list[Passage]
    pictures: dict[str, Path]
    language: str

    def views(self, kind: str) -> list[dict[str, Any]]:
        """Give the data of all views of a kind."""
        return [block.spec for block in self.blocks if block.kind == "view" and block.spec["view"] == kind]


def read_page(course: Course, lesson: Lesson) -> Page:
    """Read a lesson's text and give its page.

    Raises:
        ContentError: the text cannot be read, or it shows a picture that is not there or is not the site's own.
    """
    source = course.translated(f"notebooks/{lesson.stem}.md")
    prose = Prose(lambda address: _on_site(course, address))
    blocks = [block for cell in read_text_notebook(source).cells for block in _blocks(cell, prose, course)]
    titles = [heading.text for heading in prose.headings if heading.level == 1]
    return Page(
        lesson=lesson,
        title=titles[0] if titles else lesson.title,
        blocks=blocks,
        headings=prose.headings,
        passages=prose.passages,
        pictures=_pictures(source, prose.pictures),
        language=course.language if course.root / TRANSLATIONS in source.parents else load(course.root).language,
    )


def _blocks(cell: Any, prose: Prose, course: Course) -> list[Block]:  # noqa: ANN401  nbformat's cells have no types
    if cell.cell_type == "markdown":
        return [Block("prose", html=prose.html(cell.source))]
    spec = view_of(cell.source)
    if spec is not None and spec["view"] in INSTALLED:
        return [Block("code", code=cell.source)]
    if spec is not None and spec["view"] == "lab":
        spec = {**spec, "records": for_show(course.root / "exercises", spec["table"])}
    # A graded question is handed in with its exercise, which takes the course's own program.
    if spec is not None and spec.get("practice", True):
        return [Block("view", spec={**spec, "headingLevel": min(prose.level + 1, 6)})]
    if LESSON_TAG in cell.metadata.get("tags", []) or not cell.source.strip():
        return []
    return [Block("code", code=cell.source)]


def plain_pages(course: Course) -> list[str]:
    """Give the stems of the pages beside the lessons that a site can show whole: text, and records to count in."""
    texts = {page: course.translated(f"notebooks/{page}.md") for page in course.pages}
    return [page for page, text in texts.items() if text.is_file() and not _OTHER.search(text.read_text("utf-8"))]


def _on_site(course: Course, address: str) -> str | None:
    """Give where a link to another lesson or to a plain page leads; anything else is on no page."""
    path, mark, anchor = address.partition("#")
    stem = path.rpartition("/")[2].removesuffix(".ipynb").removesuffix(".md")
    if any(stem == lesson.stem for lesson in course.lessons) or stem in plain_pages(course):
        return f"{stem}.html{mark}{anchor}"
    return None


def _pictures(source: Path, addresses: list[str]) -> dict[str, Path]:
    found, faults = {}, []
    for address in addresses:
        place = (source.parent / address).resolve()
        if ":" in address or not place.is_relative_to(source.parent.resolve()) or not place.is_file():
            faults.append(Fault(str(source), f"The picture “{address}” is not a file beside the lesson."))
        found[address] = place
    if faults:
        raise ContentError("A lesson's pictures are wrong.", faults, where=str(source))
    return found
