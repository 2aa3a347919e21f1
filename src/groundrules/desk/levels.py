"""Messages of the self-assessment: five statements about oneself, first at the start, then now and again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from groundrules.errors import AnswerError
from groundrules.journal import statement

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer
    from groundrules.journal.ledger import Summary

LEVELS = ("no", "early", "facts", "heard", "agreed")  # the ids of the five statements
AGAIN = timedelta(days=14)


def save(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Record a self-assessment."""
    levels = message["levels"]
    if not isinstance(levels, dict) or set(levels) != set(LEVELS) or not all(_is_level(one) for one in levels.values()):
        raise AnswerError("Not every statement has its number.", remedy="Choose one from 1 to 5 for each.")
    occasion = statement.Occasion(drawer.journal.actor(), drawer.now())
    drawer.journal.record(statement.assessed(occasion, levels))
    return {}


def shown(drawer: Drawer, found: Summary) -> dict[str, Any]:
    """Give the self-assessments so far, the last of each day, and whether it is time for another."""
    days = {one["time"][:10]: one for one in found.levels}
    last = found.levels[-1]["time"] if found.levels else ""
    # Only what was done in between can have changed anything.
    busy = found.progress.last is not None and found.progress.last.time > last
    due = not last or (busy and drawer.now() - datetime.fromisoformat(last) >= AGAIN)
    return {"given": list(days.values()), "due": due}


def _is_level(value: object) -> bool:
    return type(value) is int and 1 <= value <= 5  # noqa: PLR2004  the scale
