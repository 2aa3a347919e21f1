"""What follows from an outcome or a reflection by itself: a follow-up, kept in step until the person takes it over."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from groundrules.workbook.batch import Batch
    from groundrules.workbook.rows import Row
    from groundrules.workbook.table import Table

WAIT = timedelta(days=7)  # for a confirmation to come back
_FOLLOW_UPS = TABLES["follow_ups"]


def follow(batch: Batch, table: Table, before: Row | None, after: Row) -> None:
    """Make, change or finish the follow-up that belongs to a row which was just written.

    A reflection's next step becomes one; so does a confirmation that was sent and has not come back. What the person
    has changed or deleted stays as they left it.

    Args:
        batch: the action that wrote the row, so that both are taken back together.
        table: of the row.
        before: the row as it was; None where it is new.
        after: the row as it is.
    """
    if table.name == "reflections":
        wanted, was = _next_step(after), _next_step(before) if before else None
    elif table.name == "outcomes":
        wanted, was = _confirmation(batch, after), _confirmation(batch, before) if before else None
    else:
        return
    if wanted == was:
        return
    key = uuid.uuid5(uuid.UUID(hex=after["id"]), "follow-up").hex
    present = batch.find(_FOLLOW_UPS, key)
    if present is None:
        if wanted and not was:  # there was one before: the person has deleted it
            batch.put(_FOLLOW_UPS, key, 0, wanted)
        return
    untouched = was is not None and all(present[name] == value for name, value in was.items())
    if wanted and untouched:
        batch.put(_FOLLOW_UPS, key, present["revision"], wanted)
    elif not wanted and untouched:
        batch.remove(_FOLLOW_UPS, key)


def _next_step(row: Row) -> Row | None:
    if not row["next_step"].strip():
        return None
    return _row(contact=row["contact"], what=row["next_step"], due=row["next_due"])


def _confirmation(batch: Batch, row: Row) -> Row | None:
    if not row["sent"]:
        return None
    person = batch.find(TABLES["contacts"], row["contact"]) if row["contact"] else None
    name = person["name"].strip() if person else ""
    due = (date.fromisoformat(row["sent"]) + WAIT).isoformat()
    what = f"Ask {name} for their confirmation in writing" if name else "Ask for their confirmation in writing"
    return _row(contact=row["contact"], what=what, due=due, done=bool(row["received"]), outcome=row["id"])


def _row(**values: object) -> Row:
    return {column.name: values.get(column.name, column.empty()) for column in _FOLLOW_UPS.columns}
