"""Play sheets, explored once and kept: the same scenario need not be explored again at the next start."""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

from groundrules.scenario import encode, explore, load

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet


class Sheets:
    """The play sheets of a course.

    Args:
        cache: a folder whose files may be deleted at any time.
    """

    def __init__(self, cache: Path) -> None:
        """Explore nothing yet."""
        self._cache = cache
        self._known: dict[str, Sheet] = {}

    def get(self, path: Path) -> Sheet:
        """Give the sheet of a scenario's file.

        Raises:
            ContentError: the file is missing or wrong.
        """
        mark = _mark(path)
        if mark not in self._known:
            self._known[mark] = self._kept(mark) or self._explored(path, mark)
        return self._known[mark]

    def _kept(self, mark: str) -> Sheet | None:
        try:
            return cast("Sheet", json.loads((self._cache / f"{mark}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def _explored(self, path: Path, mark: str) -> Sheet:
        sheet = explore(load(path))
        with contextlib.suppress(OSError):  # then it is explored again next time
            self._cache.mkdir(parents=True, exist_ok=True)
            part = self._cache / f"{uuid.uuid4().hex}.part"
            part.write_text(encode(sheet), encoding="utf-8")
            part.replace(self._cache / f"{mark}.json")
        return sheet


def _mark(path: Path) -> str:
    """Give a fingerprint of a scenario's file and of the engine that explores it."""
    engine = Path(str(files("groundrules").joinpath("scenario")))
    stamps = [(part.name, part.stat().st_mtime_ns) for part in sorted(engine.glob("*.py"))]
    content = path.read_bytes() if path.is_file() else b""
    return hashlib.sha256(content + repr(stamps).encode()).hexdigest()[:24]
