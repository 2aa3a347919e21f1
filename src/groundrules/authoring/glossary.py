"""The words that the glossary rules out, and where the content uses them all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundrules.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundrules.course import Course

FILE = "docs/glossary.md"
SECTION = re.compile(r"^## Words that we do without$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (\*\*.+?) \| (.+?) \|", re.MULTILINE)
WORD = re.compile(r"\*\*(.+?)\*\*")
CONTENT = (
    "notebooks/*.md",
    "questions/*.yaml",
    "scenarios/*.yaml",
    "cards/*.yaml",
    "variants/*.yaml",
    "solutions/*/*.md",
    "solutions/*/questions.yaml",
    "facilitator/*.md",
)
# What nobody reads as prose: remarks, ids, code; and titles of other people's works below “Sources”.
PASSED = re.compile(r"^\s*(?:#\s|- id:|id:|go:|\{code-cell\})|^\s*-? ?\{?id: ")
SOURCES = re.compile(r"^## Sources$", re.MULTILINE)


def ruled_out(glossary: str) -> dict[str, str]:
    """Give what to say instead of each word that the glossary rules out, in small letters."""
    section = SECTION.search(glossary)
    rows = ROW.findall(section[1]) if section else []
    return {word.casefold(): instead.replace("**", "") for words, instead in rows for word in WORD.findall(words)}


def check_words(course: Course) -> Iterator[Fault]:
    """Give each use of a word that the glossary rules out; a course without a glossary rules out none."""
    glossary = course.root / FILE
    words = ruled_out(glossary.read_text(encoding="utf-8")) if glossary.is_file() else {}
    if not words:
        return
    pattern = re.compile(
        rf"(?<![\w-])({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![\w-])", re.IGNORECASE
    )
    for place in CONTENT:
        for path in sorted(course.root.glob(place)):
            yield from _uses(path, path.relative_to(course.root).as_posix(), pattern, words)


def _uses(path: Path, name: str, pattern: re.Pattern[str], words: dict[str, str]) -> Iterator[Fault]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = SOURCES.split(text, maxsplit=1)[0]
    for number, line in enumerate(text.splitlines(), 1):
        if not PASSED.match(line):
            for found in pattern.findall(line):
                instead = words[found.casefold()]
                yield Fault(f"{name}:{number}", f"The glossary does without “{found}”.", f"Say {instead}.")
