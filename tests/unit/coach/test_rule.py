"""Every rule proves itself on its own sentences."""

from __future__ import annotations

import pytest

from groundrules.coach import LABELS
from groundrules.coach.detect import candidates
from groundrules.coach.rule import Rule, rules
from groundrules.coach.sentence import sentences

RULES = list(rules().values())
HITS = [pytest.param(rule, text, id=f"{rule.id}:{text[:40]}") for rule in RULES for text in rule.hits]
MISSES = [pytest.param(rule, text, id=f"{rule.id}:{text[:40]}") for rule in RULES for text in rule.misses]


def fired(text: str) -> set[str]:
    return {finding.rule for sentence in candidates(sentences(text)) for finding in sentence}


@pytest.mark.parametrize(("rule", "text"), HITS)
def test_a_rule_fires_on_its_hits(rule: Rule, text: str) -> None:
    assert rule.id in fired(text)


@pytest.mark.parametrize(("rule", "text"), MISSES)
def test_a_rule_is_silent_on_its_misses(rule: Rule, text: str) -> None:
    assert rule.id not in fired(text)


def test_every_rule_says_what_why_and_how_to_mend_and_has_sentences_that_prove_it() -> None:
    bare = [rule.id for rule in RULES if not (rule.message and rule.why and rule.fix and rule.hits and rule.misses)]
    assert bare == []


def test_the_rules_cover_every_label_and_no_other() -> None:
    assert {rule.label for rule in RULES} == set(LABELS)
