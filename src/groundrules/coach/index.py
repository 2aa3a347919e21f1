"""The rules made ready for use: all TOML files of the rules in one derived file, each pattern with its cue words.

Reading seventeen TOML files, writing out every verb and finding the cue words takes a third of a second; reading what
came of it takes a few thousandths. Where the derived file is missing or out of date, the sources are read instead.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from pathlib import Path
from string import digits
from typing import Any, TypedDict

from groundrules.coach.cues import Cues, alternation, cues_of, either, tokens_of

RULES = Path(__file__).parent / "rules"
INDEX = RULES / "index.json"
MEASURED = "measured.toml"  # written by benchmarks/coach.py
TABLES = {"question": "questions.toml", "evidence": "evidence.toml", "slot": "slots.toml"}
PARTS = ("patterns", "guards", "unless")
CLASS_NAME = r"<[a-z_]+(?::[a-z]+)?>"


class Index(TypedDict):
    """What the derived file holds.

    Attributes:
        stamp: tells the sources that it was made from.
        classes: for each word class its entries, one a line.
        anchors: for each word class a line for each entry: words of which one stands wherever the entry matches;
            nothing where none is sure to.
        rules: every rule, as in its file, with its counts; its patterns by their numbers.
        tables: the numbers of the patterns by which code decides, by table and name.
        spelling: short forms, written out.
        patterns: every pattern of rules and tables, once.
        cues: for each pattern the numbers of its sets of cue words, the set with the fewest words first.
        words: for each cue word the numbers of the sets that it is in.
    """

    stamp: int
    classes: dict[str, str]
    anchors: dict[str, str]
    rules: list[dict[str, Any]]
    tables: dict[str, dict[str, list[int]]]
    spelling: dict[str, Any]
    patterns: list[str]
    cues: list[str]
    words: dict[str, str]


class ClassCues(dict[str, Cues]):
    """The cue words of each word class, found out when first asked for."""

    def __init__(self, classes: dict[str, list[str]]) -> None:
        """Take the entries of each class."""
        super().__init__()
        self._classes = classes

    def __missing__(self, name: str) -> Cues:
        """Find out the cue words of a class."""
        if name not in self._classes:
            raise KeyError(f"there is no word class <{name}> in words.toml")
        choices, _ = alternation(tokens_of("|".join(self._classes[name])), 0, self)
        self[name] = either(choices)
        return self[name]


def sources() -> list[Path]:
    """Give the rules' TOML files, in their order."""
    return sorted(RULES.glob("*.toml"))


def stamp_of(contents: list[bytes]) -> int:
    """Give a number that changes with the sources."""
    return zlib.crc32(b"\0".join(content.replace(b"\r\n", b"\n") for content in contents))


def made() -> Index:
    """Make the index from the TOML files."""
    import tomllib  # noqa: PLC0415  needed only where the derived file is out of date

    from groundrules.coach.inflect import word_classes  # noqa: PLC0415

    contents = {path.name: path.read_bytes() for path in sources()}
    data = {name: tomllib.loads(content.decode()) for name, content in contents.items()}
    classes = word_classes(data["words.toml"])
    class_cues = ClassCues(classes)
    measured = data[MEASURED]
    rules = [entry | measured.get(entry["id"], {}) for each in data.values() for entry in each.get("rule", [])]
    tables = {table: data[name][table] for table, name in TABLES.items()}
    numbers: dict[str, int] = {}
    for rule in rules:
        rule.update({part: numbered(rule[part], numbers) for part in PARTS if part in rule})
    groups = {table: {name: numbered(group, numbers) for name, group in each.items()} for table, each in tables.items()}
    sets: dict[tuple[str, ...], int] = {}
    cues = []
    for pattern in numbers:
        needed = sorted((tuple(sorted(words)) for words in cues_of(pattern, class_cues)), key=len)
        cues.append(" ".join(str(sets.setdefault(words, len(sets))) for words in needed))
    anchors = {name: [" ".join(anchors_of(entry, class_cues)) for entry in each] for name, each in classes.items()}
    return {
        "stamp": stamp_of(list(contents.values())),
        "classes": {name: "\n".join(each) for name, each in classes.items()},
        "anchors": {name: "\n".join(each) for name, each in anchors.items()},
        "rules": rules,
        "tables": groups,
        "spelling": data["spelling.toml"],
        "patterns": list(numbers),
        "cues": cues,
        "words": by_word(sets),
    }


def numbered(patterns: list[str], numbers: dict[str, int]) -> list[int]:
    """Give the numbers of patterns; those that have none yet get the next ones."""
    return [numbers.setdefault(pattern, len(numbers)) for pattern in patterns]


def by_word(sets: dict[tuple[str, ...], int]) -> dict[str, str]:
    """Give for each word the numbers of the sets that it is in."""
    found: dict[str, list[str]] = {}
    for words, number in sets.items():
        for word in words:
            found.setdefault(word, []).append(str(number))
    return {word: " ".join(numbers) for word, numbers in found.items()}


def anchors_of(entry: str, class_cues: ClassCues) -> list[str]:
    """Give words, or digits, of which one stands wherever an entry of a word class matches; none where none must."""
    needed = min(cues_of(entry, class_cues), key=len, default=None)
    if needed is None:
        return list(digits) if r"\d" in entry else []
    return sorted(needed)


def index_text() -> str:
    """Give the content of the derived file."""
    return json.dumps(made(), ensure_ascii=False, separators=(",", ":")) + "\n"


@cache
def index() -> Index:
    """Give the index: the derived file where it is current, else what its sources say."""
    try:
        found: Index = json.loads(INDEX.read_bytes())
    except (OSError, ValueError):
        return made()
    return found if found["stamp"] == stamp_of([path.read_bytes() for path in sources()]) else made()
