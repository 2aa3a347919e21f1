"""A document as blocks: what a brief or an annex says, before it becomes a Word file or a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundrules.catalogue import SOURCE
from groundrules.workbook.evidence.chart import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; line breaks are kept.

    Attributes:
        text: plain text.
        soft: less important than the rest.
        boxed: the words that count most, set apart.
    """

    text: str
    soft: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list.

    Attributes:
        texts: one for each point.
        numbered: 1, 2, 3 instead of dots.
    """

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Two to four short texts side by side, each under its own name."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that every page repeats.

    Attributes:
        header: the names of the columns.
        rows: the cells as texts.
        widths: shares of the page's width, in sum 1.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Heading | Text | Points | Columns | Table | Chart


@dataclass(slots=True)
class Document:
    """A whole document.

    Attributes:
        title: its first line.
        subtitle: the line below; may be empty.
        foot: the line at the bottom of every page.
        blocks: in order.
        language: of its own words, a BCP 47 tag.
        one_page: letters may become smaller so that it fits on one page.
    """

    title: str
    subtitle: str = ""
    foot: str = ""
    blocks: list[Block] = field(default_factory=list)
    language: str = SOURCE
    one_page: bool = False
