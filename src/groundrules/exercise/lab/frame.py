"""A lab's records as a DataFrame, for those who count in code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.errors import AnswerError
from groundrules.exercise.lab.lab import open_lab

if TYPE_CHECKING:
    from pandas import DataFrame


def frame(table: str) -> DataFrame:
    """Give the records of the exercise in the current folder, dealt from the code that was entered there.

    Args:
        table: the name of the records.

    Raises:
        AnswerError: there are none, or pandas cannot run here.
    """
    lab = open_lab(Path.cwd())
    columns = ["date", "week", "day", *(column["id"] for column in lab.table(table)["columns"])]
    try:
        import pandas as pd  # noqa: PLC0415  heavy: the forms need none of it
    except ImportError as error:
        raise AnswerError(
            "Cells of code need pandas, which cannot run here.",
            where="this notebook",
            remedy="Use the forms: they count the same, and the numbers are all that is marked.",
        ) from error
    return pd.DataFrame(lab.tables[table], columns=columns)
