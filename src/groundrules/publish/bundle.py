"""The site's program and styles: the views of the widgets and the site's own modules, each kind in one file."""

from __future__ import annotations

import json
import re
from importlib.resources import files

from groundrules.widgets.linker import module, styles

# In an order in which each module comes after those that it imports. Every page loads the first ones, pages that are
# no lesson the others as well, which take what they import from the first.
MODULES = ("unpack.js", "shelf.js", "host_plays.js", "host_questions.js", "host_records.js", "local_host.js", "site.js")
MORE = ("search.js", "work.js", "home.js")

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_REMARK = re.compile(r"^[ ]*(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)


def program() -> str:
    """Give the program of every page as one ES module, without remarks and indents.

    No text in the modules goes over several lines (a test holds them to it), so this changes no meaning.
    """
    own = [_linked(static(name)) for name in MODULES]
    return _slim("\n".join([module(), *own, f"export {{ {', '.join(sorted(_taken()))} }};"]))


def more(first: str) -> str:
    """Give the program of the pages that are no lesson.

    Args:
        first: the name of the file, in the same folder, that holds `program`.
    """
    own = [_linked(static(name)) for name in MORE]
    return _slim(
        "\n".join([f'import {{ {", ".join(sorted(_taken()))} }} from "./{first}";', *own, "export { drawPage };"])
    )


def _taken() -> set[str]:
    """Give the names that the second program takes from the first."""
    found = [(names, source) for name in MORE for names, source in _IMPORT.findall(static(name))]
    return {name.strip() for names, source in found if source not in MORE for name in names.split(",")}


def _linked(text: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", text))


def _slim(text: str) -> str:
    return "\n".join(line.strip() for line in _REMARK.sub("", text).splitlines() if line.strip()) + "\n"


def look() -> str:
    """Give all styles as one text without remarks and needless spaces."""
    joined = re.sub(r"/\*.*?\*/", "", "\n".join([styles(), static("site.css")]), flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", joined)).strip() + "\n"


def worker(files: list[str], version: str) -> str:
    """Give the service worker that keeps a site's files for times without a network.

    Args:
        files: their addresses.
        version: another one whenever any of them has changed.
    """
    build = json.dumps({"version": version, "files": files})
    return f"const BUILD = {build};\n{static('worker.js')}"


def static(name: str) -> str:
    """Give the text of one of the site's own files."""
    return files("groundrules.publish").joinpath("static", name).read_text(encoding="utf-8")
