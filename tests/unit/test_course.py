"""The manifest."""

from pathlib import Path

import pytest

from groundrules import course
from groundrules.errors import ContentError

GOOD = """
[course]
title = "T"
subtitle = "S"

[[lesson]]
id = "01"
stem = "01_first"
title = "First"
minutes = 20
points = ["A01"]
scenarios = ["the-call"]
exercises = ["first"]
"""


def manifest(folder: Path, text: str) -> Path:
    (folder / "course.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_manifest_becomes_a_course(tmp_path: Path) -> None:
    found = course.load(manifest(tmp_path, GOOD))
    assert found == course.Course(
        title="T",
        subtitle="S",
        language="en",
        lessons=(
            course.Lesson(
                id="01",
                stem="01_first",
                title="First",
                minutes=20,
                points=("A01",),
                scenarios=("the-call",),
                exercises=("first",),
            ),
        ),
        root=tmp_path,
    )


@pytest.mark.parametrize("name", ["01", "1", "01_first"])
def test_a_lesson_is_found_by_id_number_or_stem(tmp_path: Path, name: str) -> None:
    assert course.load(manifest(tmp_path, GOOD)).lesson(name).notebook == "01_first.ipynb"


def test_lesson_nought_is_found_by_its_number(tmp_path: Path) -> None:
    assert course.load(manifest(tmp_path, GOOD.replace('"01"', '"00"'))).lesson("0").id == "00"


def test_an_unknown_lesson_is_an_error_that_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        course.load(manifest(tmp_path, GOOD)).lesson("7")
    assert str(caught.value.faults[0]) == "course.toml: There is no lesson “7”. The lessons are: 01."


def test_every_fault_of_a_manifest_is_told_at_once(tmp_path: Path) -> None:
    text = '[[lesson]]\nid = "01"\nstem = "s"\nminutes = "long"\npionts = []\npoints = ["Z9"]\n'
    with pytest.raises(ContentError) as caught:
        course.load(manifest(tmp_path, text + text.replace("long", "longer")))
    told = [str(fault) for fault in caught.value.faults]
    one = [
        "course.toml, lesson 01: “pionts” is not known. Check its spelling.",
        "course.toml, lesson 01: “title” is missing or not a str.",
        "course.toml, lesson 01: “minutes” is missing or not a int.",
        "course.toml, lesson 01: “Z9” is not the id of a teaching point. It is a letter and two digits.",
    ]
    assert told == [*one, *one, "course.toml: Two lessons have the id “01”. Give each its own."]


@pytest.mark.parametrize("text", ["", "[[lesson", '[course]\ntitle = "T"\n'])
def test_a_manifest_that_cannot_be_read_or_is_empty_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError, match=r"course\.toml"):
        course.load(manifest(tmp_path, text))


def test_the_sections_of_a_lesson_have_their_minutes(tmp_path: Path) -> None:
    text = GOOD.replace("minutes = 20\n", 'minutes = 20\nsections = [["A case", 2], ["Now play it", 18]]\n')
    assert course.load(manifest(tmp_path, text)).lessons[0].sections == (("A case", 2), ("Now play it", 18))


def test_a_section_without_minutes_is_a_fault(tmp_path: Path) -> None:
    text = GOOD.replace("minutes = 20\n", 'minutes = 20\nsections = [["A case"]]\n')
    with pytest.raises(ContentError, match=r"not a name with its minutes\. Write \[name, number\]"):
        course.load(manifest(tmp_path, text))


def test_the_files_of_variants_that_exist_are_given_by_scenario(tmp_path: Path) -> None:
    found = course.load(manifest(tmp_path, GOOD))
    assert found.variants() == {}
    path = tmp_path / "variants" / "the-call.yaml"
    path.parent.mkdir()
    path.touch()
    assert found.variants() == {"the-call": path}
    assert found.bank(*found.lessons) == [path]


def test_the_files_of_cards_that_exist_are_given_by_lesson(tmp_path: Path) -> None:
    found = course.load(manifest(tmp_path, GOOD))
    assert found.cards() == {}
    path = tmp_path / "cards" / "01_first.yaml"
    path.parent.mkdir()
    path.touch()
    assert (found.cards_file(found.lessons[0]), found.cards()) == (path, {"01": path})


def test_the_course_that_is_here_loads() -> None:
    assert [lesson.id for lesson in course.load().lessons if lesson.id == "05"] == ["05"]
