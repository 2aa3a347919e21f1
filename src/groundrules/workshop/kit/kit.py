"""The kit as a folder: timetable, slides, cards and handouts for the lessons that were asked for."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from groundrules.errors import FolderError, SetupError
from groundrules.workshop.kit import deck, paper
from groundrules.workshop.kit.note import read_note
from groundrules.workshop.kit.schedule import plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundrules.course import Course, Lesson


def make(out: Path, course: Course, lessons: Sequence[Lesson], length: int, reveal: Path) -> list[Path]:
    """Write a kit.

    It holds the facilitators' notes and what is right in each vote: it is not for participants.

    Args:
        out: the folder, made when missing; files of an earlier kit in it are replaced, others are left alone.
        course: a copy of the course's source.
        lessons: in the order in which they are wanted.
        length: of the workshop, in minutes.
        reveal: npm's package `reveal.js`, unpacked.

    Returns:
        The files that were written.

    Raises:
        ContentError: a lesson or its note cannot be read.
        SetupError: that folder is not reveal.js's.
        FolderError: the folder cannot be written.
    """
    missing = [name for name in deck.REVEAL if not (reveal / name).is_file()]
    if missing:
        remedy = "Unpack the npm package “reveal.js”, version 5, and name its folder; “make test” brings it too."
        raise SetupError(f"The folder is not reveal.js's: {missing[0]} is missing.", where=str(reveal), remedy=remedy)
    files: dict[str, bytes] = {"timetable.pdf": paper.timetable(course, plan(course, lessons, length))}
    for lesson in lessons:
        note = read_note(course, lesson)
        made = deck.slides(course, lesson, note)
        files[f"{lesson.stem}.html"] = deck.page(course, lesson, made).encode()
        files[f"{lesson.stem}-handout.pdf"] = paper.handout(course, lesson)
        if note.cards:
            files[f"{lesson.stem}-cards.pdf"] = paper.cards(lesson, note)
    files["slides.css"] = deck.STYLE.encode()
    try:
        (out / "reveal").mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
        copied = [shutil.copyfile(reveal / name, out / "reveal" / name.rpartition("/")[2]) for name in deck.REVEAL]
    except OSError as error:
        what = f"The kit cannot be written ({(error.strerror or str(error)).lower()})."
        raise FolderError(what, where=str(out), remedy="Choose another folder.") from error
    return [*(out / name for name in sorted(files)), *copied]
