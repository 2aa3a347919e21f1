"""Evidence: a thing that happened, or a record of it, told with a number, a date, a time or a document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from groundrules.coach.lexicon import pattern_groups

if TYPE_CHECKING:
    import re

    from groundrules.coach.lexicon import Patterns
    from groundrules.coach.sentence import Sentence


@cache
def patterns() -> dict[str, Patterns]:
    """Give the compiled patterns of `evidence.toml`, by their name."""
    return pattern_groups("evidence")


def blanked(pattern: Patterns, plain: str, words: frozenset[str]) -> str:
    """Give the sentence with what a pattern finds made unreadable, at the same length."""
    for match in list(pattern.matches(plain, words)):
        start, end = match.span()
        plain = f"{plain[:start]}{'_' * (end - start)}{plain[end:]}"
    return plain


def evidence(sentence: Sentence) -> tuple[int, int] | None:
    """Give the place in `plain` of the specific fact, or None.

    A deadline, a price asked or a plan holds numbers too: what lies ahead is taken out first, and what is left
    needs a specific and an event in the past, or is a record that speaks.
    """
    known, words = patterns(), sentence.words

    def find(name: str, plain: str) -> re.Match[str] | None:
        return known[name].first(plain, words)

    record = find("record", sentence.plain)
    if record:
        return record.span()
    plain = blanked(known["ahead"], blanked(known["idle"], sentence.plain, words), words)
    measured = find("measured", plain) or (None if find("unsure", plain) else find("counted", plain))
    if measured:
        return measured.span()
    specific = find("specific", plain) or (find("loose", plain) if find("others", plain) else None)
    if not specific or find("unsure", plain):
        return None
    event = find("event", blanked(known["no_event"], plain, words))
    return specific.span() if event else None
