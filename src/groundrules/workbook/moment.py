"""A moment as the workbook holds it: the clock on the wall, its distance from UTC, and the zone's name.

One text carries all three, as RFC 9557 writes it: ``2026-11-17T02:07:00+01:00[Europe/Paris]``. The wall clock
decides whether a call came after 22:00, the instant orders calls from several zones.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1970, 2100
YEARS = f"Choose a year between {FIRST_YEAR} and {LAST_YEAR}."

_OFFSET = re.compile(r"[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?")


def stored(value: object, zone: str | None = None) -> str:
    """Give a moment as it is stored.

    Args:
        value: a text as above (the zone may be left out) or a datetime with a time zone.
        zone: on whose clock to show it, as `zone_of` gives it; by default the value's own.

    Raises:
        ValueError: with two arguments, what is wrong and the remedy.
    """
    if isinstance(value, datetime):
        when, name = value, getattr(value.tzinfo, "key", None)
    else:
        when, name = _parsed(str(value))
    if when.tzinfo is None or when.utcoffset() is None:
        raise ValueError(f"“{value}” has no time zone.", "Add one: 2026-11-22T22:30+01:00.")
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise ValueError(f"The year {when.year} is out of range.", YEARS)
    name = zone or name
    if name is not None:
        when = when.astimezone(_zone(name))
    text = when.replace(microsecond=0).isoformat()
    return text if name is None or _OFFSET.fullmatch(name) else f"{text}[{name}]"


def on_wall(wall: datetime, zone: str) -> str:
    """Give the moment at which a clock in a zone shows a time, as it is stored.

    Args:
        wall: without a zone.
        zone: as `zone_of` gives it.
    """
    return stored(wall.replace(tzinfo=_zone(zone)), zone)


def parsed(text: str) -> datetime:
    """Give a stored moment as a datetime in its own zone."""
    when, name = _parsed(text)
    return when if name is None else when.astimezone(_zone(name))


def zone_of(text: str) -> str:
    """Give the name of a stored moment's zone; where it has none, its distance from UTC (`+01:00`)."""
    _, name = _parsed(text)
    return name or text[19:].replace("Z", "+00:00")


def now() -> str:
    """Give the present moment in UTC, as rows carry it in `created` and `updated`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def here() -> str:
    """Give the name of this machine's time zone; where the system does not tell, its present distance from UTC."""
    named = os.environ.get("TZ", "").removeprefix(":")
    link = Path("/etc/localtime")
    found = str(link.resolve()).rpartition("/zoneinfo/")[2] if link.is_symlink() else ""
    for name in (named, found):
        try:
            return ZoneInfo(name).key
        except (KeyError, OSError, ValueError):
            continue
    return datetime.now(UTC).astimezone().isoformat()[-6:]


def _parsed(text: str) -> tuple[datetime, str | None]:
    iso, _, zone = text.removesuffix("]").partition("[")
    try:
        return datetime.fromisoformat(iso), zone or None
    except ValueError as wrong:
        raise ValueError(f"“{text[:60]}” is not a date with a time.", "Write it as 2026-11-22T22:30+01:00.") from wrong


def _zone(name: str) -> tzinfo:
    try:
        if _OFFSET.fullmatch(name):
            return datetime.fromisoformat(f"2026-01-01T00:00{name}").tzinfo or UTC
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as wrong:  # unknown, a folder of zones, or not a name at all
        raise ValueError(f"The time zone “{name}” is not known.", "Use a name like Europe/Paris.") from wrong
