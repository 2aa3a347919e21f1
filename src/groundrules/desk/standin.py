"""In what a missed decision comes back: the variants of its scene, and in turn a card of the same teaching point."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundrules.desk.catalogue import Catalogue
    from groundrules.journal.deck import Deck

KINDS = ("single", "several", "order", "classify")  # a decision comes back as one; a text is another task


def stand_in(key: str, names: Catalogue, deck: Deck, taken: set[str]) -> str | None:
    """Choose the question in which a missed decision is asked: other people, another trade, other words.

    First come the variants of its scene, one after the other. When all of them have been answered it is the turn of
    a card about the same teaching point, and then they begin anew. A scene without a variant has cards alone.

    Args:
        key: the decision, as scenario:scene.
        names: of the content.
        deck: what is remembered; it has the decision.
        taken: questions that are asked today anyway.
    """
    shown = deck.cards[key].shown
    variants = [name for name, question in names.questions.items() if question["stands_for"] == key]
    lately = set(takewhile(variants.__contains__, reversed(shown)))  # since the last card
    left = [name for name in variants if name not in lately]
    card = None if left else _card(key, names, deck, taken)
    return card or min(left or variants, key=lambda name: _place(shown, name), default=None)


def _card(key: str, names: Catalogue, deck: Deck, taken: set[str]) -> str | None:
    """Choose a card of the same teaching point.

    One that has stood in lately, or was met by itself, comes after those that are new to the learner.
    """
    memory = deck.cards[key]
    points = set(memory.points)
    lesson = names.scenarios.get(key.partition(":")[0], {}).get("lesson", "")

    def rank(name: str) -> tuple[Any, ...]:
        question = names.questions[name]
        in_common = len(points & set(question["teaches"]))
        return _place(memory.shown, name), name in deck.cards, question["lesson"] == lesson, -in_common, name

    fitting = [
        name
        for name, question in names.questions.items()
        if points & set(question["teaches"]) and question["kind"] in KINDS and not question["stands_for"]
    ]
    return min((name for name in fitting if name not in taken), key=rank, default=None)


def _place(shown: list[str], name: str) -> int:
    """Give where a question stands among those shown, the newest last; 0 for one that is not among them."""
    return shown.index(name) + 1 if name in shown else 0
