from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from groundrules.workbook.evidence.clock import Reading, date_of, moment_of, order_of, seconds_of, time_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("texts", "reading"),
    [
        (["05/11/2026", "17/11/2026"], Reading("dmy", certain=True)),
        (["05/11/2026", "11/17/2026"], Reading("mdy", certain=True)),
        (["2026-11-05"], Reading("ymd", certain=True)),
        (["05.12.2026", "05.11.2026"], Reading("mdy", certain=True)),  # 5 December is still to come
        (["05/11/2026", "06/11/2026"], Reading("dmy", certain=False)),
        (["05/11/2026 2:07 AM"], Reading("mdy", certain=False)),
        (["5 November 2026", "nonsense"], Reading("dmy", certain=True)),
        ([], Reading("dmy", certain=True)),
    ],
)
def test_the_order_of_day_and_month_follows_from_the_dates_themselves(texts: list[str], reading: Reading) -> None:
    assert order_of(texts, TODAY) == reading


@pytest.mark.parametrize(
    "text",
    [
        "17/11/2026 02:07",
        "17.11.26 2:07",
        "17-11-2026 02h07",
        "2026-11-17T02:07:00",
        "Tue, 17 Nov 2026 2:07 AM",
        "17 novembre 2026 à 02:07",
        "17. November 2026, 2.07",
        "martes, 17 de noviembre de 2026 02:07",
        "17 novembro 2026 02:07",
        "November 17, 2026 2:07 a.m.",
        "Nov 17th, 2026 02:07",
        "17\u202f11\u202f2026 02:07".replace("\u202f", "/", 2).replace("\u202f", " "),
    ],
)
def test_a_date_with_a_time_is_read_however_it_is_written(text: str) -> None:
    assert moment_of(text, None, "dmy") == datetime(2026, 11, 17, 2, 7)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "clock", "order", "moment"),
    [
        ("11/05/2026", "11:07 PM", "mdy", datetime(2026, 11, 5, 23, 7)),  # noqa: DTZ001
        ("05/11/2026", time(23, 7, 9), "dmy", datetime(2026, 11, 5, 23, 7, 9)),  # noqa: DTZ001
        (datetime(2026, 11, 5), 0.5, "dmy", datetime(2026, 11, 5, 12)),  # noqa: DTZ001
        (46331.0, "12 am", "dmy", datetime(2026, 11, 5, 0)),  # noqa: DTZ001
        (46331.75, None, "dmy", datetime(2026, 11, 5, 18)),  # noqa: DTZ001
        ("2026-11-17T02:07:00Z", None, "ymd", datetime(2026, 11, 17, 2, 7, tzinfo=UTC)),
        (
            "2026-11-17 02:07 -0330",
            None,
            "ymd",
            datetime(2026, 11, 17, 2, 7, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
        ),
        (datetime(2026, 11, 5, 3), None, "dmy", datetime(2026, 11, 5, 3)),  # noqa: DTZ001
        ("17/11/2026", None, "dmy", None),
        (46331, None, "dmy", None),
        ("02:07", None, "dmy", None),
        ("31/02/2026 10:00", None, "dmy", None),
        ("17/11/2026 25:00", None, "dmy", None),
        ("+351 912 345 678", None, "dmy", None),
        ("", "", "dmy", None),
    ],
)
def test_a_moment_needs_a_date_and_a_time(day: Any, clock: Any, order: Any, moment: datetime | None) -> None:
    assert moment_of(day, clock, order) == moment


@pytest.mark.parametrize(
    ("value", "unit", "seconds"),
    [
        ("00:12:35", 1, 755),
        ("12:35", 1, 755),
        ("755", 1, 755),
        ("12,5", 60, 750),
        ("12 min 35 s", 1, 755),
        ("1h 2m", 1, 3720),
        ("45 sec", 60, 45),
        (12, 60, 720),
        (0.5, 1, 43_200),
        (time(0, 12, 35), 1, 755),
        (timedelta(minutes=3), 1, 180),
        ("", 1, None),
        ("unknown", 1, None),
        (True, 1, None),
    ],
)
def test_a_duration_is_read_in_seconds(value: Any, unit: int, seconds: int | None) -> None:
    assert seconds_of(value, unit) == seconds


def test_a_date_or_a_time_alone_is_read_from_a_cell_with_both() -> None:
    assert date_of("17/11/2026 02:07", "dmy") == date(2026, 11, 17)
    assert time_of("17/11 at 02:07") == time(2, 7)
