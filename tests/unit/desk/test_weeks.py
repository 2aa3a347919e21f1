"""A learner's first weeks with the whole course, by the clock: what comes back, what is offered, what is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.desk import Desk
from groundrules.desk.drawer import Drawer
from groundrules.desk.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

START = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
ORDER = ("weak", "partial", "strong")


class Weeks:
    """A desk whose days pass when the test says so."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = START
        self.desk = Desk(root=home, home=home)
        monkeypatch.setattr(Drawer, "now", staticmethod(lambda: self.now))

    def on_day(self, day: int) -> None:
        self.now = START + timedelta(days=day)

    def ask(self, do: str, **more: Any) -> dict[str, Any]:
        reply = self.desk.reply({"do": do, **more})
        assert reply["ok"], reply
        return reply

    def play_badly(self, scenario: str) -> list[str]:
        """Take the worst choice everywhere, to the end; give the scenes in which it was not a strong one."""
        sheet = self.ask("scenario.open", id=scenario)["sheet"]
        node, steps, missed = sheet["nodes"][sheet["start"]], [], []
        while "ending" not in node:
            step, move, target = _worst(sheet, node)
            steps.append({"scene": node["scene"], "seconds": 3.0, "by": "person", **step})
            if sheet["moves"][move]["quality"] != "strong":
                missed.append(node["scene"])
            node = sheet["nodes"][target]
        trail = {"scenario": scenario, "hash": sheet["hash"], "steps": steps, "attempt": 1}
        self.ask("scenario.save", id=scenario, trail=trail)
        return missed

    def due(self) -> dict[str, str]:
        """Give the questions in which missed decisions are asked today, by decision."""
        return {entry["stands_for"]: entry["question"]["id"] for entry in self._queue() if entry["stands_for"]}

    def review(self, wrong: str = "") -> dict[str, int]:
        """Answer all that is due of missed decisions, one of them wrongly; give in how many days each comes back."""
        days = {}
        while entry := next((one for one in self._queue() if one["stands_for"]), None):
            question, key = entry["question"], entry["stands_for"]
            right = question["reveal"]["key"]
            value = next(one["id"] for one in question["options"] if one["id"] != right) if key == wrong else right
            said = {"question": question["id"], "stands_for": key, "value": value, "seconds": 20.0, "shown": "1"}
            days[key] = self.ask("review.save", **said)["days"]
        return days

    def _queue(self) -> list[dict[str, Any]]:
        queue: list[dict[str, Any]] = self.ask("review.open", more=True)["queue"]
        return queue


def _worst(sheet: dict[str, Any], node: dict[str, Any]) -> tuple[dict[str, Any], int, int]:
    def quality(move: int) -> int:
        return ORDER.index(sheet["moves"][move]["quality"])

    if "choices" in node:
        move, target = min(node["choices"], key=lambda choice: quality(choice[0]))
        return {"choice": sheet["moves"][move]["id"]}, move, target
    words = node["words"]
    ready = min(words["ready"], key=lambda one: quality(words["by_mask"][one["mask"]][0]))
    move, target = words["by_mask"][ready["mask"]]
    tags = [tag for bit, tag in enumerate(words["tags"]) if ready["mask"] >> bit & 1]
    outcome = sheet["moves"][move]["id"]
    return {"choice": f"ready:{ready['id']}", "tags": tags, "outcome": outcome}, move, target


@pytest.fixture
def weeks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Callable[[Path], Path]) -> Weeks:
    monkeypatch.setenv("GROUNDRULES_BACKUPS", str(tmp_path / "backups"))
    return Weeks(cache(tmp_path / "course"), monkeypatch)


def test_what_was_missed_comes_back_the_next_day_as_a_variant_and_then_as_another_question(weeks: Weeks) -> None:
    missed = weeks.play_badly("the-2am-call")
    assert missed[:3] == ["call", "silence", "on-the-line"]
    key, variant = "the-2am-call:on-the-line", "variant-the-2am-call-on-the-line"
    assert weeks.due() == {}
    weeks.on_day(1)
    assert weeks.due()[key] == variant
    days = weeks.review(wrong=key)
    assert sorted(days) == sorted(f"the-2am-call:{scene}" for scene in missed)
    assert days.pop(key) == 1 < min(days.values())
    weeks.on_day(2)
    ((again, second),) = weeks.due().items()
    assert (again, second != variant) == (key, True)
    after = weeks.review()[key]
    weeks.on_day(2 + after)
    assert weeks.due()[key] != second


def test_after_a_first_case_its_second_is_offered_on_the_third_day(weeks: Weeks) -> None:
    weeks.play_badly("the-2am-call")
    weeks.on_day(2)
    assert weeks.ask("home.open")["after"] == []
    weeks.on_day(3)
    (offered,) = weeks.ask("home.open")["after"]
    assert (offered["kind"], offered["scenario"], offered["notebook"]) == (
        "second-case",
        "the-10pm-call",
        "01_what_a_no_is_worth.ipynb",
    )
    weeks.play_badly("the-10pm-call")
    assert weeks.ask("home.open")["after"] == []


def test_after_a_talk_one_is_asked_to_look_back_until_one_has(weeks: Weeks) -> None:
    def keep(table: str, **row: Any) -> str:
        return str(weeks.ask("records.save", table=table, row=row, revision=0)["row"]["id"])

    contact = keep("contacts", name="Inês")
    assert weeks.ask("home.open")["after"] == []
    weeks.on_day(4)
    keep("outcomes", contact=contact, agreed="partly")
    weeks.on_day(6)
    (asked,) = weeks.ask("home.open")["after"]
    assert (asked["kind"], asked["name"]) == ("reflection", "Inês")
    keep("reflections", contact=contact, went_well="I waited.")
    assert weeks.ask("home.open")["after"] == []


def test_the_self_assessment_is_shown_before_and_after(weeks: Weeks) -> None:
    assert weeks.ask("home.open")["levels"]["due"] is True
    weeks.ask("levels.save", levels=dict.fromkeys(LEVELS, 2))
    weeks.on_day(1)
    weeks.play_badly("the-2am-call")
    weeks.on_day(13)
    assert weeks.ask("home.open")["levels"]["due"] is False
    weeks.on_day(14)
    assert weeks.ask("home.open")["levels"]["due"] is True
    weeks.ask("levels.save", levels=dict.fromkeys(LEVELS, 4))
    shown = weeks.ask("home.open")["levels"]
    assert [(one["time"][:10], one["levels"]["heard"]) for one in shown["given"]] == [
        ("2026-11-22", 2),
        ("2026-12-06", 4),
    ]
    assert shown["due"] is False
