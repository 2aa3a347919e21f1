"""Lines from right to left: broken in the order of reading, turned for the eye, brackets mirrored."""

from __future__ import annotations

import pytest

from groundrules.typography.direction import has_right_to_left, lines, starts_right

ALEF, BET, GIMEL, DALET = "\u05d0", "\u05d1", "\u05d2", "\u05d3"


def one_each(piece: str) -> float:
    return float(len(piece))


@pytest.mark.parametrize(
    ("text", "right"),
    [("plain", False), (f"Dear {ALEF}", False), (f"18:00 {ALEF} ok", True), ("2026", False), ("", False)],
)
def test_a_text_begins_where_its_first_letter_with_a_direction_does(text: str, right: bool) -> None:
    assert starts_right(text) is right


def test_one_letter_is_enough_to_need_turning() -> None:
    assert has_right_to_left(f"Dear {ALEF}")
    assert not has_right_to_left("Dear \u0418\u0432\u0430\u043d, 18:00")


def test_lines_are_broken_in_the_order_of_reading_and_then_turned() -> None:
    assert lines(f"{ALEF}{BET} {GIMEL}{DALET} {ALEF}{ALEF}", 5, one_each) == [
        f"{DALET}{GIMEL} {BET}{ALEF}",
        f"{ALEF}{ALEF}",
    ]


def test_numbers_and_latin_words_keep_their_own_order_and_brackets_are_mirrored() -> None:
    assert lines(f"{ALEF} (Delta 25) {BET}", 80, one_each) == [f"{BET} (Delta 25) {ALEF}"]


def test_line_breaks_of_the_writer_are_kept() -> None:
    assert lines(f"{ALEF}{BET}\n\nplain {BET}{GIMEL}", 80, one_each) == [f"{BET}{ALEF}", "", f"plain {GIMEL}{BET}"]


def test_arabic_letters_are_joined() -> None:
    assert lines("\u0644\u0627 \u0628\u0628", 80, one_each) == ["\ufe90\ufe91 \ufefb"]


def test_a_mark_that_would_turn_its_neighbours_does_nothing() -> None:
    assert lines(f"invoice \u202egpj.exe\u202c {ALEF}{BET}", 80, one_each) == [f"invoice gpj.exe {BET}{ALEF}"]


def test_a_character_that_does_not_exist_yet_is_shown_as_a_box() -> None:
    assert lines(f"{ALEF}\U000e0002{BET}", 80, one_each) == [f"{BET}\u25a1{ALEF}"]
