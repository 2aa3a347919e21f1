"""The little language of conditions."""

import pytest

from groundrules.errors import ContentError
from groundrules.scenario.condition import Kind, check, parse

KINDS: dict[str, Kind] = {"trust": "number", "told": "flag", "channel": ("none", "mail")}
VALUES: dict[str, int | bool | str] = {"trust": 4, "told": False, "channel": "mail"}
HOW = 'Write comparisons such as trust >= 6 or channel == "email", joined by and, or, not.'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trust >= 4", True),
        ("trust > 4", False),
        ("3 <= trust < 4", False),
        ("trust != -1", True),
        ("told", False),
        ("not told and channel == 'mail'", True),
        ("told or (trust < 3 or 'none' != channel)", True),
        ("not (told or trust >= 4)", False),
    ],
)
def test_a_condition_holds_or_not(text: str, expected: bool) -> None:
    assert check(text, KINDS) == []
    assert parse(text).holds(VALUES) is expected


def test_a_condition_knows_the_names_that_it_reads() -> None:
    assert parse("told or 3 < trust and channel == 'none'").names == {"told", "trust", "channel"}


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("trust = 3", "“trust = 3” is not a condition.", HOW),
        ("", "“” is not a condition.", HOW),
        ("(" * 200, f"“{'(' * 200}” is not a condition.", HOW),
        ("a" * 301, "A condition here is longer than 300 characters.", "Split it, or keep a fact instead."),
        ("exit()", "“exit()” cannot stand in a condition.", HOW),
        ("True", "“True” cannot stand in a condition.", HOW),
        ("trust + 1 > 3", "“trust + 1” cannot be compared.", HOW),
        ("trust > 1.5", "“1.5” cannot be compared.", HOW),
        ("channel in 'mail'", "“channel in 'mail'” compares in a way that is not known here.", HOW),
        ("trsut > 3", "“trsut” is no meter, fact or tag here.", "Known are: trust, told, channel."),
        ("trust", "“trust” is not true or false by itself.", "Compare it: trust >= 3."),
        ("channel", "“channel” is not true or false by itself.", 'Compare it: channel == "mail".'),
        ("told == 1", "“told” is true or false and is not compared.", "Write told, or not told."),
        ("channel == 'fax'", "“fax” is not a value that it can have.", "The values are: none, mail."),
        ("channel > 'mail'", "channel and 'mail' cannot be compared like this.", HOW),
        ("trust == 'high'", "trust and 'high' cannot be compared like this.", HOW),
        ("'a' == 'a'", "'a' and 'a' cannot be compared like this.", HOW),
    ],
)
def test_what_is_wrong_with_a_condition_is_said(text: str, what: str, remedy: str) -> None:
    assert [(fault.what, fault.remedy) for fault in check(text, KINDS)] == [(what, remedy)]


def test_all_faults_of_a_condition_are_said_at_once() -> None:
    faults = check("trsut > 3 and told == 1 or channel", KINDS)
    assert [fault.what for fault in faults] == [
        "“trsut” is no meter, fact or tag here.",
        "“told” is true or false and is not compared.",
        "“channel” is not true or false by itself.",
    ]


def test_reading_a_condition_that_is_none_raises() -> None:
    with pytest.raises(ContentError, match="cannot stand in a condition"):
        parse("__import__('os')")


def test_odd_spellings_warn_nobody() -> None:
    assert [fault.what for fault in check(r"channel == '\d'", KINDS)] == [r"“\d” is not a value that it can have."]
