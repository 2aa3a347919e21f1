"""The timetable: it ends on time, what people do together comes first, and breaks come before people tire."""

from __future__ import annotations

import pytest

from groundrules import course
from groundrules.workshop.kit.note import read_note
from groundrules.workshop.kit.schedule import LENGTHS, plan


def test_one_lesson_in_ninety_minutes_is_what_its_note_describes() -> None:
    found = course.load()
    lesson = found.lesson("05")
    made = plan(found, [lesson, found.lesson("06")], LENGTHS["90"])
    assert made.steps == read_note(found, lesson).timetable
    assert made.left_out == ("The framework is not respected: meeting creep: all of it",)


def test_a_lesson_without_cards_has_no_role_play_and_a_short_one_still_fills_ninety_minutes() -> None:
    found = course.load()
    made = plan(found, [found.lesson("00")], LENGTHS["90"])
    assert made.steps[-1].ends == 90
    assert "Debrief" in [step.what for step in made.steps]
    assert "Role play" not in [step.what for step in made.steps]


@pytest.mark.parametrize("length", ["half", "full"])
def test_it_has_no_gap_ends_on_time_and_nobody_sits_for_more_than_two_hours(length: str) -> None:
    found = course.load()
    made = plan(found, found.lessons[3:9], LENGTHS[length])
    assert made.steps[0].starts == 0
    assert made.steps[-1].ends == LENGTHS[length]
    assert all(a.ends == b.starts for a, b in zip(made.steps, made.steps[1:], strict=False))
    sat = longest = 0
    for step in made.steps:
        sat = 0 if step.what in {"Break", "Lunch"} else sat + step.ends - step.starts
        longest = max(longest, sat)
    assert longest <= 120
    assert ("Lunch" in [step.what for step in made.steps]) is (length == "full")


def test_every_lesson_that_is_in_it_is_played_debriefed_and_taken_to_one_s_own_contact() -> None:
    found = course.load()
    made = plan(found, [found.lesson("05"), found.lesson("06")], LENGTHS["half"])
    for lesson in ("No framework yet: the 2 a.m. call", "The framework is not respected: meeting creep"):
        what = [step.what for step in made.steps if step.how.startswith(lesson)]
        assert [
            each for each in what if each in {"Now play it", "Debrief", "Role play", "A step in your own workbook"}
        ] == [
            "Now play it",
            "Debrief",
            "Role play",
            "A step in your own workbook",
        ]


def test_what_does_not_fit_is_said() -> None:
    found = course.load()
    made = plan(found, found.lessons, LENGTHS["half"])
    assert "Your own conversation: all of it" in " ".join(made.left_out)
