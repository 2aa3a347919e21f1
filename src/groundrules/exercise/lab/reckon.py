"""The key of a question about a lab's numbers, worked out for the records of one learner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules.exercise.lab.code import PRACTICE
from groundrules.exercise.lab.lab import of_code
from groundrules.exercise.lab.query import fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundrules.exercise.lab.deal import Row

FIELDS = "fields"
DECIMALS = 6


def reckoned(key: dict[str, Any], case: dict[str, Any], exercise: str, code: str) -> dict[str, Any]:
    """Work out the numbers of a key; a key without any is given back as it is.

    Args:
        key: what scores a question.
        case: the lab's content.
        exercise: its name.
        code: whose records they are, from the instructor's own files and never from what was handed in.

    Returns:
        The key, in which each field has its `value`, that of the `practice` records, and those of its `slips`.
    """
    return all_reckoned({"": key}, case, exercise, code)[""]


def all_reckoned(
    keys: Mapping[str, dict[str, Any]], case: dict[str, Any], exercise: str, code: str
) -> dict[str, dict[str, Any]]:
    """Work out the numbers of all keys of an exercise."""
    if not any(FIELDS in key for key in keys.values()):
        return dict(keys)
    own = of_code(case, exercise, code).tables
    practice = of_code(case, exercise).tables if code != PRACTICE else None
    return {
        name: {**key, FIELDS: {one: _field(field, own, practice) for one, field in key[FIELDS].items()}}
        if FIELDS in key
        else key
        for name, key in keys.items()
    }


def right(key: dict[str, Any]) -> dict[str, float]:
    """Give the right numbers of a key that was worked out, by field."""
    return {name: field["value"] for name, field in key[FIELDS].items()}


def _field(field: dict[str, Any], own: dict[str, list[Row]], practice: dict[str, list[Row]] | None) -> dict[str, Any]:
    slips = [{"value": _value(slip["fact"], own), "say": slip["say"]} for slip in field["slips"]]
    other = _value(field["fact"], practice) if practice else None
    return {"value": _value(field["fact"], own), "within": field["within"], "practice": other, "slips": slips}


def _value(wanted: dict[str, Any], tables: dict[str, list[Row]]) -> float:
    return round(fact(tables, wanted), DECIMALS)
