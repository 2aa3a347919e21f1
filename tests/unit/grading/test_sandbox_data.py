from __future__ import annotations

import datetime as dt
import json
from collections import Counter, OrderedDict, namedtuple
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from groundrules.grading.sandbox.data import CarryError, decode, encode

Point = namedtuple("Point", "x y")  # noqa: PYI024  as learners write it


def keep(value: object) -> dict[str, Any]:
    return {"kept": 0, "type": type(value).__name__}


def made(data: dict[str, Any]) -> object:
    return ("far", data["type"])


def carried(value: object) -> Any:
    return decode(json.loads(json.dumps(encode(value, keep))), made)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        7,
        -(10**30),
        0.1,
        float("inf"),
        "é 😀\n",
        [1, [2, "x"]],
        {"a": [1], 2: None, (1, 2): {"b": 0.5}},
        (1, ("x", None)),
        {1, 2},
        frozenset({"a"}),
        b"\x00\xff",
        1 + 2j,
        Decimal("1.10"),
        Fraction(1, 3),
        dt.datetime(2026, 5, 3, 21, 50),  # noqa: DTZ001  as learners have it
        dt.date(2026, 5, 3),
        dt.time(21, 50),
        dt.timedelta(days=1, microseconds=3),
        range(1, 9, 2),
        Point(1, 2),
        np.float64(0.5),
        np.int32(3),
        pd.Timestamp("2026-05-03 21:50"),
        pd.Timedelta("3h"),
    ],
)
def test_plain_values_arrive_as_they_were(value: object) -> None:
    there = carried(value)
    assert there == value
    assert type(there).__name__ == type(value).__name__


def test_what_is_not_a_number_and_what_is_missing_arrive() -> None:
    assert carried(float("nan")) != carried(float("nan"))
    assert carried(pd.NaT) is pd.NaT
    assert carried(pd.NA) is pd.NA


def test_kinds_that_derive_from_plain_ones_arrive_as_the_plain_ones() -> None:
    class Sly(int):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = int.__hash__

    class Colour(IntEnum):
        RED = 3

    class Text(str):
        __slots__ = ()

    for value, plain in (
        (Sly(4), 4),
        (Colour.RED, 3),
        (Counter("aab"), {"a": 2, "b": 1}),
        (OrderedDict(a=1), {"a": 1}),
        (Text("x"), "x"),
    ):
        there = carried(value)
        assert there == plain
        assert type(there) is type(plain)
    assert carried(Sly(4)) != 5


TABLES = {
    "numbers": pd.DataFrame({"a": [1, 2], "b": [0.5, float("nan")], "c": [True, False]}),
    "texts": pd.DataFrame({"t": ["x", None], "o": pd.Series([1, "a"], dtype=object)}, index=["p", "q"]),
    "dates": pd.DataFrame({"d": pd.Series([pd.Timestamp("2026-05-03"), pd.NaT]), "l": pd.to_timedelta(["3h", "26h"])}),
    "zones": pd.DataFrame({"z": pd.to_datetime(["2026-05-03 10:00"]).tz_localize("Europe/Prague")}),
    "categories": pd.DataFrame({"c": pd.Categorical(["lo", "hi", "lo"], categories=["lo", "hi"], ordered=True)}),
    "named": pd.DataFrame({"n": [1, 2]}, index=pd.Index([10, 20], name="day")),
    "grouped": pd.DataFrame({"n": [1, 2]}, index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", "y"])),
    "counts": pd.DataFrame({"i": pd.array([1, None], dtype="Int64")}),
    "no rows": pd.DataFrame({"a": pd.Series([], dtype="int64")}),
    "no columns": pd.DataFrame(index=["a", "b"]),
    "two of a name": pd.DataFrame([[1, 2]], columns=["a", "a"]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_arrives_with_its_types_and_labels(name: str) -> None:
    pd.testing.assert_frame_equal(carried(TABLES[name]), TABLES[name])


def test_a_column_its_labels_and_an_array_arrive() -> None:
    column = pd.Series([1.5, 2.5], index=["a", "b"], name="cost")
    pd.testing.assert_series_equal(carried(column), column)
    pd.testing.assert_index_equal(carried(column.index), column.index)
    array = np.arange(6, dtype=np.int16).reshape(2, 3)
    np.testing.assert_array_equal(carried(array), array)
    assert carried(array).dtype == array.dtype
    np.testing.assert_array_equal(carried(np.array(["x", "yy"])), np.array(["x", "yy"]))


def test_what_is_not_data_is_stood_for() -> None:
    assert carried(len) == ("far", "builtin_function_or_method")
    assert carried([object()]) == [("far", "object")]


def test_what_is_too_deep_or_too_long_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(60):
        deep = [deep]
    endless: list[Any] = []
    endless.append(endless)
    for value in (deep, endless, 10**20_000, np.array([1 + 2j]), np.zeros(1, dtype="V8")):
        with pytest.raises(CarryError):
            encode(value, keep)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"pickle": "gASVKAAA"},
        {"__reduce__": ["os.system", "ls"]},
        {"set": [[1]]},
        {"dict": [[{"dict": []}, 1]]},
        {"dict": 5},
        {"datetime": "yesterday"},
        {"scalar": "O8; import os", "value": 1},
        {"array": "<i8", "shape": [7], "parts": [1]},
        {"named": "x; import os", "fields": ["a"], "parts": [1]},
        {"named": "P", "fields": ["__class__"], "parts": [1]},
        {
            "frame": [{"dtype": "no such type", "values": [1]}],
            "index": {"range": [0, 1, 1], "name": None},
            "columns": {},
        },
        {"series": {"dtype": "int64", "values": ["x"]}, "index": {"range": [0, 1, 1], "name": None}, "name": None},
        {"kept": 0},
        object(),
    ],
)
def test_what_no_value_gives_is_refused(data: Any) -> None:
    with pytest.raises(CarryError):
        decode(data, made)
