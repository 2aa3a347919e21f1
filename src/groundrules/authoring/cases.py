"""Second cases: the scenario that shows, days later, the same structure in another trade."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from groundrules.errors import ContentError, Fault
from groundrules.scenario import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.course import Course


def check_second_cases(course: Course) -> tuple[list[Fault], list[str]]:
    """See that each second case is another scenario of the course; a scenario need not have one.

    Returns:
        What is wrong, and a line that says how many scenarios have one, and which have none.
    """
    second = _second_cases(course)
    faults = list(_faults(course, second))
    without = [name for name, other in second.items() if not other]
    rest = f"; none for {', '.join(without)}" if without else ""
    return faults, [f"second cases: {len(second) - len(without)} of {len(second)} scenarios{rest}"]


def _second_cases(course: Course) -> dict[str, str]:
    """Give the second case of each scenario that can be read; the others are told with the scenario itself."""
    found = {}
    for name in (name for lesson in course.lessons for name in lesson.scenarios):
        with suppress(ContentError, OSError):
            found[name] = load(course.scenario_file(name)).second_case or ""
    return found


def _faults(course: Course, cases: dict[str, str]) -> Iterator[Fault]:
    known = {name for lesson in course.lessons for name in lesson.scenarios}
    for name, second in sorted(cases.items()):
        where = course.scenario_file(name).relative_to(course.root).as_posix()
        if second == name:
            yield Fault(where, "It is its own second case.", "Name another scenario, or leave `second_case` out.")
        elif second and second not in known:
            remedy = "Check its spelling, or name it in a lesson."
            yield Fault(where, f"There is no scenario “{second}” in the course to be its second case.", remedy)
