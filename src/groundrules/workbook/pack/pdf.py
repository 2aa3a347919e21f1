"""Documents as PDF."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from groundrules.typography import direction, glyphs
from groundrules.workbook.evidence.chart import Chart
from groundrules.workbook.pack.blocks import Block, Columns, Document, Heading, Points, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_INK, _SOFT, _LINE, _ACCENT, _WASH = "#1f2430", "#535b69", "#d5d9e0", "#0b6570", "#f1f6f6"
_MARGIN = 54.0  # points, 19 mm
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5)  # letters of a document that shall fit on one page
_PADDING = 12.0  # that reportlab keeps around what stands on a page
_MOST_PICTURE = 0.34  # of the page's height


def as_pdf(document: Document) -> bytes:
    """Give a document as PDF, on A4 paper.

    A document for one page has its letters made smaller until it fits; where the smallest do not do, it takes two.
    """
    return _rendered(document, fitting_size(document))


def fitting_size(document: Document) -> float:
    """Give the size of letters, in points, in which a document keeps to its pages."""
    if not document.one_page:
        return _SIZES[1]
    return next((size for size in _SIZES if _pages(document, size) == 1), _SIZES[-1])


def _pages(document: Document, size: float) -> int:
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415

    template = SimpleDocTemplate(io.BytesIO(), **_paper())
    template.build(_Story(size, template.width, template.height).flow(document))
    return int(template.page)


def _rendered(document: Document, size: float) -> bytes:
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415

    held = io.BytesIO()
    title = glyphs.visible(document.title)
    template = SimpleDocTemplate(held, title=title, author="", lang=document.language, invariant=1, **_paper())

    def foot(canvas: Any, page: Any) -> None:  # noqa: ANN401  reportlab's
        canvas.saveState()
        line = paragraph(document.foot, text_style(size - 2, _SOFT))
        _, height = line.wrap(template.width - 40, 100)
        line.drawOn(canvas, _MARGIN + _PADDING / 2, _MARGIN / 2 - height / 2 + 4)
        canvas.setFont(glyphs.PLAIN, size - 2)
        canvas.setFillColor(_SOFT)
        canvas.drawRightString(_MARGIN + template.width - _PADDING / 2, _MARGIN / 2, str(page.page))
        canvas.restoreState()

    template.build(_Story(size, template.width, template.height).flow(document), onFirstPage=foot, onLaterPages=foot)
    return held.getvalue()


class _Story:
    """Turns blocks into what reportlab lays out."""

    def __init__(self, size: float, width: float, height: float) -> None:
        glyphs.register_fonts()
        self.size, self.width, self.height = size, width - _PADDING, height - _PADDING

    def flow(self, document: Document) -> list[Any]:
        from reportlab.platypus import KeepTogether, Spacer  # noqa: PLC0415

        flow: list[Any] = [self._text(document.title, text_style(self.size * 1.75, _INK, bold=True))]
        if document.subtitle:
            flow.append(self._text(document.subtitle, text_style(self.size, _SOFT)))
        flow.append(Spacer(1, self.size * 0.9))
        blocks = iter(document.blocks)
        for block in blocks:
            parts = list(self._block(block))
            if isinstance(block, Heading) and (following := next(blocks, None)) is not None:
                rest = list(self._block(following))
                # A heading never stands alone at the foot of a page.
                flow += [*parts, *rest] if isinstance(following, Table) else [KeepTogether([*parts, *rest])]
            else:
                flow += parts
        return flow

    def _block(self, block: Block) -> Iterator[Any]:
        from reportlab.platypus import Spacer  # noqa: PLC0415

        gap = Spacer(1, self.size * 0.7)
        match block:
            case Heading(text):
                yield self._text(text, text_style(self.size * 1.05, _ACCENT, bold=True, after=2))
                return
            case Text(text, soft=soft, boxed=boxed):
                words = self._text(text, text_style(self.size, _SOFT if soft else _INK))
                yield self._boxed(words) if boxed else words
            case Points():
                yield from self._points(block)
            case Columns(parts):
                yield self._columns(parts)
            case Table():
                yield self._table(block)
            case Chart():
                yield self._picture(block)
        yield gap

    def _text(self, text: str, style: Any) -> Any:  # noqa: ANN401  reportlab's
        return paragraph(text, style)

    def _points(self, block: Points) -> Iterator[Any]:
        style = text_style(self.size, _INK, indent=self.size * 1.5, after=self.size * 0.15)
        for number, text in enumerate(block.texts, 1):
            mark = f"{number}." if block.numbered else "\u2022"
            yield paragraph(text, style, bullet=mark)

    def _boxed(self, words: Any) -> Any:  # noqa: ANN401  reportlab's
        return self._grid([[words]], [self.width], [("BACKGROUND", (0, 0), (-1, -1), _WASH)], pad=7, bar=True)

    def _columns(self, parts: tuple[tuple[str, str], ...]) -> Any:  # noqa: ANN401  reportlab's
        heads = [self._text(name, text_style(self.size, _ACCENT, bold=True)) for name, _ in parts]
        texts = [self._text(text, text_style(self.size, _INK)) for _, text in parts]
        lines: list[Any] = [("BOX", (column, 0), (column, -1), 0.6, _LINE) for column in range(len(parts))]
        lines += [("BOTTOMPADDING", (0, 0), (-1, 0), 0), ("TOPPADDING", (0, 1), (-1, 1), 1)]
        return self._grid([heads, texts], [self.width / len(parts)] * len(parts), lines, pad=5)

    def _table(self, block: Table) -> Any:  # noqa: ANN401  reportlab's
        small = self.size - 1.5
        head = [self._text(name, text_style(small, _INK, bold=True)) for name in block.header]
        rows = [[self._text(cell, text_style(small, _INK)) for cell in row] for row in block.rows]
        lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE), ("BACKGROUND", (0, 0), (-1, 0), _WASH)]
        return self._grid([head, *rows], [share * self.width for share in block.widths], lines, pad=3, head=1)

    def _grid(  # noqa: PLR0913  one place for the look of all tables
        self, cells: list[Any], widths: list[float], lines: list[Any], *, pad: float, head: int = 0, bar: bool = False
    ) -> Any:  # noqa: ANN401  reportlab's
        from reportlab.platypus import Table as Grid  # noqa: PLC0415

        rules = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), pad + 1),
            ("RIGHTPADDING", (0, 0), (-1, -1), pad + 1),
            ("TOPPADDING", (0, 0), (-1, -1), pad),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
            *([("LINEBEFORE", (0, 0), (0, -1), 3, _ACCENT)] if bar else []),
        ]
        # The rows of a table stay whole; a box may be longer than a page.
        whole = int(not head)
        return Grid(cells, colWidths=widths, style=[*rules, *lines], repeatRows=head, splitInRow=whole, hAlign="LEFT")

    def _picture(self, block: Chart) -> Any:  # noqa: ANN401  reportlab's
        from reportlab.platypus import Image, KeepTogether  # noqa: PLC0415

        width = min(self.width, self.height * _MOST_PICTURE / block.ratio)
        image = Image(io.BytesIO(block.png), width=width, height=width * block.ratio)
        image.hAlign = "LEFT"
        title = paragraph(block.title, text_style(self.size, _INK, bold=True, after=3))
        return KeepTogether([title, image, paragraph(block.words, text_style(self.size - 1.5, _SOFT))])


def paragraph(text: str, style: Any, *, bullet: str = "") -> Any:  # noqa: ANN401  reportlab's
    """Give a paragraph of plain text for reportlab to set, from left to right or from right to left."""
    from reportlab.platypus import Paragraph  # noqa: PLC0415

    if direction.has_right_to_left(text):
        return _two_way()(glyphs.visible(text), style, bullet)
    return Paragraph(_marked(text), style, bulletText=bullet or None)


@cache
def _two_way() -> Any:  # noqa: ANN401  reportlab's
    from reportlab.platypus import Flowable, Paragraph  # noqa: PLC0415

    class TwoWay(Flowable):  # type: ignore[misc]
        """A paragraph with letters from right to left: broken into lines once its width is known, each then turned."""

        def __init__(self, text: str, style: Any, bullet: str) -> None:  # noqa: ANN401
            super().__init__()
            right = direction.starts_right(text)
            # Where the text begins at the right, its bullet does too.
            self.text, self.bullet = (f"{bullet} {text}", "") if right and bullet else (text, bullet)
            self.style = style.clone("turned", alignment=2, leftIndent=0) if right else style  # 2: at the right margin
            self.set: Any = None

        def wrap(self, width: float, height: float) -> tuple[float, float]:
            style = self.style
            room = width - style.leftIndent - 1  # a point for rounding
            seen = direction.lines(self.text, room, lambda piece: _width(piece, style))
            self.set = Paragraph("<br/>".join(map(_marked, seen)), style, bulletText=self.bullet or None)
            taken: tuple[float, float] = self.set.wrap(width, height)
            return taken

        def getSpaceAfter(self) -> float:  # noqa: N802  reportlab's name
            return float(self.style.spaceAfter)

        def split(self, width: float, height: float) -> list[Any]:
            self.wrap(width, height)
            return list(self.set.split(width, height))

        def draw(self) -> None:
            self.set.drawOn(self.canv, 0, 0)

    return TwoWay


def _width(text: str, style: Any) -> float:  # noqa: ANN401  reportlab's
    from reportlab.pdfbase.pdfmetrics import stringWidth  # noqa: PLC0415

    bold = "-Bold" if style.fontName.endswith("-Bold") else ""
    fonts = {glyphs.PLAIN: glyphs.PLAIN + bold, glyphs.WIDE: glyphs.WIDE + bold, glyphs.CJK: glyphs.CJK}
    return float(sum(stringWidth(run, fonts[font], style.fontSize) for font, run in glyphs.runs(text)))


def text_style(size: float, colour: str, *, bold: bool = False, indent: float = 0, after: float = 0) -> Any:  # noqa: ANN401
    """Give the look of a paragraph, its sizes in points; the fonts for other alphabets are there from then on."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    glyphs.register_fonts()
    return ParagraphStyle(
        "words",
        fontName=f"{glyphs.PLAIN}-Bold" if bold else glyphs.PLAIN,
        fontSize=size,
        leading=size * 1.32,
        textColor=colour,
        leftIndent=indent,
        bulletIndent=indent * 0.3,
        bulletFontSize=size,
        spaceAfter=after,
    )


def _marked(text: str) -> str:
    """Give a text in reportlab's own marks: escaped, its lines kept, each run in a font that has its letters."""
    parts = []
    for font, run in glyphs.runs(text):
        words = escape(run).replace("\n", "<br/>")
        parts.append(words if font == glyphs.PLAIN else f'<font name="{font}">{words}</font>')
    return "".join(parts)


def _paper() -> dict[str, Any]:
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415

    return {
        "pagesize": A4,
        "leftMargin": _MARGIN,
        "rightMargin": _MARGIN,
        "topMargin": _MARGIN * 0.85,
        "bottomMargin": _MARGIN * 0.9,
    }
