from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from groundrules.errors import ContentError
from groundrules.rehearsal.script import filled, load, script


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Give a copy of the course's lines."""
    source = Path(str(files("groundrules.rehearsal")))
    for name in ("kinds", "reactions"):
        shutil.copytree(source / name, tmp_path / name)
    for name in ("frame.toml", "signals.toml"):
        shutil.copy(source / name, tmp_path / name)
    return tmp_path


def test_the_seven_kinds_of_pushback_have_lines_a_need_and_an_answer() -> None:
    assert list(script().kinds) == ["authority", "comparison", "flattery", "guilt", "once", "threat", "urgency"]
    assert all(kind.need and kind.answer and kind.example for kind in script().kinds.values())


def test_a_new_kind_is_a_text_file(lines: Path) -> None:
    text = (lines / "kinds" / "guilt.toml").read_text(encoding="utf-8")
    other = text.replace('"Guilt"', '"Pity"').replace('.",', ', oh.",').replace('?",', ' then?",')
    (lines / "kinds" / "pity.toml").write_text(other, encoding="utf-8")
    found = load(lines)
    assert found.kinds["pity"].name == "Pity"
    assert len(found.pools["kind/pity/soft"]) == 5


def test_what_would_make_rehearsals_repeat_themselves_is_refused_with_its_place(lines: Path) -> None:
    file = lines / "reactions" / "short.toml"
    text = file.read_text(encoding="utf-8")
    broken = text.replace('"That\'s a bit thin.",\n', "").replace('["short"]', '["shorter"]')
    file.write_text(broken.replace("\"And why? I'd", "\"{boss} And why? I'd"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(lines)
    told = [(fault.where, fault.what) for fault in caught.value.faults]
    assert ("reaction/short/hard", "There are 4 lines.") in told
    assert ("reactions/short.toml", "There is no signal “shorter”.") in told
    assert any(where == "reaction/short/soft" and "has the slot “boss”" in what for where, what in told)


def test_a_line_that_stands_twice_is_refused(lines: Path) -> None:
    frame = lines / "frame.toml"
    text = frame.read_text(encoding="utf-8")
    frame.write_text(text.replace("\"Let me sleep on it. You've", '"That\'s a bit thin.", #'), encoding="utf-8")
    with pytest.raises(ContentError, match="stands in"):
        load(lines)


def test_what_is_put_into_a_line_is_not_read_again() -> None:
    assert filled("{name} says {quote}", {"name": "{quote}", "quote": "hi"}, {}) == "{quote} says hi"
    assert filled("And {quote}?", {"quote": ""}, {"quote": "that"}) == "And that?"
