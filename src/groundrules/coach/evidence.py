"""Evidence: a thing that happened, or a record of it, told with a number, a date, a time or a document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from groundrules.coach.lexicon import compiled, read

if TYPE_CHECKING:
    import re

    from groundrules.coach.sentence import Sentence


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Give the compiled patterns of `evidence.toml`, by their name."""
    return {name: compiled(tuple(entries)) for name, entries in read("evidence.toml")["evidence"].items()}


def blanked(pattern: re.Pattern[str], plain: str) -> str:
    """Give the sentence with what a pattern finds made unreadable, at the same length."""
    return pattern.sub(lambda match: "_" * len(match.group()), plain)


def evidence(sentence: Sentence) -> tuple[int, int] | None:
    """Give the place in `plain` of the specific fact, or None.

    A deadline, a price asked or a plan holds numbers too: what lies ahead is taken out first, and what is left
    needs a specific and an event in the past, or is a record that speaks.
    """
    known = patterns()
    plain = sentence.plain
    record = known["record"].search(plain)
    if record:
        return record.span()
    plain = blanked(known["ahead"], plain)
    measured = known["measured"].search(plain)
    if measured:
        return measured.span()
    specific = known["specific"].search(plain)
    if not specific and known["others"].search(plain):
        specific = known["loose"].search(plain)
    if not specific or known["unsure"].search(plain):
        return None
    event = known["event"].search(blanked(known["no_event"], plain))
    return specific.span() if event else None
