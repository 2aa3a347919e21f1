from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.errors import ConflictError, RowError, WorkbookError
from groundrules.workbook import Workbook, open_workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_row_gets_an_id_and_comes_back_the_same(workbook: Workbook, path: Path) -> None:
    row = workbook.save("contacts", {"name": "Inês Duarte", "side": "external"})
    assert row["revision"] == 1
    assert {name: row[name] for name in ("name", "side", "role", "notes")} == {
        "name": "Inês Duarte",
        "side": "external",
        "role": "",
        "notes": "",
    }
    assert Workbook(path).rows("contacts") == [row]
    assert Workbook(path).row("contacts", row["id"]) == row


def test_a_new_version_needs_the_revision_that_was_read(workbook: Workbook, ines: str) -> None:
    second = workbook.save("contacts", {"id": ines, "name": "Inês", "role": "Baker"}, 1)
    assert (second["revision"], second["role"]) == (2, "Baker")
    with pytest.raises(ConflictError, match="This contact was changed elsewhere since you opened it") as caught:
        workbook.save("contacts", {"id": ines, "name": "Inês", "role": "Plant manager"}, 1)
    assert caught.value.current == second
    assert workbook.rows("contacts") == [second]


def test_a_row_that_was_deleted_meanwhile_is_a_conflict(workbook: Workbook, ines: str) -> None:
    workbook.delete("contacts", ines, 1)
    with pytest.raises(ConflictError, match="was deleted elsewhere") as caught:
        workbook.save("contacts", {"id": ines, "name": "Inês"}, 1)
    assert caught.value.current is None


def test_sending_the_same_row_twice_changes_nothing(workbook: Workbook) -> None:
    key = "ab" * 16
    first = workbook.save("contacts", {"id": key, "name": "Inês"})
    assert workbook.save("contacts", {"id": key, "name": "Inês"}) == first
    assert workbook.write("contacts", [{"id": key, "name": "Inês", "revision": 1}]).number == 0


def test_a_wrong_row_among_many_writes_none(workbook: Workbook) -> None:
    with pytest.raises(RowError, match=r"row 2, contacts\.name"):
        workbook.write("contacts", [{"name": "A"}, {"name": "a\0"}])
    assert workbook.rows("contacts") == []


def test_a_conflict_among_many_writes_none(workbook: Workbook, ines: str) -> None:
    with pytest.raises(ConflictError):
        workbook.write("contacts", [{"name": "New"}, {"id": ines, "name": "Other", "revision": 7}])
    assert [row["name"] for row in workbook.rows("contacts")] == ["Inês Duarte"]


def test_a_row_may_not_point_to_one_that_is_not_there(workbook: Workbook) -> None:
    with pytest.raises(RowError, match=f"incidents.contact: There is no contact with the id “{'0' * 32}”"):
        workbook.save("incidents", {"contact": "0" * 32})


def test_deleting_a_contact_takes_what_belongs_to_it_and_undo_brings_all_back(workbook: Workbook, ines: str) -> None:
    rule = workbook.save("agreements", {"contact": ines, "rule": "Nobody calls after 20:00"})
    workbook.save("incidents", {"contact": ines, "rule": rule["id"], "what": "A call at 02:07"})
    other = workbook.save("contacts", {"name": "Mr Okafor"})
    change = workbook.delete("contacts", ines, 1)
    assert change.removed == {"agreements": 1, "incidents": 1, "contacts": 1}
    assert workbook.rows("contacts") == [other]
    assert workbook.rows("incidents") == []
    workbook.undo(change.number)
    assert [row["name"] for row in workbook.rows("contacts")] == ["Inês Duarte", "Mr Okafor"]
    assert [(row["what"], row["rule"]) for row in workbook.rows("incidents")] == [("A call at 02:07", rule["id"])]


def test_deleting_a_rule_leaves_the_incidents_that_name_it(workbook: Workbook, ines: str) -> None:
    rule = workbook.save("agreements", {"contact": ines, "rule": "Nobody calls after 20:00"})
    workbook.save("incidents", {"contact": ines, "rule": rule["id"]})
    assert workbook.delete("agreements", rule["id"]).removed == {"agreements": 1}
    assert workbook.rows("incidents")[0]["rule"] == ""


def test_several_rows_are_deleted_together_or_not_at_all(workbook: Workbook, ines: str) -> None:
    other = workbook.save("contacts", {"name": "Mr Okafor"})["id"]
    with pytest.raises(WorkbookError, match="There is no contact of that id"):
        workbook.delete("contacts", [ines, "0" * 32])
    assert len(workbook.rows("contacts")) == 2
    workbook.delete("contacts", [ines, other, ines])
    assert workbook.rows("contacts") == []


def test_a_deletion_of_a_version_that_is_gone_is_a_conflict(workbook: Workbook, ines: str) -> None:
    workbook.save("contacts", {"id": ines, "name": "Inês"}, 1)
    with pytest.raises(ConflictError):
        workbook.delete("contacts", ines, 1)
    assert len(workbook.rows("contacts")) == 1


