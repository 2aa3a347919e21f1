"""The rules: what they look for, what they say, and the sentences that prove them, read from `rules/*.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from groundrules.coach.index import PARTS, index
from groundrules.coach.lexicon import Patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.coach.sentence import Sentence

PRIOR_WEIGHT = 6  # labelled sentences that an estimate counts for
MEND = frozenset({"generalisation", "blame", "hedge", "excuse", "threat"})


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        id: unique over all files.
        label: what the words do when it fires.
        patterns: in the language of `groundrules.coach.lexicon`; any of them fires it. A rule that is decided by
            code (questions, evidence) has none.
        guards: a match that one of these overlaps does not count.
        unless: where one of these stands anywhere in the sentence, the rule is silent.
        form: `statement` or `question` where the rule fits only one.
        yields: labels before which it gives way in the same sentence: what is said counts more than its form.
        message: what the coach sees.
        why: why it matters.
        fix: how to mend or strengthen it.
        hits: sentences on which it must fire.
        misses: sentences on which it must not.
        prior: the author's estimate of how often it is right.
        fired: on how many labelled test sentences it fired.
        right: on how many of these rightly.
    """

    id: str
    label: str
    message: str
    why: str
    fix: str
    patterns: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    form: str = ""
    yields: tuple[str, ...] = ()
    hits: tuple[str, ...] = field(default=(), repr=False)
    misses: tuple[str, ...] = field(default=(), repr=False)
    prior: float = 0.8
    fired: int = 0
    right: int = 0

    @property
    def tone(self) -> str:
        """Give `mend` where the label names something that may sound wrong."""
        return "mend" if self.label in MEND else "found"

    @property
    def confidence(self) -> float:
        """Give how often it is right: the measurement, drawn towards the author's estimate where it is small."""
        return (self.right + PRIOR_WEIGHT * self.prior) / (self.fired + PRIOR_WEIGHT)

    @cached_property
    def _pattern(self) -> Patterns:
        return Patterns(self.patterns)

    @cached_property
    def _guard(self) -> Patterns:
        return Patterns(self.guards)

    @cached_property
    def _unless(self) -> Patterns:
        return Patterns(self.unless)

    @cached_property
    def rarest(self) -> int:
        """Give the bits of cue words of which a sentence holds one wherever the rule fires."""
        return self._pattern.rarest

    def matches(self, sentence: Sentence, *, asking: bool) -> Iterator[tuple[int, int]]:
        """Give the places in the text where the rule fires.

        Args:
            sentence: where to look.
            asking: whether the sentence asks something.
        """
        if self.form and (self.form == "question") != asking:
            return
        plain, words = sentence.plain, sentence.words
        found = list(self._pattern.matches(plain, words))
        if not found or self._unless.first(plain, words):
            return
        guarded = [match.span() for match in self._guard.matches(plain, words)]
        for match in found:
            start, end = match.span()
            if not any(first < end and start < last for first, last in guarded):
                yield sentence.span(start, match.start(match.lastindex) if match.lastindex else end)


def made(data: dict[str, Any]) -> Rule:
    """Make a rule of its table in the index; lists become tuples, the numbers of patterns the patterns."""
    known = index()["patterns"]
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    patterns = {part: tuple(known[number] for number in values[part]) for part in PARTS if part in values}
    return Rule(**values | patterns)


@cache
def rules() -> dict[str, Rule]:
    """Give every rule by its id, in the order of the files and within them."""
    return {entry["id"]: made(entry) for entry in index()["rules"]}
