"""Every teaching point of the curriculum is taught, practised and assessed, and has cards."""

from __future__ import annotations

import pytest

from groundrules import course
from groundrules.authoring.bank import check_bank
from groundrules.authoring.coverage import check_coverage, gather
from groundrules.authoring.points import IDS, read_points

COURSE = course.load()


def test_the_map_of_the_points_is_complete_and_true_to_the_files() -> None:
    assert [str(fault) for fault in check_coverage(COURSE)] == []
    assert tuple(read_points(COURSE.root)) == IDS


def test_the_bank_of_cards_is_sound() -> None:
    faults, _ = check_bank(COURSE)
    assert [str(fault) for fault in faults] == []


def test_every_point_has_a_card_and_none_has_too_many() -> None:
    found = gather(COURSE).cards
    assert sum(found.values()) >= 150
    assert [name for name in IDS if not 1 <= found.get(name, 0) <= 4] == []


def test_every_point_that_a_lesson_names_is_one_of_the_curriculum() -> None:
    named = {point for lesson in COURSE.lessons for point in lesson.points}
    assert sorted(named) == sorted(IDS)


@pytest.mark.parametrize("page", ["limits.ipynb", "credits.ipynb"])
def test_every_lesson_leads_to_the_page_on_limits_and_to_the_credits(page: str) -> None:
    texts = {lesson.id: COURSE.root / "notebooks" / f"{lesson.stem}.md" for lesson in COURSE.lessons}
    assert [name for name, text in texts.items() if f"]({page})" not in text.read_text(encoding="utf-8")] == []
