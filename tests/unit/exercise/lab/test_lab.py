from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.errors import AnswerError, ContentError
from groundrules.exercise.lab.frame import frame
from groundrules.exercise.lab.lab import keep_code, open_lab
from groundrules.exercise.lab.seats import Seats, code_here, read_seats, write_seats
from groundrules.exercise.lab.source import public_bytes, read_case

if TYPE_CHECKING:
    from pathlib import Path

CASE = """title: A week
begins: "2026-09-07"
weeks: 1
tables:
  calls:
    label: The calls
    columns:
      - {id: time, label: Time, kind: time}
      - {id: minutes, label: Minutes, kind: number}
    batches:
      - {total: [1, 9], days: [Mon], time: ["08:00", "09:00"], put: {minutes: [1, 5]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lab.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "lab.json").write_bytes(public_bytes(read_case(tmp_path / "lab.yaml"), "a-week"))
    return tmp_path


def test_without_a_code_a_folder_holds_the_practice_records(folder: Path) -> None:
    lab = open_lab(folder)
    assert lab.code == ""
    assert lab.table("calls") == {
        "name": "calls",
        "label": "The calls",
        "columns": [
            {"id": "time", "label": "Time", "kind": "time"},
            {"id": "minutes", "label": "Minutes", "kind": "number"},
        ],
        "weeks": 1,
        "rows": lab.tables["calls"],
        "code": "",
    }


def test_a_code_is_kept_beside_the_exercise_and_can_be_taken_away(folder: Path) -> None:
    practice = open_lab(folder).tables
    assert keep_code(folder, " b60 4nv kqg").code == "B60-4NV-KQG"
    assert open_lab(folder).code == "B60-4NV-KQG"
    assert open_lab(folder).tables != practice
    assert keep_code(folder, "").tables == practice
    assert not (folder / "code.txt").exists()


def test_a_slip_in_a_code_changes_nothing(folder: Path) -> None:
    keep_code(folder, "B60-4NV-KQG")
    with pytest.raises(AnswerError, match="is not a code of this exercise"):
        keep_code(folder, "B60-4NV-KQH")
    assert open_lab(folder).code == "B60-4NV-KQG"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"exercise": "a-week", "case": {"begins": "2026-09-07"}}'])
def test_damaged_records_are_told(folder: Path, content: str) -> None:
    (folder / "lab.json").write_text(content)
    with pytest.raises(AnswerError, match="The records of this exercise cannot be read"):
        open_lab(folder)


def test_a_folder_without_records_and_a_table_that_is_not_there_are_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(AnswerError, match="There are no records in this folder"):
        open_lab(tmp_path / "elsewhere")
    with pytest.raises(AnswerError, match="There is no table “cals” here"):
        open_lab(folder).table("cals")


def test_code_gets_the_same_records_as_the_form(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    keep_code(folder, "B60-4NV-KQG")
    assert frame("calls").to_dict("records") == open_lab(folder).tables["calls"]
    assert list(frame("calls").columns) == ["date", "week", "day", "time", "minutes"]


def test_where_pandas_cannot_run_the_form_is_named_instead(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(AnswerError, match="Cells of code need pandas, which cannot run here") as refused:
        frame("calls")
    assert refused.value.remedy == "Use the forms: they count the same, and the numbers are all that is marked."


def test_the_form_and_the_grader_need_neither_pandas_nor_numpy_nor_pydantic(folder: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\n"
        "for name in ('pandas', 'numpy', 'pydantic'): sys.modules[name] = None\n"
        "from groundrules.exercise.lab.lab import open_lab\n"
        "from groundrules.exercise.lab.reckon import reckoned, right\n"
        "lab = open_lab(Path.cwd())\n"
        "key = {'fields': {'n': {'fact': {'of': 'calls'}, 'within': 0, 'slips': []}}}\n"
        "print(right(reckoned(key, lab.case, lab.exercise, lab.code)) == {'n': len(lab.tables['calls'])})\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("True\n", "")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("2026-09-07", "2026-09-08"), "lab.yaml:2: begins: `begins` is not a Monday."),
        (("[Mon]", "[Monday]"), "lab.yaml:11: tables.calls.batches.0.days: A day is one of Mon, Tue,"),
        (("09:00", "9:00"), "lab.yaml:11: tables.calls.batches.0.time: A time is written like 08:05."),
        (("total: [1, 9], ", ""), "tables.calls.batches.0: A batch has one of `per_week` and `total`."),
        (("minutes: [1, 5]", "minuts: [1, 5]"), "tables.calls: A batch fills minuts; the columns are ['minutes']."),
        (("[1, 5]", "[one]"), "tables.calls: A batch gives “minutes” what is no number."),
        (("weeks: 1", "weeks: 0"), "lab.yaml:3: weeks: Input should be greater than or equal to 1"),
    ],
)
def test_a_fault_in_a_lab_is_told_with_its_line(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    (tmp_path / "lab.yaml").write_text(CASE.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_case(tmp_path / "lab.yaml")
    assert told in str(refused.value)


def test_a_seat_has_a_code_and_who_has_none_works_with_the_practice_records(tmp_path: Path) -> None:
    assert read_seats(tmp_path) == Seats()
    seats = Seats().add("a-week", ["ben", "ana"])
    assert len(seats.key) == 32
    assert seats.students == {"a-week": ("ana", "ben")}
    write_seats(tmp_path, seats)
    assert read_seats(tmp_path) == seats
    more = seats.add("a-week", ["zoe"])
    assert (more.key, more.code("a-week", "ana")) == (seats.key, seats.code("a-week", "ana"))
    assert (seats.code("a-week", "zoe"), seats.code("another", "ana")) == ("", "")
    place = tmp_path / "autograded/ana/a-week"
    assert code_here(place) == seats.code("a-week", "ana") != ""


def test_two_codes_made_for_the_same_person_in_two_courses_differ() -> None:
    codes: set[Any] = {Seats().add("a-week", ["ana"]).code("a-week", "ana") for _ in range(5)}
    assert len(codes) == 5
