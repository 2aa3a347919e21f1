"""The talk that is being prepared: with whom, what is done of it, the next step; and what is to do after a talk."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from groundrules.workbook import moment

if TYPE_CHECKING:
    from groundrules.workbook import Workbook

Row = dict[str, Any]
Rows = dict[str, list[Row]]

TABLES = ("diagnoses", "proposals", "meetings", "outcomes", "reflections", "follow_ups", "agreements", "incidents")
# The steps of a talk in their order, each with the table in which it is taken.
STEPS = {
    "situation": "diagnoses",
    "proposal": "proposals",
    "explanation": "proposals",
    "questions": "proposals",
    "script": "proposals",
    "meeting": "meetings",
    "outcome": "outcomes",
    "sent": "outcomes",
    "received": "outcomes",
    "reflection": "reflections",
}
POINTS = 3  # an explanation has exactly three


def read(workbook: Workbook) -> Rows:
    """Read all that the home page needs of a workbook."""
    return {table: workbook.rows(table) for table in ("contacts", *TABLES)}


def preparing(rows: Rows, now: datetime) -> dict[str, Any] | None:
    """Say whose talk is being prepared and how far it is; None where there is no contact.

    It is the contact in whose part of the workbook something was written last; one whose talk is over and looked back
    at comes after all others.

    Args:
        rows: as `read` gives them.
        now: with a time zone.

    Returns:
        `contact` (id, name, who), `steps` (each `{"step", "table", "done"}`), `next` (the first step that is not done;
        `talk` where that is only to wait for the meeting; None where all is done), `points` (how many of three the
        explanation has) and `when` (the meeting, ISO 8601, or empty).
    """
    found = [(person, _of(rows, person["id"])) for person in rows["contacts"]]
    if not found:
        return None
    whole = [(not all(_done(own).values()), _touched(person, own), person, own) for person, own in found]
    _, _, person, own = max(whole, key=lambda one: (one[0], one[1]))
    done = _done(own)
    steps = [{"step": step, "table": table, "done": done[step]} for step, table in STEPS.items()]
    meeting = _newest(own, "meetings")
    when = moment.parsed(meeting["when"]) if meeting.get("when") else None
    following = next((step["step"] for step in steps if not step["done"]), None)
    if following == "outcome" and when is not None and when > now:
        following = "talk"
    return {
        "contact": {
            "id": person["id"],
            "name": person["name"],
            "who": ", ".join(part for part in (person["role"], person["organisation"]) if part.strip()),
        },
        "steps": steps,
        "next": following,
        "points": _points(_newest(own, "proposals")),
        "when": when.isoformat() if when else "",
    }


def after_meetings(rows: Rows, now: datetime) -> list[dict[str, Any]]:
    """Give what is to do after talks, what is late first: follow-ups, and reflections not yet written.

    Returns:
        Each `{"kind", "contact", "name", "what", "due", "late"}`; `kind` is follow-up or reflection.
    """
    names = {person["id"]: person["name"] for person in rows["contacts"]}
    today = now.astimezone().date()
    items = [_follow_up(row, names.get(row["contact"], ""), today) for row in rows["follow_ups"] if not row["done"]]
    for contact, name in names.items():
        own = _of(rows, contact)
        if _done(own)["outcome"] and not own["reflections"]:
            said = {"what": "", "due": "", "late": False}
            items.append({"kind": "reflection", "contact": contact, "name": name, **said})
    return sorted(items, key=lambda item: (not item["late"], item["due"] or "9999", item["name"]))


def _follow_up(row: Row, name: str, today: date) -> dict[str, Any]:
    late = bool(row["due"]) and date.fromisoformat(row["due"]) < today
    said = {"what": row["what"], "due": row["due"] or "", "late": late}
    return {"kind": "follow-up", "contact": row["contact"], "name": name, **said}


def _of(rows: Rows, contact: str) -> Rows:
    return {table: [row for row in rows[table] if row.get("contact") == contact] for table in TABLES}


def _newest(own: Rows, table: str) -> Row:
    return own[table][-1] if own[table] else {}


def _touched(person: Row, own: Rows) -> str:
    return max(str(row["updated"]) for row in (person, *(row for rows in own.values() for row in rows)))


def _points(proposal: Row) -> int:
    return sum(bool(text.strip()) for text in proposal.get("explanation") or ())


def _done(own: Rows) -> dict[str, bool]:
    """Say of each step whether it is done; a talk that was reported on needs no more preparing."""
    proposal, meeting, outcome = (_newest(own, table) for table in ("proposals", "meetings", "outcomes"))
    held = bool(outcome.get("agreed") or outcome.get("what", "").strip())
    prepared = {
        "situation": any(row["situation"] for row in own["diagnoses"]),
        "proposal": bool(proposal.get("proposal", "").strip()),
        "explanation": _points(proposal) == POINTS,
        "questions": any(each["text"].strip() for each in proposal.get("questions") or ()),
        "script": bool(proposal.get("script", "").strip()),
        "meeting": bool(meeting.get("when")),
    }
    return {
        **{step: done or held for step, done in prepared.items()},
        "outcome": held,
        "sent": bool(outcome.get("sent") or outcome.get("received")),
        "received": bool(outcome.get("received")),
        "reflection": bool(own["reflections"]),
    } | ({"sent": True, "received": True} if outcome.get("agreed") == "no" else {})
