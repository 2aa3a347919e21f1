"""The home page: where the learner was, what is done, whom they prepare for."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.course import Course, Lesson
from groundrules.desk import preparing
from groundrules.desk.drawer import Drawer
from groundrules.desk.home import open_home, outline
from groundrules.desk.levels import save as save_levels
from groundrules.errors import AnswerError
from groundrules.journal import statement
from groundrules.journal.statement import Answer, Choice, Ending, Occasion

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SCENARIO = """
id: night
title: The night
minutes: 5
meters: {trust: {label: Trust, start: 2, min: 0, max: 4}}
scenes:
  call: {title: The phone}
  end: {ending: {title: All is quiet, kind: good}}
"""
QUESTIONS = """
questions:
  - {id: 02-first, kind: single, teaches: [A07], title: What first?}
"""
MANIFEST = """
[points]
A07 = "Which situation"
"""


@pytest.fixture
def drawer(tmp_path: Path) -> Drawer:
    """A drawer over a course of three lessons, the second with a scenario and a check."""
    root = tmp_path / "content"
    for folder, name, text in (
        ("scenarios", "night.yaml", SCENARIO),
        ("questions", "02_second.yaml", QUESTIONS),
        (".", "course.toml", MANIFEST),
    ):
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / name).write_text(text, encoding="utf-8")
    lessons = (
        Lesson("01", "01_first", "First", 10, checks=("01-gone",)),
        Lesson("02", "02_second", "Second", 20, points=("A07",), scenarios=("night",), checks=("02-first",)),
        Lesson("03", "03_third", "Third", 30, checks=("03-last",)),
    )
    made = Drawer(tmp_path / "home", tmp_path / "home")
    made.__dict__["course"] = Course("T", "S", "en", lessons, root, ("home", "workbook"))
    return made


def occasion(drawer: Drawer, lesson: str = "02", attempt: int = 1) -> Occasion:
    return Occasion(drawer.journal.actor(), NOW, lesson, attempt)


def play(drawer: Drawer, trust: int, attempt: int = 1) -> None:
    here = occasion(drawer, attempt=attempt)
    drawer.journal.record(
        statement.chose(here, Choice("night", "call", 0, "pick-up", "weak", ["A07"])),
        statement.completed(here, "scenario", "night", score=0.0, ending=Ending("end", "good", {"trust": trust})),
    )


def test_the_first_visit_offers_the_first_lesson_and_nothing_else(drawer: Drawer) -> None:
    found = open_home(drawer, {})
    assert found["first"] is True
    assert found["next"] == {
        "lesson": "01",
        "title": "First",
        "notebook": "01_first.ipynb",
        "minutes": 10,
        "begun": False,
        "part": {"kind": "check", "id": "01-gone", "title": "01 gone"},
    }
    assert (found["preparing"], found["after"], found["attempts"], found["points"]) == (None, [], [], [])


def test_one_goes_on_where_one_was_with_what_was_begun_first(drawer: Drawer) -> None:
    drawer.journal.record(statement.chose(occasion(drawer), Choice("night", "call", 0, "pick-up", "weak")))
    assert open_home(drawer, {})["next"] == {
        "lesson": "02",
        "title": "Second",
        "notebook": "02_second.ipynb",
        "minutes": 20,
        "begun": True,
        "part": {"kind": "scenario", "id": "night", "title": "The night"},
    }
    play(drawer, 3)
    assert open_home(drawer, {})["next"]["part"] == {"kind": "check", "id": "02-first", "title": "What first?"}


def test_after_a_finished_lesson_comes_the_next_one_and_then_what_was_left_out(drawer: Drawer) -> None:
    play(drawer, 3)
    drawer.journal.record(statement.answered(occasion(drawer), Answer("02-first", "single", "a", 1.0)))
    assert open_home(drawer, {})["next"]["lesson"] == "03"
    drawer.journal.record(statement.answered(occasion(drawer, "03"), Answer("03-last", "single", "a", 1.0)))
    assert open_home(drawer, {})["next"]["lesson"] == "01"
    drawer.journal.record(statement.answered(occasion(drawer, "01"), Answer("01-gone", "single", "a", 1.0)))
    assert open_home(drawer, {})["next"] is None


def test_the_meters_of_every_attempt_are_there_to_be_drawn(drawer: Drawer) -> None:
    play(drawer, 1)
    play(drawer, 4, attempt=2)
    end = {"kind": "good", "title": "All is quiet", "time": "2026-11-22T10:00:00.000Z"}
    meter = {"id": "trust", "label": "Trust", "start": 2, "min": 0, "max": 4, "values": [1, 4]}
    assert open_home(drawer, {})["attempts"] == [
        {"scenario": "night", "title": "The night", "endings": [end, end], "meters": [meter]}
    ]


def test_a_teaching_point_has_its_name_its_marks_and_the_lesson_that_teaches_it(drawer: Drawer) -> None:
    play(drawer, 1)
    assert open_home(drawer, {})["points"] == [
        {
            "id": "A07",
            "title": "Which situation",
            "standing": "weak",
            "newest": ["weak"],
            "lesson": {"title": "Second", "notebook": "02_second.ipynb"},
        }
    ]


def test_a_broken_scenario_file_does_not_keep_the_home_page_from_opening(drawer: Drawer) -> None:
    (drawer.course.root / "scenarios" / "night.yaml").write_text("title: [", encoding="utf-8")
    play(drawer, 1)
    assert open_home(drawer, {})["attempts"] == []


def test_a_workbook_of_a_newer_version_is_said_and_the_rest_of_the_page_opens(drawer: Drawer) -> None:
    drawer.workbook.save("contacts", {"name": "Inês"})
    with closing(sqlite3.connect(drawer.data / "workbook.db")) as file:
        file.execute("pragma user_version = 99")
    drawer.__dict__.pop("workbook")
    found = open_home(drawer, {})
    assert "newer version" in found["notice"]
    assert (len(found["lessons"]), found["preparing"]) == (3, None)


def test_the_outline_ticks_what_is_done(drawer: Drawer) -> None:
    play(drawer, 1)
    drawer.journal.record(statement.answered(occasion(drawer), Answer("02-first", "single", "a", 1.0)))
    found = outline(drawer, {})
    assert found["pages"] == ["home.ipynb", "workbook.ipynb"]
    states = [(one["id"], one["done"], one["all"], one["begun"], one["finished"]) for one in found["lessons"]]
    assert states == [("01", 0, 1, False, False), ("02", 2, 2, True, True), ("03", 0, 1, False, False)]


def follows(drawer: Drawer) -> tuple[Any, int]:
    found = preparing.preparing(preparing.read(drawer.workbook), NOW)
    assert found is not None
    return found["next"], sum(step["done"] for step in found["steps"])


def test_the_steps_of_a_talk_follow_each_other(drawer: Drawer) -> None:
    book = drawer.workbook
    assert preparing.preparing(preparing.read(book), NOW) is None
    contact = book.save("contacts", {"name": "Inês"})["id"]
    assert follows(drawer) == ("situation", 0)
    book.save("diagnoses", {"contact": contact, "situation": "1"})
    assert follows(drawer) == ("proposal", 1)
    row = book.save("proposals", {"contact": contact, "proposal": "Calls until eight."})
    assert follows(drawer) == ("explanation", 2)
    row = book.save("proposals", {**row, "explanation": ["one", "two", "three"], "script": "Inês, …"}, row["revision"])
    assert follows(drawer) == ("questions", 4)
    book.save("proposals", {**row, "questions": [{"text": "Until when?", "kind": "open"}]}, row["revision"])
    assert follows(drawer) == ("meeting", 5)
    met = book.save("meetings", {"contact": contact, "when": "2026-11-24T15:00:00+01:00"})
    assert follows(drawer) == ("talk", 6)
    book.save("meetings", {**met, "when": "2026-11-21T15:00:00+01:00"}, met["revision"])
    assert follows(drawer) == ("outcome", 6)
    end = book.save("outcomes", {"contact": contact, "agreed": "yes", "sent": "2026-11-21"})
    assert follows(drawer) == ("received", 8)
    book.save("outcomes", {**end, "received": "2026-11-22"}, end["revision"])
    assert follows(drawer) == ("reflection", 9)
    book.save("reflections", {"contact": contact, "went_well": "The pause."})
    assert follows(drawer) == (None, 10)


def test_a_talk_that_is_done_gives_way_to_one_that_is_not(drawer: Drawer) -> None:
    book = drawer.workbook
    waiting = book.save("contacts", {"name": "Waiting"})["id"]
    done = book.save("contacts", {"name": "Done"})["id"]
    book.save("outcomes", {"contact": done, "agreed": "no"})
    book.save("reflections", {"contact": done})
    found = preparing.preparing(preparing.read(book), NOW)
    assert found is not None
    assert found["contact"] == {"id": waiting, "name": "Waiting", "who": ""}


def test_after_a_talk_what_is_late_comes_first_and_the_look_back_is_asked_for(drawer: Drawer) -> None:
    book = drawer.workbook
    contact = book.save("contacts", {"name": "Inês"})["id"]
    for what, due in (("Later", "2026-12-01"), ("Late", "2026-11-20"), ("Some day", "")):
        book.save("follow_ups", {"contact": contact, "what": what, "due": due})
    book.save("outcomes", {"contact": contact, "agreed": "yes"})
    found = preparing.after_meetings(preparing.read(book), NOW)
    assert [(item["kind"], item["what"], item["late"]) for item in found] == [
        ("follow-up", "Late", True),
        ("follow-up", "Later", False),
        ("follow-up", "Some day", False),
        ("reflection", "", False),
    ]


LEVELS = {"no": 2, "early": 1, "facts": 3, "heard": 2, "agreed": 4}


def test_the_self_assessment_is_asked_for_at_the_start_and_again_after_two_weeks_of_work(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drawer, "now", staticmethod(lambda: NOW))
    assert open_home(drawer, {})["levels"] == {"given": [], "due": True}
    save_levels(drawer, {"levels": {**LEVELS, "no": 5}})
    monkeypatch.setattr(Drawer, "now", staticmethod(lambda: NOW + timedelta(minutes=2)))
    save_levels(drawer, {"levels": LEVELS})
    given = [{"time": "2026-11-22T10:02:00.000Z", "levels": LEVELS}]
    assert open_home(drawer, {})["levels"] == {"given": given, "due": False}
    monkeypatch.setattr(Drawer, "now", staticmethod(lambda: NOW + timedelta(days=15)))
    assert open_home(drawer, {})["levels"]["due"] is False
    worked = statement.answered(Occasion("a1", NOW + timedelta(days=1), "02"), Answer("02-first", "single", "a", 1.0))
    drawer.journal.record(worked)
    assert open_home(drawer, {})["levels"]["due"] is True


def test_it_is_still_the_first_visit_after_the_self_assessment(drawer: Drawer) -> None:
    save_levels(drawer, {"levels": LEVELS})
    assert open_home(drawer, {})["first"] is True
    play(drawer, 1)
    assert open_home(drawer, {})["first"] is False


@pytest.mark.parametrize("levels", [None, {}, {**LEVELS, "no": 6}, {**LEVELS, "no": "3"}, {**LEVELS, "more": 1}])
def test_a_self_assessment_with_a_gap_is_not_recorded(drawer: Drawer, levels: Any) -> None:
    with pytest.raises(AnswerError, match="Not every statement has its number"):
        save_levels(drawer, {"levels": levels})
    assert drawer.journal.events() == []


def test_the_second_case_is_offered_some_days_after_the_first_was_played(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = drawer.course.root / "scenarios"
    (root / "night.yaml").write_text(SCENARIO + "second_case: day\n", encoding="utf-8")
    (root / "day.yaml").write_text(SCENARIO.replace("The night", "The day"), encoding="utf-8")
    lessons = (*drawer.course.lessons, Lesson("04", "04_fourth", "Fourth", 10, scenarios=("day",)))
    drawer.__dict__["course"] = replace(drawer.course, lessons=lessons)
    play(drawer, 1)
    monkeypatch.setattr(Drawer, "now", staticmethod(lambda: NOW + timedelta(days=2)))
    assert open_home(drawer, {})["after"] == []
    monkeypatch.setattr(Drawer, "now", staticmethod(lambda: NOW + timedelta(days=3)))
    offered = {"kind": "second-case", "scenario": "day", "title": "The day", "notebook": "04_fourth.ipynb"}
    assert open_home(drawer, {})["after"] == [offered]
    here = occasion(drawer, "04")
    drawer.journal.record(statement.completed(here, "scenario", "day", ending=Ending("end", "good")))
    assert open_home(drawer, {})["after"] == []
