"""The site's program and styles: the views of the widgets and the site's own modules, each kind in one file."""

from __future__ import annotations

import json
import re
from importlib.resources import files

from groundrules.widgets.linker import module, styles

# In an order in which each module comes after those that it imports.
MODULES = (
    "unpack.js",
    "shelf.js",
    "host_plays.js",
    "host_questions.js",
    "host_records.js",
    "local_host.js",
    "search.js",
    "work.js",
    "site.js",
)

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[\w-]+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)
_REMARK = re.compile(r"^[ ]*(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)


def program() -> str:
    """Give the whole program as one ES module without imports, remarks and indents.

    No text in the modules goes over several lines (a test holds them to it), so this changes no meaning.
    """
    own = [_EXPORT.sub("", _IMPORT.sub("", static(name))) for name in MODULES]
    joined = _REMARK.sub("", "\n".join([module(), *own]))
    return "\n".join(line.strip() for line in joined.splitlines() if line.strip()) + "\n"


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
