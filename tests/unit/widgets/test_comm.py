"""The home page and the review by a kernel's comm: hosts without our server, such as VS Code and Colab."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from groundrules import folder
from groundrules.desk.drawer import JOURNAL
from groundrules.desk.levels import LEVELS
from groundrules.journal import statement
from groundrules.journal.statement import Choice, Occasion
from groundrules.journal.store import Journal
from groundrules.widgets.bridge import Bridge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime.now(UTC)


class Comm:
    """A view at the other end of a widget's comm; what passes is JSON, as between a kernel and an editor."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, view: str) -> None:
        self.bridge = Bridge({"view": view})
        self.heard: list[dict[str, Any]] = []
        self.number = 0
        monkeypatch.setattr(self.bridge.comm, "send", self.hear)

    def hear(self, data: dict[str, Any], **_: Any) -> None:
        passed = json.loads(json.dumps(data))
        if passed["method"] == "custom":
            self.heard.append(passed["content"])

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        self.number += 1
        content = json.loads(json.dumps({"number": self.number, "message": message}))
        self.bridge._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
        answer = self.heard.pop()
        assert (answer["answers"], self.heard) == (self.number, [])
        reply: dict[str, Any] = answer["reply"]
        return reply


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Callable[[Path], Path]) -> None:
    """A kernel's own folder, which is not the course folder."""
    monkeypatch.chdir(tmp_path)
    cache(folder.home())


def journal() -> Journal:
    return Journal(folder.data() / JOURNAL)


def miss(days: float) -> None:
    """Miss the first decision of the 2 a.m. call some days ago."""
    kept = journal()
    choice = Choice("the-2am-call", "call", 0, "let-it-ring", "weak", ["A07"])
    kept.record(statement.chose(Occasion(kept.actor(), NOW - timedelta(days=days), "05", 1), choice))


def test_the_home_page_opens_and_keeps_a_self_assessment(monkeypatch: pytest.MonkeyPatch) -> None:
    comm = Comm(monkeypatch, "home")
    first = comm.ask({"do": "home.open"})
    assert (first["ok"], first["first"], first["next"]["lesson"]) == (True, True, "00")
    assert first["levels"] == {"given": [], "due": True}
    levels = dict.fromkeys(LEVELS, 2)
    assert comm.ask({"do": "levels.save", "levels": levels})["ok"] is True
    assert [event.kind for event in journal().events()] == ["levels"]
    assert comm.ask({"do": "home.open"})["levels"]["given"][0]["levels"] == levels


def test_the_home_page_s_forms_keep_rows_of_the_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    comm = Comm(monkeypatch, "home")
    saved = comm.ask({"do": "records.save", "table": "contacts", "row": {"name": "Inês"}, "revision": 0})
    assert (saved["row"]["name"], saved["row"]["revision"]) == ("Inês", 1)
    found = comm.ask({"do": "home.open"})
    assert found["preparing"]["contact"]["name"] == "Inês"


def test_the_review_asks_a_variant_of_what_was_missed_and_says_when_it_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    miss(3)
    comm = Comm(monkeypatch, "review")
    (card, *_) = comm.ask({"do": "review.open"})["queue"]
    assert (card["stands_for"], card["question"]["id"]) == ("the-2am-call:call", "variant-the-2am-call-call")
    question = card["question"]
    shown = {"seconds": 12.5, "confidence": "", "shown": "1"}
    answer = {"question": question["id"], "stands_for": card["stands_for"], "value": question["reveal"]["key"], **shown}
    reply = comm.ask({"do": "review.save", **answer})
    assert (reply["ok"], reply["feedback"]["share"], reply["days"] > 1, reply["done"]) == (True, 1.0, True, 1)
    assert [one["stands_for"] for one in comm.ask({"do": "review.open"})["queue"] if one["stands_for"]] == []


def test_a_reminder_and_what_is_wrong_come_back_as_replies(monkeypatch: pytest.MonkeyPatch) -> None:
    comm = Comm(monkeypatch, "review")
    made = comm.ask({"do": "review.remind", "at": "08:30", "days": ["mon"], "zone": "Europe/Lisbon"})
    assert made["calendar"].startswith("BEGIN:VCALENDAR")
    wrong = comm.ask({"do": "review.save", "question": "gone", "value": "a", "shown": "1"})
    assert wrong["error"]["what"] == "The course has no such card any more."
    assert comm.ask({"do": "review.paint"})["error"]["what"] == "The message “review.paint” is not known here."
