"""Nicknames and quotes: whatever is typed, one short line is shown."""

import pytest

from groundrules.errors import RoomError
from groundrules.workshop.event import Quoted
from groundrules.workshop.people import named, quoted


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ana", "Ana"),
        ("  Ana \n\t Lucía  ", "Ana Lucía"),
        ("<script>alert(1)</script>"[:24], "<script>alert(1)</script"),
        ("A\u202eev\u0000E", "AevE"),
        ("e\u0301va", "éva"),
        ("张伟", "张伟"),
    ],
)
def test_a_nickname_is_one_plain_line(typed: str, shown: str) -> None:
    assert named(typed, ()) == shown


def test_a_nickname_that_is_taken_gets_a_number() -> None:
    assert named("Ana", {"Ana", "Ana 2"}) == "Ana 3"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "...", "\u202e"])
def test_a_nickname_of_nothing_is_refused(typed: str) -> None:
    with pytest.raises(RoomError, match="A nickname is missing"):
        named(typed, ())


def test_a_nickname_of_ten_thousand_letters_is_refused() -> None:
    with pytest.raises(RoomError, match="longer than 24"):
        named("x" * 10_000, ())


def test_a_quote_is_one_line_of_a_bounded_length() -> None:
    assert quoted("1", Quoted("a", 0, " I would\nring back. ")).text == "I would ring back."
    with pytest.raises(RoomError, match="longer than 500"):
        quoted("1", Quoted("a", 0, "x" * 501))
    with pytest.raises(RoomError, match="no words"):
        quoted("1", Quoted("a", 0, " \n"))
    with pytest.raises(RoomError, match="no such question"):
        quoted("1", Quoted("a", 99, "x"))
