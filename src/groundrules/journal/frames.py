"""The journal as pandas DataFrames, for people who want to look at it themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from groundrules.journal.event import Event
from groundrules.journal.progress import fold, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from groundrules.course import Lesson
    from groundrules.journal.deck import Deck
    from groundrules.journal.progress import Progress


def events(found: Sequence[Event]) -> pd.DataFrame:
    """Give one row for each event, with the columns of `Event`; `time` is zoned, `score` a float."""
    import pandas as pd  # noqa: PLC0415  heavy: only where a table is asked for

    frame = pd.DataFrame(found, columns=list(Event._fields))
    frame["time"] = pd.to_datetime(frame["time"], utc=True, format="ISO8601")
    return frame.astype({"score": "float64", "attempt": "int64"})


def attempts(found: Sequence[Event]) -> pd.DataFrame:
    """Give one row for each finished scenario: when, which, the attempt, its ending, its score and its meters."""
    frame = events(found)
    frame = frame[(frame["kind"] == "scenario") & (frame["verb"] == "completed")].reset_index(drop=True)
    import pandas as pd  # noqa: PLC0415  as above

    meters = pd.DataFrame([json.loads(text) if text else {} for text in frame["meters"]], index=frame.index)
    kept = frame[["time", "item", "attempt", "ending", "ending_kind", "score"]].rename(columns={"item": "scenario"})
    return kept.join(meters)


def points(found: Sequence[Event]) -> pd.DataFrame:
    """Give one row for each teaching point: how often strong, partial and weak, and how it stands now."""
    import pandas as pd  # noqa: PLC0415  as above

    rows = [
        (name, point.strong, point.partial, point.weak, point.standing)
        for name, point in sorted(fold(found).points.items())
    ]
    return pd.DataFrame(rows, columns=["point", "strong", "partial", "weak", "standing"])


def lessons(found: Progress, course: Iterable[Lesson]) -> pd.DataFrame:
    """Give one row for each part of each lesson: whether it was begun and done, when, and the best score."""
    import pandas as pd  # noqa: PLC0415  as above

    rows = [
        (lesson.id, part.kind, part.id, bool(standing.started), standing.done or None, standing.score)
        for lesson in course
        for part in parts_of(lesson)
        for standing in [found.of(part.kind, part.id)]
    ]
    frame = pd.DataFrame(rows, columns=["lesson", "kind", "item", "begun", "done", "score"])
    frame["done"] = pd.to_datetime(frame["done"], utc=True, format="ISO8601")
    return frame.astype({"score": "float64", "begun": "bool"})


def cards(deck: Deck) -> pd.DataFrame:
    """Give one row for each card of the review: when it is due, and how well it is known."""
    import pandas as pd  # noqa: PLC0415  as above

    columns = ["due", "last", "stability", "difficulty", "seen", "missed"]
    rows = [(key, *(getattr(memory, name) for name in columns)) for key, memory in sorted(deck.cards.items())]
    frame = pd.DataFrame(rows, columns=["card", *columns])
    for name in ("due", "last"):
        frame[name] = pd.to_datetime(frame[name], utc=True, format="ISO8601")
    return frame


def levels(found: Sequence[Event]) -> pd.DataFrame:
    """Give one row for each self-assessment, its five levels as columns."""
    frame = events(found)
    frame = frame[frame["kind"] == "levels"].reset_index(drop=True)
    import pandas as pd  # noqa: PLC0415  as above

    given = pd.DataFrame([json.loads(text) if text else {} for text in frame["meters"]], index=frame.index)
    return frame[["time"]].join(given)
