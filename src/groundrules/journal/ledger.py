"""The progress of a journal, from where it was last summed up, so that a long journal opens as fast as a short one."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from groundrules.journal.event import Event
from groundrules.journal.progress import Attempt, Point, Progress, Standing, fold

if TYPE_CHECKING:
    from groundrules.journal.store import Journal

# Raised whenever the fold changes, so that nothing summed up by an older one is used.
FOLD = 1
NAME = "progress"
EVERY = 500


def progress(journal: Journal) -> Progress:
    """Give all that follows from a journal's statements.

    Only what came after the last summing-up is read; after every 500 statements it is summed up anew, in the
    journal's own file.

    Raises:
        JournalError: the journal cannot be read.
    """
    actor = journal.actor()
    seq, earlier = _summed_up(journal, actor)
    events, newest = journal.news(seq)
    found = fold(events, earlier)
    if newest - seq >= EVERY:
        journal.keep(NAME, json.dumps({"fold": FOLD, "actor": actor, "seq": newest, "found": _as_json(found)}))
    return found


def _summed_up(journal: Journal, actor: str) -> tuple[int, Progress | None]:
    kept = json.loads(journal.kept(NAME) or "{}")
    # Another process may have kept its sum just after the journal was erased: its local id is another one then.
    if kept.get("fold") != FOLD or kept.get("actor") != actor:
        return 0, None
    return kept["seq"], _from_json(kept["found"])


def _as_json(found: Progress) -> dict[str, Any]:
    return {
        "items": [[kind, item, asdict(standing)] for (kind, item), standing in found.items.items()],
        "points": {name: asdict(point) for name, point in found.points.items()},
        "last": found.last,
    }


def _from_json(kept: dict[str, Any]) -> Progress:
    items = {}
    for kind, item, standing in kept["items"]:
        attempts = [Attempt(**attempt) for attempt in standing.pop("attempts")]
        items[kind, item] = Standing(**standing, attempts=attempts)
    points = {name: Point(**point) for name, point in kept["points"].items()}
    return Progress(items, points, Event._make(kept["last"]) if kept["last"] else None)
