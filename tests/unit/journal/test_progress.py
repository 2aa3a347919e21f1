"""The folds: what is done, the best ending, and the teaching points strong and weak."""

from __future__ import annotations

from groundrules.course import Lesson
from groundrules.journal.event import Event
from groundrules.journal.progress import Part, Point, fold, parts_of


def _chose(quality: str, points: str = "A08", time: str = "t1") -> Event:
    return Event(time, "answered", "scenario", "night", "call", quality=quality, points=points)


def _ended(number: int, kind: str, score: float) -> Event:
    meters = '{"trust": 7}'
    return Event(
        f"t{number}",
        "completed",
        "scenario",
        "night",
        "",
        number,
        score=score,
        ending=f"e{number}",
        ending_kind=kind,
        meters=meters,
    )


def test_parts_show_what_is_done_when_and_how_it_ended() -> None:
    progress = fold([_chose("weak"), _ended(2, "good", 0.6), _ended(3, "mixed", 0.9)])
    assert progress.parts([Part("scenario", "night", "A night"), Part("exercise", "mail")]) == [
        {
            "kind": "scenario",
            "id": "night",
            "title": "A night",
            "done": True,
            "started": True,
            "when": "t2",
            "score": 0.9,
            "attempts": 2,
            "best": {"ending": "e2", "kind": "good", "score": 0.6},
        },
        {
            "kind": "exercise",
            "id": "mail",
            "title": "",
            "done": False,
            "started": False,
            "when": None,
            "score": None,
            "attempts": 0,
            "best": None,
        },
    ]


def test_a_scenario_left_half_way_is_started_and_not_done() -> None:
    standing = fold([_chose("weak")]).of("scenario", "night")
    assert (standing.started, standing.done, standing.best) == ("t1", "", None)


def test_a_check_is_done_by_its_answer_and_keeps_the_best_score() -> None:
    answers = [Event("t1", "answered", "check", "q", score=1.0), Event("t2", "answered", "check", "q", score=0.0)]
    standing = fold(answers).of("check", "q")
    assert (standing.done, standing.score, standing.last) == ("t1", 1.0, "t2")


def test_a_lesson_is_finished_with_all_its_parts_and_one_without_parts_when_it_was_read() -> None:
    parts = [Part("scenario", "night"), Part("check", "q")]
    half = [_ended(1, "bad", 0.0)]
    whole = [*half, Event("t2", "answered", "check", "q")]
    read = [Event("t3", "experienced", "lesson", "00")]
    assert not fold(half).finished("05", parts)
    assert fold(whole).finished("05", parts)
    assert fold(read).finished("00", [])
    assert not fold([]).finished("00", [])


def test_a_point_stands_by_its_newest_marks_so_that_an_old_slip_is_forgiven() -> None:
    progress = fold([_chose(quality) for quality in ("weak", "weak", "strong", "strong", "partial", "strong")])
    assert progress.points == {"A08": Point(3, 1, 2, ["strong", "strong", "partial", "strong"])}
    assert progress.strong_points() == ["A08"]


def test_weak_points_are_told_apart_from_mixed_ones() -> None:
    progress = fold([_chose("weak", "A10 A08"), _chose("partial", "A08"), _chose("partial", "A11")])
    assert {name: point.standing for name, point in progress.points.items()} == {
        "A08": "weak",
        "A10": "weak",
        "A11": "mixed",
    }
    assert progress.weak_points() == ["A08", "A10"]


def test_the_last_event_says_where_to_go_on() -> None:
    assert fold([_chose("weak"), _chose("strong", time="t9")]).last == _chose("strong", time="t9")
    assert fold([]).last is None


def test_a_lessons_parts_come_in_the_order_in_which_they_are_met() -> None:
    lesson = Lesson("05", "05_x", "X", 30, scenarios=("night",), checks=("05-q",), exercises=("mail",))
    assert [(part.kind, part.id) for part in parts_of(lesson, ["proposals"])] == [
        ("scenario", "night"),
        ("check", "05-q"),
        ("workbook", "proposals"),
        ("exercise", "mail"),
    ]
