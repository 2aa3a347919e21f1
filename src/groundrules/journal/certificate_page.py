"""The certificate as a page: A4, landscape, one sheet to be proud of."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from groundrules.journal.certificate import mark, sealed
from groundrules.typography import direction, glyphs

if TYPE_CHECKING:
    from groundrules.journal.certificate import Claim

WIDTH, HEIGHT = 841.89, 595.28  # A4 in points
_INK, _SOFT, _ACCENT, _WASH, _GOLD, _LINE = "#1f2430", "#535b69", "#0b6570", "#f3f8f8", "#b08a3e", "#c9d6d7"
_ROOM = 660.0  # for a line of words
_SERIF, _ITALIC = "Times-Roman", "Times-Italic"
_HONEST = (
    "This certificate rests on the learner's own journal, on their own computer. Nobody has examined or signed it.",
    "It is the learner's word. Proof by an instructor who graded is a badge, which “groundrules verify” checks.",
)


def certificate_page(claim: Claim) -> bytes:
    """Give the certificate as PDF; the same claim gives the same bytes."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  only where a PDF is made

    glyphs.register_fonts()
    file = io.BytesIO()
    page = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="en")
    page.setTitle(f"Certificate: {claim.course}")
    page.setAuthor("Ground Rules")
    page.setSubject(" ".join(_HONEST))
    page.setKeywords(mark(claim))
    _frame(page)
    _sign(page, WIDTH / 2, 512)
    _words(page, claim)
    _facts(page, claim)
    _foot(page, claim)
    page.showPage()
    page.save()
    return sealed(file.getvalue())


def _frame(page: Any) -> None:  # noqa: ANN401  reportlab's
    page.setFillColor(_WASH)
    page.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    page.setFillColor("#ffffff")
    page.setStrokeColor(_ACCENT)
    page.setLineWidth(2.2)
    page.roundRect(26, 26, WIDTH - 52, HEIGHT - 52, 10, stroke=1, fill=1)
    page.setStrokeColor(_GOLD)
    page.setLineWidth(0.7)
    page.roundRect(34, 34, WIDTH - 68, HEIGHT - 68, 6, stroke=1, fill=0)


def _sign(page: Any, x: float, y: float) -> None:  # noqa: ANN401  reportlab's
    """Draw two circles that share ground."""
    page.saveState()
    shared = page.beginPath()
    shared.circle(x - 11, y, 20)
    page.clipPath(shared, stroke=0, fill=0)
    page.setFillColor("#e3c98a")
    page.circle(x + 11, y, 20, stroke=0, fill=1)
    page.restoreState()
    page.setLineWidth(2)
    page.setStrokeColor(_ACCENT)
    page.circle(x - 11, y, 20, stroke=1, fill=0)
    page.setStrokeColor(_GOLD)
    page.circle(x + 11, y, 20, stroke=1, fill=0)


def _words(page: Any, claim: Claim) -> None:  # noqa: ANN401  reportlab's
    page.setFillColor(_INK)
    page.setFont(_SERIF, 46)
    page.drawCentredString(WIDTH / 2, 436, "Certificate")
    _line(page, "of having worked through a whole course", 412, 13, _SOFT, font=_ITALIC)
    _centred(page, claim.name, 352, 34, _ACCENT, bold=True)
    page.setStrokeColor(_GOLD)
    page.setLineWidth(0.8)
    page.line(WIDTH / 2 - 210, 336, WIDTH / 2 + 210, 336)
    _line(page, "has done every part of", 312, 13, _SOFT, font=_ITALIC)
    _centred(page, claim.course, 280, 24, _INK, bold=True)
    _centred(page, claim.subtitle, 260, 11.5, _SOFT)


def _facts(page: Any, claim: Claim) -> None:  # noqa: ANN401  reportlab's
    hours = round(claim.minutes / 60)
    facts = (
        (str(claim.lessons), f"lessons, about {hours} hours" if hours else "lessons"),
        (str(claim.scenarios), "scenarios to an end"),
        (str(claim.checks), "checks answered"),
        (str(claim.exercises), "exercises done"),
    )
    shown = [fact for fact in facts if fact[0] != "0"]
    room = 600 / max(1, len(shown))
    for index, (number, words) in enumerate(shown):
        x = WIDTH / 2 - 300 + room * (index + 0.5)
        page.setFillColor(_ACCENT)
        page.setFont(_SERIF, 30)
        page.drawCentredString(x, 200, number)
        page.setFillColor(_SOFT)
        page.setFont(glyphs.PLAIN, 10)
        page.drawCentredString(x, 184, words)
        if index:
            page.setStrokeColor(_LINE)
            page.setLineWidth(0.7)
            page.line(x - room / 2, 182, x - room / 2, 224)


def _foot(page: Any, claim: Claim) -> None:  # noqa: ANN401  reportlab's
    begun, finished = _day(claim.begun), _day(claim.finished)
    between = f"Between {begun} and {finished}" if begun != finished else f"On {finished}"
    _line(page, between, 142, 12, _INK)
    _line(page, f"Made on {_day(claim.made)}", 125, 10, _SOFT)
    for number, words in enumerate(_HONEST):
        _line(page, words, 76 - 12 * number, 8.5, _SOFT)


def _line(page: Any, words: str, y: float, size: float, colour: str, *, font: str = glyphs.PLAIN) -> None:  # noqa: ANN401, PLR0913
    page.setFillColor(colour)
    page.setFont(font, size)
    page.drawCentredString(WIDTH / 2, y, words)


def _centred(page: Any, text: str, y: float, size: float, colour: str, *, bold: bool = False) -> None:  # noqa: ANN401, PLR0913
    """Draw words in any letters, in their own direction, smaller where they are long."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    if direction.has_right_to_left(text):
        text = " ".join(direction.lines(text, 1e9, len))
    runs = glyphs.runs(text)
    if any(font == glyphs.WIDE for font, _ in runs):  # one font for letters that stand side by side in a word
        runs = [(glyphs.WIDE if font == glyphs.PLAIN else font, run) for font, run in runs]
    named = [(_font(font, bold=bold), run) for font, run in runs]
    whole = sum(stringWidth(run, font, size) for font, run in named)
    size = min(size, size * _ROOM / max(1.0, whole))
    x = (WIDTH - min(whole, _ROOM)) / 2
    page.setFillColor(colour)
    for font, run in named:
        page.setFont(font, size)
        page.drawString(x, y, run)
        x += stringWidth(run, font, size)


def _font(font: str, *, bold: bool) -> str:
    return f"{font}-Bold" if bold and font != glyphs.CJK else font


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}"
