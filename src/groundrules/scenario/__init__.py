"""Branching scenarios: a YAML file, explored once into a finite play sheet, then only walked.

The verbs hide the modules of the same name on this package; import either from its full path.
Neither yaml nor pydantic is loaded before a file is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.scenario.explore import explore
from groundrules.scenario.lint import lint
from groundrules.scenario.replay import replay, salvage
from groundrules.scenario.sheet import encode

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.scenario.model import Scenario

__all__ = ["encode", "explore", "lint", "load", "replay", "salvage"]


def load(path: Path | str) -> Scenario:
    """Read a scenario's file.

    Raises:
        ContentError: it cannot be read or is wrong, with every fault found.
    """
    from groundrules.scenario import source  # noqa: PLC0415  heavy, and not needed where a sheet is only walked

    return source.load(path)
