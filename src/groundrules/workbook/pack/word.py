"""Documents as Word files (docx)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from groundrules.catalogue import SOURCE
from groundrules.typography import direction, glyphs
from groundrules.workbook.evidence.chart import Chart
from groundrules.workbook.pack.blocks import Block, Columns, Document, Heading, Points, Table, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_INK, _SOFT, _LINE, _ACCENT, _WASH = "1F2430", "535B69", "D5D9E0", "0B6570", "F1F6F6"
_MARGIN = 1.9  # centimetres
_FONT = "Calibri"


def as_docx(document: Document, size: float) -> bytes:
    """Give a document as a Word file.

    Args:
        document: what it says.
        size: of the letters, in points; `pdf.fitting_size` gives the one that fits.
    """
    return _Writer(document, size).written()


class _Writer:
    """Writes blocks into a Word document with styles of its own, so that the person can change them in one place."""

    def __init__(self, document: Document, size: float) -> None:
        import docx  # noqa: PLC0415  loaded where a Word file is made
        from docx.shared import Cm  # noqa: PLC0415

        self.document, self.size = document, size
        self.file = docx.Document()
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
        section.footer_distance = Cm(0.9)
        self.width = section.page_width - section.left_margin - section.right_margin
        self._styles()
        if document.language != SOURCE:  # in which the template is
            self.file.styles.element.find(f".//{_w('docDefaults')}//{_w('lang')}").set(_w("val"), document.language)

    def written(self) -> bytes:
        """Write all of it."""
        core = self.file.core_properties
        core.title, core.author, core.comments = glyphs.visible(self.document.title)[:255], "", ""
        self._paragraph(self.document.title, "Title")
        if self.document.subtitle:
            self._paragraph(self.document.subtitle, "Subtitle")
        for block in self.document.blocks:
            self._block(block)
        foot = self.file.sections[0].footer.paragraphs[0]
        foot.style = self.file.styles["Footer"]
        foot.add_run(glyphs.visible(self.document.foot))
        held = io.BytesIO()
        self.file.save(held)
        return held.getvalue()

    def _styles(self) -> None:
        from docx.shared import Pt, RGBColor  # noqa: PLC0415

        def look(
            name: str, size: float, colour: str, *, bold: bool = False, space: tuple[float, float] = (0, 0)
        ) -> None:
            style = self.file.styles[name]
            style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
            style.font.color.rgb = RGBColor.from_string(colour)
            # A theme's font, named in the template, would win over the one set here.
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in fonts.attrib if "heme" in key]:
                del fonts.attrib[key]
            layout = style.paragraph_format
            layout.space_before, layout.space_after, layout.line_spacing = Pt(space[0]), Pt(space[1]), 1.08

        look("Normal", self.size, _INK, space=(0, self.size * 0.5))
        look("Title", self.size * 1.9, _INK, bold=True, space=(0, 2))
        look("Subtitle", self.size, _SOFT, space=(0, self.size * 0.6))
        look("Heading 1", self.size * 1.1, _ACCENT, bold=True, space=(self.size * 0.5, 1))
        look("List Bullet", self.size, _INK, space=(0, 1))
        look("List Number", self.size, _INK, space=(0, 1))
        look("Footer", self.size - 2, _SOFT)
        for name in ("Title", "Subtitle"):
            borders = self.file.styles[name].element.find(f".//{_w('pBdr')}")
            if borders is not None:
                borders.getparent().remove(borders)
            for spread in self.file.styles[name].element.findall(f".//{_w('rPr')}/{_w('spacing')}"):
                spread.getparent().remove(spread)
        self.file.styles["Subtitle"].font.italic = False

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text):
                self._paragraph(text, "Heading 1")
            case Text(text, soft=soft, boxed=boxed):
                if boxed:
                    self._grid([[text]], [1.0], shaded=[(0, 0)], borders=False)
                else:
                    self._paragraph(text, "Subtitle" if soft else "Normal")
            case Points(texts, numbered=numbered):
                for text in texts:
                    self._paragraph(text, "List Number" if numbered else "List Bullet")
            case Columns(parts):
                cells = [[name for name, _ in parts], [text for _, text in parts]]
                self._grid(cells, [1 / len(parts)] * len(parts), bold=True)
            case Table(header, rows, widths):
                self._grid([header, *rows], list(widths), bold=True, head=True, small=True)
            case Chart():
                self._picture(block)

    def _paragraph(self, text: str, style: str) -> Any:  # noqa: ANN401  python-docx's
        paragraph = self.file.add_paragraph(style=style)
        _say(paragraph, text)
        return paragraph

    def _grid(  # noqa: PLR0913  one place for the look of all tables
        self,
        cells: Sequence[Sequence[str]],
        widths: list[float],
        *,
        bold: bool = False,
        head: bool = False,
        small: bool = False,
        borders: bool = True,
        shaded: Sequence[tuple[int, int]] = (),
    ) -> None:
        from docx.shared import Pt  # noqa: PLC0415

        table = self.file.add_table(rows=len(cells), cols=len(widths), style="Table Grid" if borders else None)
        table.autofit = False
        for column, share in zip(table.columns, widths, strict=True):
            column.width = int(self.width * share)
        marked = {(0, column) for column in range(len(widths))} if head else set(shaded)
        for number, (line, texts) in enumerate(zip(table.rows, cells, strict=True)):
            for place, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
                cell.width = int(self.width * widths[place])
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                run = _say(paragraph, text)
                run.bold = bold and number == 0
                run.font.size = Pt(self.size - 1.5) if small else None
                if (number, place) in marked:
                    _child(cell._tc.get_or_add_tcPr(), "shd", val="clear", color="auto", fill=_WASH)  # noqa: SLF001
        for line in table.rows if head else ():
            _child(line._tr.get_or_add_trPr(), "cantSplit", val="true")  # noqa: SLF001
        if head:
            _child(table.rows[0]._tr.get_or_add_trPr(), "tblHeader", val="true")  # noqa: SLF001
        _framed(table, bar=not borders)
        after = self.file.add_paragraph(style="Normal")
        after.paragraph_format.space_after = Pt(0)
        after.paragraph_format.line_spacing = Pt(self.size * 0.6)

    def _picture(self, block: Chart) -> None:
        title = self._paragraph(block.title, "Normal")
        title.runs[0].bold = True
        title.paragraph_format.keep_with_next = True
        picture = self.file.add_picture(io.BytesIO(block.png), width=self.width)
        picture._inline.docPr.set("descr", glyphs.visible(block.words))  # noqa: SLF001  python-docx has no other way
        self._paragraph(block.words, "Subtitle")


def _say(paragraph: Any, text: str) -> Any:  # noqa: ANN401  python-docx's
    """Put a text into a paragraph, which begins at the right where the text does; give its run."""
    run = paragraph.add_run(glyphs.visible(text))
    if direction.starts_right(text):
        run.font.rtl = True
        # Word takes the parts of a paragraph's look in one order only: after `bidi` come these.
        following = ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "jc")
        look = paragraph._p.get_or_add_pPr()  # noqa: SLF001  python-docx has no other way
        mark = _child(look, "bidi")
        look.insert_element_before(mark, *(f"w:{name}" for name in following))
    return run


def _w(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415

    return str(qn(f"w:{name}"))


def _child(parent: Any, name: str, **attributes: str) -> Any:  # noqa: ANN401  lxml's
    from docx.oxml import OxmlElement  # noqa: PLC0415

    child = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        child.set(_w(key), value)
    parent.append(child)
    return child


def _framed(table: Any, *, bar: bool) -> None:  # noqa: ANN401  python-docx's
    """Draw thin grey lines; or, for a box, one strong line at its left. Leave room around the words."""
    borders = _child(table._tbl.tblPr, "tblBorders")  # noqa: SLF001  python-docx has no other way
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if bar:
            strong = side == "left"
            _child(borders, side, val="single" if strong else "nil", sz="24", space="0", color=_ACCENT)
        else:
            _child(borders, side, val="single", sz="4", space="0", color=_LINE)
    room = _child(table._tbl.tblPr, "tblCellMar")  # noqa: SLF001
    for side in ("top", "left", "bottom", "right"):
        _child(room, side, w="110" if bar or side in {"left", "right"} else "40", type="dxa")