def test_undo_goes_back_step_by_step_and_then_says_that_there_is_nothing(workbook: Workbook, ines: str) -> None:
    workbook.save("contacts", {"id": ines, "name": "Second"}, 1)
    workbook.save("contacts", {"id": ines, "name": "Third"}, 2)
    assert workbook.undo() == [("contacts", ines)]
    assert [(row["name"], row["revision"]) for row in workbook.rows("contacts")] == [("Second", 4)]
    workbook.undo()
    assert [row["name"] for row in workbook.rows("contacts")] == ["Inês Duarte"]
    workbook.undo()
    assert workbook.rows("contacts") == []
    with pytest.raises(WorkbookError, match="There is no change to take back"):
        workbook.undo()


def test_an_undone_row_is_a_new_version_for_whoever_still_shows_the_old_one(workbook: Workbook, ines: str) -> None:
    workbook.save("contacts", {"id": ines, "name": "Second"}, 1)
    workbook.undo()
    with pytest.raises(ConflictError):
        workbook.save("contacts", {"id": ines, "name": "From the form that showed Second"}, 2)


def test_a_change_that_was_built_upon_is_not_undone(workbook: Workbook, ines: str) -> None:
    change = workbook.write("contacts", [{"id": ines, "name": "Second", "revision": 1}])
    workbook.save("contacts", {"id": ines, "name": "Third"}, 2)
    with pytest.raises(ConflictError, match="It was changed again since"):
        workbook.undo(change.number)
    assert workbook.rows("contacts")[0]["name"] == "Third"


def test_a_change_is_undone_once(workbook: Workbook, ines: str) -> None:
    change = workbook.delete("contacts", ines)
    workbook.undo(change.number)
    with pytest.raises(WorkbookError, match="There is no change to take back"):
        workbook.undo(change.number)


def test_only_the_last_two_hundred_changes_are_kept(workbook: Workbook, ines: str) -> None:
    for revision in range(1, 206):
        workbook.save("contacts", {"id": ines, "name": str(revision)}, revision)
    for _ in range(200):
        workbook.undo()
    with pytest.raises(WorkbookError, match="There is no change to take back"):
        workbook.undo()
    assert workbook.rows("contacts")[0]["name"] == "5"


def test_a_table_that_is_none_is_refused(workbook: Workbook) -> None:
    with pytest.raises(WorkbookError, match="There is no table “contact”") as caught:
        workbook.rows("contact")
    assert "contacts, agreements, incidents" in caught.value.remedy
    with pytest.raises(AttributeError, match="The workbook has no table “contact”"):
        workbook.contact  # noqa: B018


def test_the_description_names_what_a_reference_can_point_to(workbook: Workbook, ines: str) -> None:
    rule = workbook.save("agreements", {"contact": ines, "rule": "Nobody calls after 20:00"})
    described = workbook.describe("incidents")
    assert described["references"] == {
        "contacts": [{"id": ines, "name": "Inês Duarte", "contact": ""}],
        "agreements": [{"id": rule["id"], "name": "Inês Duarte · Nobody calls after 20:00", "contact": ines}],
    }
    assert [column["name"] for column in described["columns"]] == [
        "contact",
        "when",
        "channel",
        "what",
        "minutes",
        "rule",
    ]


def test_the_learners_workbook_lies_in_their_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDRULES_HOME", str(tmp_path / "course"))
    assert open_workbook().path == tmp_path / "course" / "data" / "workbook.db"


def test_rows_need_no_pandas(path: Path) -> None:
    program = (
        "import sys; sys.modules['pandas'] = None\n"
        "from groundrules.workbook import Workbook\n"
        f"w = Workbook({str(path)!r}); w.save('contacts', {{'name': 'Inês'}}); print(w.rows('contacts')[0]['name'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "Inês\n"


@pytest.mark.parametrize(
    ("row", "revision", "fault"),
    [
        (7, 0, "row: “7” has no columns. Give a dictionary."),
        ({"name": "a"}, "x", "revision: “x” is not a revision. Give the one that was read."),
        ({"name": "a"}, -1, "revision: “-1” is not a revision. Give the one that was read."),
        (
            {"id": "'; DROP TABLE contacts", "name": "a"},
            0,
            "id: “'; DROP TABLE contacts” is not the id of a row. Leave it out for a new row.",
        ),
    ],
)
def test_a_row_that_is_none_is_refused(workbook: Workbook, row: Any, revision: Any, fault: str) -> None:
    with pytest.raises(RowError) as caught:
        workbook.save("contacts", row, revision)
    assert [str(each) for each in caught.value.faults] == [fault]


def test_errors_carry_what_a_form_shows(workbook: Workbook, ines: str) -> None:
    with pytest.raises(RowError) as refused:
        workbook.save("contacts", {"name": "a\0", "side": "up"})
    assert refused.value.as_dict() == {
        "what": "2 values cannot be stored.",
        "where": "Contacts",
        "remedy": "",
        "fields": {
            "name": "It holds an invisible character (NUL) that no file can keep. Delete it.",
            "side": "“up” is not one of the choices. The choices are: internal, external.",
        },
    }
    with pytest.raises(ConflictError) as changed:
        workbook.save("contacts", {"id": ines, "name": "Other"}, 7)
    assert changed.value.as_dict()["current"] == workbook.row("contacts", ines)
