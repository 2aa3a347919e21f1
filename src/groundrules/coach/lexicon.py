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
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules.coach.cues import Cues, alternation, cues_of, either, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RULES = Path(__file__).parent / "rules"
CLASS = re.compile(r"<[a-z_]+(?::[a-z]+)?>")
GROUP = re.compile(r"(?<!\\)\((?!\?)")
REST = "( .*)?"
GAP = r"(?:[^ ,;:?!]+ ){0,3}?"
WIDE = r"(?:[^ ;:?!]+ ){0,8}?"
VOWELS = "aeiou"
DEPTH = 5  # classes may name classes, so far


def read(name: str) -> dict[str, Any]:
    """Give the content of a TOML file of the rules folder."""
    return tomllib.loads((RULES / name).read_text("utf-8"))


@cache
def classes() -> dict[str, str]:
    """Give every word class as an alternation; verb forms stand under `name:form`."""
    data = read("words.toml")
    found = {name: "|".join(entries) for name, entries in data["words"].items()}
    for name, entries in data["verbs"].items():
        forms = [conjugated(verb) for verb in entries.split()]
        for form in ("base", "s", "ing", "ed", ""):
            words = dict.fromkeys(word for verb in forms for word in verb[form])
            found[f"{name}:{form}" if form else name] = "|".join(words)
    return found


def conjugated(verb: str) -> dict[str, list[str]]:
    """Give the forms of a verb, written `miss`, or `forget/forgot/forgotten` where the past is irregular.

    A particle or object hangs on by a plus: `let/let/let+down`.
    """
    verb, *rest = verb.split("+")
    tail = "".join(f" {word}" for word in rest)
    base, *past = verb.split("/")
    ed = past or [regular_past(base)]
    third = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if base.endswith("y") and base[-2] not in VOWELS:
        third = base[:-1] + "ies"
    forms = {"base": [base], "s": [base, third], "ing": [continuous(base)], "ed": list(dict.fromkeys(ed))}
    forms[""] = list(dict.fromkeys(word for words in forms.values() for word in words))
    return {form: [word + tail for word in words] for form, words in forms.items()}


def doubles(base: str) -> bool:
    """Say whether the last consonant doubles: stop, plan, commit, but not visit or repair."""
    if base in {"commit", "admit", "permit", "refer", "prefer", "occur", "regret", "submit", "control", "cancel"}:
        return True
    short = base[-1] not in VOWELS + "wxy" and base[-2] in VOWELS
    return short and len(re.findall(f"[{VOWELS}]+", base)) == 1 and base[-3:-2] not in set(VOWELS)


def regular_past(base: str) -> str:
    """Give the regular past of a verb."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if doubles(base) else "") + "ed"


def continuous(base: str) -> str:
    """Give the -ing form of a verb."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if doubles(base) else "") + "ing"


def expression(pattern: str) -> str:
    """Translate a pattern into a regular expression over the plain words of a sentence."""
    known = classes()

    def alternation(match: re.Match[str]) -> str:
        return f"({known[match.group()[1:-1]]})"

    source = pattern
    for _ in range(DEPTH):
        source = CLASS.sub(alternation, source)
    source = source.replace("~~", WIDE).replace("~", GAP)
    if "%" in source:
        source = source.replace("%", f"(({known['adverb']}) ){{0,2}}")
    # What only says "and whatever follows" is kept apart: it counts for guards, but is not underlined.
    core, tail = (source[: -len(REST)], REST) if source.endswith(REST) else (source, "")
    return rf"(?<![^ ])(?:{GROUP.sub('(?:', core)}){tail}(?![^ ])"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Give the regular expression of a pattern; made when it is first tried."""
    return re.compile(expression(pattern))


class ClassCues(dict[str, Cues]):
    """The cue words of each word class, found out when first asked for."""

    def __missing__(self, name: str) -> Cues:
        """Find out the cue words of a class."""
        if name not in classes():
            raise KeyError(f"there is no word class <{name}> in words.toml")
        choices, _ = alternation(tokens_of(classes()[name]), 0, self)
        self[name] = either(choices)
        return self[name]


@cache
def class_cues() -> ClassCues:
    """Give the cue words of the classes."""
    return ClassCues()


class Patterns:
    """Several patterns, each tried only where the sentence holds one of its cue words."""

    __slots__ = ("_entries",)

    def __init__(self, sources: Iterable[str]) -> None:
        """Take the patterns, in the language of this module."""
        self._entries = [(cues_of(source, class_cues()), source) for source in sources]

    def matches(self, plain: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
        """Give every match of every pattern.

        Args:
            plain: the plain words of a sentence.
            words: the set of them.
        """
        for cues, source in self._entries:
            for needed in cues:
                if needed.isdisjoint(words):
                    break
            else:
                yield from compiled(source).finditer(plain)

    def first(self, plain: str, words: frozenset[str]) -> re.Match[str] | None:
        """Give a match of the first pattern that has one."""
        return next(self.matches(plain, words), None)


def pattern_groups(data: dict[str, list[str]]) -> dict[str, Patterns]:
    """Give the patterns of a TOML table by their names."""
    return {name: Patterns(sources) for name, sources in data.items()}
