"""The views' ES modules and styles joined into one text each, for hosts that take a widget's code as text."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

ENTRY = "views.js"
STYLES = "views.css"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_STYLE = re.compile(r'^@import "\./([\w-]+\.css)";\n', re.MULTILINE)


@cache
def module() -> str:
    """Give all views as one ES module without imports; its names are those of the modules, each once.

    The modules import each other by single-line named imports only, and no two use the same top-level name
    (both are held by tests), so joining them in the order of their imports keeps their meaning.
    """
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        for needed in _IMPORT.findall(_read(name)):
            visit(needed)
        order.append(name)

    visit(ENTRY)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read(name))) for name in order)


@cache
def styles() -> str:
    """Give all views' styles as one text."""
    return "\n".join(_read(name) for name in _STYLE.findall(_read(STYLES)))


def _read(name: str) -> str:
    return files("groundrules.widgets").joinpath("static", name).read_text(encoding="utf-8")
