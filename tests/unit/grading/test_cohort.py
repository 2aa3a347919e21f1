from __future__ import annotations

import csv
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.unit.grading.conftest import EXERCISE, MORNING

from groundrules.errors import GradingError
from groundrules.grading.autograde import grade
from groundrules.grading.cohort import cohort
from groundrules.grading.intake import collect
from groundrules.grading.roster import set_roster

if TYPE_CHECKING:
    from tests.unit.grading.conftest import Class


@pytest.fixture
def graded(course: Class) -> Class:
    course.send("Ana", course.best())
    course.send("Bo", {"which-rule": "contract", "what-to-bring": ["dates", "grudge"]})
    course.send(
        "Cy", {**course.best(), "which-rule": "contract", "say-it-better": "We should really talk about it all."}
    )
    (course.root / "class.csv").write_text("student\nana\nbo\ncy\ndee\n", encoding="utf-8")
    set_roster(course.root, course.root / "class.csv")
    collect(course.root, EXERCISE, course.inbox, MORNING + timedelta(hours=1))
    grade(course.root, EXERCISE)
    return course


def test_the_report_tells_points_difficulty_and_common_faults(graded: Class) -> None:
    found = cohort(graded.root, EXERCISE, graded.root / "report")
    assert found.points == {"ana": 11.5, "bo": 0.0, "cy": 8.5}
    assert (found.most, found.missing) == (15.5, ("dee",))
    items = {item.name: item for item in found.items}
    assert (items["which-rule"].answered, items["which-rule"].share) == (3, 0.333)
    assert items["which-rule"].wrong == (("The paragraph that he broke", 2),)
    assert items["what-to-bring"].wrong == (("The list of all his other faults", 1),)
    assert items["what-to-bring"].discrimination == 0.94
    assert (items["the-mail"].answered, items["the-mail"].share) == (2, None)
    table, notebook = found.files
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["question"] for row in rows] == list(items)
    assert (rows[0]["difficulty"], rows[0]["most common wrong answers"]) == ("hard", "The paragraph that he broke (2)")
    cells = json.loads(notebook.read_bytes())["cells"]
    assert "3 handed in. Of 15.5 points: median 8.5" in "".join(cells[0]["source"])
    assert "Handed in nothing: dee." in "".join(cells[0]["source"])
    assert "Which rule is missing?" in cells[2]["outputs"][0]["data"]["image/svg+xml"]


def test_before_grading_there_is_no_report(course: Class) -> None:
    with pytest.raises(GradingError, match="Nothing is graded yet"):
        cohort(course.root, EXERCISE, course.root / "report")
