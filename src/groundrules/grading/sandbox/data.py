"""Values as JSON and back: what a learner's variables hold, carried to the tests as plain data and never as objects."""

from __future__ import annotations

import base64
import datetime as dt
import sys
from collections import namedtuple
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

DEEPEST = 40
MOST = 2_000_000
LONGEST_NUMBER = 4_000
TABLE_DTYPES = ("int", "uint", "float", "bool")

Keep = Callable[[object], dict[str, Any]]


class CarryError(Exception):
    """A value that cannot be carried."""


def encode(value: object, keep: Keep, depth: int = 0) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912  one line a kind
    """Give a value as JSON data.

    A kind of value that derives from a plain one becomes the plain one.

    Args:
        value: any value.
        keep: takes what is not data, such as a function, and gives what stands for it.
        depth: how deep it lies in another value.

    Raises:
        CarryError: it is too deep or too large.
    """
    if depth > DEEPEST:
        raise CarryError("it is nested too deep")

    def inner(part: object) -> Any:  # noqa: ANN401
        return encode(part, keep, depth + 1)

    if value is None or isinstance(value, bool):
        return value
    # Before the plain kinds, because numpy's floats and texts are also Python's.
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.generic):
        return {"scalar": value.dtype.str, "value": value.item() if value.dtype.kind in "iufb" else inner(value.item())}
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, str):
        return {"text": str.__str__(value)} if len(value) > MOST else str.__str__(value)
    if isinstance(value, list):
        return [inner(part) for part in list.__iter__(value)]
    if isinstance(value, dict):
        return {"dict": [[inner(name), inner(part)] for name, part in dict.items(value)]}
    if isinstance(value, tuple):
        fields = getattr(type(value), "_fields", None)
        parts = [inner(part) for part in tuple.__iter__(value)]
        return {"named": type(value).__name__, "fields": list(fields), "parts": parts} if fields else {"tuple": parts}
    if isinstance(value, set):
        return {"set": [inner(part) for part in set.__iter__(value)]}
    if isinstance(value, frozenset):
        return {"frozenset": [inner(part) for part in frozenset.__iter__(value)]}
    for kind, write in _PLAIN.items():
        if type(value) is kind:
            return {kind.__name__: write(value)}
    table = _table(value, inner)
    return table if table is not None else keep(value)


def decode(data: Any, made: Callable[[dict[str, Any]], object]) -> Any:  # noqa: ANN401  any value
    """Give the value of JSON data that another process sent; nothing but plain data and what `made` gives comes out.

    Args:
        data: what `encode` gave, or anything else.
        made: gives what stands for a function or an object.

    Raises:
        CarryError: it is not what `encode` gives.
    """
    if data is None or isinstance(data, bool | int | float | str):
        return data
    if isinstance(data, list):
        return [decode(part, made) for part in data]
    if not isinstance(data, dict) or not data:
        raise CarryError("it is no value")
    kind = next(iter(data))
    if kind not in _READ:
        raise CarryError(f"“{str(kind)[:40]}” is no kind of value")
    try:
        return _READ[kind](data, made)
    except CarryError:
        raise
    except Exception as error:  # whatever is wrong with it, it is the sender's
        raise CarryError(f"{type(error).__name__}: {error}") from error


def _whole(value: int) -> Any:  # noqa: ANN401
    number = int.__int__(value)
    if number.bit_length() > LONGEST_NUMBER * 3:
        raise CarryError("the number is too long")
    return number


_PLAIN: dict[type, Callable[[Any], Any]] = {
    bytes: lambda value: base64.b64encode(value).decode(),
    complex: lambda value: [value.real, value.imag],
    Decimal: str,
    Fraction: str,
    dt.datetime: lambda value: value.isoformat(),
    dt.date: lambda value: value.isoformat(),
    dt.time: lambda value: value.isoformat(),
    dt.timedelta: lambda value: [value.days, value.seconds, value.microseconds],
    range: lambda value: [value.start, value.stop, value.step],
}


