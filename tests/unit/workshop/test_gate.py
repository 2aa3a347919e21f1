"""The door: a word that is easy to type, secrets that are not guessed, and an end to guessing."""

import re

import pytest

from groundrules.workshop.gate import ADDRESSES, WORDS, Gate, TooOftenError, Who, WrongWordError, make_word


def gate(now: list[float] | None = None) -> Gate:
    clock = now or [0.0]
    return Gate("river-lamp-47", lambda: clock[0])


def test_a_join_word_is_two_plain_words_and_a_number() -> None:
    made = make_word()
    assert re.fullmatch(r"[a-z]{3,8}-[a-z]{3,8}-[1-9]\d", made)
    first, second, _ = made.split("-")
    assert first != second
    assert len(set(WORDS)) == len(WORDS) > 100


def test_a_seat_is_known_by_its_secret_alone() -> None:
    opened = gate()
    seat, secret = opened.seat()
    assert opened.who(secret) == Who("seat", seat)
    assert opened.who(seat) is None
    opened.give_up(seat)
    assert opened.who(secret) is None


def test_the_facilitator_and_the_screen_have_secrets_of_their_own() -> None:
    opened = gate()
    assert (opened.who(opened.lead), opened.who(opened.screen)) == (Who("lead"), Who("screen"))
    assert opened.lead not in repr(opened.__dict__["_seats"])


def test_guessing_ends_for_one_address_and_not_for_the_others() -> None:
    now = [0.0]
    opened = gate(now)
    for _ in range(8):
        with pytest.raises(WrongWordError):
            opened.check_word("guess", "10.0.0.1")
    with pytest.raises(TooOftenError):
        opened.check_word("river-lamp-47", "10.0.0.1")
    opened.check_word("river-lamp-47", "10.0.0.2")
    now[0] = 61.0
    opened.check_word("river-lamp-47", "10.0.0.1")


def test_guesses_from_many_addresses_fill_no_memory() -> None:
    opened = gate()
    for number in range(ADDRESSES + 500):
        with pytest.raises(WrongWordError):
            opened.check_word("guess", str(number))
    assert len(opened.__dict__["_wrong"]) == ADDRESSES
