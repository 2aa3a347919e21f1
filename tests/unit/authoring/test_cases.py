"""Second cases, checked."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import write_course

from groundrules import course
from groundrules.authoring.cases import check_second_cases

LITTLE = Path(__file__).parents[2] / "fixtures/little.yaml"


def test_a_second_case_is_another_scenario_of_the_course(tmp_path: Path) -> None:
    files = {}
    little = LITTLE.read_text(encoding="utf-8")
    for name, second in {"first": "second", "second": "secnd", "third": "third", "fourth": ""}.items():
        text = little.replace("id: little", f"id: {name}", 1) + (f"second_case: {second}\n" if second else "")
        files[f"scenarios/{name}.yaml"] = text
    found = write_course(tmp_path, files, 'scenarios = ["first", "second", "third", "fourth"]\n')
    faults, lines = check_second_cases(found)
    assert lines == ["second cases: 3 of 4 scenarios; none for fourth"]
    assert [str(fault) for fault in faults] == [
        (
            "scenarios/second.yaml: There is no scenario “secnd” in the course to be its second case. "
            "Check its spelling, or name it in a lesson."
        ),
        "scenarios/third.yaml: It is its own second case. Name another scenario, or leave `second_case` out.",
    ]


def test_every_scenario_of_the_course_has_a_second_case_but_the_one_that_is_two_cases_already() -> None:
    assert check_second_cases(course.load()) == (
        [],
        ["second cases: 18 of 19 scenarios; none for two-mails-on-pay-day"],
    )
