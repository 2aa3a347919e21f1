from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from groundrules.errors import ConflictError, RowError

if TYPE_CHECKING:
    from groundrules.workbook import Workbook


def add_calls(workbook: Workbook, ines: str) -> None:
    workbook.write(
        "incidents",
        [
            {"contact": ines, "when": "2026-11-17T02:07:00+00:00[Europe/Lisbon]", "channel": "phone", "minutes": 20},
            {"contact": ines, "when": "2026-11-18T09:30:00+09:00[Asia/Tokyo]", "what": "007"},
            {"contact": ines, "when": "2026-11-19T23:30:00+00:00[Europe/Lisbon]"},
        ],
    )


def test_a_table_has_proper_types(workbook: Workbook, ines: str) -> None:
    add_calls(workbook, ines)
    frame = workbook.incidents
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "id": "str",
        "revision": "int64",
        "contact": "str",
        "when": "datetime64[us, Europe/Lisbon]",
        "when_zone": "category",
        "channel": "category",
        "what": "str",
        "minutes": "Int64",
        "rule": "str",
        "origin": "str",
        "created": "datetime64[us, UTC]",
        "updated": "datetime64[us, UTC]",
    }
    assert list(frame["when"].dt.hour) == [2, 0, 23]
    assert list(frame["when_zone"]) == ["Europe/Lisbon", "Asia/Tokyo", "Europe/Lisbon"]
    assert list(frame["minutes"].fillna(0)) == [20, 0, 0]
    assert list(frame["what"]) == ["", "007", ""]


def test_an_empty_table_has_the_same_types(workbook: Workbook) -> None:
    assert str(workbook.incidents["when"].dtype) == "datetime64[us, UTC]"
    assert str(workbook.follow_ups["due"].dtype) == "datetime64[us]"
    assert str(workbook.follow_ups["done"].dtype) == "bool"


def test_writing_a_frame_back_unchanged_changes_no_row(workbook: Workbook, ines: str) -> None:
    add_calls(workbook, ines)
    workbook.save("proposals", {"contact": ines, "explanation": ["a", "b", ""], "questions": [{"text": "Why?"}]})
    workbook.save("follow_ups", {"contact": ines, "what": "Write", "due": "2026-12-01"})
    for table in ("incidents", "proposals", "follow_ups", "contacts"):
        before = workbook.rows(table)
        workbook.upsert(table, getattr(workbook, table))
        assert workbook.rows(table) == before


def test_a_changed_cell_is_a_new_version_of_its_row_alone(workbook: Workbook, ines: str) -> None:
    add_calls(workbook, ines)
    frame = workbook.incidents
    frame.loc[1, "minutes"] = 5
    after = workbook.upsert("incidents", frame)
    assert list(after["revision"]) == [1, 2, 1]
    assert workbook.rows("incidents")[1]["when"] == "2026-11-18T09:30:00+09:00[Asia/Tokyo]"


def test_a_frame_of_a_few_columns_leaves_the_others(workbook: Workbook, ines: str) -> None:
    add_calls(workbook, ines)
    workbook.upsert("incidents", workbook.incidents.head(1)[["id", "revision"]].assign(what="The line was down"))
    row = workbook.rows("incidents")[0]
    assert (row["what"], row["minutes"], row["channel"]) == ("The line was down", 20, "phone")


def test_rows_without_an_id_are_new(workbook: Workbook, ines: str) -> None:
    new = pd.DataFrame(
        {
            "contact": [ines, ines],
            "when": pd.to_datetime(["2026-11-17 02:07", "2026-07-17 02:07"]).tz_localize("Europe/Paris"),
            "minutes": [20, None],
            "channel": ["phone", None],
        }
    )
    after = workbook.upsert("incidents", new)
    assert [row["when"] for row in workbook.rows("incidents")] == [
        "2026-11-17T02:07:00+01:00[Europe/Paris]",
        "2026-07-17T02:07:00+02:00[Europe/Paris]",
    ]
    assert list(after["revision"]) == [1, 1]


def test_dates_come_as_timestamps_or_as_dates(workbook: Workbook, ines: str) -> None:
    new = pd.DataFrame({"contact": ines, "what": ["a", "b"], "due": [pd.Timestamp("2026-12-01"), date(2026, 12, 2)]})
    workbook.upsert("follow_ups", new)
    assert [row["due"] for row in workbook.rows("follow_ups")] == ["2026-12-01", "2026-12-02"]


def test_every_wrong_row_and_column_is_named_and_nothing_is_written(workbook: Workbook, ines: str) -> None:
    new = pd.DataFrame(
        {
            "contact": [ines, "", ines],
            "when": ["2026-11-17T02:07+01:00", "2026-11-17T02:07+01:00", pd.Timestamp("2026-11-17 02:07")],
            "channel": ["pigeon", "phone", "phone"],
        }
    )
    with pytest.raises(RowError, match=r"3 values cannot be stored\.") as caught:
        workbook.upsert("incidents", new)
    assert [(fault.where, fault.what) for fault in caught.value.faults] == [
        ("row 1, incidents.channel", "“pigeon” is not one of the choices."),
        ("row 2, incidents.contact", "“Contact” is missing."),
        ("row 3, incidents.when", "“2026-11-17 02:07:00” has no time zone."),
    ]
    assert workbook.rows("incidents") == []


def test_a_frame_read_before_another_change_is_a_conflict(workbook: Workbook, ines: str) -> None:
    frame = workbook.contacts
    workbook.save("contacts", {"id": ines, "name": "Inês"}, 1)
    frame["role"] = "Baker"
    with pytest.raises(ConflictError):
        workbook.upsert("contacts", frame)
    assert workbook.rows("contacts")[0]["role"] == ""


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"nmae": ["a"]}), r"contacts\.nmae: There is no such column"),
        (pd.DataFrame([["a", "b"]], columns=["name", "name"]), "Two of its columns have the same name"),
        (pd.DataFrame({"id": ["0" * 32] * 2, "name": ["a", "b"]}), "stands in 2 rows"),
        (pd.DataFrame({"name": [7]}), "This is not a text: “7”"),
    ],
)
def test_a_frame_that_does_not_fit_is_refused(workbook: Workbook, frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(RowError, match=message):
        workbook.upsert("contacts", frame)
    assert workbook.rows("contacts") == []


def test_rows_are_deleted_by_their_ids(workbook: Workbook, ines: str) -> None:
    add_calls(workbook, ines)
    frame = workbook.incidents
    workbook.delete("incidents", frame.loc[frame["minutes"].isna(), "id"])
    assert len(workbook.incidents) == 1


def test_a_half_filled_row_from_a_form_does_not_stand_in_the_way(workbook: Workbook) -> None:
    workbook.save("proposals", {"proposal": "No contact chosen yet"})
    frame = workbook.proposals
    frame["purpose"] = "To have ground rules"
    workbook.upsert("proposals", frame)
    assert workbook.rows("proposals")[0]["purpose"] == "To have ground rules"
