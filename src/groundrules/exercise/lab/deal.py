"""Records dealt from a seed: the same ones wherever and whenever, on any version of Python."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Row = dict[str, Any]


class _Dice:
    """Throws that need nothing but `random()`, the one method whose results Python promises never to change."""

    def __init__(self, seed: int) -> None:
        self._next = random.Random(seed).random  # noqa: S311  records, not secrets

    def between(self, least: int, most: int) -> int:
        return least + int(self._next() * (most - least + 1))

    def one(self, values: list[Any]) -> Any:  # noqa: ANN401  what a table holds
        return values[int(self._next() * len(values))]


def deal(case: dict[str, Any], seed: int) -> dict[str, list[Row]]:
    """Deal the tables of a lab.

    Args:
        case: the lab's content, as JSON data.
        seed: what they are dealt from.

    Returns:
        The rows of each table, by its name, in the order of time. Each has `date`, `week`, `day` and the columns.
    """
    begins, dice = date.fromisoformat(case["begins"]), _Dice(seed)
    tables = {}
    for name, table in case["tables"].items():
        rows = [row for batch in table["batches"] for row in _rows(table, batch, begins, case["weeks"], dice)]
        tables[name] = sorted(rows, key=lambda row: (row["date"], row.get("time", "")))
    return tables


def _rows(table: dict[str, Any], batch: dict[str, Any], begins: date, weeks: int, dice: _Dice) -> Iterator[Row]:
    among = batch.get("weeks") or list(range(1, weeks + 1))
    if batch.get("per_week"):
        chosen = [week for week in among for _ in range(dice.between(*batch["per_week"]))]
    else:
        chosen = [dice.one(among) for _ in range(dice.between(*batch["total"]))]
    for week in chosen:
        day = DAYS.index(dice.one(batch["days"]))
        row: Row = {"date": (begins + timedelta(days=7 * week - 7 + day)).isoformat(), "week": week, "day": DAYS[day]}
        for column in table["columns"]:
            name = column["id"]
            if column["kind"] == "time":
                row[name] = _time(batch["time"], batch["every"], dice)
            else:
                row[name] = (
                    _number(batch["put"][name], dice) if column["kind"] == "number" else dice.one(batch["put"][name])
                )
        yield row


def _time(between: list[str], every: int, dice: _Dice) -> str:
    minutes = [int(time[:2]) * 60 + int(time[3:]) for time in between]
    at = minutes[0] + every * dice.between(0, (minutes[-1] - minutes[0]) // every)
    return f"{at // 60:02d}:{at % 60:02d}"


def _number(values: list[Any], dice: _Dice) -> Any:  # noqa: ANN401  a whole number or one with decimals
    if len(values) == 1:
        return values[0]
    least, most, step = values[0], values[1], values[2] if len(values) > 2 else 1  # noqa: PLR2004  from, to, step
    return least + step * dice.between(0, int((most - least) / step))
