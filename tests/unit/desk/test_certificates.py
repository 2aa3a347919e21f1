"""The certificate's messages: what is left, and the page when nothing is."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from groundrules import course
from groundrules.course import Course, Lesson
from groundrules.desk import Desk
from groundrules.desk.drawer import Drawer
from groundrules.journal import statement
from groundrules.journal.certificate import read
from groundrules.journal.statement import Answer, Occasion

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    lesson = Lesson("01", "01_first", "First", 5, checks=("01-a", "01-b"))
    found = Course("T", "S", "en", (lesson,), tmp_path, certificate=("checks",))
    monkeypatch.setattr(course, "load", lambda: found)
    return Desk(root=tmp_path, home=tmp_path)


def answer(tmp_path: Path, *questions: str) -> None:
    journal = Drawer(tmp_path, tmp_path).journal
    here = Occasion(journal.actor(), datetime(2026, 11, 20, tzinfo=UTC), "01")
    journal.record(*(statement.answered(here, Answer(name, "single", "a", 1.0)) for name in questions))


def test_what_is_left_is_told_lesson_by_lesson(desk: Desk, tmp_path: Path) -> None:
    answer(tmp_path, "01-b")
    assert desk.reply({"do": "certificate.open"}) == {
        "ok": True,
        "offered": True,
        "left": 1,
        "lessons": [{"id": "01", "title": "First", "notebook": "01_first.ipynb", "parts": {"check": 1}}],
        "rehearsal": False,
    }


def test_the_page_is_given_only_when_nothing_is_left(desk: Desk, tmp_path: Path) -> None:
    refused = desk.reply({"do": "certificate.make", "name": "Ana"})
    assert refused["error"]["what"] == "Not yet: 2 parts are still to be done."
    answer(tmp_path, "01-a", "01-b")
    assert desk.reply({"do": "certificate.make", "name": ""})["error"]["what"] == "The certificate needs a name."
    made = desk.reply({"do": "certificate.make", "name": "Ana"})
    assert read(b64decode(made["pdf"])).name == "Ana"
