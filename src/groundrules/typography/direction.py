"""Lines of a PDF that read from right to left: a PDF shows letters in the order in which they stand in it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}
_UNKNOWN = "\u25a1"  # for a character that Unicode has not assigned, which the algorithm refuses
# Marks by which a text could turn its neighbours round; the letters' own directions are enough here.
_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def has_right_to_left(text: str) -> bool:
    """Tell whether any letter of a text is written from right to left."""
    return any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def starts_right(text: str) -> bool:
    """Tell whether a text begins at the right: its first letter with a direction says so (UAX #9, P2 and P3)."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind in _STRONG), False)


def lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines, each in the order in which its letters are seen.

    Lines are broken in the order of reading and only then turned, as the Unicode bidirectional algorithm has it
    (UAX #9, L2); Arabic letters are joined before they are measured.

    Args:
        text: what was written; its line breaks are kept.
        width: the room for a line, in points.
        measure: gives the width of a piece of a line, in points.
    """
    from arabic_reshaper import reshape  # noqa: PLC0415  only where such a text is set
    from bidi.algorithm import get_display  # noqa: PLC0415

    seen: list[str] = []
    for paragraph in text.split("\n"):
        base = "R" if starts_right(paragraph) else "L"
        known = "".join(char if unicodedata.bidirectional(char) else _UNKNOWN for char in paragraph)
        joined = reshape(known.translate(_MARKS))
        seen += [str(get_display(line, base_dir=base)) for line in _broken(joined, width, measure)]
    return seen


def _broken(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if not lines[-1] or measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
