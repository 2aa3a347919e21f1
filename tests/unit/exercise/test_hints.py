"""What the first hints of a question say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import write_course

from groundrules import course
from groundrules.exercise.hints import about

if TYPE_CHECKING:
    from pathlib import Path

TABLES = """
[points]
A07 = "Which situation"
A08 = "On hold"
B01 = "Nothing to weigh"
[weigh]
A07 = "Where was it settled?"
A08 = "What has to stop?"
"""
FRENCH = '[points]\nA07 = "Quelle situation"\n[weigh]\nA07 = "Où était-ce convenu ?"\n'


def test_the_first_teaching_point_says_where_to_look_and_what_to_weigh(tmp_path: Path) -> None:
    found = write_course(tmp_path, {}, TABLES)
    assert about(found, ["A08", "A07"]) == ["On hold", "What has to stop?"]


def test_a_point_of_which_one_of_them_is_missing_and_no_point_at_all_give_none(tmp_path: Path) -> None:
    found = write_course(tmp_path, {}, TABLES)
    assert (about(found, ["B01"]), about(found, ["C09"]), about(found, [])) == ([], [], [])


def test_another_language_says_what_it_has_and_the_rest_as_it_was_written(tmp_path: Path) -> None:
    write_course(tmp_path, {"translations/fr/course.toml": FRENCH}, TABLES)
    french = course.load(tmp_path, language="fr")
    assert about(french, ["A07"]) == ["Quelle situation", "Où était-ce convenu ?"]
    assert about(french, ["A08"]) == ["On hold", "What has to stop?"]
