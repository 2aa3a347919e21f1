"""The workbook's tables as pandas DataFrames: read with proper types, written back row by row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from groundrules.errors import Fault, RowError
from groundrules.workbook import moment
from groundrules.workbook.table import META, Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from groundrules.workbook.book import Workbook
    from groundrules.workbook.rows import Row

_DTYPES = {"integer": "Int64", "boolean": "bool", "list": "object", "questions": "object"}
ZONE = "_zone"  # ends the name of the column that holds the zone of each moment


def frame(workbook: Workbook, table: Table) -> pd.DataFrame:
    """Give a table as a new DataFrame.

    Moments are in one time zone, the one that most rows have; a column beside, named with `_zone` at the end, holds
    the zone of each. Choices are categories, dates are timestamps at midnight, whole numbers may be missing.
    """
    rows = workbook.rows(table.name)
    data: dict[str, Any] = {
        "id": pd.Series([row["id"] for row in rows], dtype="str"),
        "revision": pd.Series([row["revision"] for row in rows], dtype="int64"),
    }
    for column in table.columns:
        values = [row[column.name] for row in rows]
        data[column.name] = _series(column, values)
        if column.kind == "datetime":
            zones = [moment.zone_of(value) if value else None for value in values]
            data[column.name + ZONE] = pd.Series(zones, dtype="category")
    for name in ("created", "updated"):
        data[name] = pd.to_datetime(pd.Series([row[name] for row in rows], dtype="str"), utc=True, format="ISO8601")
    return pd.DataFrame(data)


def upsert(workbook: Workbook, table: Table, changed: pd.DataFrame) -> None:
    """Write the rows of a DataFrame; see `Workbook.upsert`."""
    if isinstance(changed.columns, pd.MultiIndex) or not changed.columns.is_unique:
        raise RowError("The frame cannot be read.", [Fault(table.name, "Two of its columns have the same name.")])
    allowed = {*META, *(c.name for c in table.columns), *(c.name + ZONE for c in table.columns if c.kind == "datetime")}
    unknown = [str(name) for name in changed.columns if name not in allowed]
    if unknown:
        faults = [Fault(f"{table.name}.{name}", "There is no such column.") for name in unknown]
        raise RowError("The frame has columns that the table does not have.", faults, where=table.label)
    present = {row["id"]: row for row in workbook.rows(table.name)}
    rows = [_merged(table, record, present) for record in changed.to_dict("records")]
    ids = Counter(row["id"] for row in rows if row.get("id"))
    twice = [Fault(f"{table.name}.id", f"“{key}” stands in {count} rows.") for key, count in ids.items() if count > 1]
    if twice:
        raise RowError("Some rows are there twice.", twice, where=table.label)
    workbook.write(table.name, rows, strict=True)


def _series(column: Column, values: list[Any]) -> pd.Series[Any]:
    match column.kind:
        case "choice":
            return pd.Series([value or None for value in values], dtype=pd.CategoricalDtype(list(column.choices)))
        case "date":
            days = pd.Series([value or None for value in values], dtype="str")
            return pd.to_datetime(days, format="%Y-%m-%d").dt.as_unit("us")
        case "datetime":
            return _moments(values)
        case kind:
            return pd.Series(values, dtype=_DTYPES.get(kind, "str"))


def _moments(values: list[str]) -> pd.Series[Any]:
    when = [moment.parsed(value) if value else None for value in values]
    zones = Counter(getattr(each.tzinfo, "key", None) for each in when if each)
    zones.pop(None, None)
    home = zones.most_common(1)[0][0] if zones else "UTC"
    return pd.to_datetime(pd.Series(when, dtype="object"), utc=True).dt.as_unit("us").dt.tz_convert(home)


def _merged(table: Table, record: Mapping[Any, Any], present: Mapping[str, Row]) -> Row:
    """Give a whole row: what the frame says, over what is stored, over nothing."""
    key = None if _missing(record.get("id")) else str(record["id"])
    stored = present.get(key or "", {})
    revision = record.get("revision")
    row: Row = {"id": key, "revision": stored.get("revision", 0) if _missing(revision) else revision}
    for column in table.columns:
        if column.name in record:
            row[column.name] = _plain(column, record, stored.get(column.name, ""))
        else:
            row[column.name] = stored.get(column.name, column.empty())
    return row


def _plain(column: Column, record: Mapping[Any, Any], stored: Any) -> Any:  # noqa: ANN401  a cell holds anything
    value = record[column.name]
    if _missing(value):
        return column.empty()
    if isinstance(value, pd.Timestamp):
        when = value.to_pydatetime()
        if column.kind == "date":
            return when.date()
        return _in_zone(when, record.get(column.name + ZONE), stored) if column.kind == "datetime" else when
    return value.item() if hasattr(value, "item") else value


def _in_zone(when: datetime, zone: Any, stored: str) -> datetime | str:  # noqa: ANN401  a cell holds anything
    """Give a moment on its row's own clock: the frame shows them all on one."""
    if when.tzinfo is None:
        return when
    if not _missing(zone):
        return moment.stored(when, str(zone))
    return stored if stored and moment.parsed(stored) == when else when


def _missing(value: Any) -> bool:  # noqa: ANN401  a cell holds anything
    return value is None or (not isinstance(value, (list, tuple, dict)) and bool(pd.isna(value)))
