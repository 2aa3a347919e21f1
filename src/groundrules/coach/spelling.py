"""Words made plain: lower case, contractions undone, short forms of e-mail and chat written out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundrules.coach.index import index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Token = tuple[str, int, int]

ENDINGS = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
STEM = re.compile(r"(.+?)('re|'ve|'ll|'m|'d|'s|n't)$")
# Curly quotation marks and long dashes, each by one plain character, so that places stay true.
STRAIGHT = str.maketrans("\u2018\u2019`\u201c\u201d\u201e\u2013\u2014\xa0", "'''\"\"\"-- ")


@cache
def short_forms() -> tuple[dict[str, tuple[str, ...]], frozenset[str], frozenset[str]]:
    """Give the short forms with their words, the participles, and the subjects of `spelling.toml`."""
    data = index()["spelling"]
    whole = {short: tuple(words.split()) for short, words in data["whole"].items()}
    return whole, frozenset(data["after"]["participles"]), frozenset(data["after"]["subjects"])


def plain_words(tokens: Sequence[Token]) -> Iterator[Token]:
    """Give each token as one or more plain words; every word keeps the place of the token it came from."""
    whole = short_forms()[0]
    for i, (raw, start, end) in enumerate(tokens):
        word = raw.lower()
        if word in whole:
            yield from ((part, start, end) for part in whole[word])
            continue
        stem = STEM.match(word) if "'" in word else None
        if not stem:
            yield word, start, end
            continue
        head, tail = stem.groups()
        following = tokens[i + 1][0].lower() if i + 1 < len(tokens) else ""
        yield from ((part, start, end) for part in (*whole.get(head, (head,)), undone(head, tail, following)))


def undone(head: str, tail: str, following: str) -> str:
    """Give the full word behind a shortened ending, by the word before it and the word after it."""
    _, participles, subjects = short_forms()
    if tail == "n't":
        return "not"
    done = following in participles or following.endswith("ed")
    if tail == "'d":
        return "had" if done else "would"
    if tail == "'s":
        if head not in subjects:
            return "'s"
        return "has" if following in {"been", "had", "got", "gone", "done"} else "is"
    return ENDINGS[tail]
