"""A lesson's notebook as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules.errors import ContentError
from groundrules.publish.lesson import Block, read_page

if TYPE_CHECKING:
    from groundrules.course import Course


def test_a_lesson_becomes_prose_views_and_code_in_their_order(little_course: Course) -> None:
    page = read_page(little_course, little_course.lesson("05"))
    assert page.title == "The phone at lunch"
    assert [(block.kind, block.spec.get("view", "")) for block in page.blocks] == [
        ("prose", ""),
        ("view", "progress"),
        ("prose", ""),
        ("view", "player"),
        ("prose", ""),
        *[("view", "question")] * 5,
        ("prose", ""),
        ("view", "records"),
        ("code", ""),
    ]
    assert page.blocks[-1] == Block("code", code="open_workbook().contacts")


def test_a_views_headings_go_one_level_below_the_headings_before_it(little_course: Course) -> None:
    page = read_page(little_course, little_course.lesson("05"))
    assert page.views("player") == [{"view": "player", "id": "little", "headingLevel": 3}]
    assert page.views("question")[0] == {"view": "question", "id": "05-which", "practice": True, "headingLevel": 4}


def test_links_between_lessons_lead_to_pages_and_those_to_notebooks_nowhere(little_course: Course) -> None:
    html = "".join(block.html for block in read_page(little_course, little_course.lesson("05")).blocks)
    assert '<a href="04_before.html#two">the lesson before</a>' in html
    assert '<span class="elsewhere">the exercise</span>' in html


def test_pictures_are_files_beside_the_lesson(little_course: Course) -> None:
    page = read_page(little_course, little_course.lesson("04"))
    assert page.pictures == {"line.svg": (little_course.root / "notebooks" / "line.svg").resolve()}


@pytest.mark.parametrize("address", ["https://elsewhere.example/a.png", "missing.png", "../course.toml"])
def test_a_picture_from_anywhere_else_is_a_fault(little_course: Course, address: str) -> None:
    text = little_course.root / "notebooks" / "04_before.md"
    text.write_text(f"# A\n\n![x]({address})\n", encoding="utf-8")
    with pytest.raises(ContentError, match="is not a file beside the lesson"):
        read_page(little_course, little_course.lesson("04"))


def test_a_graded_question_is_not_asked_on_the_site(little_course: Course) -> None:
    text = little_course.root / "notebooks" / "04_before.md"
    text.write_text('# A\n\n```{code-cell} ipython3\n:tags: [lesson]\nask("which")\n```\n', encoding="utf-8")
    assert [block.kind for block in read_page(little_course, little_course.lesson("04")).blocks] == ["prose"]
