"""The map of the teaching points, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules.authoring import points
from groundrules.authoring.points import TeachingPoint, read_points
from groundrules.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

ONE = """
[A01]
title = "No, early"
misconception = "A no costs goodwill."
shows = "Says it today."
taught = ["05 Say it"]
practised = ["05-say"]
assessed = ["first/say"]
item = "05-say/later"
"""


@pytest.fixture(autouse=True)
def _two_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points, "IDS", ("A01", "A02"))


def faults(root: Path, text: str) -> list[str]:
    (root / "points.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_points(root)
    return [str(fault) for fault in caught.value.faults]


def test_every_point_is_read_in_the_order_of_the_curriculum(tmp_path: Path) -> None:
    (tmp_path / "points.toml").write_text(ONE.replace("A01", "A02") + ONE, encoding="utf-8")
    found = read_points(tmp_path)
    assert list(found) == ["A01", "A02"]
    assert found["A01"] == TeachingPoint(
        id="A01",
        title="No, early",
        misconception="A no costs goodwill.",
        shows="Says it today.",
        taught=("05 Say it",),
        practised=("05-say",),
        assessed=("first/say",),
        item="05-say/later",
    )


def test_every_fault_of_the_map_is_told_at_once(tmp_path: Path) -> None:
    text = ONE.replace('"Says it today."', '" "').replace('["first/say"]', "[]").replace("title", "name")
    assert faults(tmp_path, text + "\n[Q9]\n") == [
        "points.toml: The point A02 is missing. Add its table.",
        "points.toml, A01: “name” is not known. Check its spelling.",
        "points.toml, A01: “title” is missing or empty. Write it.",
        "points.toml, A01: “shows” is missing or empty. Write it.",
        "points.toml, A01: “assessed” names nothing. Every point is taught, practised and assessed.",
        "points.toml: The curriculum has no point “Q9”. Check its id.",
    ]


def test_a_point_that_is_no_table_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, 'A02 = "no"\n' + ONE) == ["points.toml, A02: It is not a table. Begin it with [A02]."]


def test_a_map_that_is_missing_is_a_fault_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_points(tmp_path)


def test_the_curriculum_has_107_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert len(points.IDS) == 107
    assert (points.IDS[0], points.IDS[21], points.IDS[22], points.IDS[-1]) == ("A01", "A22", "B01", "X15")
