"""A text as sentences: plain words for the rules to match, quoted speech set aside, every word's place kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.coach.regex import Regex
from groundrules.coach.spelling import STRAIGHT, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDS = Regex(r"[.!?…]+[\"'»)\]]*(?=\s|$)|\n\s*\n|\n(?=\s*[^\sa-z])|(?<=[?!])(?=[A-Z])")
ABBREVIATED = Regex(
    r"(?:^|[\s(])(?:e\.g|i\.e|cf|mr|mrs|ms|dr|prof|st|no|nr|vs|approx|ca|inc|ltd|co|corp|dept|est|ext|fig|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[a-z])\.$",
    re.IGNORECASE,
)
# These may also end a sentence: they do when a capital follows.
MAY_END = Regex(r"(?:^|[\s(\d])(?:[ap]\.m|etc|inc|ltd|co)\.$", re.IGNORECASE)
TOKEN = Regex(
    r"[€$£]?\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th|[ap]\.?m\b\.?|%|[a-z]{1,3}\b)?|[ap]\.m\.?(?!\w)|"
    r"[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W\d_]+(?:'[^\W\d_]+)?)*|_+|[,;:()%#€$£]|(?<=\s)-(?=\s)",
    re.IGNORECASE,
)
QUOTES = Regex(r"«[^»]*»|(?<!\w)\"[^\"\n]*\"(?!\w)|(?<![\w'])'(?=\w)[^\n]{8,400}?(?<=[\w.,!?…])'(?!\w)")
QUOTE_MARK = Regex(r"[\"'«]")
MAILED = Regex(r"^[ \t]*>.*$|^On .{5,120} wrote:[ \t]*$", re.MULTILINE)
# The writer's own script: "I would say: '…'" holds the writer's words, not somebody else's.
OWN_SCRIPT = Regex(
    r"(?:\b(?:i|we)(?:'d|'ll| would| will| could| might| can)? (?:then |also |first )?"
    r"(?:say|ask|write|answer|reply|tell (?:him|her|them))\b[^.!?\n]{0,30}|"
    r"\b(?:opening|statement|script|proposal|my (?:words|answer|reply|text|e-?mail))\b[^.!?\n]{0,20}):?\s*$",
    re.IGNORECASE,
)
HEAD = Regex(r"(?:(?:[,;:()-]|and|but|so|then) (?=\S))*")
LONG_ENOUGH = 2  # a quote of fewer words is a name or a term, not speech


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        plain: its words in lower case, contractions undone, one space between any two tokens.
        words: the set of these tokens.
        asked: whether it ends with a question mark.
        opens: whether it begins a line.
        at: for each token its place in `plain`.
        starts: for each token where it begins in the text.
        ends: for each token where it ends in the text.
    """

    start: int
    end: int
    plain: str
    words: frozenset[str]
    asked: bool
    opens: bool
    at: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the text of a stretch of `plain`, without a comma or conjunction at its head."""
        start += len(HEAD.made.match(self.plain, start, end).group())  # type: ignore[union-attr]
        first = max(bisect_right(self.at, start) - 1, 0)
        last = max(bisect_right(self.at, max(end - 1, start)) - 1, first)
        return self.starts[first], self.ends[last]


def set_aside(text: str) -> str:
    """Give the text, of the same length, with quoted speech replaced by underscores.

    A text that is one quotation as a whole, or a quotation that the writer announces as what they would say,
    is the writer's own and stays.
    """
    bare = text.strip()

    def blank(match: re.Match[str]) -> str:
        quote = match.group()
        own = len(quote) == len(bare) or OWN_SCRIPT.made.search(text[: match.start()])
        if own or len(quote.split()) < LONG_ENOUGH:
            return quote
        return re.sub(r"\S", "_", quote).replace(" ", "_") if "\n" not in quote else re.sub(r"[^\n]", "_", quote)

    kept = QUOTES.made.sub(blank, text) if QUOTE_MARK.made.search(text) else text
    return MAILED.made.sub(lambda match: "_" * len(match.group()), kept) if "\n" in kept or kept[:1] == ">" else kept


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Give the start and end of each sentence."""
    start = 0
    for match in ENDS.made.finditer(text):
        if match.group()[:1] == ".":
            before = text[max(start, match.start() - 12) : match.start() + 1]
            follows = text[match.end() :].lstrip()[:1]
            if MAY_END.made.search(before):
                if not follows.isupper():
                    continue
            elif ABBREVIATED.made.search(before) and follows:
                continue
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def sentences(text: str) -> list[Sentence]:
    """Split a text into sentences; those without a word are left out."""
    kept = set_aside(text.translate(STRAIGHT))
    found = []
    for start, end in cut(kept):
        plain: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        tokens = [(match.group(), match.start(), match.end()) for match in TOKEN.made.finditer(kept, start, end)]
        for word, first, last in plain_words(tokens):
            plain.append(word)
            starts.append(first)
            ends.append(last)
        if not any(word[0].isalnum() for word in plain):
            continue
        at = [0]
        for word in plain[:-1]:
            at.append(at[-1] + len(word) + 1)
        closing = kept[start:end].rstrip(" \t\n\"'»)]")
        before = text[:start].rstrip(" \t")
        found.append(
            Sentence(
                start=starts[0],
                end=max(ends[-1], start + len(kept[start:end].rstrip())),
                plain=" ".join(plain),
                words=frozenset(plain),
                asked=closing.endswith(("?", "?!", "?.")) or "?!" in closing[-3:],
                opens=not before or before.endswith("\n"),
                at=tuple(at),
                starts=tuple(starts),
                ends=tuple(ends),
            )
        )
    return found
