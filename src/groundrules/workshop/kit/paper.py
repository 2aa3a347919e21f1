"""What a facilitator prints: role-play cards, a handout for each lesson, and the timetable."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from groundrules.notebook import read_text_notebook
from groundrules.workbook.pack.blocks import Document, Heading, Points, Table, Text
from groundrules.workbook.pack.pdf import as_pdf, paragraph, text_style
from groundrules.workshop.kit.deck import parts
from groundrules.workshop.kit.note import plain

if TYPE_CHECKING:
    from groundrules.course import Course, Lesson
    from groundrules.workshop.kit.note import Note
    from groundrules.workshop.kit.schedule import Plan

_INK, _SOFT, _LINE = "#1f2430", "#535b69", "#9aa3b0"
_MARGIN = 51  # points, 18 mm
_ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)


def cards(lesson: Lesson, note: Note) -> bytes:
    """Give the role-play cards as PDF: a page of A4 for each case, cut across so that nobody reads the other's."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4, invariant=1)
    canvas.setTitle(f"Role plays: {lesson.title}")
    for card in note.cards:
        for place, role in enumerate(card.roles):
            _half(
                canvas, place, [(card.title, 16, _INK, True), (role, 14, _INK, False), (lesson.title, 9, _SOFT, False)]
            )
        canvas.setDash(4, 4)
        canvas.setStrokeColor(_LINE)
        canvas.line(0, A4[1] / 2, A4[0], A4[1] / 2)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def _half(canvas: Any, place: int, texts: list[tuple[str, float, str, bool]]) -> None:  # noqa: ANN401  reportlab's
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415

    width, height = A4
    top = height - place * height / 2 - _MARGIN
    for text, size, colour, bold in texts:
        words = paragraph(text, text_style(size, colour, bold=bold))
        _, taken = words.wrap(width - 2 * _MARGIN, height / 2)
        top -= taken
        words.drawOn(canvas, _MARGIN, top)
        top -= 12


def handout(course: Course, lesson: Lesson) -> bytes:
    """Give a lesson on one page as PDF: what one can do now, the sentences side by side, the recap, room to write."""
    found: dict[str, str] = {}
    for cell in read_text_notebook(course.translated(f"notebooks/{lesson.stem}.md")).cells:
        if cell.cell_type == "markdown":
            found |= {title: body for title, body in parts(cell.source) if title}
    document = Document(lesson.title, subtitle=course.title, foot="Yours to keep, and to write on.", one_page=True)
    first = next(iter(found.values()), "")
    for title, body in [("After this you can", first), *found.items()]:
        lists = re.findall(r"^(?:[-*]|\d+\.) (.+)$", body, re.MULTILINE)
        wanted = title in {"After this you can", "To take with you"} or "take with you" in title.lower()
        if wanted and lists:
            document.blocks += [Heading(title), Points(tuple(plain(each) for each in lists))]
        elif wanted and body and title != "After this you can":
            document.blocks += [Heading(title), Text(plain(body))]
        elif "side by side" in title.lower() and (rows := _rows(body)):
            header, *lines = rows
            shares = tuple(1 / len(header) for _ in header)
            document.blocks += [Heading(title), Table(header, tuple(lines), shares)]
    document.blocks += [Heading("My sentence for Monday"), Text("\n\n\n", boxed=True)]
    return as_pdf(document)


def timetable(course: Course, plan: Plan) -> bytes:
    """Give a workshop's timetable as PDF."""
    document = Document(
        course.title, subtitle="The timetable, for you", foot="Times from the opening of the door.", one_page=True
    )
    rows = tuple((_clock(step.starts), _clock(step.ends), step.what, plain(step.how)) for step in plan.steps)
    document.blocks.append(Table(("From", "To", "What", "How"), rows, (0.09, 0.09, 0.3, 0.52)))
    if plan.left_out:
        document.blocks += [Heading("To be read at home"), Points(plan.left_out)]
    return as_pdf(document)


def _rows(body: str) -> list[tuple[str, ...]]:
    lines = [tuple(plain(cell.strip()) for cell in row.split("|")) for row in _ROW.findall(body)]
    return [line for line in lines if not all(set(cell) <= set("-: ") for cell in line)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
