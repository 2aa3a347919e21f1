from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from groundrules.workbook import moment


@pytest.mark.parametrize(
    ("given", "zone", "stored"),
    [
        ("2026-11-17T02:07:30.9+01:00", None, "2026-11-17T02:07:30+01:00"),
        ("2026-11-17T01:07Z[Europe/Paris]", None, "2026-11-17T02:07:00+01:00[Europe/Paris]"),
        ("2026-11-17T02:07+01:00[Europe/Paris]", "Asia/Tokyo", "2026-11-17T10:07:00+09:00[Asia/Tokyo]"),
        ("2026-11-17T02:07+01:00", "+05:30", "2026-11-17T06:37:00+05:30"),
        # 02:30 does not exist on the night when the clocks go forward: the instant counts.
        ("2026-03-29T02:30+01:00[Europe/Paris]", None, "2026-03-29T03:30:00+02:00[Europe/Paris]"),
        # 02:30 comes twice when they go back: the offset says which.
        ("2026-10-25T02:30+02:00[Europe/Paris]", None, "2026-10-25T02:30:00+02:00[Europe/Paris]"),
        ("2026-10-25T02:30+01:00[Europe/Paris]", None, "2026-10-25T02:30:00+01:00[Europe/Paris]"),
        (datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Rome")), None, "2026-07-01T12:00:00+02:00[Europe/Rome]"),
        (datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=-3))), None, "2026-07-01T12:00:00-03:00"),
    ],
)
def test_a_moment_keeps_its_wall_clock_its_offset_and_its_zone(
    given: str | datetime, zone: str | None, stored: str
) -> None:
    assert moment.stored(given, zone) == stored
    assert moment.stored(moment.parsed(stored)) == stored


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Europe/Nowhere", "+99:00", "[", ""])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match=r"time zone|not a date") as caught:
        moment.stored(f"2026-11-17T02:07+01:00[{zone}]" if zone else "2026-11-17T02:07")
    assert len(caught.value.args) == 2


def test_the_zone_of_a_moment_is_its_name_or_its_offset() -> None:
    assert moment.zone_of("2026-11-17T02:07:00+01:00[Europe/Paris]") == "Europe/Paris"
    assert moment.zone_of("2026-11-17T02:07:00-03:00") == "-03:00"


def test_now_is_in_utc_to_the_millisecond() -> None:
    text = moment.now()
    assert text.endswith("Z")
    assert len(text) == 24
    assert datetime.fromisoformat(text).tzinfo == UTC
