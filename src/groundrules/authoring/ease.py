"""How easily a lesson is read, by Flesch's formula, and which of its passages are far harder than the rest.

Reading ease = 206.835 − 1.015 × words a sentence − 84.6 × syllables a word (R. Flesch, "A new readability yardstick",
Journal of Applied Psychology 32, 1948). 60 to 70 is plain English; above that it is easier, below harder. Syllables
are counted by groups of vowels, nearly as they are spoken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import mean, stdev
from typing import TYPE_CHECKING

from groundrules.authoring.minutes import UNREAD
from groundrules.notebook import read_text_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundrules.course import Course

PLAIN = 60.0  # from here on it is plain English
LEAST = 40  # words: the formula says little about fewer
FAR = 2.5  # standard deviations below the mean of all passages
MANY = 20  # passages, without which there is no rest to compare with

HEADING = re.compile(r"^#{1,6} (.+)$")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARK = re.compile(r"[*_`]+")
END = re.compile(r"[.!?…]+[\"”’')]*(?=\s|$)|:\s*$", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouyáàâäãåæéèêëíìîïóòôöõøúùûüýœ]+")
# Endings whose e is not spoken: made, makes, whole, wholes, called, used; but not table, changes, wanted, settled.
SILENT = re.compile(r"(?:[^laeiouy]e|[aeiouy]le|[^laeiouycghsxz]es|[aeiouy]les|[^laeiouydt]ed|[aeiouyl]led)$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a lesson.

    Attributes:
        lesson: the file, relative to the course's root.
        heading: of the section in which it stands.
        text: without marks and links.
        ease: Flesch's reading ease.
    """

    lesson: str
    heading: str
    text: str
    ease: float


def ease(text: str) -> float:
    """Give Flesch's reading ease of a text with at least one word."""
    words = WORD.findall(text)
    sentences = max(1, len(END.findall(text)))
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(syllables, words)) / len(words)


def syllables(word: str) -> int:
    """Count the syllables of an English word, nearly."""
    word = re.sub(r"['’].*", "", word.casefold()) or word
    groups = len(VOWELS.findall(word))
    return max(1, groups - bool(SILENT.search(word)))


def passages(text: Path, name: str) -> Iterator[Passage]:
    """Give the paragraphs of a lesson, lists and tables left out, each with its reading ease."""
    heading = ""
    for cell in read_text_notebook(text).cells:
        if cell.cell_type != "markdown":
            continue
        for block in re.split(r"\n\s*\n", cell.source):
            found = HEADING.match(block.strip())
            if found:
                heading = found[1].strip()
            elif not block.lstrip().startswith(("|", "- ", "1.", "+++")) and heading not in UNREAD:
                plain = MARK.sub("", LINK.sub(r"\1", block)).strip()
                if len(WORD.findall(plain)) >= LEAST:
                    yield Passage(name, heading, plain, ease(plain))


def report_ease(course: Course) -> list[str]:
    """Give the reading ease of each lesson, and the passages that are far harder than the rest, as lines to print."""
    lines, found = [], []
    for lesson in course.lessons:
        text = course.root / "notebooks" / f"{lesson.stem}.md"
        if not text.is_file():
            continue
        own = list(passages(text, f"notebooks/{text.name}"))
        found += own
        if own:
            score = ease(" ".join(passage.text for passage in own))
            harder = "" if score >= PLAIN else ", harder than plain English"
            lines.append(f"notebooks/{text.name}: reading ease {score:.0f}{harder}")
    return lines + [_flag(passage) for passage in _outliers(found)]


def _outliers(found: list[Passage]) -> list[Passage]:
    if len(found) < MANY:
        return []
    scores = [passage.ease for passage in found]
    limit = min(PLAIN, mean(scores) - FAR * stdev(scores))
    return [passage for passage in found if passage.ease < limit]


def _flag(passage: Passage) -> str:
    begin = " ".join(passage.text.split()[:8])
    return f"{passage.lesson}: “{passage.heading}”: far harder than the rest ({passage.ease:.0f}): {begin} …"
