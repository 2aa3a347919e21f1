"""A question to a table, as data: which rows, in which groups, and what of them. The form and the grader ask alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundrules.exercise.lab.deal import Row

# The same is written once more in static/labtable.js; a test in the browser holds the two to each other.


def chosen(rows: list[Row], query: dict[str, Any]) -> list[Row]:
    """Give the rows that a query is about.

    Args:
        rows: of the table.
        query: may have `hours` (`days`, `from`, `to`, and `keep`: inside or outside), `weeks` (first and last), and
            `where` (by column the values that count).
    """
    return [row for row in rows if _fits(row, query)]


def groups(rows: list[Row], query: dict[str, Any]) -> dict[Any, float]:
    """Give the measure of each group of a query's rows, in their order; without `group` all are one."""
    by = query.get("group") or ""
    parts: dict[Any, list[Row]] = {}
    for row in chosen(rows, query):
        parts.setdefault(row[by] if by else "", []).append(row)
    return {name: measure(part, query.get("measure", "count")) for name, part in parts.items()}


def measure(rows: list[Row], what: str) -> float:
    """Count rows, or give the sum or the mean of a column: `count`, `sum:minutes`, `mean:minutes`."""
    how, _, column = what.partition(":")
    if how == "count":
        return len(rows)
    total = sum(row[column] for row in rows)
    return total if how == "sum" else total / len(rows) if rows else 0


def fact(tables: dict[str, list[Row]], wanted: dict[str, Any] | float) -> float:
    """Work out a number that a lab is about.

    Args:
        tables: as dealt.
        wanted: a number, or a query (`of` names its table) with what is done to its result: `take` (total, or the
            `most` of the groups), then `times`, `over` and `less`, each a number or such a query.
    """
    if not isinstance(wanted, dict):
        return wanted
    rows = tables[wanted["of"]]
    if wanted.get("take") == "most":
        value = max(groups(rows, wanted).values(), default=0)
    else:
        value = measure(chosen(rows, wanted), wanted.get("measure", "count"))
    over = fact(tables, wanted.get("over", 1))
    return value * fact(tables, wanted.get("times", 1)) / (over or 1) - fact(tables, wanted.get("less", 0))


def _fits(row: Row, query: dict[str, Any]) -> bool:
    first, last = query.get("weeks") or (1, row["week"])
    if not first <= row["week"] <= last:
        return False
    hours = query.get("hours")
    if hours:
        inside = row["day"] in hours["days"] and hours["from"] <= row["time"] < hours["to"]
        if inside != (hours["keep"] == "inside"):
            return False
    return all(row[column] in values for column, values in (query.get("where") or {}).items())
