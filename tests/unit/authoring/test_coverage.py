"""The map of the teaching points against the files of a little course."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from groundrules import course
from groundrules.authoring import points
from groundrules.authoring.coverage import check_coverage, table
from groundrules.errors import ContentError

FIXTURES = Path(__file__).parents[2] / "fixtures"
QUESTIONS = """questions:
  - id: which
    kind: single
    graded: true
    teaches: [A07]
    title: Which?
    prompt: Which is it?
    options:
      - {id: none, text: No rule, feedback: "Yes."}
      - {id: broken, text: A broken rule, feedback: "Which one?"}
    key: none
    explain: Look for it.
"""
POINT = """
[A07]
title = "Which situation"
misconception = "A rule was broken."
shows = "Looks for it."
taught = ["05 A short case"]
practised = ["05-which", "little/noon/let-it-ring"]
assessed = ["lunch/which"]
item = "lunch/which/broken"
"""


@pytest.fixture
def little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> course.Course:
    monkeypatch.setattr(points, "IDS", ("A07",))
    shutil.copytree(FIXTURES / "course", tmp_path, dirs_exist_ok=True)
    (tmp_path / "scenarios").mkdir(exist_ok=True)
    shutil.copy(FIXTURES / "little.yaml", tmp_path / "scenarios" / "little.yaml")
    (tmp_path / "solutions" / "lunch").mkdir(parents=True)
    (tmp_path / "solutions" / "lunch" / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    manifest = tmp_path / "course.toml"
    text = manifest.read_text(encoding="utf-8")
    head, _, tail = text.rpartition("exercises = []")
    names = '\n[points]\nA07 = "Which situation"\n\n[weigh]\nA07 = "Where was it settled?"\n'
    manifest.write_text(f'{head}exercises = ["lunch"]{tail}{names}', encoding="utf-8")
    (tmp_path / "points.toml").write_text(POINT, encoding="utf-8")
    return course.load(tmp_path)


def told(little: course.Course, *changes: tuple[str, str]) -> list[str]:
    text = POINT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (little.root / "points.toml").write_text(text, encoding="utf-8")
    return [str(fault) for fault in check_coverage(little)]


def test_a_map_that_is_true_has_no_fault(little: course.Course) -> None:
    assert told(little) == []


def test_every_point_has_a_name_and_something_to_weigh_in_the_manifest(little: course.Course) -> None:
    manifest = little.root / "course.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("A07 = ", "A77 = "), encoding="utf-8")
    assert told(little) == [
        "course.toml: The point A07 has no name. Add it to [points].",
        "course.toml, points: The curriculum has no point “A77”. Check its id.",
        "course.toml: The point A07 has nothing to weigh, for a hint. Add it to [weigh].",
        "course.toml, weigh: The curriculum has no point “A77”. Check its id.",
    ]


def test_a_section_must_exist_in_a_lesson_that_names_the_point(little: course.Course) -> None:
    assert told(little, ("05 A short case", "05 A long case")) == [
        "points.toml, A07: There is no section “05 A long case”. Write the lesson's id and the heading as it is."
    ]
    (little.root / "notebooks" / "04_before.md").write_text("## A short case\n", encoding="utf-8")
    assert told(little, ("05 A short case", "04 A short case")) == [
        "points.toml, A07: Lesson 04 does not name it among its points. Name it in course.toml."
    ]


def test_what_practises_and_assesses_must_exist_and_name_the_point(little: course.Course) -> None:
    assert told(little, ('"05-which"', '"05-what"'), ("noon/let-it-ring", "noon/snap")) == [
        "points.toml, A07: There is no “05-what”. Check its name.",
        "points.toml, A07: “little/noon/snap” does not name it. Name the point there, or another place here.",
    ]
    assert told(little, ('["lunch/which"]', '["lunch/other"]')) == [
        "points.toml, A07: There is no “lunch/other”. Check its name."
    ]


@pytest.mark.parametrize("option", ["none", "nothing"])
def test_the_item_must_be_offered_and_wrong(little: course.Course, option: str) -> None:
    assert told(little, ("which/broken", f"which/{option}")) == [
        f"points.toml, A07: “lunch/which/{option}” is not a wrong answer. Name an option that is offered and wrong."
    ]


def test_an_item_may_be_a_thing_sorted_into_a_wrong_group(little: course.Course) -> None:
    assert told(little, ("lunch/which/broken", "05-sort/omar=two")) == []
    for right_or_unknown in ("omar=one", "omar=three", "nobody=two"):
        assert len(told(little, ("lunch/which/broken", f"05-sort/{right_or_unknown}"))) == 1


def test_an_item_may_be_a_move_that_is_not_strong(little: course.Course) -> None:
    assert told(little, ("lunch/which/broken", "little/noon/let-it-ring")) == []
    text = (little.root / "scenarios" / "little.yaml").read_text(encoding="utf-8")
    strong = text.replace("[B07]", "[A07]")
    (little.root / "scenarios" / "little.yaml").write_text(strong, encoding="utf-8")
    scene = next(line.split(":")[0].strip() for line in strong.splitlines() if line.startswith("  cold"))
    assert told(little, ("lunch/which/broken", f"little/{scene}/own-it")) == [
        f"points.toml, A07: “little/{scene}/own-it” is a strong move. Name one that is weak or partial."
    ]


def test_a_map_that_is_wrong_in_itself_is_told_as_it_is(little: course.Course) -> None:
    assert told(little, ("title", "name")) == [
        "points.toml, A07: “name” is not known. Check its spelling.",
        "points.toml, A07: “title” is missing or empty. Write it.",
    ]


def test_the_table_says_of_a_point_where_it_is(little: course.Course) -> None:
    (little.root / "cards").mkdir()
    (little.root / "cards" / "05_lunch.yaml").write_text(QUESTIONS, encoding="utf-8")
    assert table(little) == [
        "A07  Which situation",
        "     they think  A rule was broken.",
        "     it shows    Looks for it.",
        "     taught      05 A short case",
        "     practised   05-which, little/noon/let-it-ring",
        "     assessed    lunch/which",
        "     wrong       lunch/which/broken",
        "     cards       1",
    ]
    with pytest.raises(ContentError, match="no point “A08”"):
        table(little, ["A07", "A08"])
