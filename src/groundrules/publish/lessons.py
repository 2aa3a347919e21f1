"""The lessons' notebooks, built from their text and compared with what is on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.course import TRANSLATIONS
from groundrules.notebook import as_text, lock_lesson, read_text_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Course


def lesson_notebooks(course: Course) -> dict[Path, str]:
    """Build every lesson, and every page beside the lessons.

    Args:
        course: the course; its lessons' texts lie in `notebooks/`.

    Returns:
        The content of each `.ipynb` by its path, translations included: no outputs, the same bytes each time.

    Raises:
        ContentError: a lesson's text is missing or cannot be read.
    """
    built = {}
    names = {lesson.stem: lesson.id for lesson in course.lessons} | {page: page for page in course.pages}
    for stem, name in names.items():
        translated = sorted((course.root / TRANSLATIONS).glob(f"*/notebooks/{stem}.md"))
        for text in [course.root / "notebooks" / f"{stem}.md", *translated]:
            notebook = read_text_notebook(text)
            lock_lesson(notebook, name)
            built[text.with_suffix(".ipynb")] = as_text(notebook)
    return built
