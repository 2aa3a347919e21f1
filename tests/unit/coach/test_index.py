"""The derived file of the rules is current, and nothing depends on its being there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.coach import index as indexes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_derived_file_is_what_its_sources_make() -> None:
    remedy = "run “python benchmarks/coach.py --write”"
    assert indexes.INDEX.read_text(encoding="utf-8") == indexes.index_text(), remedy


def test_without_the_derived_file_the_sources_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = indexes.index()
    monkeypatch.setattr(indexes, "INDEX", tmp_path / "index.json")
    assert indexes.index.__wrapped__() == whole


def test_an_outdated_derived_file_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = indexes.index()
    monkeypatch.setattr(indexes, "INDEX", tmp_path / "index.json")
    (tmp_path / "index.json").write_text('{"stamp": 1, "rules": []}', encoding="utf-8")
    assert indexes.index.__wrapped__() == whole
