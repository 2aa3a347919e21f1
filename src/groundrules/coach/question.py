"""What a sentence asks: an open question, a closed one, or nothing, whatever its form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from groundrules.coach.lexicon import pattern_groups

if TYPE_CHECKING:
    from groundrules.coach.lexicon import Patterns
    from groundrules.coach.sentence import Sentence

OPEN, CLOSED = "open", "closed"
Asked = tuple[str, int, int]  # the kind, and where the question stands in `plain`

# Tried in this order: what settles the kind by its function stands before what only has the form.
WITH_MARK = (
    ("suggested", CLOSED),
    ("embedded_closed", CLOSED),
    ("embedded_open", OPEN),
    ("narrow", CLOSED),
    ("fact", CLOSED),
    ("asking_open", OPEN),
    ("wh_marked", OPEN),
    ("fragment_open", OPEN),
)
WITHOUT_MARK = (
    ("suggested_bare", CLOSED),
    ("embedded_closed", CLOSED),
    ("embedded_open", OPEN),
    ("told_closed", CLOSED),
    ("told_open", OPEN),
    ("narrow_bare", CLOSED),
    ("fact_bare", CLOSED),
    ("wh_bare", OPEN),
    ("inverted", CLOSED),
    ("tag", CLOSED),
)


@cache
def patterns() -> dict[str, Patterns]:
    """Give the compiled patterns of `questions.toml`, by their name."""
    return pattern_groups("question")


def question(sentence: Sentence, following: Sentence | None = None) -> Asked | None:
    """Say what a sentence asks, and where.

    Args:
        sentence: the sentence.
        following: the next one, which may answer the question itself.

    Returns:
        The kind and the place in `sentence.plain`; None where nothing is asked, or only for effect.
    """
    known, plain, words = patterns(), sentence.plain, sentence.words
    if known["rhetorical"].first(plain, words):
        return None
    if sentence.asked and following and known["answer"].first(following.plain, following.words):
        return None
    for name, kind in WITH_MARK if sentence.asked else WITHOUT_MARK:
        match = known[name].first(plain, words)
        if match:
            return kind, match.start(), len(plain)
    return (CLOSED, 0, len(plain)) if sentence.asked else None
