"""What stands beside the coach: for each kind of text its name, two annotated models and a rubric for oneself."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

MODELS = Path(__file__).parent / "models"


@cache
def models(kind: str) -> dict[str, Any]:
    """Give what stands beside a text of a kind.

    Args:
        kind: one of `groundrules.coach.KINDS`.

    Returns:
        `kind`, `name`, `about`, `models` (each with `title` and `parts` of `text` and `note`) and `rubric`, a list
        of sentences.
    """
    data = tomllib.loads((MODELS / f"{kind}.toml").read_text("utf-8"))
    texts = [{"title": model["title"], "parts": model["part"]} for model in data["model"]]
    return {"kind": kind, "name": data["name"], "about": data["about"], "models": texts, "rubric": data["rubric"]}
