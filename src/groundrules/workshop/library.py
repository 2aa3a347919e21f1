"""What a room can open: the course's scenarios as play sheets, each explored when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from groundrules.errors import RoomError
from groundrules.scenario import explore, load

if TYPE_CHECKING:
    from groundrules.course import Course
    from groundrules.scenario.model import Scenario
    from groundrules.scenario.sheet import Sheet


class Library:
    """The scenarios of one course."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._scenarios: dict[str, Scenario] = {}
        self._sheets: dict[str, Sheet] = {}

    def sheet(self, scenario: str) -> Sheet:
        """Give a scenario's play sheet.

        Raises:
            RoomError: no lesson has such a scenario.
            ContentError: it is wrong.
        """
        if scenario not in self._sheets:
            if not any(scenario in lesson.scenarios for lesson in self.course.lessons):
                raise RoomError("The course has no such scenario.", remedy="Choose one from the list.")
            self._sheets[scenario] = explore(self._scenario(scenario))
        return self._sheets[scenario]

    @cached_property
    def known(self) -> frozenset[str]:
        """The ids of all lessons and scenarios."""
        lessons = self.course.lessons
        return frozenset({lesson.id for lesson in lessons}.union(*(lesson.scenarios for lesson in lessons)))

    def contents(self) -> dict[str, Any]:
        """Give the lessons with their scenarios and the people in them, for the facilitator to choose from."""
        return {
            "title": self.course.title,
            "lessons": [
                {
                    "id": lesson.id,
                    "title": lesson.title,
                    "page": f"{lesson.stem}.html",
                    "scenarios": [self._entry(scenario) for scenario in lesson.scenarios],
                }
                for lesson in self.course.lessons
            ],
        }

    def _entry(self, scenario: str) -> dict[str, Any]:
        found = self._scenario(scenario)
        people = [{"id": person.id, "name": person.name} for person in found.people]
        return {"id": scenario, "title": found.title, "minutes": found.minutes, "people": people}

    def _scenario(self, name: str) -> Scenario:
        if name not in self._scenarios:
            self._scenarios[name] = load(self.course.scenario_file(name))
        return self._scenarios[name]
