"""The script coach: what a learner's text does, what it lacks, and what in it may sound wrong.

It reads form, not people: rules over words, in plain Python, the same on every machine and in the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundrules.coach.report import Check, Finding, Report

__all__ = ["KINDS", "LABELS", "Check", "Finding", "Report", "advise", "labels"]

LABELS = (
    "closed_question",
    "open_question",
    "evidence",
    "acknowledgement",
    "proposal",
    "commitment_request",
    "thanks_or_welcome",
    "generalisation",
    "blame",
    "hedge",
    "apology",
    "excuse",
    "threat",
    "impact_statement",
)
KINDS = ("opening", "gap", "three-points", "questions", "commitment", "confirmation", "no")


def advise(text: str, kind: str | None = None) -> Report:
    """Say what a text does, and what a text of its kind should have.

    Args:
        text: what the learner wrote, of any length.
        kind: one of `KINDS`; without it the report holds no checks.

    Returns:
        The report; it never raises on a text.

    Raises:
        ValueError: there is no such kind.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"there is no kind of text “{kind}”; there are {', '.join(KINDS)}")
    from groundrules.coach.checks import report  # noqa: PLC0415  the rules load when a text is first read

    return report(text, kind)


def labels(text: str) -> set[str]:
    """Give the labels of a text: what its words do, some of `LABELS`."""
    from groundrules.coach.detect import findings  # noqa: PLC0415
    from groundrules.coach.sentence import sentences  # noqa: PLC0415

    return {finding.label for finding in findings(sentences(text))}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Give a class of the report, which is loaded when it is first asked for."""
    if name not in {"Check", "Finding", "Report"}:
        raise AttributeError(f"module “{__name__}” has no “{name}”")
    from groundrules.coach import report  # noqa: PLC0415

    return getattr(report, name)
