"""The coach over JSON lines: one text a line in, its labels and findings out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundrules.coach.detect import findings as found
from groundrules.coach.sentence import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def run(lines: Iterable[str]) -> Iterator[str]:
    """Answer each line `{"id", "text"}` with a line `{"id", "labels", "findings"}`; empty lines are skipped.

    A line that cannot be read gets `{"id", "error"}`, so that the answers stay in step with the lines.
    """
    for line in lines:
        if line.strip():
            yield json.dumps(answer(line), ensure_ascii=False)


def answer(line: str) -> dict[str, Any]:
    """Answer one line."""
    try:
        data = json.loads(line)
    except ValueError as error:
        return {"id": None, "error": f"this line is not JSON: {error}"}
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return {"id": data.get("id") if isinstance(data, dict) else None, "error": 'a line needs "id" and "text"'}
    findings = found(sentences(data["text"]))
    return {
        "id": data.get("id"),
        "labels": sorted({finding.label for finding in findings}),
        "findings": [finding.as_dict() for finding in findings],
    }
