"""What an answer did: the signals that the coach's findings give, and the words that the partner may quote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundrules.coach import Report
    from groundrules.rehearsal.script import Script

SHORT, LONG = 4, 140  # words
ALIKE = 0.85  # from here on it counts as the same words again
QUOTED = 60  # characters that a partner says back at most


@dataclass(frozen=True, slots=True)
class Said:
    """One answer.

    Attributes:
        text: the learner's words.
        signals: what they did, see `signals.toml`.
        quotes: for a signal, the words in which it was seen.
    """

    text: str
    signals: frozenset[str]
    quotes: dict[str, str]


def read(text: str, report: Report, script: Script, before: Sequence[str] = ()) -> Said:
    """Say what an answer did.

    Args:
        text: the answer.
        report: the coach's, on this text.
        script: the lines, which know the signals.
        before: the earlier answers.
    """
    signals: set[str] = set()
    quotes: dict[str, str] = {}
    plain = re.sub(r"\s+", " ", text.lower().replace("\u2019", "'"))
    for signal in script.signals.values():
        spots = [finding for finding in report.findings if finding.label in signal.labels]
        phrase = next((said for said in signal.says if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", plain)), "")
        if spots or phrase or set(signal.slots) & set(report.slots):
            signals.add(signal.id)
            quotes[signal.id] = quoted(text[spots[0].start : spots[0].end]) if spots else quoted(phrase)
    # A refusal beats the phrases of giving in: “I won't do it just this once” gives nothing away.
    if "refusal" in signals:
        signals.discard("gives-in")
    # “Do it, or else” is no offer, whatever stands behind the “or”.
    if "threat" in signals:
        signals.discard("offer")
    if report.words < SHORT:
        signals.add("short")
    elif report.words > LONG:
        signals.add("long")
    if any(SequenceMatcher(None, plain, earlier.lower()).ratio() >= ALIKE for earlier in before):
        signals.add("same")
    return Said(text, frozenset(signals), quotes)


def quoted(words: str) -> str:
    """Give some words as a quotation, on one line and not too long; empty for none."""
    line = clipped(words, QUOTED)
    return f"“{line}”" if line else ""


def clipped(words: str, most: int) -> str:
    """Give words on one line, cut at a word's end, without a closing full stop."""
    line = re.sub(r"[\s\x00-\x1f\x7f]+", " ", words).strip().rstrip(".,;: ")
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(".,;: ") + " …"
