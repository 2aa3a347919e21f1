"""Badges from the gradebook: who gets one, who gets none, and why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.unit.grading.conftest import EXERCISE

from groundrules.errors import GradingError
from groundrules.grading.autograde import grade
from groundrules.grading.badge import Terms, credential, give_badges
from groundrules.grading.intake import collect
from groundrules.grading.issuer import make_key, read_issuer
from groundrules.grading.results import Part, Result, read_results
from groundrules.grading.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.grading.conftest import Class

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return make_key(tmp_path / "school.key.json", "Our School", "https://school.example", "EdDSA").secret


@pytest.fixture
def graded(course: Class, monkeypatch: pytest.MonkeyPatch) -> Class:
    """A class in which Ana did everything, Bo nothing right, and nothing waits to be marked."""
    course.send("ana", course.best())
    course.send("bo", {"which-rule": "contract"})
    collect(course.root, EXERCISE, course.inbox)
    grade(course.root, EXERCISE)
    found = [
        Result(
            one.student,
            one.name,
            one.email,
            one.platform,
            one.submitted,
            one.late,
            one.penalty,
            {name: Part(part.points or 0.0, part.most, waiting=False, remark="") for name, part in one.parts.items()},
        )
        for one in read_results(course.tree.database, EXERCISE)
    ]
    monkeypatch.setattr("groundrules.grading.badge.read_results", lambda _database, _exercise: found)
    return course


def test_who_has_the_points_gets_a_badge_that_is_genuine_and_who_has_not_is_told_why(graded: Class, key: Path) -> None:
    done = give_badges(graded.root, EXERCISE, key, Terms(0.5), NOW)
    assert list(done.given) == ["ana"]
    assert done.without["bo"].startswith("0 of ")
    found = verify(done.given["ana"], key.with_name("school.jwk"), NOW)
    assert (found.proved, found.says[2]) == (True, "By: Our School, https://school.example")


def test_a_badge_that_is_there_already_stays(graded: Class, key: Path) -> None:
    first = give_badges(graded.root, EXERCISE, key, Terms(0.5), NOW).given["ana"]
    before = first.read_bytes()
    again = give_badges(graded.root, EXERCISE, key, Terms(0.5), NOW)
    assert (again.given, again.kept) == ({}, 1)
    assert first.read_bytes() == before


def test_only_who_is_in_the_roster_gets_one(graded: Class, key: Path, tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text("student\nbo\nzoe\n", encoding="utf-8")
    done = give_badges(graded.root, EXERCISE, key, Terms(0.5, roster=tmp_path / "class.csv"), NOW)
    assert done.given == {}
    assert done.without["zoe"] == "not in the gradebook"


def test_what_waits_to_be_marked_is_waited_for(course: Class, key: Path) -> None:
    course.send("ana", course.best())
    collect(course.root, EXERCISE, course.inbox)
    grade(course.root, EXERCISE)
    done = give_badges(course.root, EXERCISE, key, Terms(0.1), NOW)
    assert done.without == {"ana": "some of it waits to be marked"}


@pytest.mark.parametrize("terms", [Terms(0.0), Terms(1.2), Terms(0.6, years=-1)])
def test_terms_that_make_no_sense_are_refused(course: Class, key: Path, terms: Terms) -> None:
    with pytest.raises(GradingError, match="more than 0 and at most 100"):
        give_badges(course.root, EXERCISE, key, terms, NOW)


def test_a_badge_from_the_29th_of_february_ends_on_a_day_that_exists(key: Path) -> None:
    ana = Result("ana", "", "", "", None, 0.0, 0.0, {})
    leap = datetime(2028, 2, 29, 9, 0, tzinfo=UTC)
    made = credential(read_issuer(key, secret=True), ("x", "X"), ana, Terms(years=1), leap)
    assert made["validUntil"] == "2029-03-01T09:00:00Z"
    assert made["credentialSubject"]["identifier"][0]["identityType"] == "sourcedId"
