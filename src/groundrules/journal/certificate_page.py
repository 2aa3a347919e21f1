"""The certificate as a page: A4, landscape, one sheet to be proud of."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from groundrules.catalogue import ENGLISH
from groundrules.figures import long_date
from groundrules.journal.certificate import mark, sealed
from groundrules.typography import direction, glyphs

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue
    from groundrules.journal.certificate import Claim

WIDTH, HEIGHT = 841.89, 595.28  # A4 in points
_INK, _SOFT, _ACCENT, _WASH, _GOLD, _LINE = "#1f2430", "#535b69", "#0b6570", "#f3f8f8", "#b08a3e", "#c9d6d7"
_ROOM = 660.0  # for a line of words
_SERIF, _ITALIC = "Times-Roman", "Times-Italic"
CONTEXT = "certificate"  # of the catalogues


def certificate_page(claim: Claim, words: Catalogue = ENGLISH) -> bytes:
    """Give the certificate as PDF; the same claim in the same language gives the same bytes.

    Args:
        claim: what it says.
        words: of the language in which it says so; the course is named as the claim names it.
    """
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  only where a PDF is made

    glyphs.register_fonts()
    file = io.BytesIO()
    page = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang=words.language)
    say = words.within(CONTEXT)
    page.setTitle(say("Certificate: {course}").format(course=claim.course))
    page.setAuthor("Ground Rules")
    page.setSubject(" ".join(_honest(words)))
    page.setKeywords(mark(claim))
    _frame(page)
    _sign(page, WIDTH / 2, 512)
    _words(page, claim, words)
    _facts(page, claim, words)
    _foot(page, claim, words)
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


def _honest(words: Catalogue) -> tuple[str, ...]:
    say = words.within(CONTEXT)
    return (
        say(
            "This certificate rests on the learner's own journal, on their own computer. Nobody has examined or signed"
            " it."
        ),
        say(
            "It is the learner's word. Proof by an instructor who graded is a badge, which “groundrules verify” checks."
        ),
    )


def _words(page: Any, claim: Claim, words: Catalogue) -> None:  # noqa: ANN401  reportlab's
    say = words.within(CONTEXT)
    _line(page, say("Certificate"), 436, 46, _INK, font=_SERIF)
    _line(page, say("of having worked through a whole course"), 412, 13, _SOFT, font=_ITALIC)
    _centred(page, claim.name, 352, 34, _ACCENT, bold=True)
    page.setStrokeColor(_GOLD)
    page.setLineWidth(0.8)
    page.line(WIDTH / 2 - 210, 336, WIDTH / 2 + 210, 336)
    _line(page, say("has done every part of"), 312, 13, _SOFT, font=_ITALIC)
    _centred(page, claim.course, 280, 24, _INK, bold=True)
    _centred(page, claim.subtitle, 260, 11.5, _SOFT)


def _facts(page: Any, claim: Claim, words: Catalogue) -> None:  # noqa: ANN401  reportlab's
    hours = round(claim.minutes / 60)
    say = words.within(CONTEXT)
    facts = (
        (str(claim.lessons), say("lessons, about {hours} hours").format(hours=hours) if hours else say("lessons")),
        (str(claim.scenarios), say("scenarios to an end")),
        (str(claim.checks), say("checks answered")),
        (str(claim.exercises), say("exercises done")),
    )
    shown = [fact for fact in facts if fact[0] != "0"]
    room = 600 / max(1, len(shown))
    for index, (number, what) in enumerate(shown):
        x = WIDTH / 2 - 300 + room * (index + 0.5)
        page.setFillColor(_ACCENT)
        page.setFont(_SERIF, 30)
        page.drawCentredString(x, 200, number)
        _line(page, what, 184, 10, _SOFT, x=x)
        if index:
            page.setStrokeColor(_LINE)
            page.setLineWidth(0.7)
            page.line(x - room / 2, 182, x - room / 2, 224)


def _foot(page: Any, claim: Claim, words: Catalogue) -> None:  # noqa: ANN401  reportlab's
    say = words.within(CONTEXT)
    begun, finished, made = (_day(day, words) for day in (claim.begun, claim.finished, claim.made))
    between = say("Between {begun} and {finished}") if begun != finished else say("On {finished}")
    _line(page, between.format(begun=begun, finished=finished), 142, 12, _INK)
    _line(page, say("Made on {day}").format(day=made), 125, 10, _SOFT)
    for number, sentence in enumerate(_honest(words)):
        _line(page, sentence, 76 - 12 * number, 8.5, _SOFT)


def _line(page: Any, text: str, y: float, size: float, colour: str, *, font: str = "", x: float = WIDTH / 2) -> None:  # noqa: ANN401, PLR0913
    """Draw words of ours around a place; in the font asked for where it has all their letters."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    text = _plain(text)
    if font and text.encode("cp1252", "ignore").decode("cp1252") == text:
        page.setFillColor(colour)
        page.setFont(font, size)
        page.drawString(x - stringWidth(text, font, size) / 2, y, text)
    else:
        _centred(page, text, y, size, colour, x=x)


def _centred(  # noqa: PLR0913  all of them places and looks
    page: Any,  # noqa: ANN401  reportlab's
    text: str,
    y: float,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    x: float = WIDTH / 2,
) -> None:
    """Draw words in any letters, in their own direction, smaller where they are long."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    text = _plain(text)
    if direction.has_right_to_left(text):
        text = " ".join(direction.lines(text, 1e9, len))
    runs = glyphs.runs(text)
    if any(font == glyphs.WIDE for font, _ in runs):  # one font for letters that stand side by side in a word
        runs = [(glyphs.WIDE if font == glyphs.PLAIN else font, run) for font, run in runs]
    named = [(_font(font, bold=bold), run) for font, run in runs]
    whole = sum(stringWidth(run, font, size) for font, run in named)
    size = min(size, size * _ROOM / max(1.0, whole))
    x -= min(whole, _ROOM) / 2
    page.setFillColor(colour)
    for font, run in named:
        page.setFont(font, size)
        page.drawString(x, y, run)
        x += stringWidth(run, font, size)


def _plain(text: str) -> str:
    """Give a text with no narrow spaces: the fonts that every reader of PDF has lack them."""
    return text.replace("\u202f", "\xa0")


def _font(font: str, *, bold: bool) -> str:
    return f"{font}-Bold" if bold and font != glyphs.CJK else font


def _day(written: str, words: Catalogue) -> str:
    return long_date(date.fromisoformat(written), words)
