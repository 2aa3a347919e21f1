"""A facilitator's note, read: its sections, its timetable, its role-play cards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.errors import ContentError, Fault

if TYPE_CHECKING:
    from groundrules.course import Course, Lesson

FOLDER = "facilitator"
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_ROW = re.compile(r"^\| *(\d+)\s*[–-]\s*(\d+) *\| *(.+?) *\| *(.+?) *\|$", re.MULTILINE)
_CARD = re.compile(r"^\*\*\d+\. (.+?)\.?\*\* (.+)$", re.MULTILINE)
# Where the second role begins: “Owner: …”, “*The trainer:* …”, “Client, both times: …”, or “*B* is …”.
_SECOND = re.compile(r"(?<=[.!?”\"]) (?=\*[^*]+:\*|[A-Z][a-z]+(?:, both times)?: |\*B\* )")
_MARKS = re.compile(r"\*\*?(.+?)\*\*?")


@dataclass(frozen=True, slots=True)
class Step:
    """A row of a timetable.

    Attributes:
        starts: minutes after the beginning.
        ends: minutes after the beginning.
        what: in a word or two.
        how: what the facilitator does, in Markdown.
    """

    starts: int
    ends: int
    what: str
    how: str


@dataclass(frozen=True, slots=True)
class Card:
    """A role play.

    Attributes:
        title: of the case.
        roles: what each player reads, and the others do not: one text where all may know all, else two.
    """

    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A facilitator's note.

    Attributes:
        sections: their Markdown, by their headings.
        timetable: of the first session that it describes.
        cards: the role plays.
        before_cards: what is said before the cards are given out.
    """

    sections: dict[str, str]
    timetable: tuple[Step, ...]
    cards: tuple[Card, ...]
    before_cards: str


def read_note(course: Course, lesson: Lesson) -> Note:
    """Read a lesson's note.

    Raises:
        ContentError: it is not there; an installed course has none, so that learners cannot find it.
    """
    path = course.root / FOLDER / f"{lesson.stem}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        remedy = "Run this in a copy of the course's source, where the facilitators' notes are."
        raise ContentError("There is no facilitator's note.", [Fault(str(path), str(error), remedy)]) from error
    parts = _SECTION.split(text)
    sections = {title.strip(): body.strip() for title, body in zip(parts[1::2], parts[2::2], strict=True)}
    timetable = next((found for body in sections.values() if (found := _timetable(body))), ())
    plays = next((body for title, body in sections.items() if title.startswith("Role-play")), "")
    return Note(sections, timetable, _cards(plays), plain(_CARD.split(plays)[0].strip()))


def plain(text: str) -> str:
    """Give Markdown without its marks of emphasis."""
    return _MARKS.sub(r"\1", text)


def _timetable(body: str) -> tuple[Step, ...]:
    return tuple(Step(int(row[1]), int(row[2]), plain(row[3]), row[4]) for row in _ROW.finditer(body))


def _cards(body: str) -> tuple[Card, ...]:
    found = ((card[1], _SECOND.split(card[2], maxsplit=1)) for card in _CARD.finditer(body))
    return tuple(Card(plain(title), tuple(plain(role).strip() for role in roles)) for title, roles in found)
