"""The views' ES modules and styles joined into one text each, for hosts that take a widget's code as text."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from groundrules import catalogue

ENTRY = "views.js"
STYLES = "views.css"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_VIEW = re.compile(r"^  (\w+): (mount\w+),$", re.MULTILINE)
_STYLE = re.compile(r'^@import "\./([\w-]+\.css)";\n', re.MULTILINE)


@cache
def module(kinds: frozenset[str] | None = None, language: str = catalogue.SOURCE) -> str:
    """Give the views as one ES module without imports; its names are those of the modules, each once.

    The modules import each other by single-line named imports only, and no two use the same top-level name
    (both are held by tests), so joining them in the order of their imports keeps their meaning.

    Args:
        kinds: the views to join; by default all of them.
        language: in which they speak.

    Raises:
        ContentError: there is no catalogue for that language.
    """
    words = catalogue.load(language)
    entry = _entry(kinds)
    texts = [(name, entry if name == ENTRY else _read(name)) for name in _modules(entry)]
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", words.module(name, text))) for name, text in texts)


def names(kinds: frozenset[str] | None = None) -> list[str]:
    """Give the names of the modules that `module` joins, in their order."""
    return _modules(_entry(kinds))


def _modules(entry: str) -> list[str]:
    """Give the names of the modules that the entry's text needs, itself last, each after those that it imports."""
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        for needed in _IMPORT.findall(entry if name == ENTRY else _read(name)):
            visit(needed)
        order.append(name)

    visit(ENTRY)
    return order


@cache
def styles(kinds: frozenset[str] | None = None) -> str:
    """Give the views' styles as one text: all of them, or those of some kinds of view and what they share."""
    # A view may hold another within it: what counts is which modules are there.
    used = {name.removesuffix(".js") for name in _modules(_entry(kinds))}
    unused = {f"{kind}.css" for kind, _ in _VIEW.findall(_read(ENTRY)) if kind not in used}
    return "\n".join(_read(name) for name in _STYLE.findall(_read(STYLES)) if name not in unused)


def _entry(kinds: frozenset[str] | None) -> str:
    """Give the entry's text without the views that are not wanted."""
    text = _read(ENTRY)
    for kind, mount in _VIEW.findall(text):
        if kinds is not None and kind not in kinds:
            text = re.sub(rf"^(?:import \{{ {mount} \}} .*|  {kind}: {mount},)\n", "", text, flags=re.MULTILINE)
    return text


def _read(name: str) -> str:
    return files("groundrules.widgets").joinpath("static", name).read_text(encoding="utf-8")
