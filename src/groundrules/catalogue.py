"""Interface texts in other languages: one catalogue a language, in gettext's PO format."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from groundrules.errors import ContentError, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOURCE = "en"  # the language in which everything is written first

DESK = "desk"  # the context of what Python alone says in the views
FRAME = "remoteEntry.js"  # the JupyterLab extension; its sentences reach it by the page's configuration

_TEXT = r'"(?:[^"\\\n]|\\.)*"'
# The sentences of a module stand in one object at its head: const PLAYER_WORDS = {…};
_WORDS = re.compile(rf'^ *const \w*WORDS = \{{(?:[^"]|{_TEXT})*?\}};$', re.MULTILINE)
_SENTENCE = re.compile(rf"({_TEXT})(\s*:)?")  # with a colon it is a name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language.

    Attributes:
        language: a BCP 47 tag.
        texts: each by where it is used (its context) and what it is in the source language.
    """

    language: str = SOURCE
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def say(self, context: str, text: str) -> str:
        """Give a text in this language; where the catalogue lacks it, as it is in the source language."""
        return self.texts.get((context, text)) or text

    def within(self, context: str) -> Callable[[str], str]:
        """Give what says the texts of one context, so that a module can write `say("Hello,")`."""
        return partial(self.say, context)

    def of(self, context: str) -> dict[str, str]:
        """Give the texts of one context, by what they are in the source language."""
        return {text: said for (place, text), said in self.texts.items() if place == context}

    def module(self, name: str, source: str) -> str:
        """Give an ES module that speaks this language.

        Args:
            name: the module's file name, which is the context of its texts.
            source: the module, with its sentences in an object at its head.
        """
        if not self.texts:
            return source

        def sentence(found: re.Match[str]) -> str:
            if found[2]:
                return found[0]
            return json.dumps(self.say(name, json.loads(found[1])), ensure_ascii=False)

        return _WORDS.sub(lambda words: _SENTENCE.sub(sentence, words[0]), source)


ENGLISH = Catalogue()


def sentences(source: str) -> Iterator[str]:
    """Yield the sentences that an ES module shows to people, in their order."""
    for words in _WORDS.finditer(source):
        for found in _SENTENCE.finditer(words[0]):
            if not found[2] and (text := json.loads(found[1])):
                yield text


def exercise_title(name: str) -> str:
    """Give the title that a view shows for an exercise, in the source language."""
    return name.replace("-", " ").capitalize()


def languages() -> list[str]:
    """Give the languages that have a catalogue, the source language first."""
    names = (entry.name for entry in files("groundrules").joinpath("catalogues").iterdir())
    return [SOURCE, *sorted(name.removesuffix(".po") for name in names if name.endswith(".po"))]


@cache
def load(language: str) -> Catalogue:
    """Read the catalogue of a language.

    Raises:
        ContentError: there is none for it.
    """
    if language == SOURCE:
        return Catalogue()
    if language not in languages():
        fault = Fault(language, "There is no catalogue for this language.", f"There are: {', '.join(languages())}.")
        raise ContentError("The course does not speak this language.", [fault])
    from babel.messages.pofile import read_po  # noqa: PLC0415  only where another language is spoken

    with files("groundrules").joinpath("catalogues", f"{language}.po").open("rb") as file:
        found = read_po(file, locale=language)
    entries = [entry for entry in found if entry.id and not entry.fuzzy]
    return Catalogue(language, {(str(entry.context), str(entry.id)): str(entry.string) for entry in entries})
