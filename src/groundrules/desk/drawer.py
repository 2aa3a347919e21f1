"""What the desk works with: the course, the learner's workbook and journal, opened when first needed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from groundrules import catalogue, course, folder, language
from groundrules.desk.sheets import Sheets
from groundrules.errors import ContentError, Fault

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.journal.store import Journal
    from groundrules.scenario.sheet import Sheet
    from groundrules.workbook import Workbook

JOURNAL = "journal.db"


class Drawer:
    """The course and the learner's own files.

    Args:
        root: the folder below which exercises are looked for.
        home: the learner's course folder; by default that of `groundrules.folder.home`.
    """

    def __init__(self, root: Path, home: Path | None) -> None:
        """Open nothing yet."""
        self.root = root
        self.home = home

    @cached_property
    def language(self) -> str:
        """The language in which the learner takes the course."""
        return language.chosen(self.home)

    @cached_property
    def course(self) -> course.Course:
        """The course that is installed, in the learner's language as far as it is translated."""
        return course.load() if self.language == catalogue.SOURCE else course.load(language=self.language)

    def exercise(self, name: str) -> str:
        """Give the title of an exercise, in the learner's language."""
        return catalogue.load(self.language).say(catalogue.DESK, catalogue.exercise_title(name))

    @cached_property
    def data(self) -> Path:
        """The folder of the learner's own files."""
        return folder.data(self.home)

    @cached_property
    def workbook(self) -> Workbook:
        """The learner's workbook."""
        from groundrules.workbook import FILE, Workbook  # noqa: PLC0415  opened when first needed

        return Workbook(self.data / FILE)

    @cached_property
    def journal(self) -> Journal:
        """The learner's journal."""
        from groundrules.journal.store import Journal  # noqa: PLC0415  opened when first needed

        return Journal(self.data / JOURNAL)

    @cached_property
    def _sheets(self) -> Sheets:
        return Sheets(self.data / "cache")

    def sheet(self, scenario: str) -> Sheet:
        """Give a scenario's play sheet.

        Raises:
            ContentError: the course has no such scenario, or its file is wrong.
        """
        if not any(scenario in lesson.scenarios for lesson in self.course.lessons):
            fault = Fault(course.MANIFEST, f"No lesson has the scenario “{scenario}”.", "Check its name.")
            raise ContentError("There is no such scenario.", [fault])
        return self._sheets.get(self.course.scenario_file(scenario))

    def lesson_of(self, kind: str, item: str) -> str:
        """Give the id of the lesson that has an item (`scenarios`, `checks` or `exercises`), or an empty text."""
        return next((lesson.id for lesson in self.course.lessons if item in getattr(lesson, kind)), "")

    @staticmethod
    def now() -> datetime:
        """Give the time, with its zone."""
        return datetime.now(UTC)
