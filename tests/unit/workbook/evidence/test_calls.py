from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import WorkbookError
from groundrules.workbook.evidence import calls
from groundrules.workbook.evidence.arrival import Terms, take_in
from groundrules.workbook.evidence.columns import Columns, guess, mapped

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workbook import Workbook
    from groundrules.workbook.evidence.sheet import Sheet

LISBON = Terms("Europe/Lisbon", ("+351 912 345 678",))
LOG = """Einzelverbindungen;;;
Zeitraum: Oktober-November;;;

Datum;Uhrzeit;Rufnummer;Art;Dauer
17.11.2026;02:07:33;+351912345678;eingehend;00:12:35
18.11.2026;23:10;00351 912 345 678;Verpasst;
18.11.2026;23:10;00351 912 345 678;Verpasst;
19.11.2026;9:10;+49 30 1234567;eingehend;60
20.11.2026;9:10;+351 912 345 678;abgehend (gewählt);60
Summe;;;;4
"""


def sheet_of(folder: Path, text: str) -> Sheet:
    file = folder / "calls.csv"
    file.write_text(text)
    return calls.read(file)


def test_a_call_log_with_a_messy_head_is_previewed_with_a_reason_for_every_line_left_out(
    workbook: Workbook, tmp_path: Path
) -> None:
    sheet = sheet_of(tmp_path, LOG)
    columns = guess(sheet)
    assert columns == Columns(date=0, time=1, who=(2,), direction=3, duration=4, order="dmy", certain=True)
    preview = calls.preview(workbook, sheet, columns, LISBON)
    assert [(call.place, call.when, call.what, call.minutes) for call in preview.found] == [
        ("line 5", "2026-11-17T02:07:33+00:00[Europe/Lisbon]", "Call.", 13),
        ("line 6", "2026-11-18T23:10:00+00:00[Europe/Lisbon]", "Missed call.", None),
        ("line 7", "2026-11-18T23:10:00+00:00[Europe/Lisbon]", "Missed call.", None),
    ]
    assert [(each.place, each.why) for each in preview.skipped] == [
        ("line 8", "a call with somebody else"),
        ("line 9", "a call that you made"),
        ("line 10", "no date and time that can be read"),
    ]
    assert preview.notes == []
    assert workbook.rows("incidents") == []


def test_a_call_is_never_taken_in_twice_from_whichever_file(workbook: Workbook, ines: str, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, LOG)
    preview = calls.preview(workbook, sheet, guess(sheet), LISBON)
    assert len(take_in(workbook, preview, ines).rows) == 3
    assert len(take_in(workbook, preview, ines).rows) == 0
    longer = sheet_of(
        tmp_path,
        "Start,Caller,Length\n2026-11-18T23:10:00Z,+351-912-345-678,0\n2026-11-21T01:00:00Z,+351-912-345-678,61\n",
    )
    again = calls.preview(workbook, longer, guess(longer), LISBON)
    assert [(call.when, call.minutes) for call in again.found] == [("2026-11-21T01:00:00+00:00[Europe/Lisbon]", 2)]
    assert len(again.known) == 1
    take_in(workbook, again, ines)
    assert len(workbook.rows("incidents")) == 4


def test_an_import_is_one_change_and_can_be_taken_back(workbook: Workbook, ines: str, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, LOG)
    workbook.undo(take_in(workbook, calls.preview(workbook, sheet, guess(sheet), LISBON), ines).number)
    assert workbook.rows("incidents") == []


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("Date,From,Duration", Columns(date=0, who=(1,), duration=2)),
        ("Call Date/Time,Contact Name,Phone Number,Talk time (min)", Columns(when=0, who=(1, 2), duration=3, unit=60)),
        ("Call date,Time,Caller ID,Call Type", Columns(date=0, time=1, who=(2,), direction=3)),
        ("Date et heure,Correspondant,Sens,Durée", Columns(when=0, who=(1,), direction=2, duration=3)),
        ("Fecha,Hora,Número,Tipo,Duración", Columns(date=0, time=1, who=(2,), direction=3, duration=4)),
        ("Data,Ora,Numero,Direzione,Note", Columns(date=0, time=1, who=(2,), direction=3, note=4)),
    ],
)
def test_columns_are_known_by_their_names_in_several_languages(tmp_path: Path, head: str, columns: Columns) -> None:
    assert guess(sheet_of(tmp_path, f"{head}\n")) == columns


def test_a_date_column_that_holds_the_time_too_is_used_for_both(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "Date,From\n17/11/2026 02:07,x\n")
    assert guess(sheet) == Columns(when=0, who=(1,))


def test_dates_that_can_be_read_in_two_ways_are_said_to_be(workbook: Workbook, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "Date,From\n05/11/2026 02:07,x\n")
    columns = guess(sheet, today=datetime(2026, 11, 22, tzinfo=UTC))
    assert columns.certain is False
    preview = calls.preview(workbook, sheet, columns, Terms("Europe/Lisbon"))
    assert preview.notes == [
        "The dates can be read in two ways. They were read with the day first; say so if that is wrong.",
        "Every call counts as this contact's, because no name or number was given.",
    ]
    other = mapped(sheet, columns, {"order": "mdy"})
    assert (other.order, other.certain) == ("mdy", True)
    assert calls.preview(workbook, sheet, other, LISBON).skipped[0].why == "a call with somebody else"


def test_the_person_maps_columns_by_name(workbook: Workbook, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "begun,peer,took\n17/11/2026 02:07,ines,3\n")
    with pytest.raises(WorkbookError, match="No column holds date and time") as caught:
        calls.preview(workbook, sheet, Columns(), LISBON)
    assert caught.value.remedy == "Name one. The columns are: begun, peer, took."
    columns = mapped(sheet, guess(sheet), {"when": "begun", "who": "peer", "duration": "took", "unit": "minutes"})
    (call,) = calls.preview(workbook, sheet, columns, Terms("Europe/Lisbon", ("Inês",))).found
    assert (call.when, call.minutes) == ("2026-11-17T02:07:00+00:00[Europe/Lisbon]", 3)
    with pytest.raises(WorkbookError, match="“when=start” fits no column"):
        mapped(sheet, columns, {"when": "start"})


def test_a_zone_that_is_none_is_refused(workbook: Workbook, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, LOG)
    with pytest.raises(WorkbookError, match="The time zone “Lisbon” is not known"):
        calls.preview(workbook, sheet, guess(sheet), Terms("Lisbon"))


def test_calls_that_the_learner_made_count_when_asked_for(workbook: Workbook, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, LOG)
    terms = Terms("Europe/Lisbon", ("912345678",), outgoing=True)
    assert [call.what for call in calls.preview(workbook, sheet, guess(sheet), terms).found][-1] == "Call that I made."
