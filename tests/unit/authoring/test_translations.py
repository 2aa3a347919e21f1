"""What is translated, and what has fallen behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.pofile import read_po
from tests.conftest import write_course

from groundrules import course
from groundrules.authoring.translations import accept, messages, standing, template

if TYPE_CHECKING:
    from pathlib import Path


def little(root: Path) -> course.Course:
    files = {
        "translations/fr/course.toml": 'title = "Petites"\n[lessons]\n05 = "La nuit"\n',
        "questions/05_night.yaml": "one",
        "translations/fr/questions/05_night.yaml": "un",
        "translations/fr/scenarios/gone.yaml": "parti",
    }
    return write_course(root, files)


def test_a_translation_is_stale_until_somebody_says_that_it_is_not_and_again_when_its_source_changes(
    tmp_path: Path,
) -> None:
    found = little(tmp_path)
    name = "questions/05_night.yaml"
    assert (standing(found, "fr").fresh, standing(found, "fr").stale) == ((), (name,))
    accept(found, "fr", name)
    assert (standing(found, "fr").fresh, standing(found, "fr").stale) == ((name,), ())
    (tmp_path / name).write_text("one, changed", encoding="utf-8")
    assert (standing(found, "fr").fresh, standing(found, "fr").stale) == ((), (name,))


def test_a_translation_of_nothing_is_told(tmp_path: Path) -> None:
    assert standing(little(tmp_path), "fr").odd == ("scenarios/gone.yaml",)


def test_the_course_in_another_language_takes_what_is_translated_and_the_rest_as_it_is(tmp_path: Path) -> None:
    little(tmp_path)
    french = course.load(tmp_path, language="fr")
    (lesson,) = french.lessons
    assert (french.title, lesson.title, french.language) == ("Petites", "La nuit", "fr")
    assert french.questions_file(lesson) == tmp_path / "translations/fr/questions/05_night.yaml"
    assert french.scenario_file("night") == tmp_path / "scenarios/night.yaml"


def test_the_template_holds_every_text_once(tmp_path: Path) -> None:
    file = tmp_path / "messages.pot"
    file.write_bytes(template())
    with file.open("rb") as held:
        found = [(entry.context, entry.id) for entry in read_po(held) if entry.id]
    assert found == messages()
    assert ("player.js", "Scenario") in found
    assert ("workbook", "Contacts") in found
    assert ("site", "Next lesson") in found
