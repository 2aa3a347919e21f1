"""Text made fit for documents: what a file format or a font cannot hold, shown by something it can."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_REPLACEMENT = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef]")
_UNSEEN = {"Cf", "Mn", "Me"}  # marks of direction and joining, which have no width of their own

PLAIN, WIDE, CJK = "Helvetica", "DejaVuSans", "STSong-Light"


def visible(text: str) -> str:
    """Give a text that XML can hold: every other control character as a sign that shows it."""
    return _CONTROL.sub(
        _sign, text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x85", "\n")
    )


def runs(text: str) -> list[tuple[str, str]]:
    """Part a text into runs that one font of a PDF can show.

    Returns:
        Pairs of a font's name and text; what no font shows is a box.
    """
    parts: list[tuple[str, str]] = []
    for char in visible(text):
        font, shown = _font(char)
        if parts and (parts[-1][0] == font or char == " "):
            parts[-1] = (parts[-1][0], parts[-1][1] + shown)
        else:
            parts.append((font, shown))
    return parts


@cache
def font_files() -> dict[str, Path]:
    """Give the files of the fonts for letters beyond Western Europe, by name; matplotlib brings them."""
    import matplotlib as mpl  # noqa: PLC0415  only where a PDF is made

    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return {WIDE: folder / "DejaVuSans.ttf", f"{WIDE}-Bold": folder / "DejaVuSans-Bold.ttf"}


@cache
def register_fonts() -> None:
    """Make the fonts known to reportlab; once is enough."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415  only where a PDF is made
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name, file in font_files().items():
        pdfmetrics.registerFont(TTFont(name, str(file)))
    pdfmetrics.registerFontFamily(WIDE, normal=WIDE, bold=f"{WIDE}-Bold")
    pdfmetrics.registerFont(UnicodeCIDFont(CJK))


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else _REPLACEMENT  # noqa: PLR2004  the pictures of control characters


@cache
def _font(char: str) -> tuple[str, str]:
    if char in {"\n", "\t"}:
        return PLAIN, " " if char == "\t" else char
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        pass
    else:
        return PLAIN, char
    if ord(char) in _covered():
        return WIDE, char
    if unicodedata.category(char) in _UNSEEN:
        return PLAIN, ""
    if unicodedata.east_asian_width(char) in {"W", "F"} and ord(char) < 0x10000:  # noqa: PLR2004  the font's plane
        return CJK, char
    return WIDE, "\u25a1"


@cache
def _covered() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415  only where a PDF is made

    return frozenset(FT2Font(str(font_files()[WIDE])).get_charmap())
