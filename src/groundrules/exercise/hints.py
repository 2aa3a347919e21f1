"""What the first two hints of a practice question say where its author gave none: where to look, and what to weigh."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from groundrules.course import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundrules.course import Course


def about(course: Course, teaches: Sequence[str]) -> list[str]:
    """Give the name of a question's first teaching point, and what to weigh there.

    Args:
        course: in the learner's language; what is not translated is given as it was written.
        teaches: the ids of the question's points.
    """
    names, weigh = _tables(course.root / MANIFEST, course.translated(MANIFEST))
    texts = [table.get(teaches[0], "") for table in (names, weigh)] if teaches else []
    return texts if all(texts) else []


def of_points(manifest: Path, table: str) -> dict[str, str]:
    """Give what a table of the manifest says of each teaching point; nothing where it cannot be read."""
    try:
        found = tomllib.loads(manifest.read_text(encoding="utf-8")).get(table, {})
    except (OSError, tomllib.TOMLDecodeError):
        return {}
    return {str(name): str(text) for name, text in found.items()}


@cache
def _tables(source: Path, translated: Path) -> tuple[dict[str, str], dict[str, str]]:
    names, weigh = (of_points(source, table) | of_points(translated, table) for table in ("points", "weigh"))
    return names, weigh
