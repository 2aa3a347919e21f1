"""A pattern cut down to what one sentence can match: choices whose words it does not hold are left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from groundrules.coach.cues import variants

Part = tuple[str, int]
EntriesOf = Callable[[str, int], "Part | None"]

# Look-arounds and brackets with what repeats them, classes of words and of letters, words, everything else.
TOKEN = re.compile(
    r"\(\?<?[=!]|\((?:\?:)?|\)(?:[?*+]|\{[^}]*\})*\??|\||<[a-z_]+(?::[a-z]+)?>|"
    r"(?:[a-z0-9'-]|\[[a-z]+\](?![*+{])|(?<=[a-z\]])\?)+(?![*+{])|"
    r"\[\^?[^\]]*\](?:[?*+]|\{[^}]*\})?\??|\\.|."
)
WORD = re.compile(r"(?!\?)(?:[a-z0-9'-]|\[[a-z]+\]|\?)+")


@cache
def tokens(source: str) -> tuple[str, ...]:
    """Cut a pattern into tokens; put together again they are the pattern."""
    return tuple(TOKEN.findall(source))


@cache
def ends(source: str) -> tuple[int, ...]:
    """Give for each token of a pattern where the choice that it stands in ends: at a stroke, a bracket or the end."""
    cut = tokens(source)
    found, outer = [len(cut)] * len(cut), [len(cut)]
    for at in range(len(cut) - 1, -1, -1):
        if cut[at] == "|":
            outer[-1] = at
        elif cut[at][0] == ")":
            outer.append(at)
        elif cut[at][0] == "(":
            outer.pop()
        found[at] = outer[-1]
    return tuple(found)


@cache
def spellings(token: str) -> tuple[str, ...]:
    """Give the words that a token stands for; none where it is not a word."""
    return tuple(variants(token)) if WORD.fullmatch(token) else ()


def pruned(source: str, plain: str, entries_of: EntriesOf) -> str | None:
    """Leave out of a pattern the choices that cannot match in a sentence: a word is lacking, or stands too early.

    Args:
        source: a pattern in the language of `groundrules.coach.lexicon`, without `~` and `%`.
        plain: the plain words of the sentence.
        entries_of: gives the entries of a word class that may stand from a place of the sentence on, as choices, and
            the first place where one of them may; None where none may.

    Returns:
        The pattern, which matches in this sentence what `source` does; None where it can match nothing.
    """
    found = Cutter(source, plain, entries_of).choices(0)
    return found[0] if found else None


class Cutter:
    """Reads a pattern from left to right, and writes it down without what cannot match.

    Every part is read from the first place of the sentence where it could begin, and gives what is left of it and
    the first place where the next part could begin; None where it cannot match at all.
    """

    def __init__(self, source: str, plain: str, entries_of: EntriesOf) -> None:
        """Take what `pruned` takes."""
        self.tokens, self.ends, self.plain, self.entries_of = tokens(source), ends(source), plain, entries_of
        self.at = 0

    def choices(self, place: int) -> Part | None:
        """Read choices up to the closing bracket or the end."""
        kept, first = [], len(self.plain)
        while True:
            made = self.sequence(place)
            if made:
                kept.append(made[0])
                first = min(first, made[1])
            if self.at >= len(self.tokens) or self.tokens[self.at] != "|":
                return ("|".join(kept), first) if kept else None
            self.at += 1

    def sequence(self, place: int) -> Part | None:
        """Read one choice."""
        made: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at] != "|" and self.tokens[self.at][0] != ")":
            start, token = self.at, self.tokens[self.at]
            found = self.group(place) if token[0] == "(" else self.single(token, place)
            if found is None:
                # What follows in this choice need not be read.
                self.at = self.ends[start]
                return None
            self.at += 1
            made.append(found[0])
            place = found[1]
        return "".join(made), place

    def group(self, place: int) -> Part | None:
        """Read a group; what may be absent does not move the place, nor does what only looks around."""
        opening = self.tokens[self.at]
        self.at += 1
        inside = self.choices(0 if "<" in opening else place)
        closing = self.tokens[self.at]
        free = closing[1:2] in {"?", "*"} or closing[1:3] == "{0" or opening[-1] == "!"
        if inside is None:
            return ("", place) if free else None
        return f"{opening}{inside[0]}{closing}", place if free or "=" in opening else inside[1]

    def single(self, token: str, place: int) -> Part | None:
        """Read a word, a word class or a sign."""
        if token[0] == "<":
            return self.entries_of(token[1:-1], place)
        words = spellings(token)
        if not words:
            return token, place
        if len(words) == 1:
            first = self.plain.find(words[0], place)
            return None if first < 0 else (token, first)
        places = [at for word in words if (at := self.plain.find(word, place)) >= 0]
        return (token, min(places)) if places else None
