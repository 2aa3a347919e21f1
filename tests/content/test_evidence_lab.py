"""The evidence lab from release to feedback: each learner's numbers are marked by records of their own."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from tests.content.test_exercises import COURSE, stock_autograde

from groundrules.course import Lesson
from groundrules.errors import GradingError
from groundrules.exercise import answers
from groundrules.exercise.lab.lab import keep_code, of_code, open_lab
from groundrules.exercise.lab.query import fact, groups
from groundrules.exercise.lab.reckon import reckoned, right
from groundrules.exercise.lab.source import read_case
from groundrules.exercise.question import best, key
from groundrules.exercise.source import read
from groundrules.grading.autograde import grade
from groundrules.grading.codes import give_codes
from groundrules.grading.feedback import feedback
from groundrules.grading.handin import hand_in
from groundrules.grading.intake import collect
from groundrules.grading.release import release
from groundrules.grading.results import read_results
from groundrules.grading.roster import set_roster
from groundrules.grading.tree import open_tree
from groundrules.publish.lesson import plain_pages, read_page

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.exercise.base import Base

NAME = "evidence-lab"
MASTER = COURSE.root / "solutions" / NAME
CASE = read_case(MASTER / "lab.yaml")
QUESTIONS = read(MASTER / "questions.yaml")
FIGURES = [question for question in QUESTIONS if not best(question)]
ROSTER = "student,name,email\nana,Ana Silva,ana@example.org\nben,Ben Okoye,\ncleo,Cleo Marsh,\nempty,Nobody Yet,\n"


def answered(question: Base, code: str) -> Any:
    """Give the answer that is right for the records of a code."""
    return best(question) or right(reckoned(key(question), CASE, NAME, code))


def test_the_numbers_to_be_found_are_ten_of_28_points() -> None:
    assert [question.id for question in FIGURES] == ["outside-hours", "meetings", "unpaid", "risk"]
    assert sum(question.points for question in FIGURES) == 10
    assert sum(question.points for question in QUESTIONS) == 28


def test_the_practice_records_hold_these_numbers_today_and_for_ever() -> None:
    found = {question.id: right(reckoned(key(question), CASE, NAME, "")) for question in FIGURES}
    assert found == {
        "outside-hours": {"calls": 28, "per-week": 3.5, "busiest": 5},
        "meetings": {"held": 16, "beyond": 10.416667},
        "unpaid": {"hours": 27.5, "worth": 1650},
        "risk": {"chance": 12.5, "size": 225, "expected": 281.25},
    }


def test_the_records_of_any_code_hold_something_to_find_and_no_slip_leads_to_the_right_number() -> None:
    for number in range(150):
        tables = of_code(CASE, NAME, f"code {number}").tables
        for question in FIGURES:
            for field in key(question)["fields"].values():
                value = fact(tables, field["fact"])
                assert value > 0
                for slip in field["slips"]:
                    assert abs(fact(tables, slip["fact"]) - value) > field["within"], (number, slip["say"])


def test_pandas_finds_the_numbers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from groundrules import data

    shutil.copytree(COURSE.root / "exercises" / NAME, tmp_path / NAME)
    monkeypatch.chdir(tmp_path / NAME)
    calls, calendar, requests = data("calls"), data("calendar"), data("requests")
    weekend = calls["day"].isin(["Sat", "Sun"])
    outside = calls[weekend | (calls["time"] < "08:00") | (calls["time"] >= "18:00")]
    outside = outside[(outside["caller"] == "Gergő") & (outside["about"] != "a stand that stopped")]
    held = calendar[(calendar["with"] == "Gergő") & (calendar["state"] == "held")]
    late = requests[requests["drawings"] == "yes"]
    assert (len(outside), outside.groupby("week").size().max()) == (28, 5)
    assert (len(held), round(held["minutes"].sum() / 60 - 3, 2)) == (16, 10.42)
    assert late[late["paid"] == "no"]["hours"].sum() == 27.5
    assert (late["cut_again"] == "yes").mean() * 100 == 12.5
    assert late[late["cut_again"] == "yes"]["material"].mean() == 225
    assert late["material"].mean() * 10 == 281.25


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which learners with and without records of their own handed in, graded by us and by nbgrader."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(MASTER, root / "solutions" / NAME)
    released = release(root, NAME)
    (root / "class.csv").write_text(ROSTER, encoding="utf-8")
    set_roster(root, root / "class.csv")
    codes = give_codes(root, NAME, root / "codes.csv").codes
    # Cleo never entered her code; Dora is not in the roster, so she has none; Ben's hand-in says that he is somebody
    # else's records, which nobody reads.
    (root / "inbox").mkdir()
    counted_in = {"ana": codes["ana"], "ben": codes["ben"], "cleo": "", "dora": "", "empty": None}
    for student, code in counted_in.items():
        folder = root / "learners" / student / NAME
        shutil.copytree(released.folder, folder)
        if code is None:
            answers.save(folder / "answers.json", NAME, "risk", {})
        else:
            keep_code(folder, code)
            assert open_lab(folder).code == code
            for question in QUESTIONS:
                answers.save(folder / "answers.json", NAME, question.id, answered(question, code))
        if student == "ben":
            (folder / "code.txt").write_text(codes["ana"])
            (folder / "lab.json").write_text("{}")
        if student != "empty":
            hand_in(folder, student, root / "inbox")
    shutil.copytree(root / "learners/empty" / NAME, root / "inbox/empty")
    assert len(collect(root, NAME, root / "inbox").taken) == 5
    shutil.copytree(open_tree(root).root, root / "stock")
    assert grade(root, NAME).failed == {}
    return root


def points(root: Path) -> dict[str, dict[str, float | None]]:
    return {
        one.student: {name: part.points for name, part in one.parts.items()}
        for one in read_results(open_tree(root).database, NAME)
    }


def test_each_is_marked_by_records_of_their_own(graded: Path) -> None:
    full = {question.id: question.points for question in QUESTIONS if question.kind != "marked"}  # type: ignore[attr-defined]
    found = {student: {name: parts[name] for name in full} for student, parts in points(graded).items()}
    assert found["ana"] == found["ben"] == found["dora"] == full
    assert set(found["empty"].values()) == {0}
    assert {name: share for name, share in found["cleo"].items() if share != full[name]} != {}
    assert sum(found["cleo"][question.id] or 0 for question in FIGURES) < 4


def test_nbgrader_gives_the_same(graded: Path) -> None:
    stock_autograde(graded / "stock", NAME)
    assert read_results(graded / "stock/gradebook.db", NAME) == read_results(open_tree(graded).database, NAME)


def test_who_counted_in_other_records_is_told_so_and_what_slipped(graded: Path) -> None:
    pages = {student: page.read_text(encoding="utf-8") for student, page in feedback(graded, NAME).pages.items()}
    assert "Some of your numbers are those of the practice records." in pages["cleo"]
    assert "enter the code that your instructor sent you" in pages["cleo"]
    assert "Calls in the eight weeks: it is" not in pages["cleo"]
    assert "practice records" not in pages["ana"]
    assert "Calls in the eight weeks: right." in pages["ana"]


def test_codes_stay_when_people_join_and_only_the_instructor_may_read_the_key(graded: Path, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(graded / "build", root / "build")
    before = give_codes(root, NAME, tmp_path / "before.csv").codes
    (tmp_path / "class.csv").write_text(f"{ROSTER}zoe,Zoe Lim,\n", encoding="utf-8")
    set_roster(root, tmp_path / "class.csv")
    after = give_codes(root, NAME, tmp_path / "after.csv").codes
    assert {student: after[student] for student in before} == before
    assert sorted(after) == ["ana", "ben", "cleo", "empty", "zoe"]
    assert (open_tree(root).root / "seats.json").stat().st_mode & 0o777 == 0o600
    with (tmp_path / "after.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {"student": "ana", "name": "Ana Silva", "email": "ana@example.org", "code": after["ana"]}


def test_an_exercise_without_records_needs_no_codes(tmp_path: Path) -> None:
    shutil.copytree(COURSE.root / "solutions/no-framework-yet", tmp_path / "solutions/no-framework-yet")
    release(tmp_path, "no-framework-yet")
    with pytest.raises(GradingError, match="has no records"):
        give_codes(tmp_path, "no-framework-yet", tmp_path / "codes.csv")


def test_the_site_shows_the_practice_records_without_any_kernel() -> None:
    assert "counting" in plain_pages(COURSE)
    assert "marking_your_own" not in plain_pages(COURSE)
    page = read_page(COURSE, Lesson("counting", "counting", title="", minutes=0))
    shown = {spec["table"]: spec["records"] for spec in page.views("lab")}
    assert sorted(shown) == ["evidence-lab/calendar", "evidence-lab/calls"]
    practice = of_code(CASE, NAME).tables
    assert shown["evidence-lab/calls"]["rows"] == practice["calls"]
    assert shown["evidence-lab/calls"]["fixed"] is True


def test_what_the_page_on_counting_tells_is_what_the_forms_show() -> None:
    tables = of_code(CASE, NAME).tables
    midday = {"days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "from": "12:00", "to": "14:00"}
    accounts = {"of": "calls", "where": {"caller": ["Accounts"]}}
    sawmill = {"of": "calendar", "where": {"with": ["the sawmill"]}}
    found = {
        "calls": fact(tables, {"of": "calls"}),
        "accounts": groups(tables["calls"], {**accounts, "group": "week"}),
        "minutes": fact(tables, {**accounts, "measure": "sum:minutes"}),
        "midday": fact(tables, {"of": "calls", "hours": {**midday, "keep": "inside"}}),
        "other hours": fact(tables, {"of": "calls", "hours": {**midday, "keep": "outside"}}),
        "sawmill": groups(tables["calendar"], {**sawmill, "group": "asked"}),
        "its minutes": fact(tables, {**sawmill, "measure": "sum:minutes"}),
    }
    assert found == {
        "calls": 94,
        "accounts": {3: 1, 6: 1, 7: 1, 8: 1},
        "minutes": 13,
        "midday": 10,
        "other hours": 84,
        "sawmill": {"Zsófia": 6},
        "its minutes": 240,
    }
