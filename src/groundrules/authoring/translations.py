"""What is translated into which language, and what has fallen behind its source."""

from __future__ import annotations

import hashlib
import io
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from groundrules import catalogue
from groundrules.course import TRANSLATIONS, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundrules.course import Course

RECORD = "sources.toml"  # for each translated file, the fingerprint of the text that it was made from
_CONTENT = ("notebooks/*.md", "scenarios/*.yaml", "questions/*.yaml", "cards/*.yaml", "variants/*.yaml")

# By context, the modules whose texts stand where they are said.
_SAYING = {
    "certificate": ("journal/certificate_page.py",),
    "documents": (
        *(f"workbook/pack/{name}.py" for name in ("brief", "annex", "invitation", "mail", "packing")),
        *(f"workbook/{name}.py" for name in ("dossier", "overview", "evidence/chart", "evidence/wording")),
    ),
    "figures": ("figures.py",),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a language is.

    Attributes:
        language: a BCP 47 tag.
        texts: how many interface texts it has, of how many.
        missing: the interface texts that it lacks, with their contexts.
        fresh: translated files that match their sources.
        stale: translated files whose sources were changed since.
        odd: translated files that have no source.
    """

    language: str
    texts: tuple[int, int]
    missing: tuple[tuple[str, str], ...]
    fresh: tuple[str, ...]
    stale: tuple[str, ...]
    odd: tuple[str, ...]


def messages() -> list[tuple[str, str]]:
    """Give every interface text with its context, once each, in the order of their modules."""
    return list(dict.fromkeys(_messages()))


def _messages() -> Iterator[tuple[str, str]]:
    from groundrules.desk.told import CONTEXT as ERRORS  # noqa: PLC0415  only for authors
    from groundrules.desk.told import SENTENCES  # noqa: PLC0415  as above
    from groundrules.publish import vocabulary  # noqa: PLC0415  as above
    from groundrules.publish.words import CONTEXT as SITE  # noqa: PLC0415  as above
    from groundrules.publish.words import WORDS  # noqa: PLC0415  as above
    from groundrules.workbook.schema import TABLES  # noqa: PLC0415  as above
    from groundrules.workbook.table import CONTEXT as WORKBOOK  # noqa: PLC0415  as above

    frame = files("groundrules").joinpath("labextension", "groundrules", catalogue.FRAME)
    yield from ((catalogue.FRAME, text) for text in catalogue.sentences(frame.read_text(encoding="utf-8")))
    for package in ("groundrules.widgets", "groundrules.publish", "groundrules.workshop"):
        for module in sorted(files(package).joinpath("static").iterdir(), key=lambda entry: entry.name):
            if module.name.endswith(".js"):
                for text in catalogue.sentences(module.read_text(encoding="utf-8")):
                    yield module.name, text
    yield from ((SITE, text) for text in [*WORDS.values(), *vocabulary.texts()])
    yield from ((ERRORS, text) for text in SENTENCES)
    exercises = (name for lesson in load().lessons for name in lesson.exercises)
    yield from ((catalogue.DESK, catalogue.exercise_title(name)) for name in exercises)
    yield from ((WORKBOOK, text) for table in TABLES.values() for text in table.texts() if text)
    for context, modules in _SAYING.items():
        yield from ((context, text) for module in modules for text in _said(module))


def _said(module: str) -> Iterator[str]:
    """Yield the texts that a Python module looks up, each written there as `say("…")`."""
    from babel.messages.extract import extract  # noqa: PLC0415  only for authors

    with files("groundrules").joinpath(module).open("rb") as source:
        yield from (str(text) for _, text, _, _ in extract("python", source, {"say": None}))


def template() -> bytes:
    """Give the template for catalogues, in gettext's POT format: the same texts always give the same bytes."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415  only for authors
    from babel.messages.pofile import write_po  # noqa: PLC0415  as above

    made = Catalog(project="groundrules", charset="utf-8", fuzzy=False)
    for context, text in messages():
        made.add(text, context=context)
    held = io.BytesIO()
    write_po(held, made, omit_header=True, width=0)
    return held.getvalue()


def standing(course: Course, language: str) -> Standing:
    """Compare a language with its sources."""
    words, wanted = catalogue.load(language), messages()
    missing = tuple(message for message in wanted if message not in words.texts)
    root = course.root / TRANSLATIONS / language
    record = _record(root)
    fresh: list[str] = []
    stale: list[str] = []
    odd: list[str] = []
    for path in sorted(path for pattern in _CONTENT for path in root.glob(pattern)):
        name = path.relative_to(root).as_posix()
        source = course.root / name
        if not source.is_file():
            odd.append(name)
        else:
            (fresh if record.get(name) == fingerprint(source) else stale).append(name)
    done = (len(wanted) - len(missing), len(wanted))
    return Standing(language, done, missing, tuple(fresh), tuple(stale), tuple(odd))


def accept(course: Course, language: str, name: str) -> None:
    """Note that a translated file says what its source says today."""
    root = course.root / TRANSLATIONS / language
    record = _record(root) | {name: fingerprint(course.root / name)}
    lines = [f'"{key}" = "{value}"' for key, value in sorted(record.items())]
    (root / RECORD).write_text("\n".join(lines) + "\n", encoding="utf-8")


def fingerprint(path: Path) -> str:
    """Give what changes with a file's text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _record(root: Path) -> dict[str, str]:
    path = root / RECORD
    return {str(k): str(v) for k, v in tomllib.loads(path.read_text("utf-8")).items()} if path.is_file() else {}
