"""The desk answers in the language of the learner's course folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules import language
from groundrules.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk over the whole course, for somebody who takes it in French."""
    language.choose("fr", tmp_path)
    return Desk(root=tmp_path, home=tmp_path)


def test_the_parts_of_a_lesson_are_named_in_the_language_of_the_course_folder(desk: Desk) -> None:
    told = desk.reply({"do": "progress.open", "lesson": "05"})
    assert told["lesson"]["title"] == "Pas encore de cadre\u202f: l’appel de 2 heures du matin"
    assert [part["title"] for part in told["parts"]] == [
        "Que se passe-t-il entre Ewa et Marek\u202f?",
        "Quelle est la situation\u202f?",
        "Au bord du bassin",
        "L’appel de 2 heures du matin",
        "Est-ce confirmé\u202f?",
        "Pas encore de cadre",
    ]


def test_the_parts_of_a_contacts_page_are_named_in_the_language_of_the_course_folder(desk: Desk) -> None:
    saved = desk.reply({"do": "records.save", "table": "contacts", "row": {"name": "Marek"}})
    told = desk.reply({"do": "contact.open", "contact": saved["row"]["id"]})
    assert [part["label"] for part in told["parts"]] == [
        "Règles convenues",
        "Ce qui s’est passé",
        "Diagnostics",
        "Propositions",
        "Rendez-vous",
        "Résultats",
        "Suites",
        "Bilans",
    ]


def test_a_teaching_point_is_named_in_the_language_of_the_course_folder(desk: Desk) -> None:
    check = {"practice": True, "lesson": "05", "id": "05-what-is-missing"}
    assert desk.reply({"do": "question.save", **check, "value": "broken"})["ok"] is True
    told = desk.reply({"do": "home.open"})
    assert [point["title"] for point in told["points"]] == ["Pas de règles, ou des règles pas tenues\u202f?"]
