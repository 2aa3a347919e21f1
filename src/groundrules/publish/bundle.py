"""The site's program and styles: the views of the widgets and the site's own modules, each kind in one file."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING

import rjsmin

from groundrules import catalogue
from groundrules.widgets.linker import ENTRY, module, names, styles

if TYPE_CHECKING:
    from collections.abc import Iterable

# In an order in which each module comes after those that it imports. Every page loads the first ones, pages that are
# no lesson the others as well, which take what they import from the first.
MODULES = (
    "unpack.js",
    "shelf.js",
    "reader.js",
    "host_plays.js",
    "host_questions.js",
    "host_records.js",
    "local_host.js",
    "site.js",
)
MORE = ("pictures.js", "search.js", "work.js", "home.js")  # the first is one of the views' modules
LATER = frozenset({"records"})  # views whose program is fetched when the reader comes near the first of them
SHARED = ("siteHost", "siteFiles", "siteShelf")  # of site.js: what the second program works with

_LITE = """
const liteRoot = new URL("../../../", import.meta.url);
const liteFiles = Object.fromEntries(Object.entries(FILES).map(([name, path]) => [name, new URL(path, liteRoot).href]));
const liteShelf = openShelf(globalThis.localStorage, `groundrules@${liteRoot.pathname}:`);
export const siteHost = localHost(siteData(liteFiles), liteShelf, siteCoach(liteFiles.coach));
export { mountView };
"""

_FORMS = """
VIEWS.records = mountRecords;
groundRulesData("forms", true);
"""

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)


def program(kinds: frozenset[str], language: str = catalogue.SOURCE) -> str:
    """Give the program of a page as one script, without remarks and indents.

    It is a classic script and no module, because browsers load no module from a file that is opened by a double
    click.

    Args:
        kinds: the views that the site's lessons show; those of `LATER` are left to `forms`.
        language: in which it speaks.
    """
    own = [_spoken(name, language) for name in _first(kinds) if name not in names(kinds - LATER)]
    shown = sorted({*_taken(MORE), *_taken(_late(kinds)), *SHARED, "VIEWS"})
    given = f"globalThis.groundRules = {{ {', '.join(shown)} }};"
    return _script([module(kinds - LATER, language), *own, given])


def forms(kinds: frozenset[str], language: str = catalogue.SOURCE) -> str:
    """Give the program of the views of `LATER`, as a piece of data that a page asks for by the name “forms”.

    Args:
        kinds: those of the page's own program, which runs before it.
        language: in which it speaks.
    """
    late = _late(kinds)
    taken = f"const {{ {', '.join(sorted({*_taken(late), 'VIEWS'}))} }} = globalThis.groundRules;"
    return _script([taken, *(_spoken(name, language) for name in late), _FORMS])


def more(language: str = catalogue.SOURCE) -> str:
    """Give the program of the pages that are no lesson, a script to be run after `program`."""
    taken = f"const {{ {', '.join(sorted({*_taken(MORE), *SHARED}))} }} = globalThis.groundRules;"
    return _script([taken, *(_spoken(name, language) for name in MORE), f"drawPage({', '.join(SHARED)});"])


def lite_module(language: str, files: dict[str, str]) -> str:
    """Give the module of all views for JupyterLite, with the site's own host: the same work as on its pages.

    Args:
        language: in which it speaks.
        files: the addresses of the site's data, seen from its root, which lies three folders above the module.
    """
    words = catalogue.load(language)
    own = [_linked(words.module(name, static(name))) for name in MODULES if name != "site.js"]
    return "\n".join([module(language=language), *own, _LITE.replace("FILES", json.dumps(files))])


def data(name: str, text: str) -> str:
    """Give a piece of data as a script, whose second line is the JSON itself."""
    return f"groundRulesData({json.dumps(name)},\n{text}\n);\n"


def _first(kinds: frozenset[str]) -> list[str]:
    """Give the modules of a page's own program, each after those that it imports."""
    order = names(kinds - LATER)

    def visit(name: str) -> None:
        if name not in order:
            for _, needed in _IMPORT.findall(static(name)):
                visit(needed)
            order.append(name)

    for name in MODULES:
        visit(name)
    return order


def _late(kinds: frozenset[str]) -> list[str]:
    """Give the modules that the views of `LATER` need beside a page's own program."""
    first = {*_first(kinds), ENTRY}
    return [name for name in names(LATER) if name not in first]


def _taken(modules: Iterable[str]) -> set[str]:
    """Give the names that some modules take from others."""
    modules = tuple(modules)
    found = [(wanted, source) for name in modules for wanted, source in _IMPORT.findall(static(name))]
    return {name.strip() for wanted, source in found if source not in modules for name in wanted.split(",")}


def _spoken(name: str, language: str) -> str:
    return _linked(catalogue.load(language).module(name, static(name)))


def _linked(text: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", text))


def _script(parts: list[str]) -> str:
    text = "\n".join(['(() => {\n"use strict";', *parts, "})();"])
    return f"{rjsmin.jsmin(text)}\n"


def look(kinds: frozenset[str]) -> str:
    """Give the styles of those views and of the pages as one text without remarks and needless spaces."""
    joined = re.sub(r"/\*.*?\*/", "", "\n".join([styles(kinds), static("site.css")]), flags=re.DOTALL)
    tight = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", joined)).strip()
    tight = re.sub(r"([\w-]): ", r"\1:", tight).replace(";}", "}")
    return re.sub(r"(?<=[ :,(-])0\.(?=\d)", ".", tight) + "\n"


def coach_worker(sources: str) -> str:
    """Give the worker that runs the coach; `sources` is the address of its Python files, seen from the site's root."""
    return f"const SOURCES = {json.dumps(sources)};\n{static('coach_worker.js')}"


def worker(files: list[str], later: list[str], version: str) -> str:
    """Give the service worker that keeps a site's files for times without a network.

    Args:
        files: the addresses of those that are kept at the first visit.
        later: of those that are kept once they were wanted.
        version: another one whenever any of them has changed.
    """
    build = json.dumps({"version": version, "files": files, "later": later})
    return f"const BUILD = {build};\n{static('worker.js')}"


def static(name: str) -> str:
    """Give the text of one of the site's own files, or of a views' module that the site uses by itself."""
    own = files("groundrules.publish").joinpath("static", name)
    shared = files("groundrules.widgets").joinpath("static", name)
    return (own if own.is_file() else shared).read_text(encoding="utf-8")
