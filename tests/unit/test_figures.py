"""Days, times of day and numbers in each language."""

from __future__ import annotations

from datetime import date, time

from groundrules.catalogue import load
from groundrules.figures import clock, full_date, grouped, listed_date, long_date, short_date

FIRST, LATER = date(2026, 10, 1), date(2026, 11, 17)
MORNING, EVENING = time(8), time(22, 5)


def test_english_has_its_commas_and_its_noughts() -> None:
    assert [long_date(FIRST), full_date(LATER)] == ["1 October 2026", "Tuesday, 17 November 2026"]
    assert [short_date(LATER), listed_date(LATER)] == ["17 Nov", "Tue 17 Nov 2026"]
    assert [clock(MORNING), clock(EVENING), grouped(1234)] == ["08:00", "22:05", "1,234"]


def test_french_has_its_first_of_the_month_its_hours_and_its_narrow_spaces() -> None:
    words = load("fr")
    assert [long_date(FIRST, words), full_date(LATER, words)] == ["1er octobre 2026", "mardi 17 novembre 2026"]
    assert [short_date(LATER, words), listed_date(LATER, words)] == ["17 nov.", "mar. 17 nov. 2026"]
    assert [clock(MORNING, words), clock(EVENING, words)] == ["8\xa0h", "22\xa0h\xa005"]
    assert grouped(1234, words) == "1\u202f234"
