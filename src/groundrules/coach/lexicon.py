"""The rules' small pattern language: word classes by name, verbs in their forms, short gaps.

In a pattern a space stands between two words, `(a|b)` chooses, `(a )?` may be absent, and

- `<name>` is a class of `rules/words.toml`; a verb class stands for every form of its verbs, and
  `<name:base>`, `<name:s>`, `<name:ing>`, `<name:ed>` for some (`base` is also the infinitive, `s` is base and
  third person, `ed` is past and participle);
- `%` allows up to two adverbs, as in `you %<fail:ed>`;
- `~` allows up to three words of any kind, `~~` up to eight, commas included.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundrules.coach.index import CLASS_NAME, index
from groundrules.coach.prune import Cutter, occurrences, pruned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLASS = re.compile(CLASS_NAME)
GROUP = re.compile(r"(?<!\\)\((?!\?)")
REST = "( .*)?"
GAP = r"(?:[^ ,;:?!]+ ){0,3}?"
WIDE = r"(?:[^ ;:?!]+ ){0,8}?"
ADVERBS = "(?:(?:<adverb>) ){0,2}"
EVERY = -1  # stands for a set of cue words of which every sentence holds one
TRIES = 12  # sentences for which a pattern is cut to the words at hand, before it is compiled whole
SENTENCES = 500  # word classes, cut to a sentence, that are kept
SHORT = 80  # a pattern of so many characters is compiled whole when a sentence first matches it


@cache
def class_entries(name: str) -> list[tuple[str, list[str]]]:
    """Give the entries of a word class, each with the words of which one stands wherever it matches."""
    known = index()
    entries, anchors = known["classes"][name].split("\n"), known["anchors"][name].split("\n")
    return [(entry, words.split()) for entry, words in zip(entries, anchors, strict=True)]


@lru_cache(SENTENCES)
def class_at_hand(name: str, plain: str) -> tuple[str, ...]:
    """Give those entries of a word class of whose words a sentence holds one."""
    return tuple(entry for entry, words in class_entries(name) if not words or any(word in plain for word in words))


@cache
def is_literal(entry: str) -> bool:
    """Say whether an entry of a word class is words and nothing else."""
    return entry.replace(" ", "").replace("'", "").replace("-", "").isalnum()


def at_hand(source: str, plain: str) -> str | None:
    """Cut a pattern down to what can match in a sentence; None where nothing can."""

    def entries_of(name: str, places: int) -> tuple[str, int] | None:
        kept, behind = [], 0
        for entry in class_at_hand(name, plain):
            if is_literal(entry):
                found = entry, (places & occurrences(entry, plain)) << len(entry)
            else:
                found = Cutter(entry, plain, entries_of).choices(places) or ("", 0)
            if found[1]:
                kept.append(found[0])
                behind |= found[1]
        return (f"({'|'.join(kept)})", behind) if kept else None

    return pruned(spelled(source), plain, entries_of)


@cache
def whole_class(name: str) -> str:
    """Give all entries of a word class, as choices."""
    return with_classes(index()["classes"][name].replace("\n", "|"))


def with_classes(source: str) -> str:
    """Write out the word classes of a pattern."""
    return CLASS.sub(lambda match: f"({whole_class(match.group()[1:-1])})", source)


@cache
def spelled(pattern: str) -> str:
    """Write out the signs for gaps and adverbs."""
    return pattern.replace("~~", WIDE).replace("~", GAP).replace("%", ADVERBS)


def expression(source: str) -> str:
    """Give the regular expression of a pattern that is written out, over the plain words of a sentence."""
    # What only says "and whatever follows" is kept apart: it counts for guards, but is not underlined.
    core, tail = (source[: -len(REST)], REST) if source.endswith(REST) else (source, "")
    return rf"(?<![^ ])(?:{GROUP.sub('(?:', core)}){tail}(?![^ ])"


class Pattern:
    """One pattern, compiled when a sentence first holds its cue words, and then only for the words at hand.

    A pattern may hold hundreds of words, of which a sentence holds a few; compiling all of them is what costs. A
    pattern that goes on being needed is compiled whole.
    """

    __slots__ = ("_cuts", "_whole", "cues", "source")

    def __init__(self, source: str) -> None:
        """Take the pattern, in the language of this module."""
        self.source = source
        self.cues = bits(map(int, cues_by_pattern()[source].split()))
        self._whole: re.Pattern[str] | None = None
        self._cuts: dict[str, re.Pattern[str] | None] = {}

    def found_in(self, plain: str) -> Iterator[re.Match[str]]:
        """Give the pattern's matches in a sentence that holds its cue words."""
        made = self._whole or (self._cuts[plain] if plain in self._cuts else self._cut(plain))
        return made.finditer(plain) if made else iter(())

    def _cut(self, plain: str) -> re.Pattern[str] | None:
        source = at_hand(self.source, plain) if len(self._cuts) < TRIES else self.source
        if source is None:
            self._cuts[plain] = None
            return None
        short = len(self.source) < SHORT and "<" not in self.source and "%" not in self.source
        if short or len(self._cuts) == TRIES:
            self._whole, self._cuts = re.compile(expression(with_classes(spelled(self.source)))), {}
            return self._whole
        self._cuts[plain] = re.compile(expression(source))
        return self._cuts[plain]


