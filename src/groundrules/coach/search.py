"""Looking for some labels and structures of a text, without the work for all the others; the answer is the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from groundrules.coach.detect import findings
from groundrules.coach.rule import rules
from groundrules.coach.sentence import sentences
from groundrules.coach.slots import slots

if TYPE_CHECKING:
    from collections.abc import Collection

    from groundrules.coach.rule import Rule

# The structures that follow from labels, and from other structures.
FROM = {
    "welcome": ("thanks_or_welcome",),
    "request": ("commitment_request", "proposal"),
    "heard_first": ("acknowledgement", "refusal"),
    "recall": ("closed_question", "rule_named", "agreed"),
}


def search(text: str, wanted: Collection[str]) -> set[str]:
    """Say which of some labels and structures a text has.

    Args:
        text: of any length.
        wanted: names of labels and slots.
    """
    names = frozenset(wanted).union(*(FROM[name] for name in wanted if name in FROM))
    parts = sentences(text)
    found = findings(parts, _rules_for(names))
    has = {each.label for each in found} | {slot.name for slot in slots(text, parts, found, names)}
    return has.intersection(wanted)


@lru_cache(maxsize=64)
def _rules_for(names: frozenset[str]) -> tuple[Rule, ...]:
    """Give the rules of labels, and of those labels before which they give way."""
    before = {label for rule in rules().values() if rule.label in names for label in rule.yields}
    return tuple(rule for rule in rules().values() if rule.label in names | before)
