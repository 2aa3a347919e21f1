"""Structures of a text: exactly three points, a welcome, who does what by when, a confirmation asked, speaking time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from groundrules.coach.lexicon import pattern_groups
from groundrules.coach.regex import Regex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from groundrules.coach.lexicon import Patterns
    from groundrules.coach.report import Finding
    from groundrules.coach.sentence import Sentence

SLOTS = (
    "three_points",
    "welcome",
    "importance",
    "request",
    "who",
    "by_when",
    "agreed",
    "asks_confirmation",
    "alternative",
    "refusal",
    "heard_first",
    "rule_named",
    "behaviour",
    "recall",
    "under_a_minute",
)
WORDS_A_MINUTE = 140  # people say 130 to 150 words a minute when they are calm
POINTS = 3
ITEM = Regex(r"^[ \t]*(?:[-*•]|\(?\d{1,2}[.):]|\(?[a-h][.)])[ \t]+\S", re.MULTILINE)
INLINE = Regex(r"(?<![\w.])\(?([1-9a-h])[.):](?=\s*\S)")
ORDINALS = (
    r"first(?:ly)?|one|to begin with|to start with|for a start|the first",
    r"second(?:ly)?|two|then|next|also|the second",
    r"third(?:ly)?|three|finally|lastly|last|the third",
    r"fourth(?:ly)?|four|the fourth",
)
ORDINAL_STARTS = tuple(
    Regex(rf"(?:^|[.!?;:\n]\s*|,\s*(?:and\s+)?)(?:and\s+)?(?:{words})\b[,:]?\s", re.IGNORECASE) for words in ORDINALS
)
WORD = Regex(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Slot:
    """A structure that was found, and where; the whole text where it has no one place."""

    name: str
    start: int
    end: int


@cache
def patterns() -> dict[str, Patterns]:
    """Give the compiled patterns of `slots.toml`, by their name."""
    return pattern_groups("slot")


def word_count(text: str) -> int:
    """Count the words of a text."""
    return len(WORD.made.findall(text))


def seconds(words: int) -> int:
    """Say how many seconds so many words take to say."""
    return round(words * 60 / WORDS_A_MINUTE)


def point_count(text: str) -> int:
    """Count the points that a text sets apart: list items, inline numbers, ordinals, or else its lines.

    Returns:
        The number of points; 0 where nothing sets them apart.
    """
    items = len(ITEM.made.findall(text))
    if items > 1:
        return items
    marks = [match.group(1) for match in INLINE.made.finditer(text)]
    expected = "123456789" if marks[:1] == ["1"] else "abcdefgh"
    run = 0
    for mark in marks:
        run += mark == expected[run : run + 1]
    if run > 1:
        return run
    said = 0
    place = 0
    for ordinal in ORDINAL_STARTS:
        match = ordinal.made.search(text, place)
        if not match:
            break
        said, place = said + 1, match.end() - 1
    if said > 1:
        return said
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) if len(lines) > 1 else 0


def slots(
    text: str, parts: Sequence[Sentence], findings: Sequence[Finding], names: Collection[str] = SLOTS
) -> list[Slot]:
    """Give the structures of a text, at most one of each name.

    Args:
        text: the text.
        parts: its sentences.
        findings: what the rules found in it.
        names: which patterns are looked for.
    """
    found: dict[str, Slot] = {}
    looked_for = {name: pattern for name, pattern in patterns().items() if name in names}
    for part in parts:
        for name, pattern in looked_for.items():
            match = None if name in found else pattern.first(part.plain, part.words)
            if match:
                found[name] = Slot(name, *part.span(*match.span()))
    found |= {slot.name: slot for slot in from_labels(parts, findings, found) if slot.name not in found}
    if point_count(text) == POINTS:
        found["three_points"] = Slot("three_points", 0, len(text))
    if 0 < word_count(text) <= WORDS_A_MINUTE:
        found["under_a_minute"] = Slot("under_a_minute", 0, len(text))
    return [found[name] for name in SLOTS if name in found]


def from_labels(parts: Sequence[Sentence], findings: Sequence[Finding], found: dict[str, Slot]) -> Iterator[Slot]:
    """Give the structures that follow from what the rules found: welcome, request, heard first, recall."""
    for name, labels in (("welcome", {"thanks_or_welcome"}), ("request", {"commitment_request", "proposal"})):
        yield from (Slot(name, each.start, each.end) for each in findings if each.label in labels)
    refusal = found.get("refusal")
    for each in findings:
        if each.label == "acknowledgement" and not (refusal and refusal.start < each.start):
            yield Slot("heard_first", each.start, each.end)
        if each.label == "closed_question" and any(
            patterns()[name].first(part.plain, part.words)
            for part in parts
            if part.start <= each.start < part.end
            for name in ("rule_named", "agreed")
        ):
            yield Slot("recall", each.start, each.end)
