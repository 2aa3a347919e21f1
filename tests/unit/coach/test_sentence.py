"""A text as sentences: where they end, what their words are, and whose words they are."""

from __future__ import annotations

import pytest

from groundrules.coach.sentence import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met. You left.", ["we met", "you left"]),
        ("It came at 2 a.m. on Monday.", ["it came at 2 a.m. on monday"]),
        ("You rang at 2 a.m. The line was down.", ["you rang at 2 a.m.", "the line was down"]),
        ("See Mr. Silva, e.g. on Friday.", ["see mr silva , e g on friday"]),
        ("It cost 1.42 a km!", ["it cost 1.42 a km"]),
        ("Dear Ines\nWe agreed:\n- calls\n- mails", ["dear ines", "we agreed :", "- calls", "- mails"]),
        ("a line that goes on\nin the next", ["a line that goes on in the next"]),
        ("What now?No.", ["what now", "no"]),
        ("   \n\n ...  ", []),
    ],
)
def test_a_text_is_cut_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [part.plain for part in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't think we'd agree.", "i do not think we would agree"),
        ("We'd agreed; it\u2019s been hard.", "we had agreed ; it has been hard"),
        ("Can't u pls send Ana's file", "can not you please send ana 's file"),
        ("Let's go, they've left and I'm here", "let us go , they have left and i am here"),
    ],
)
def test_words_are_made_plain(text: str, expected: str) -> None:
    assert sentences(text)[0].plain == expected


def test_a_place_among_the_plain_words_leads_back_to_the_text() -> None:
    text = "Hello.  But you DIDN'T answer!"
    part = sentences(text)[1]
    start = part.plain.index("but you")
    assert text[slice(*part.span(start, len(part.plain)))] == "you DIDN'T answer"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('She said "you never call" and left.', False),
        ("He shouted 'you never call' at me.", False),
        ("\u201cYou never call,\u201d he wrote.", False),
        ("> You never call\n\nI see.", False),
        ('I would say: "you never call".', True),
        ('"You never call, and I mind."', True),
        ("The driver's van and the boss's car: you never call.", True),
    ],
)
def test_words_of_others_are_set_aside_and_one_s_own_script_is_not(text: str, *, kept: bool) -> None:
    assert any("never" in part.words for part in sentences(text)) is kept
