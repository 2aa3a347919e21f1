"""Looking for some names gives what looking for all of them gives."""

from __future__ import annotations

import pytest

from groundrules.coach import LABELS, advise
from groundrules.coach.rule import rules
from groundrules.coach.search import search
from groundrules.coach.slots import SLOTS

NAMES = (*LABELS, *SLOTS)
TEXTS = [sentence for rule in rules().values() for sentence in (*rule.hits, *rule.misses)]
# Sentences that stand beside others: what comes before changes some structures.
WHOLE = [" ".join(TEXTS[place : place + 4]) for place in range(0, len(TEXTS), 5)]


def all_of(text: str) -> set[str]:
    report = advise(text)
    return {*report.labels, *report.slots}


@pytest.mark.parametrize("name", NAMES)
def test_looking_for_one_name_finds_it_where_looking_for_all_does(name: str) -> None:
    for text in WHOLE[NAMES.index(name) % 3 :: 3]:
        assert search(text, [name]) == all_of(text) & {name}, text


def test_looking_for_several_names_finds_the_same() -> None:
    wanted = {"welcome", "importance", "evidence", "request", "blame", "generalisation", "hedge"}
    found = [search(text, wanted) for text in WHOLE]
    assert found == [all_of(text) & wanted for text in WHOLE]
    assert set.union(*found) == wanted
