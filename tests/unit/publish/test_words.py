"""The sentences around the lessons: in the language of the course, and in the direction in which it is written."""

from __future__ import annotations

from groundrules.publish.words import WORDS, direction, in_language


def test_a_language_runs_in_the_direction_in_which_it_is_written() -> None:
    assert [direction(language) for language in ("en", "fr", "pt-BR", "ar", "he")] == [
        "ltr",
        "ltr",
        "ltr",
        "rtl",
        "rtl",
    ]


def test_every_sentence_is_given_in_another_language() -> None:
    french = in_language("fr")
    assert french["before"] == "Leçon précédente"
    assert in_language("en") == WORDS
    assert french.keys() == WORDS.keys()
