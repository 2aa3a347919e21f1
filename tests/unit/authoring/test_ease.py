"""Reading ease, by Flesch's formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import write_course

from groundrules.authoring.ease import ease, passages, report_ease, syllables

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course

EASY = "The cat sat on the mat and the dog sat on the log. " * 4
HARD = "Organisational responsibilities necessitate considerable interdepartmental communication. " * 8


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("made", 1),
        ("makes", 1),
        ("used", 1),
        ("called", 1),
        ("whole", 1),
        ("table", 2),
        ("changes", 2),
        ("wanted", 2),
        ("settled", 2),
        ("people", 2),
        ("relationship", 4),
        ("teacher's", 2),
        ("Łódź", 1),
        ("the", 1),
    ],
)
def test_syllables_are_counted_nearly_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_formula_is_flesch_s() -> None:
    # 10 words, 2 sentences, 11 syllables
    assert ease("The cat sat on the mat. It was a table?") == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 11 / 10)


def lesson(root: Path, text: str) -> Course:
    return write_course(root, {"notebooks/05_night.md": text})


def test_passages_are_paragraphs_without_tables_lists_and_sources(tmp_path: Path) -> None:
    text = (
        f"# Night\n\n{EASY}\n\n## Case\n\n- {EASY}\n\n| {EASY} |\n\n**{EASY}** [a link](b.md)\n\n## Sources\n\n{EASY}\n"
    )
    found = list(passages(lesson(tmp_path, text).root / "notebooks" / "05_night.md", "night"))
    assert [(one.heading, one.text.endswith("a link")) for one in found] == [("Night", False), ("Case", True)]


def test_a_passage_far_harder_than_the_rest_is_told_with_its_section(tmp_path: Path) -> None:
    text = "# Night\n\n" + f"{EASY}\n\n" * 24 + f"## Duties\n\n{HARD}\n"
    first, second = report_ease(lesson(tmp_path, text))
    assert first.startswith("notebooks/05_night.md: reading ease ")
    assert second.startswith("notebooks/05_night.md: “Duties”: far harder than the rest (-")
    assert second.endswith(" interdepartmental communication. Organisational responsibilities …")


def test_a_hard_lesson_is_told_to_be_one_and_few_passages_have_no_rest(tmp_path: Path) -> None:
    (line,) = report_ease(lesson(tmp_path, f"# Night\n\n{HARD}\n"))
    assert line.endswith(", harder than plain English")