def _table(value: object, inner: Callable[[object], Any]) -> Any:  # noqa: ANN401, PLR0911
    """Give numpy's and pandas' values as JSON data; None for anything else. Neither is loaded for it."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and isinstance(value, numpy.ndarray):
        if value.dtype.kind not in "iufbUO":
            raise CarryError(f"an array of {value.dtype}")
        parts = value.ravel().tolist()
        return {"array": value.dtype.str, "shape": list(value.shape), "parts": [inner(part) for part in parts]}
    if pandas is None:
        return None
    if isinstance(value, pandas.Timestamp | pandas.Timedelta) or value is pandas.NaT:
        return {type(value).__name__: str(value)}
    if value is pandas.NA:
        return {"NA": 0}
    if isinstance(value, pandas.Series):
        return {"series": _column(value, inner), "index": _index(value.index, inner), "name": inner(value.name)}
    if isinstance(value, pandas.DataFrame):
        columns = [_column(value.iloc[:, place], inner) for place in range(value.shape[1])]
        return {"frame": columns, "index": _index(value.index, inner), "columns": _index(value.columns, inner)}
    if isinstance(value, pandas.Index):
        return {"labels": _index(value, inner)}
    return None


def _column(series: Any, inner: Callable[[object], Any]) -> dict[str, Any]:  # noqa: ANN401  pandas is not loaded here
    dtype = str(series.dtype)
    if dtype == "category":
        return {
            "dtype": dtype,
            "codes": series.cat.codes.tolist(),
            "categories": _index(series.cat.categories, inner),
            "ordered": bool(series.cat.ordered),
        }
    if dtype.startswith(("datetime64", "timedelta64")):
        return {"dtype": dtype, "values": [None if value is None else str(value) for value in _stamps(series)]}
    return {"dtype": dtype, "values": [inner(value) for value in series.tolist()]}


def _stamps(series: Any) -> list[Any]:  # noqa: ANN401
    return [None if missing else value for value, missing in zip(series.tolist(), series.isna().tolist(), strict=True)]


def _index(index: Any, inner: Callable[[object], Any]) -> dict[str, Any]:  # noqa: ANN401
    if type(index).__name__ == "MultiIndex":
        return {
            "tuples": [inner(tuple(part)) for part in index.tolist()],
            "names": [inner(name) for name in index.names],
        }
    if type(index).__name__ == "RangeIndex":
        return {"range": [index.start, index.stop, index.step], "name": inner(index.name)}
    return {**_column(index.to_series(), inner), "name": inner(index.name)}


Made = Callable[[dict[str, Any]], object]


def _read_named(data: dict[str, Any], made: Made) -> object:
    make: Callable[..., Any] = namedtuple  # noqa: PYI024  made from data
    return make(str(data["named"]), [str(one) for one in data["fields"]])(*decode(data["parts"], made))


def _read_scalar(data: dict[str, Any], made: Made) -> object:
    import numpy as np  # noqa: PLC0415  only where the exercise uses it

    return np.dtype(_known_dtype(data["scalar"])).type(decode(data["value"], made))


def _read_array(data: dict[str, Any], made: Made) -> object:
    import numpy as np  # noqa: PLC0415

    dtype, parts = np.dtype(_known_dtype(data["array"])), decode(data["parts"], made)
    flat = np.empty(len(parts), dtype=object)
    flat[:] = parts
    return flat.astype(dtype).reshape([int(side) for side in data["shape"]])


def _known_dtype(text: object) -> str:
    if not isinstance(text, str) or len(text) > 12 or text.lstrip("<>|=")[:1] not in set("iufbUOMm"):  # noqa: PLR2004
        raise CarryError("no kind of number")
    return text


def _read_series(data: dict[str, Any], made: Made) -> object:
    series = _values(data["series"], made)
    series.index, series.name = _labels(data["index"], made), decode(data["name"], made)
    return series


def _read_frame(data: dict[str, Any], made: Made) -> object:
    import pandas as pd  # noqa: PLC0415

    index = _labels(data["index"], made)
    frame = pd.DataFrame({place: _values(column, made) for place, column in enumerate(data["frame"])})
    if not data["frame"]:
        frame = pd.DataFrame(index=range(len(index)))
    frame.index, frame.columns = index, _labels(data["columns"], made)
    return frame


def _values(data: dict[str, Any], made: Made) -> Any:  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415

    dtype = str(data["dtype"])
    if dtype == "category":
        categories = _labels(data["categories"], made)
        codes = [int(code) for code in data["codes"]]
        return pd.Series(pd.Categorical.from_codes(codes, categories=categories, ordered=bool(data["ordered"])))
    values = decode(data["values"], made)
    if dtype.startswith(("datetime64", "timedelta64")):
        parsed: Any = pd.to_datetime(values) if dtype.startswith("datetime64") else pd.to_timedelta(values)
        series: Any = pd.Series(parsed)
        return series.astype(dtype)
    return pd.Series(values, dtype=dtype)


def _labels(data: dict[str, Any], made: Made) -> Any:  # noqa: ANN401
    import pandas as pd  # noqa: PLC0415

    if "tuples" in data:
        return pd.MultiIndex.from_tuples(decode(data["tuples"], made), names=decode(data["names"], made))
    if "range" in data:
        start, stop, step = (int(part) for part in data["range"])
        return pd.RangeIndex(start, stop, step, name=decode(data["name"], made))
    return pd.Index(_values(data, made), name=decode(data["name"], made))


def _pandas(name: str) -> Callable[[dict[str, Any], Made], object]:
    def read(data: dict[str, Any], _made: Made) -> object:
        import pandas as pd  # noqa: PLC0415

        return pd.NaT if str(data[name]) == "NaT" else getattr(pd, name)(str(data[name]))

    return read


def _read_missing(_data: dict[str, Any], _made: Made) -> object:
    import pandas as pd  # noqa: PLC0415

    return pd.NA


_READ: dict[str, Callable[[dict[str, Any], Made], Any]] = {
    "dict": lambda data, made: {decode(name, made): decode(part, made) for name, part in data["dict"]},
    "tuple": lambda data, made: tuple(decode(data["tuple"], made)),
    "named": _read_named,
    "set": lambda data, made: set(decode(data["set"], made)),
    "frozenset": lambda data, made: frozenset(decode(data["frozenset"], made)),
    "text": lambda data, _made: str(data["text"]),
    "bytes": lambda data, _made: base64.b64decode(data["bytes"]),
    "complex": lambda data, _made: complex(*data["complex"]),
    "Decimal": lambda data, _made: Decimal(data["Decimal"]),
    "Fraction": lambda data, _made: Fraction(data["Fraction"]),
    "datetime": lambda data, _made: dt.datetime.fromisoformat(data["datetime"]),
    "date": lambda data, _made: dt.date.fromisoformat(data["date"]),
    "time": lambda data, _made: dt.time.fromisoformat(data["time"]),
    "timedelta": lambda data, _made: dt.timedelta(*data["timedelta"]),
    "range": lambda data, _made: range(*data["range"]),
    "scalar": _read_scalar,
    "array": _read_array,
    "Timestamp": _pandas("Timestamp"),
    "Timedelta": _pandas("Timedelta"),
    "NaTType": _pandas("NaTType"),
    "NA": _read_missing,
    "series": _read_series,
    "frame": _read_frame,
    "labels": lambda data, made: _labels(data["labels"], made),
    "kept": lambda data, made: made(data),
}
