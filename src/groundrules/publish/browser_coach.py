"""What the coach answers in the browser, where Pyodide runs this very code in a worker of the site."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

from groundrules.coach import KINDS, advise

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 20_000  # characters of a text that the coach is asked to read


def answer(text: str) -> str:
    """Answer one message of the site's host.

    Args:
        text: JSON with `do`: `coach.advise` (text, kind), `tags` (text, kind, tags), or `score` (question, value).

    Returns:
        JSON: the reply's own parts, or `null` for a message that is not known.
    """
    message = json.loads(text)
    handler = _ANSWERS.get(message["do"])
    return json.dumps(handler(message) if handler else None, ensure_ascii=False)


def _advise(message: dict[str, Any]) -> dict[str, Any]:
    return {"report": advise(message["text"][:LONGEST], _kind(message)).as_dict()}


def _tags(message: dict[str, Any]) -> dict[str, Any]:
    report = advise(message["text"][:LONGEST], _kind(message))
    found = report.tags
    findings = [finding.as_dict() for finding in report.findings]
    return {"tags": [tag for tag in message["tags"] if tag in found], "findings": findings}


def _score(message: dict[str, Any]) -> dict[str, Any]:
    # The package hides this module behind a verb of the same name.
    scored = import_module("groundrules.exercise.score").score
    question = message["question"]
    result = scored(question, message["value"], question["reveal"])
    checks = [one.as_dict() for one in result.checks]
    return {"feedback": {"share": result.share, "checks": checks, "lines": list(result.lines)}}


def _kind(message: dict[str, Any]) -> str | None:
    return message.get("kind") if message.get("kind") in KINDS else None


_ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "coach.advise": _advise,
    "tags": _tags,
    "score": _score,
}
