"""The rehearsals: what was said in them and what came of it, kept in the workbook's file and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundrules.errors import WorkbookError
from groundrules.workbook import moment

if TYPE_CHECKING:
    from groundrules.workbook.store import Store

Record = dict[str, Any]


class Rehearsals:
    """The rehearsals of one workbook, numbered from 1.

    Args:
        store: the workbook's file.
    """

    def __init__(self, store: Store) -> None:
        """Keep the file."""
        self._store = store

    def all(self) -> list[Record]:
        """Give every rehearsal, the oldest first."""
        with self._store.reading() as connection:
            found = connection.execute("SELECT record FROM rehearsals ORDER BY number").fetchall()
        return [json.loads(line["record"]) for line in found]

    def load(self, number: int) -> Record:
        """Give one rehearsal.

        Raises:
            WorkbookError: there is none of that number.
        """
        with self._store.reading() as connection:
            found = connection.execute("SELECT record FROM rehearsals WHERE number = ?", (number,)).fetchone()
        if found is None:
            raise WorkbookError("There is no such rehearsal.", where=str(number), remedy="Load the page again.")
        return dict(json.loads(found["record"]))

    def store(self, record: Record) -> None:
        """Keep a rehearsal in place of what there was under its `number`.

        Raises:
            WorkbookError: it cannot be kept as text.
        """
        try:
            text = json.dumps(record, ensure_ascii=False)
            text.encode()
        except ValueError as error:  # half a character
            what = "The rehearsal holds something that cannot be kept as text."
            raise WorkbookError(what, where=str(record["number"]), remedy="Write the sentence again.") from error
        with self._store.writing() as connection:
            connection.execute(
                "INSERT INTO rehearsals (number, record, updated) VALUES (?, ?, ?)"
                " ON CONFLICT (number) DO UPDATE SET record = excluded.record, updated = excluded.updated",
                (int(record["number"]), text, moment.now()),
            )
