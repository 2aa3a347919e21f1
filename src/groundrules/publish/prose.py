"""A lesson's Markdown as HTML: what is written as HTML is shown as text, links lead within the site where they can."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

QUOTES = "\u201c\u201d\u2018\u2019"  # what straight quotes become: double, then single
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that can be linked to."""

    level: int
    text: str
    anchor: str


@dataclass(slots=True)
class Passage:
    """The text under a heading, up to the next one, for searching.

    Attributes:
        anchor: of the heading; empty before the first.
        heading: its text.
        text: without any markup.
    """

    anchor: str
    heading: str
    text: str = ""


@dataclass(slots=True)
class Prose:
    """Renders the Markdown of one page, cell by cell, so that anchors stay unique on it.

    Attributes:
        to: gives a relative link's address on the site, or None for one that leads nowhere there.
        headings: all headings so far.
        pictures: the addresses of all pictures so far, as written.
        level: of the last heading; 1 before there was any.
        passages: all text so far, by the heading that it stands under.
    """

    to: Callable[[str], str | None]
    headings: list[Heading] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    level: int = 1

    def html(self, text: str) -> str:
        """Give the HTML of a piece of Markdown; HTML in it is escaped."""
        parser = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": QUOTES})
        parser.enable(["table", "strikethrough", "smartquotes"])
        tokens = parser.parse(text)
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                self._head(token, _plain(tokens[index + 1]))
            elif token.type == "inline" and tokens[index - 1].type != "heading_open":
                self._read(_plain(token))
            for child in token.children or ():
                if child.type == "image":
                    self.pictures.append(str(child.attrs["src"]))
                    child.attrs |= {"loading": "lazy", "decoding": "async"}
            self._link(token.children or [])
        parser.add_render_rule("table_open", _open_table)
        parser.add_render_rule("table_close", _close_table)
        return str(parser.renderer.render(tokens, parser.options, {}))

    def _head(self, token: Token, text: str) -> None:
        self.level = int(token.tag[1])
        taken = {heading.anchor for heading in self.headings}
        name = base = slug(text)
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        token.attrs["id"] = name
        self.headings.append(Heading(self.level, text, name))
        self.passages.append(Passage(name, text))

    def _read(self, text: str) -> None:
        if not self.passages:
            self.passages.append(Passage("", ""))
        passage = self.passages[-1]
        passage.text = f"{passage.text} {text}".strip()

    def _link(self, inline: list[Token]) -> None:
        opened: list[Token] = []
        for token in inline:
            if token.type == "link_open":
                opened.append(token)
                self._lead(token)
            elif token.type == "link_close" and opened.pop().tag == "span":
                token.tag = "span"

    def _lead(self, token: Token) -> None:
        address = str(token.attrs["href"])
        if _SCHEME.match(address):
            token.attrs["rel"] = "noopener noreferrer"
            return
        place = address if address.startswith("#") else self.to(address)
        if place is None:
            token.tag = "span"
            token.attrs = {"class": "elsewhere"}
        else:
            token.attrs["href"] = place


def curly(text: str) -> str:
    """Give a title with typographic quotes."""
    parser = MarkdownIt("zero", {"typographer": True, "quotes": QUOTES}).enable("smartquotes")
    return "".join(_plain(token) for token in parser.parse(text) if token.type == "inline")


def slug(text: str) -> str:
    """Give the anchor of a heading: lower case, letters and digits, with hyphens between words."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[^\w]+", "-", plain).strip("-_") or "section"


def _plain(inline: Token) -> str:
    return "".join(
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in inline.children or ()
        if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )


# A wide table scrolls by itself; the keyboard reaches what scrolls.
def _open_table(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return '<div class="wide" tabindex="0" role="group">' + self.renderToken(tokens, index, options, env)


def _close_table(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    return self.renderToken(tokens, index, options, env) + "</div>"
