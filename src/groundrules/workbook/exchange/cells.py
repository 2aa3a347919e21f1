"""Text in cells of files that others open: nothing is run as a formula, and everything comes back as it was."""

from __future__ import annotations

import re

from groundrules.typography.glyphs import visible

# What spreadsheets take for the beginning of a formula, behind spaces and in wide letters too.
_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠\t\r\n]")  # noqa: RUF001  the wide letters are meant
_MARKED = re.compile(r"'+\s*[=+\-@|%＝＋－＠\t\r\n]")  # noqa: RUF001
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def neutral(text: str) -> str:
    """Give a text for a CSV cell: a `'` before what a spreadsheet would run. `original` takes it away again."""
    return f"'{text}" if _FORMULA.match(text) or _MARKED.match(text) else text


def original(text: str) -> str:
    """Give the text that `neutral` was given."""
    return text[1:] if _MARKED.match(text) else text


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would take a text for a formula when somebody edits its cell."""
    return _FORMULA.match(text) is not None


def spreadsheet_text(text: str) -> str:
    """Give a text that an xlsx cell can hold and Excel shows: control characters as signs, no hidden escapes."""
    return _ESCAPE.sub("_x005F_", visible(text))


def same_text(cell: str, shown: str) -> bool:
    """Say whether a cell still holds what was written into it, however its reader treats escapes and line ends."""

    def bare(text: str) -> str:
        return text.replace("_x000D_", "").replace("x005F_", "").replace("\r", "").strip()

    return bare(cell) == bare(shown)
