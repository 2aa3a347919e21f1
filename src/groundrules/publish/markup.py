"""The few marks that content texts know (paragraphs, *emphasis*, **strong**) as HTML for other systems."""

from __future__ import annotations

import html
import re

_STRONG = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*", re.DOTALL)
_EMPHASIS = re.compile(r"\*(\S(?:[^*]*?[^\s*])?)\*")


def inline(text: str) -> str:
    """Give a line of text as HTML, everything in it escaped."""
    escaped = html.escape(" ".join(text.split()))
    return _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", escaped))


def paragraphs(text: str) -> str:
    """Give a text as paragraphs; a blank line parts them."""
    blocks = (block for block in re.split(r"\n\s*\n", text.strip()) if block.strip())
    return "".join(f"<p>{inline(block)}</p>" for block in blocks)


def plain(text: str) -> str:
    """Give a text without its marks."""
    return _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", text)).strip()
