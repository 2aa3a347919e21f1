"""Cue words spare work; they must never spare a match."""

from __future__ import annotations

import re

import pytest

from groundrules.coach.cues import cues_of
from groundrules.coach.index import ClassCues, index
from groundrules.coach.lexicon import expression, spelled, with_classes
from groundrules.coach.rule import rules
from groundrules.coach.sentence import sentences

CLASS_CUES = ClassCues({name: entries.split("\n") for name, entries in index()["classes"].items()})


@pytest.mark.parametrize(
    ("pattern", "cues"),
    [
        ("you never", [{"never"}, {"you"}]),
        ("(really )?sorry( .*)?", [{"sorry"}]),
        ("(thanks|thank you)", [{"thanks", "thank"}]),
        ("deliver(y|ies) late", [{"late"}]),
        ("reali[sz]ed? it", [{"realise", "realised", "realize", "realized"}, {"it"}]),
        ("un(able|willing) to", [{"to"}]),
        ("[^ ]+ .*", []),
        ("(call|.*)", []),
        ("(?!not)[a-z]+ today", [{"today"}]),
    ],
)
def test_cues_are_the_words_that_a_match_cannot_do_without(pattern: str, cues: list[set[str]]) -> None:
    assert [set(needed) for needed in cues_of(pattern, CLASS_CUES)] == cues


def test_no_match_on_a_proving_sentence_is_lost_to_its_cues() -> None:
    lost = []
    for rule in rules().values():
        parts = [part for text in (*rule.hits, *rule.misses) for part in sentences(text)]
        for pattern in (*rule.patterns, *rule.guards, *rule.unless):
            cues = cues_of(pattern, CLASS_CUES)
            spared = [part for part in parts if any(needed.isdisjoint(part.words) for needed in cues)]
            if not spared:
                continue
            lost += [
                (pattern, part.plain)
                for part in spared
                if re.search(expression(with_classes(spelled(pattern))), part.plain)
            ]
    assert lost == []
