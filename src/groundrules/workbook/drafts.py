"""The free texts of the lessons: what a person drafts beside the coach, kept in the workbook's file alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.errors import WorkbookError
from groundrules.workbook import moment

if TYPE_CHECKING:
    from groundrules.workbook.store import Store

OTHERS = 5  # versions beside the newest that are shown; all are kept


@dataclass(frozen=True, slots=True)
class Draft:
    """One text.

    Attributes:
        text: its newest version.
        ticks: the numbers of the rubric's lines that are ticked.
        others: versions that were written elsewhere at the same time, the newest first.
    """

    text: str
    ticks: tuple[int, ...] = ()
    others: tuple[str, ...] = ()


class Drafts:
    """The drafts of one workbook, by name.

    Args:
        store: the workbook's file.
    """

    def __init__(self, store: Store) -> None:
        """Keep the file."""
        self._store = store

    def load(self, name: str) -> Draft | None:
        """Give a draft, or None where nothing was written under that name."""
        query = "SELECT text, ticks FROM drafts WHERE name = ? ORDER BY number DESC"
        with self._store.reading() as connection:
            lines = connection.execute(query, (name,)).fetchall()
        if not lines:
            return None
        texts = dict.fromkeys(line["text"] for line in lines if line["text"].strip())
        others = [text for text in texts if text != lines[0]["text"]]
        return Draft(lines[0]["text"], tuple(json.loads(lines[0]["ticks"])), tuple(others[:OTHERS]))

    def all(self) -> dict[str, list[str]]:
        """Give every version of every draft, the oldest first."""
        found: dict[str, list[str]] = {}
        with self._store.reading() as connection:
            for line in connection.execute("SELECT name, text FROM drafts ORDER BY name, number"):
                found.setdefault(line["name"], []).append(line["text"])
        return found

    def moments(self) -> dict[str, str]:
        """Give when each draft was last written."""
        with self._store.reading() as connection:
            lines = connection.execute("SELECT name, max(updated) AS last FROM drafts GROUP BY name").fetchall()
        return {line["name"]: line["last"] for line in lines}

    def keep(self, name: str, text: str, ticks: tuple[int, ...] = (), *, base: str | None = None) -> None:
        """Keep a text in place of the one that it grew out of.

        Args:
            name: of the draft.
            text: as it is now.
            ticks: the numbers of the rubric's lines that are ticked.
            base: the text as the writer last saw it kept; None where nothing was. Where another is kept by now, both
                stay.

        Raises:
            WorkbookError: the text cannot be kept, or the file cannot be written.
        """
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise WorkbookError("The text holds half a character, which cannot be kept.", where=name) from error
        values = (text, json.dumps(list(ticks)), moment.now())
        with self._store.writing() as connection:
            newest = connection.execute(
                "SELECT number, text FROM drafts WHERE name = ? ORDER BY number DESC LIMIT 1", (name,)
            ).fetchone()
            if newest is not None and newest["text"] in {base, text, ""}:
                query = "UPDATE drafts SET text = ?, ticks = ?, updated = ? WHERE number = ?"
                connection.execute(query, (*values, newest["number"]))
            else:
                query = "INSERT INTO drafts (text, ticks, updated, name) VALUES (?, ?, ?, ?)"
                connection.execute(query, (*values, name))
