"""Labels and findings: every rule and the code behind the structural ones, run over a text's sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.coach.evidence import evidence
from groundrules.coach.lexicon import cues_at_hand
from groundrules.coach.question import question
from groundrules.coach.report import Finding
from groundrules.coach.rule import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundrules.coach.rule import Rule
    from groundrules.coach.sentence import Sentence

SILENT_BELOW = 0.5


def finding(rule: Rule, span: tuple[int, int]) -> Finding:
    """Make the finding of a rule at a place of the text."""
    return Finding(rule.id, rule.label, *span, rule.message, rule.why, rule.fix, round(rule.confidence, 2), rule.tone)


def found_in(sentence: Sentence, following: Sentence | None, among: Sequence[Rule] | None = None) -> Iterator[Finding]:
    """Give the findings of one sentence, of all rules or of some."""
    known = rules()
    asked = question(sentence, following)
    if asked:
        kind, start, end = asked
        yield finding(known[f"{kind}-question"], sentence.span(start, end))
    else:
        fact = evidence(sentence)
        if fact:
            yield finding(known["dated-fact"], sentence.span(*fact))
    # An indirect question further on does not make the whole sentence a question.
    asking = asked is not None and (sentence.asked or asked[1] == 0)
    held = cues_at_hand(sentence.words)
    for rule in known.values() if among is None else among:
        if rule.rarest & held:
            for span in rule.matches(sentence, asking=asking):
                yield finding(rule, span)


def standing(found: list[Finding]) -> list[Finding]:
    """Leave out what gives way to another label in the same sentence."""
    said = {each.label for each in found}
    return [each for each in found if said.isdisjoint(rules()[each.rule].yields)]


def settled(found: list[Finding]) -> list[Finding]:
    """Settle what one sentence says: what gives way or is unsure goes, of overlapping places of a label one stays."""
    kept: list[Finding] = []
    for each in sorted(standing(found), key=lambda each: (-each.confidence, each.start - each.end)):
        clash = any(each.label == one.label and each.start < one.end and one.start < each.end for one in kept)
        if not clash and each.confidence >= SILENT_BELOW:
            kept.append(each)
    return sorted(kept, key=lambda each: (each.start, each.end, each.rule))


def candidates(parts: Sequence[Sentence], among: Sequence[Rule] | None = None) -> Iterator[list[Finding]]:
    """Give, sentence by sentence, whatever any rule finds, or any of some."""
    for i, part in enumerate(parts):
        yield list(found_in(part, parts[i + 1] if i + 1 < len(parts) else None, among))


def findings(parts: Sequence[Sentence], among: Sequence[Rule] | None = None) -> list[Finding]:
    """Give the findings of a text's sentences, in their order, of all rules or of some."""
    return [each for found in candidates(parts, among) for each in settled(found)]
