"""The lessons' notebooks, built from their text and compared with what is on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.notebook import as_text, lock_lesson, read_text_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course


def lesson_notebooks(course: Course) -> dict[Path, str]:
    """Build every lesson.

    Args:
        course: the course; its lessons' texts lie in `notebooks/`.

    Returns:
        The content of each `.ipynb` by its path: no outputs, the same bytes each time.

    Raises:
        ContentError: a lesson's text is missing or cannot be read.
    """
    built = {}
    for lesson in course.lessons:
        text = course.root / "notebooks" / f"{lesson.stem}.md"
        notebook = read_text_notebook(text)
        lock_lesson(notebook, lesson.id)
        built[text.with_suffix(".ipynb")] = as_text(notebook)
    return built
