"""Which words a sentence must hold for a pattern to match at all: they spare most patterns most sentences."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Cues = frozenset[str] | None  # None: no word is sure to be there

TOKEN = re.compile(
    r"\(\?<?[=!]|\(\??:?|\)(?:[?*+]|\{[^}]*\})*|\||<[a-z_]+(?::[a-z]+)?>|[%~]+|[ ]+|"
    r"(?:[a-z0-9'-]|\[[a-z]+\]|(?<=[a-z\]])\?)+|\\.|."
)
LETTER = re.compile(r"\[([a-z]+)\](\?)?|(.)(\?)?")
# The commonest words say least; between two words of a pattern the rarer one is taken.
COMMON = re.compile(
    "i|you|we|it|the|a|to|is|are|was|be|and|of|in|for|that|this|have|has|had|not|on|with|your|our|my|will|would|can|"
    "could|do|at|so|if"
)
COMMON_WEIGHT = 25
ENOUGH = 6  # sets of words to look for before a pattern is tried


def weight(cues: frozenset[str]) -> int:
    """Say how often some of the words will stand in a sentence, roughly."""
    return sum(COMMON_WEIGHT if COMMON.fullmatch(word) else 1 for word in cues)


def variants(token: str) -> Iterator[str]:
    """Give the words that a token such as `colou?rs?` or `reali[sz]e` stands for."""
    choices = []
    for letters, may_lack, letter, may_be in LETTER.findall(token):
        choices.append([*(letters or letter), *([""] if may_lack or may_be else [])])
    return map("".join, product(*choices))


def tokens_of(pattern: str) -> list[str]:
    """Cut a pattern into words, classes, brackets and signs."""
    return TOKEN.findall(pattern)


def cues_of(pattern: str, classes: Mapping[str, Cues]) -> tuple[frozenset[str], ...]:
    """Give sets of words; every match of the pattern holds at least one word of each set.

    Args:
        pattern: in the language of `groundrules.coach.lexicon`.
        classes: for each word class the words of which a match holds one, or None.
    """
    choices, _ = alternation(tokens_of(pattern), 0, classes)
    if len(choices) == 1:
        return tuple(sorted(dict.fromkeys(choices[0]), key=weight)[:ENOUGH])
    cues = either(choices)
    return () if cues is None else (cues,)


def either(choices: list[list[frozenset[str]]]) -> Cues:
    """Give the words of which one must stand whichever choice is taken, None where a choice needs none."""
    if not all(choices):
        return None
    return frozenset(word for needed in choices for word in min(needed, key=weight))


def alternation(tokens: list[str], at: int, classes: Mapping[str, Cues]) -> tuple[list[list[frozenset[str]]], int]:
    """Read choices up to the closing bracket or the end; give what each of them needs."""
    choices = []
    while True:
        needed, at = sequence(tokens, at, classes)
        choices.append(needed)
        if at >= len(tokens) or tokens[at] != "|":
            return choices, at
        at += 1


def sequence(tokens: list[str], at: int, classes: Mapping[str, Cues]) -> tuple[list[frozenset[str]], int]:
    """Read one choice; give the sets of words that it cannot do without."""
    needed = []
    while at < len(tokens) and tokens[at] != "|" and not tokens[at].startswith(")"):
        token, start = tokens[at], at
        cues: Cues = None
        if token.startswith("("):
            choices, at = alternation(tokens, at + 1, classes)
            cues = None if tokens[at][1:2] in {"?", "*", "{"} or token[:2] == "(?" else either(choices)
        elif token.startswith("<"):
            cues = classes[token[1:-1]]
        elif token[0].isalnum():
            cues = frozenset(variants(token))
        if cues and free_before(tokens, start) and free_after(tokens, at):
            needed.append(cues)
        at += 1
    return needed, at


def free_before(tokens: list[str], at: int) -> bool:
    """Say whether a word, class or group begins where a word begins."""
    before = tokens[at - 1] if at else " "
    # A repeated group such as `(also )*` ends with its own space.
    return before[0] in " |(^%~" or (before[0] == ")" and tokens[at - 2][0] in " %~")


def free_after(tokens: list[str], at: int) -> bool:
    """Say whether it ends where a word ends."""
    spaced = tokens[at][0] == ")" and tokens[at - 1] == " "
    after = tokens[at + 1] if at + 1 < len(tokens) else " "
    if after[0] == "(":
        return spaced or after[:2] == "(?" or tokens[at + 2] == " "
    return spaced or after[0] in " |)$"
