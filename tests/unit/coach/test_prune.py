"""A pattern cut to the words at hand finds in a sentence what the whole pattern finds there."""

from __future__ import annotations

import re

import pytest

from groundrules.coach.index import index
from groundrules.coach.lexicon import at_hand, expression, spelled, with_classes
from groundrules.coach.prune import pruned, tokens
from groundrules.coach.rule import rules
from groundrules.coach.sentence import sentences


@pytest.mark.parametrize(
    ("pattern", "cut"),
    [
        ("you (never|always) (call|write)", "you (never) (call)"),
        ("(really )?you never( .*)?", "you never( .*)?"),
        ("call .* you", None),
        ("(we|they) never", None),
        ("(?!we)[a-z]+ never", "[a-z]+ never"),
        ("you (?=never|always)[^ ]+", "you (?=never)[^ ]+"),
        ("never (coll?|call)", "never (call)"),
        ("(a|you|)( never| now){1,2}", "(you|)( never){1,2}"),
        ("(never|call) call", "(never|call) call"),
        ("(you )?([^ ]+ ){0,2}never", "(you )?([^ ]+ ){0,2}never"),
        ("you .* you", None),
        ("never you", None),
        ("^never", None),
        ("you never$", None),
        ("[a-z]{2,} call$", "[a-z]{2,} call$"),
        ("[^ ]+ ?calls?", "[^ ]+ ?calls?"),
    ],
)
def test_choices_that_lead_nowhere_in_the_sentence_are_left_out(pattern: str, cut: str | None) -> None:
    assert pruned(pattern, "you never call", lambda _name, _places: None) == cut


def test_a_word_class_keeps_the_entries_that_the_sentence_may_hold() -> None:
    assert at_hand("on <day>", "we met on monday") == "on (monday)"
    assert at_hand("<number> calls", "we had many calls") is None


def test_the_tokens_of_a_pattern_are_the_pattern() -> None:
    patterns = [spelled(pattern) for pattern in index()["patterns"]]
    assert ["".join(tokens(pattern)) for pattern in patterns] == patterns


def test_no_rule_loses_or_gains_a_match_on_the_proving_sentences_of_its_label() -> None:
    differing = []
    for rule in rules().values():
        plains = [part.plain for text in (*rule.hits, *rule.misses) for part in sentences(text)]
        for pattern in (*rule.patterns, *rule.guards, *rule.unless):
            whole = re.compile(expression(with_classes(spelled(pattern))))
            for plain in plains:
                cut = at_hand(pattern, plain)
                found = re.finditer(expression(cut), plain) if cut is not None else ()
                if [each.span() for each in found] != [each.span() for each in whole.finditer(plain)]:
                    differing.append((pattern, plain))
    assert differing == []
