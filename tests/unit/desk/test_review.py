"""The review: what is asked, in which order, how far, and what is recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.course import Course, Lesson
from groundrules.desk import Desk
from groundrules.desk.drawer import Drawer
from groundrules.journal import statement
from groundrules.journal.statement import Answer, Choice, Occasion

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SCENARIO = "id: night\ntitle: The night\nscenes: {call: {title: The phone}}\n"
QUESTION = """
  - id: {id}
    kind: single
    teaches: [{point}]
    title: About {id}
    prompt: What now?
    options:
      - {{id: a, text: This., feedback: No.}}
      - {{id: b, text: That., feedback: Yes.}}
    key: b
    explain: Because.
"""


def questions(*entries: tuple[str, str]) -> str:
    return "questions:" + "".join(QUESTION.format(id=name, point=point) for name, point in entries)


@pytest.fixture
def drawer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawer:
    """A drawer over two lessons, with cards for both, on a day that stands still."""
    root = tmp_path / "content"
    for name, text in {
        "scenarios/night.yaml": SCENARIO,
        "questions/01_first.yaml": questions(("01-seen", "A08"), ("01-spare", "A08")),
        "cards/01_first.yaml": questions(*((f"card-own-{number}", "A08") for number in range(9))),
        "cards/02_second.yaml": questions(("card-other", "A08"), ("card-b", "B01")),
        "course.toml": '[points]\nA08 = "On hold"\n[weigh]\nA08 = "What has to stop?"\n',
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    lessons = (
        Lesson("01", "01_first", "First", 10, points=("A08",), scenarios=("night",), checks=("01-seen",)),
        Lesson("02", "02_second", "Second", 20),
    )
    monkeypatch.setattr(Drawer, "now", staticmethod(lambda: NOW))
    made = Drawer(tmp_path / "home", tmp_path / "home")
    made.__dict__["course"] = Course("T", "S", "en", lessons, root)
    return made


@pytest.fixture
def desk(drawer: Drawer) -> Desk:
    made = Desk(root=drawer.root, home=drawer.home)
    made._drawer = drawer
    return made


def variants(drawer: Drawer, *names: str) -> None:
    """Write variants of scenes of the night, in the form in which authors write them."""
    told = [questions((f"variant-night-{name}", "A08")).removeprefix("questions:") for name in names]
    scenes = [f"    stands_for: {name.removesuffix('-2')}" for name in names]
    text = "questions:" + "".join(one + scene for one, scene in zip(told, scenes, strict=True))
    path = drawer.course.root / "variants" / "night.yaml"
    path.parent.mkdir()
    path.write_text(text + "\n", encoding="utf-8")


def before(drawer: Drawer, days: int, attempt: int = 1) -> Occasion:
    return Occasion(drawer.journal.actor(), NOW - timedelta(days=days), "01", attempt)


def missed(drawer: Drawer, days: int = 3) -> None:
    choice = Choice("night", "call", 0, "up", "weak", ["A08"])
    drawer.journal.record(statement.chose(before(drawer, days), choice))


def stood_in(drawer: Drawer, *names: str) -> None:
    """A missed decision was asked again in these questions, one a day."""
    for days, name in zip(range(20, 0, -1), names, strict=False):
        answered = Answer(name, "single", "a", 0.0, ["A08"], stands_for="night:call")
        drawer.journal.record(statement.reviewed(before(drawer, days), answered, str(days)))


def asked(desk: Desk, **more: Any) -> list[tuple[str, str, bool]]:
    found = desk.reply({"do": "review.open", **more})
    return [(entry["question"]["id"], entry["stands_for"], entry["fresh"]) for entry in found["queue"]]


def answer(desk: Desk, question: str, value: str = "b", **more: Any) -> dict[str, Any]:
    shown = {"seconds": 20.0, "confidence": "sure", "shown": f"{question}-1"}
    reply: dict[str, Any] = desk.reply({"do": "review.save", "question": question, "value": value, **shown, **more})
    return reply


def test_before_anything_was_met_there_is_nothing_to_review(desk: Desk) -> None:
    found = desk.reply({"do": "review.open"})
    assert found == {
        "ok": True,
        "queue": [],
        "waiting": 0,
        "retention": {"kept": 0, "asked": 0, "enough": False, "needed": 20},
        "ahead": [0, 0, 0, 0, 0, 0, 0],
        "done": 0,
    }


def test_a_missed_decision_comes_back_as_another_case_of_another_lesson(desk: Desk, drawer: Drawer) -> None:
    missed(drawer)
    assert asked(desk)[0] == ("card-other", "night:call", False)
    assert desk.reply({"do": "review.open"})["queue"][0]["met"] == {"title": "The night", "scene": "The phone"}


def test_a_card_and_a_check_come_with_what_their_first_hints_say(desk: Desk, drawer: Drawer) -> None:
    missed(drawer)
    (card, *_) = desk.reply({"do": "review.open"})["queue"]
    check = desk.reply({"do": "question.open", "id": "01-seen", "practice": True})
    assert card["question"]["about"] == check["question"]["about"] == ["On hold", "What has to stop?"]


def test_the_next_time_it_comes_back_as_yet_another_case(desk: Desk, drawer: Drawer) -> None:
    missed(drawer, 30)
    stood_in(drawer, "card-other")
    assert asked(desk)[0][:2] == ("01-seen", "night:call")


@pytest.mark.parametrize(
    ("before_that", "then"),
    [
        ([], "variant-night-call"),
        (["variant-night-call"], "variant-night-call-2"),
        (["variant-night-call", "variant-night-call-2"], "card-other"),
        (["variant-night-call", "variant-night-call-2", "card-other"], "variant-night-call"),
        (["variant-night-call-2"], "variant-night-call"),
        (["variant-night-call", "variant-night-call-2"] * 2, "card-other"),
        (["variant-night-call", "variant-night-call-2", "card-other"] * 2, "variant-night-call"),
    ],
)
def test_a_missed_decision_comes_back_as_its_variants_in_turn_and_then_as_a_card(
    desk: Desk, drawer: Drawer, before_that: list[str], then: str
) -> None:
    variants(drawer, "call", "call-2")
    missed(drawer, 30)
    stood_in(drawer, *before_that)
    assert asked(desk)[0] == (then, "night:call", False)


def test_an_only_variant_takes_turns_with_cards(desk: Desk, drawer: Drawer) -> None:
    variants(drawer, "call")
    missed(drawer, 30)
    stood_in(drawer, "variant-night-call")
    assert asked(desk)[0][0] == "card-other"
    stood_in(drawer, "variant-night-call", "card-other")
    assert asked(desk)[0][0] == "variant-night-call"


def test_without_a_card_of_its_point_a_variant_comes_again(desk: Desk, drawer: Drawer) -> None:
    variants(drawer, "call", "call-2")
    drawer.journal.record(statement.chose(before(drawer, 30), Choice("night", "call", 0, "up", "weak", ["C09"])))
    stood_in(drawer, "variant-night-call", "variant-night-call-2")
    assert asked(desk)[0][0] == "variant-night-call"


def test_a_variant_is_asked_for_its_own_scene_alone(desk: Desk, drawer: Drawer) -> None:
    variants(drawer, "gate")
    missed(drawer)
    assert [name for name, *_ in asked(desk, more=True)] == ["card-other", "01-spare", "card-own-0", "card-own-1"]


def test_what_is_due_comes_first_and_then_a_few_new_cards_of_points_that_were_met(desk: Desk, drawer: Drawer) -> None:
    seen = Answer("01-seen", "single", "a", 0.0, ["A08"])
    drawer.journal.record(statement.answered(before(drawer, 3), seen))
    assert asked(desk) == [
        ("01-seen", "", False),
        ("01-spare", "", True),
        ("card-other", "", True),
        ("card-own-0", "", True),
    ]


def test_the_queue_ends_with_the_day_s_five_minutes_and_goes_on_when_asked(desk: Desk, drawer: Drawer) -> None:
    for number in range(9):
        known = Answer(f"card-own-{number}", "single", "a", 0.0, ["A08"])
        drawer.journal.record(statement.reviewed(before(drawer, 3), known, "1"))
    assert len(asked(desk)) == 7
    answer(desk, "card-own-0", seconds=290.0)
    assert asked(desk) == []
    assert len(asked(desk, more=True)) == 7


def test_an_answer_is_scored_recorded_and_told_when_it_comes_back(desk: Desk, drawer: Drawer) -> None:
    missed(drawer)
    reply = answer(desk, "card-other", stands_for="night:call")
    assert (reply["ok"], reply["feedback"]["share"], reply["days"]) == (True, 1.0, 5)
    assert answer(desk, "card-own-1", "a")["days"] == 1
    (first, second) = [event for event in drawer.journal.events() if event.kind == "card"]
    assert (first.item, first.stands_for, first.score, first.confidence) == ("card-other", "night:call", 1.0, "sure")
    assert (second.item, second.score, second.seconds) == ("card-own-1", 0.0, 20.0)


def test_an_answer_sent_twice_counts_once(desk: Desk, drawer: Drawer) -> None:
    answer(desk, "card-own-1")
    answer(desk, "card-own-1")
    assert len(drawer.journal.events()) == 1


def test_a_card_that_the_course_no_longer_has_is_said(desk: Desk) -> None:
    assert answer(desk, "gone")["error"] == {
        "what": "The course has no such card any more.",
        "where": "gone",
        "remedy": "Load the page again.",
    }


def test_nothing_chosen_is_no_answer(desk: Desk, drawer: Drawer) -> None:
    assert answer(desk, "card-own-1", None)["error"]["what"] == "There is no answer yet."  # type: ignore[arg-type]
    assert drawer.journal.events() == []


def test_what_a_person_wrote_never_reaches_the_journal_by_the_names_of_things(desk: Desk, drawer: Drawer) -> None:
    assert answer(desk, "card-own-1", stands_for="marta-keller:shouted")["ok"] is False
    assert drawer.journal.events() == []


def test_the_home_page_tells_how_many_cards_are_due(desk: Desk, drawer: Drawer) -> None:
    missed(drawer)
    told = desk.reply({"do": "home.open"})["review"]
    assert (told["count"], told["met"], told["waiting"]) == (4, 1, 4)


def test_a_reminder_is_a_calendar_file(desk: Desk) -> None:
    reply = desk.reply({"do": "review.remind", "at": "08:30", "days": ["mon"], "zone": "Europe/Lisbon"})
    assert reply["calendar"].startswith("BEGIN:VCALENDAR")
