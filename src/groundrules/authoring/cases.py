"""Second cases: the scenario that shows, days later, the same structure in another trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.errors import ContentError, Fault
from groundrules.scenario import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.course import Course


def check_second_cases(course: Course) -> Iterator[Fault]:
    """See that each second case is another scenario of the course; a scenario need not have one."""
    known = {name for lesson in course.lessons for name in lesson.scenarios}
    for name in sorted(known):
        path = course.scenario_file(name)
        try:
            second = load(path).second_case
        except (ContentError, OSError):
            continue  # told with the scenario itself
        where = path.relative_to(course.root).as_posix()
        if second == name:
            yield Fault(where, "It is its own second case.", "Name another scenario, or leave `second_case` out.")
        elif second and second not in known:
            remedy = "Check its spelling, or name it in a lesson."
            yield Fault(where, f"There is no scenario “{second}” in the course to be its second case.", remedy)
