"""What the coach answers: a Report of labels, findings and checks, ready for JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# From this confidence on a finding tells; below it, it asks the writer to judge.
TELLS = 0.8


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the text and what the coach has to say about it.

    Attributes:
        rule: id of the rule.
        label: what the words do, one of `groundrules.coach.LABELS`.
        start: where the words begin in the text, in characters.
        end: where they end.
        message: what the coach sees, in one sentence.
        why: why it matters.
        fix: how to mend or to strengthen it.
        confidence: how often the rule was right on labelled sentences, 0 to 1.
        tone: `found` for what is good to see, `mend` for what may sound wrong.
    """

    rule: str
    label: str
    start: int
    end: int
    message: str
    why: str
    fix: str
    confidence: float
    tone: str = "found"

    @property
    def asks(self) -> bool:
        """Say whether the coach asks here instead of telling."""
        return self.tone == "mend" and self.confidence < TELLS

    def as_dict(self) -> dict[str, Any]:
        """Give plain data for JSON, `asks` included."""
        return {**asdict(self), "asks": self.asks}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a kind of text should have, or should be free of.

    Attributes:
        id: names the check within its kind.
        name: a short line for a list.
        label: the label or slot that it looks for.
        ok: whether the text meets it.
        say: what to tell the writer now.
        scored: whether an exercise may count it; the others only advise.
        avoid: whether the label should be absent.
        start: where the words that meet it begin, or None.
        end: where they end, or None.
    """

    id: str
    name: str
    label: str
    ok: bool
    say: str
    scored: bool = True
    avoid: bool = False
    start: int | None = None
    end: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give plain data for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Report:
    """All that the coach says about a text.

    Attributes:
        labels: what the words do, sorted.
        findings: the places, in the order of the text.
        checks: what this kind of text should have; empty without a kind.
        slots: structures found (`three_points`, `by_when`, …), sorted.
        words: how many words the text has.
        seconds: how long it takes to say, at an ordinary pace.
    """

    labels: list[str]
    findings: list[Finding]
    checks: list[Check]
    slots: list[str]
    words: int
    seconds: int

    def has(self, name: str) -> bool:
        """Say whether the text shows a label or a slot of this name."""
        return name in self.labels or name in self.slots

    @property
    def tags(self) -> set[str]:
        """What a scenario can ask of the text: its labels, and the ids of the checks that it meets, as names.

        In a scenario's conditions a name holds no hyphen: the check `way-on` is the tag `way_on`.
        """
        return {*self.labels, *(check.id.replace("-", "_") for check in self.checks if check.ok)}

    def as_dict(self) -> dict[str, Any]:
        """Give plain data for JSON."""
        return {
            "labels": list(self.labels),
            "findings": [finding.as_dict() for finding in self.findings],
            "checks": [check.as_dict() for check in self.checks],
            "slots": list(self.slots),
            "words": self.words,
            "seconds": self.seconds,
        }
