"""The kit: cards that keep their secret, slides that say little, and a folder that is not for participants."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundrules import course
from groundrules.errors import ContentError, SetupError
from groundrules.workshop.kit import make
from groundrules.workshop.kit.deck import page, slides
from groundrules.workshop.kit.note import read_note
from groundrules.workshop.kit.paper import cards

REVEAL = Path(__file__).parents[4] / "build/npm/node_modules/reveal.js"


def test_a_card_parts_what_each_player_may_know() -> None:
    found = course.load()
    first, *_, last = read_note(found, found.lesson("05")).cards
    assert first.title == "The keys"
    assert [role[:50] for role in first.roles] == [
        "You manage a small holiday house in Crete. The own",
        "Owner: you live in Oslo, your parents built the ho",
    ]
    assert len(last.roles) == 1


def test_every_lesson_s_note_has_a_timetable_and_all_but_the_first_have_cards() -> None:
    found = course.load()
    notes = {lesson.id: read_note(found, lesson) for lesson in found.lessons}
    assert [name for name, note in notes.items() if not note.timetable] == []
    assert [name for name, note in notes.items() if not note.cards] == ["00"]


def test_cards_are_a_page_for_each_case() -> None:
    found = course.load()
    lesson = found.lesson("05")
    note = read_note(found, lesson)
    pdf = cards(lesson, note)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") == len(note.cards)
    assert cards(lesson, note) == pdf


def test_slides_hold_each_vote_and_say_in_the_notes_alone_which_answer_is_best() -> None:
    found = course.load()
    lesson = found.lesson("05")
    made = slides(found, lesson, read_note(found, lesson))
    (vote,) = [slide for slide in made if slide.title == "At the edge of the pool"]
    assert vote.html.count("<li>") == 4
    assert "best" not in vote.html
    assert vote.notes[0] == "<p><b>Vote before anybody explains. D is the best of them.</b></p>"
    assert "Sources" not in [slide.title for slide in made]
    assert page(found, lesson, made).count("<section>") == len(made) > 10


def test_the_kit_is_a_folder_of_files_that_needs_nothing_else(tmp_path: Path) -> None:
    found = course.load()
    files = make(tmp_path / "kit", found, [found.lesson("05")], 90, REVEAL)
    assert sorted(path.relative_to(tmp_path / "kit").as_posix() for path in files) == [
        "05_no_framework_yet-cards.pdf",
        "05_no_framework_yet-handout.pdf",
        "05_no_framework_yet.html",
        "reveal/LICENSE",
        "reveal/notes.js",
        "reveal/reset.css",
        "reveal/reveal.css",
        "reveal/reveal.js",
        "slides.css",
        "timetable.pdf",
    ]
    text = (tmp_path / "kit/05_no_framework_yet.html").read_text(encoding="utf-8")
    assert "http" not in text.replace("http-equiv", "")


def test_a_folder_that_is_not_reveal_s_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"not reveal\.js's"):
        make(tmp_path / "kit", course.load(), [], 90, tmp_path)


def test_an_installed_course_has_no_notes_and_says_where_they_are(tmp_path: Path) -> None:
    found = course.load()
    (tmp_path / "course.toml").write_bytes((found.root / "course.toml").read_bytes())
    elsewhere = course.load(tmp_path)
    with pytest.raises(ContentError, match="copy of the course's source"):
        read_note(elsewhere, elsewhere.lesson("05"))
