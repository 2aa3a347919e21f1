"""What follows from a journal, read on from where it was last summed up: a long one opens as fast as a short one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from groundrules.journal import deck
from groundrules.journal.deck import Deck, Memory
from groundrules.journal.event import Event
from groundrules.journal.progress import Attempt, Point, Progress, Standing, fold

if TYPE_CHECKING:
    from groundrules.journal.store import Journal

# Raised whenever a fold changes, so that nothing summed up by an older one is used.
FOLD = 3
NAME = "progress"
EVERY = 500


@dataclass(slots=True)
class Summary:
    """All that follows from a journal's statements.

    Attributes:
        progress: what is done, and how.
        deck: what is remembered, and what is due.
        levels: the self-assessments, oldest first: `{"time", "levels"}`.
    """

    progress: Progress = field(default_factory=Progress)
    deck: Deck = field(default_factory=Deck)
    levels: list[dict[str, Any]] = field(default_factory=list)


def progress(journal: Journal) -> Progress:
    """Give what is done; see `summary`."""
    return summary(journal).progress


def summary(journal: Journal) -> Summary:
    """Give all that follows from a journal's statements.

    Only what came after the last summing-up is read; after every 500 statements it is summed up anew, in the
    journal's own file.

    Raises:
        JournalError: the journal cannot be read.
    """
    actor = journal.actor()
    seq, found = _summed_up(journal, actor)
    events, newest = journal.news(seq)
    found.progress = fold(events, found.progress)
    found.deck = deck.fold(events, found.deck)
    found.levels += [
        {"time": event.time, "levels": json.loads(event.meters)}
        for event in events
        if event.kind == "levels" and event.meters
    ]
    if newest - seq >= EVERY:
        journal.keep(NAME, json.dumps({"fold": FOLD, "actor": actor, "seq": newest, "found": _as_json(found)}))
    return found


def _summed_up(journal: Journal, actor: str) -> tuple[int, Summary]:
    kept = json.loads(journal.kept(NAME) or "{}")
    # Another process may have kept its sum just after the journal was erased: its local id is another one then.
    if kept.get("fold") != FOLD or kept.get("actor") != actor:
        return 0, Summary()
    return kept["seq"], _from_json(kept["found"])


def _as_json(found: Summary) -> dict[str, Any]:
    done = found.progress
    return {
        "items": [[kind, item, asdict(standing)] for (kind, item), standing in done.items.items()],
        "points": {name: asdict(point) for name, point in done.points.items()},
        "last": done.last,
        "deck": asdict(found.deck),
        "levels": found.levels,
    }


def _from_json(kept: dict[str, Any]) -> Summary:
    items = {}
    for kind, item, standing in kept["items"]:
        attempts = [Attempt(**attempt) for attempt in standing.pop("attempts")]
        items[kind, item] = Standing(**standing, attempts=attempts)
    points = {name: Point(**point) for name, point in kept["points"].items()}
    cards = {key: Memory(**memory) for key, memory in kept["deck"].pop("cards").items()}
    return Summary(
        Progress(items, points, Event._make(kept["last"]) if kept["last"] else None),
        Deck(cards=cards, **kept["deck"]),
        kept["levels"],
    )
