"""What a lesson cell shows."""

from typing import Any

import pytest

from groundrules.view import view_of


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ('play("the-2am-call")', {"view": "player", "id": "the-2am-call"}),
        ("check('05-a')", {"view": "question", "id": "05-a", "practice": True}),
        ('ask("q1")', {"view": "question", "id": "q1", "practice": False}),
        ('edit("proposals")', {"view": "records", "table": "proposals"}),
        ('draft("opening")', {"view": "coach", "kind": "opening"}),
        ('table("incidents")', {"view": "grid", "table": "incidents"}),
        ("overview()", {"view": "contact"}),
        ("home()", {"view": "home"}),
        ('progress("05")', {"view": "progress", "lesson": "05"}),
    ],
)
def test_a_call_of_a_verb_is_its_view(source: str, data: dict[str, Any]) -> None:
    assert view_of(source) == data


@pytest.mark.parametrize(
    "source",
    [
        "",
        'overview("x")',
        "play(",
        "play()",
        "play(name)",
        'play("a", 1)',
        'play("a", speed="fast")',
        'x = play("a")',
        'os.remove("a")',
    ],
)
def test_anything_else_shows_no_view(source: str) -> None:
    assert view_of(source) is None