def bits(numbers: Iterable[int]) -> int:
    """Give a number that has a bit for each set of cue words, and one that every sentence has."""
    found = 1
    for number in numbers:
        found |= 2 << number
    return found


@cache
def numbers_of_word(word: str) -> tuple[int, ...]:
    """Give the numbers of the sets of cue words that a word is in."""
    return tuple(map(int, index()["words"].get(word, "").split()))


@cache
def cues_of_word(word: str) -> int:
    """Give the bits of the sets of cue words that a word is in."""
    return bits(numbers_of_word(word))


@lru_cache(SENTENCES)
def numbers_at_hand(words: frozenset[str]) -> frozenset[int]:
    """Give the numbers of the sets of cue words of which a sentence holds one, and one that every sentence has."""
    return frozenset({EVERY, *(number for word in words for number in numbers_of_word(word))})


@cache
def cues_by_pattern() -> dict[str, str]:
    """Give for each pattern the numbers of its sets of cue words, the rarest first."""
    known = index()
    return dict(zip(known["patterns"], known["cues"], strict=True))


@lru_cache(SENTENCES)
def cues_at_hand(words: frozenset[str]) -> int:
    """Give the bits of the sets of cue words of which a sentence holds one."""
    held = 1
    for word in words:
        held |= cues_of_word(word)
    return held


@cache
def pattern(source: str) -> Pattern:
    """Give the one pattern of a source."""
    return Pattern(source)


class Patterns:
    """Several patterns, each tried only where the sentence holds one of its cue words.

    Attributes:
        rarest: the bits of cue words of which a sentence holds one wherever any of the patterns matches.
    """

    __slots__ = ("_entries", "rarest")

    def __init__(self, sources: Iterable[str]) -> None:
        """Take the patterns, in the language of this module."""
        known = cues_by_pattern()
        # Of each pattern the cue with the fewest words: a sentence that holds none of these matches no pattern.
        self._entries = [(int((known[source] or str(EVERY)).split(" ", 1)[0]), source) for source in sources]
        self.rarest = 0
        for number, _ in self._entries:
            self.rarest |= 2 << number if number != EVERY else 1

    def matches(self, plain: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
        """Give every match of every pattern.

        Args:
            plain: the plain words of a sentence.
            words: the set of them.
        """
        held = cues_at_hand(words)
        if self.rarest & held:
            numbers = numbers_at_hand(words)
            for rarest, source in self._entries:
                if rarest in numbers:
                    entry = pattern(source)
                    if entry.cues & held == entry.cues:
                        yield from entry.found_in(plain)

    def first(self, plain: str, words: frozenset[str]) -> re.Match[str] | None:
        """Give a match of the first pattern that has one."""
        return next(self.matches(plain, words), None)


def pattern_groups(table: str) -> dict[str, Patterns]:
    """Give the patterns of one of the index's tables by their names."""
    known = index()["patterns"]
    groups = index()["tables"][table]
    return {name: Patterns([known[number] for number in numbers]) for name, numbers in groups.items()}
