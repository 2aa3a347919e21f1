"""Labels and findings: every rule and the code behind the structural ones, run over a text's sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.coach.evidence import evidence
from groundrules.coach.question import question
from groundrules.coach.report import Finding
from groundrules.coach.rule import rules
from groundrules.coach.sentence import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.coach.rule import Rule
    from groundrules.coach.sentence import Sentence

SILENT_BELOW = 0.5


def finding(rule: Rule, span: tuple[int, int]) -> Finding:
    """Make the finding of a rule at a place of the text."""
    return Finding(rule.id, rule.label, *span, rule.message, rule.why, rule.fix, round(rule.confidence, 2), rule.tone)


def found_in(sentence: Sentence, following: Sentence | None) -> Iterator[Finding]:
    """Give the findings of one sentence."""
    known = rules()
    asked = question(sentence, following)
    if asked:
        kind, start, end = asked
        yield finding(known[f"{kind}-question"], sentence.span(start, end))
    else:
        fact = evidence(sentence)
        if fact:
            yield finding(known["dated-fact"], sentence.span(*fact))
    for rule in known.values():
        for span in rule.matches(sentence, asking=asked is not None):
            yield finding(rule, span)


def detect(text: str) -> list[Finding]:
    """Give every finding of a text in its order; of two of one label that overlap, the surer or longer."""
    parts = sentences(text)
    kept: list[Finding] = []
    for i, part in enumerate(parts):
        following = parts[i + 1] if i + 1 < len(parts) else None
        ranked = sorted(found_in(part, following), key=lambda each: (-each.confidence, each.start - each.end))
        chosen: list[Finding] = []
        for each in ranked:
            clash = any(each.label == one.label and each.start < one.end and one.start < each.end for one in chosen)
            if each.confidence >= SILENT_BELOW and not clash:
                chosen.append(each)
        kept += sorted(chosen, key=lambda each: (each.start, each.end, each.rule))
    return kept
