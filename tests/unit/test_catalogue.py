"""Catalogues of interface texts: what they find in a module, what they change, and what they leave alone."""

from __future__ import annotations

import pytest

from groundrules import catalogue
from groundrules.catalogue import Catalogue, sentences
from groundrules.errors import ContentError

MODULE = """// A view.
import { h } from "./dom.js";

const VIEW_WORDS = {
  begin: "Begin",
  said: "\\"Yes\\", she said; {n} times {more}",
  kinds: { "": "Open or closed?", open: "Open" },
  days: ["Mon", "Tue"],
};
const SHORT_WORDS = { "aria-label": "Begin" };
const WIDTHS = { long: "Begin" };
h("p", "Begin");
"""


def test_the_sentences_of_a_module_are_found_and_its_names_are_not() -> None:
    assert list(sentences(MODULE)) == [
        "Begin",
        '"Yes", she said; {n} times {more}',
        "Open or closed?",
        "Open",
        "Mon",
        "Tue",
        "Begin",
    ]


def test_a_module_speaks_another_language_where_the_catalogue_has_the_words() -> None:
    words = Catalogue("fr", {("view.js", "Begin"): "Commencer", ("view.js", "Open"): 'Dite "ouverte"'})
    assert words.module("view.js", MODULE) == MODULE.replace('begin: "Begin"', 'begin: "Commencer"').replace(
        'open: "Open"', 'open: "Dite \\"ouverte\\""'
    ).replace('"aria-label": "Begin"', '"aria-label": "Commencer"')


def test_the_same_words_elsewhere_stay_as_they_are() -> None:
    assert Catalogue("fr", {("other.js", "Begin"): "Commencer"}).module("view.js", MODULE) == MODULE


def test_the_source_language_changes_nothing() -> None:
    assert catalogue.load("en").module("view.js", MODULE) is MODULE


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(ContentError, match="does not speak this language"):
        catalogue.load("tlh")


def test_the_texts_of_one_context_are_given_by_what_they_are_in_the_source_language() -> None:
    words = Catalogue("fr", {("view.js", "Begin"): "Commencer", ("desk", "Open"): "Ouvert"})
    assert words.of("desk") == {"Open": "Ouvert"}
    assert catalogue.load("en").of("desk") == {}


def test_an_exercise_is_called_by_its_name() -> None:
    assert catalogue.exercise_title("no-framework-yet") == "No framework yet"
