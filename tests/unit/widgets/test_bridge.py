"""The widget that carries a view where our server is not: what it sends to the page, and how it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.widgets.bridge import Bridge

if TYPE_CHECKING:
    import pytest

PROGRESS = {"view": "progress", "lesson": "05"}


def test_a_widget_carries_the_program_and_the_styles_of_its_own_view_alone() -> None:
    sent = Bridge(PROGRESS).get_state()
    assert sent["spec"] == PROGRESS
    assert "mountProgress" in sent["_esm"]
    assert "mountPlayer" not in sent["_esm"]
    assert ".gr-progress {" in sent["_css"]
    assert ".gr-scene" not in sent["_css"]


def test_two_kinds_of_views_in_one_page_keep_their_styles() -> None:
    first, second = Bridge(PROGRESS).get_state(), Bridge({"view": "player", "id": "the-2am-call"}).get_state()
    assert [first["_anywidget_id"], second["_anywidget_id"]] == ["groundrules.progress", "groundrules.player"]


def test_an_answer_repeats_the_number_of_its_question(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    bridge = Bridge(PROGRESS)
    monkeypatch.setattr(bridge, "send", sent.append)
    bridge._answer(None, {"number": 7, "message": {"do": "no.such.message"}}, None)
    (answer,) = sent
    assert isinstance(answer, dict)
    assert answer["answers"] == 7
    assert answer["reply"]["ok"] is False
