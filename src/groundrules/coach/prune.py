"""A pattern cut down to what one sentence can match: choices that lead nowhere in it are left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from groundrules.coach.cues import variants

Part = tuple[str, int]
EntriesOf = Callable[[str, int], "Part | None"]

SENTENCES, WORDS = 50, 5_000  # of which the places are kept

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


@lru_cache(SENTENCES)
def borders(plain: str) -> tuple[int, int]:
    """Give the places of a sentence where a word can begin, and where one can end, as bits."""
    spaces = occurrences(" ", plain)
    return 1 | spaces << 1, spaces | 1 << len(plain)


@lru_cache(WORDS)
def occurrences(word: str, plain: str) -> int:
    """Give the places of a sentence where some letters stand, as bits."""
    found, at = 0, plain.find(word)
    while at >= 0:
        found |= 1 << at
        at = plain.find(word, at + 1)
    return found


@lru_cache(WORDS)
def letters(kind: str, plain: str) -> int:
    """Give the places of a sentence where a letter of a class such as `[^ ]` stands, as bits."""
    return sum(1 << match.start() for match in re.compile(kind).finditer(plain))


def pruned(source: str, plain: str, entries_of: EntriesOf) -> str | None:
    """Leave out of a pattern the choices that cannot match in a sentence.

    Args:
        source: a pattern in the language of `groundrules.coach.lexicon`, without `~` and `%`.
        plain: the plain words of the sentence.
        entries_of: gives the entries of a word class that may stand at some places of the sentence, as choices, and
            the places behind them; None where none may.

    Returns:
        The pattern, which matches in this sentence what `source` does; None where it can match nothing.
    """
    first, last = borders(plain)
    found = Cutter(source, plain, entries_of).choices(first)
    return found[0] if found and found[1] & last else None


class Cutter:
    """Reads a pattern from left to right, and writes it down without what cannot match.

    Every part is read from the places of the sentence where it could begin (a number with a bit for each), and gives
    what is left of it and the places behind it; None where it cannot match at all. What looks around is not weighed.
    """

    def __init__(self, source: str, plain: str, entries_of: EntriesOf) -> None:
        """Take what `pruned` takes."""
        self.tokens, self.ends, self.plain, self.entries_of = tokens(source), ends(source), plain, entries_of
        self.at = 0
        self.all = (2 << len(plain)) - 1

    def choices(self, places: int) -> Part | None:
        """Read choices up to the closing bracket or the end."""
        kept, behind = [], 0
        while True:
            made = self.sequence(places)
            if made:
                kept.append(made[0])
                behind |= made[1]
            if self.at >= len(self.tokens) or self.tokens[self.at] != "|":
                return ("|".join(kept), behind) if kept else None
            self.at += 1

    def sequence(self, places: int) -> Part | None:
        """Read one choice."""
        made: list[str] = []
        while self.at < len(self.tokens) and self.tokens[self.at] != "|" and self.tokens[self.at][0] != ")":
            start, token = self.at, self.tokens[self.at]
            text = token
            if token[0] == "(":
                text, places = self.group(places) or ("", 0)
            elif token[0] == "<":
                text, places = self.entries_of(token[1:-1], places) or ("", 0)
            else:
                places = self.single(token, places)
            if not places:
                # What follows in this choice need not be read.
                self.at = self.ends[start]
                return None
            self.at += 1
            made.append(text)
        return "".join(made), places

    def group(self, places: int) -> Part | None:
        """Read a group, as often as it may be repeated; what only looks around does not move the places."""
        opening, start = self.tokens[self.at], self.at + 1
        self.at = start
        around = opening[-1] in "=!"
        inside = self.choices(self.all if "<" in opening else places)
        closing = self.tokens[self.at]
        free = closing[1:2] in {"?", "*"} or closing[1:3] == "{0" or opening[-1] == "!"
        if inside is None:
            return ("", places) if free else None
        if around:
            return f"{opening}{inside[0]}{closing}", places
        behind = inside[1]
        if closing[1:2] in {"*", "+", "{"}:
            before = places
            while behind & ~before:
                before |= behind
                self.at = start
                inside = self.choices(before) or inside
                behind |= inside[1]
        return f"{opening}{inside[0]}{closing}", behind | places if free else behind

    def single(self, token: str, places: int) -> int:
        """Give the places behind a word or a sign."""
        words = spellings(token)
        if not words:
            return self.repeated(token, places) if token[0] == "[" else self.sign(token, places)
        behind = 0
        for word in words:
            behind |= (places & occurrences(word, self.plain)) << len(word)
        return behind

    def sign(self, sign: str, places: int) -> int:
        """Give the places behind a sign; a sign that is not known may lead anywhere further on."""
        follows = self.tokens[self.at + 1 : self.at + 2]
        if sign in {" ", ","} and (not follows or follows[0] not in {"?", "*", "+", "{"}):
            return (places & occurrences(sign, self.plain)) << 1
        if sign == "$":
            return places & 1 << len(self.plain)
        return places & 1 if sign == "^" else self.all & -(places & -places)

    def repeated(self, token: str, places: int) -> int:
        """Give the places behind a class of letters, as often as it may be repeated."""
        kind, _, often = token.rpartition("]")
        held = letters(f"{kind}]", self.plain)
        behind = (places & held) << 1
        if often[:1] in {"*", "+", "{"}:
            more = behind
            while more := (more & held) << 1 & ~behind:
                behind |= more
        return behind | places if often[:1] in {"*", "?"} or often[:2] == "{0" else behind
