"""The trails of scenarios: what the learner chose and wrote, kept in the workbook's file and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundrules.errors import WorkbookError
from groundrules.workbook import moment

if TYPE_CHECKING:
    from groundrules.workbook.store import Store

Trail = dict[str, Any]


class Plays:
    """The trails of one workbook, one for each attempt at a scenario.

    Args:
        store: the workbook's file.
    """

    def __init__(self, store: Store) -> None:
        """Keep the file."""
        self._store = store

    def load(self, scenario: str) -> Trail | None:
        """Give the trail of the latest attempt, or None where there is none."""
        trails = self.all(scenario)
        return trails[-1] if trails else None

    def all(self, scenario: str) -> list[Trail]:
        """Give the trails of all attempts at a scenario, the first attempt first."""
        query = "SELECT trail FROM plays WHERE scenario = ? ORDER BY attempt"
        with self._store.reading() as connection:
            return [json.loads(line["trail"]) for line in connection.execute(query, (scenario,))]

    def scenarios(self) -> list[str]:
        """Give the ids of all scenarios that have a trail, in alphabetical order."""
        with self._store.reading() as connection:
            return [line[0] for line in connection.execute("SELECT DISTINCT scenario FROM plays ORDER BY scenario")]

    def store(self, trail: Trail) -> None:
        """Keep a trail in place of the one that this attempt had; storing it again changes nothing.

        Args:
            trail: with at least `scenario` (its id); `attempt` is 1 where it is missing.

        Raises:
            WorkbookError: the trail names no scenario, or cannot be kept as text.
        """
        scenario, attempt = trail.get("scenario"), trail.get("attempt", 1)
        if not isinstance(scenario, str) or not scenario or not isinstance(attempt, int):
            raise WorkbookError("The trail does not say which scenario or attempt it belongs to.")
        try:
            text = json.dumps(trail, ensure_ascii=False)
            text.encode()
        except (TypeError, ValueError) as error:  # half a character, or something that is no data
            raise WorkbookError("The trail holds something that cannot be kept as text.", where=scenario) from error
        with self._store.writing() as connection:
            connection.execute(
                "INSERT INTO plays (scenario, attempt, trail, updated) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (scenario, attempt) DO UPDATE SET trail = excluded.trail, updated = excluded.updated",
                (scenario, attempt, text, moment.now()),
            )
