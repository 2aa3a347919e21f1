"""The fields of an exported table: one for each simple column, several for lists and questions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules.workbook.table import QUESTION_KINDS, Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundrules.workbook.rows import Row

_LEAST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: `explanation.2`, `questions.1`, `questions.1.kind`, or the column's own name.
        label: for people.
        column: the column that it is part of.
        index: of the item within a list or the questions; -1 for a simple column.
        kind: the field holds a question's kind.
    """

    name: str
    label: str
    column: Column
    index: int = -1
    kind: bool = False

    def value(self, row: Mapping[str, Any]) -> Any:  # noqa: ANN401  depends on the column
        """Give the field's value in a row."""
        whole = row[self.column.name]
        if self.index < 0:
            return whole
        if self.index >= len(whole):
            return ""
        item = whole[self.index]
        return item if self.column.kind == "list" else item["kind" if self.kind else "text"]


def fields(table: Table, rows: Sequence[Row] = ()) -> list[Field]:
    """List the fields of a table; as many for questions as a row has, at least three."""
    result = []
    for column in table.columns:
        if column.kind == "list":
            result += [
                Field(f"{column.name}.{number}", f"{column.label}: {number}", column, number - 1)
                for number in range(1, column.items + 1)
            ]
        elif column.kind == "questions":
            most = max([_LEAST_QUESTIONS, *(len(row[column.name]) for row in rows)])
            for number in range(1, most + 1):
                result += [
                    Field(f"{column.name}.{number}", f"Question {number}", column, number - 1),
                    Field(f"{column.name}.{number}.kind", f"Kind of question {number}", column, number - 1, kind=True),
                ]
        else:
            result.append(Field(column.name, column.label, column))
    return result


def gathered(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row's values from the values of its fields; columns of which no field is given are left out.

    Args:
        table: the table.
        values: by the fields' names; other names are ignored.
    """
    row: dict[str, Any] = {}
    for column in table.columns:
        parts = {
            int(found[1]): name
            for name in values
            if (found := re.fullmatch(rf"{re.escape(column.name)}\.(\d{{1,3}})", name))
        }
        if column.kind == "list" and parts:
            row[column.name] = [values.get(f"{column.name}.{number}", "") for number in range(1, column.items + 1)]
        elif column.kind == "questions" and parts:
            asked = [
                {"text": values.get(f"{column.name}.{n}", ""), "kind": _kind(values.get(f"{column.name}.{n}.kind", ""))}
                for n in range(1, max(parts) + 1)
            ]
            while asked and not asked[-1]["text"] and not asked[-1]["kind"]:
                asked.pop()
            row[column.name] = asked
        elif column.name in values:
            row[column.name] = values[column.name]
    return row


def _kind(value: str) -> str:
    labels = {label.casefold(): kind for kind, label in QUESTION_KINDS.items()}
    return labels.get(value.casefold(), value)
