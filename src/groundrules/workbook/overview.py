"""One contact at a glance: framework, incidents, rung of the ladder, proposal, outcome, next follow-up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from groundrules.figures import long_date
from groundrules.workbook.dossier import gather, moment_words, speaking_time
from groundrules.workbook.evidence.wording import sentences
from groundrules.workbook.schema import TABLES

if TYPE_CHECKING:
    from groundrules.workbook.book import Workbook
    from groundrules.workbook.dossier import Dossier


def overview(workbook: Workbook, contact: str, today: date) -> dict[str, Any]:
    """Give what a contact's page shows, as JSON values.

    Args:
        workbook: the workbook.
        contact: the contact's id.
        today: by which a follow-up is late.

    Returns:
        `contact` (id, name, who) and `parts`: for each table that belongs to the contact `table`, `label`, `count` and
        `lines`, the sentences that sum it up; a line is `{"text", "late"}`.

    Raises:
        WorkbookError: there is no such contact.
    """
    dossier = gather(workbook, contact)
    person = dossier.contact
    counts = {name: _count(workbook, name, contact) for name in _SUMS}
    return {
        "contact": {
            "id": person["id"],
            "name": person["name"],
            "who": ", ".join(part for part in (person["role"], person["organisation"]) if part.strip()),
        },
        "parts": [
            {
                "table": name,
                "label": TABLES[name].label,
                "count": counts[name],
                "lines": lines(dossier, today) if counts[name] else [],
            }
            for name, lines in _SUMS.items()
        ],
    }


def _count(workbook: Workbook, table: str, contact: str) -> int:
    return sum(row["contact"] == contact for row in workbook.rows(table))


def _line(text: str, *, late: bool = False) -> dict[str, Any]:
    return {"text": text, "late": late}


def _agreements(dossier: Dossier, _today: date) -> list[dict[str, Any]]:
    lines = []
    for row in dossier.agreements:
        agreed = (
            f" (agreed on {long_date(date.fromisoformat(row['agreed_on']))})"
            if row["agreed_on"]
            else " (not agreed yet)"
        )
        lines.append(_line(row["rule"] + agreed))
    return lines


def _incidents(dossier: Dossier, _today: date) -> list[dict[str, Any]]:
    return [_line(sentence) for sentence in sentences(dossier.facts)]


def _diagnoses(dossier: Dossier, _today: date) -> list[dict[str, Any]]:
    labels = [dossier.label(dossier.diagnosis, "diagnoses", name) for name in ("situation", "rung")]
    return [_line(label) for label in labels if label]


def _proposals(dossier: Dossier, _today: date) -> list[dict[str, Any]]:
    row = dossier.proposal
    points = sum(bool(text.strip()) for text in row["explanation"])
    lines = [row["proposal"].strip(), f"{points} of three points, {len(row['questions'])} questions."]
    if row["script"].strip():
        lines.append(f"The statement takes {speaking_time(row['script'])}.")
    return [_line(line) for line in lines if line]


def _meetings(dossier: Dossier, _today: date) -> list[dict[str, Any]]:
    how = dossier.label(dossier.meeting, "meetings", "medium")
    line = ", ".join(part for part in (moment_words(dossier.meeting["when"]), how) if part)
    return [_line(line)] if line else []


def _outcomes(dossier: Dossier, _today: date) -> list[dict[str, Any]]:
    row = dossier.outcome
    lines = [row["what"].strip()]
    if row["received"]:
        lines.append(f"Confirmed in writing on {long_date(date.fromisoformat(row['received']))}.")
    elif row["sent"]:
        lines.append(
            f"Your confirmation was sent on {long_date(date.fromisoformat(row['sent']))}; theirs has not come yet."
        )
    else:
        lines.append("Not confirmed in writing yet.")
    return [_line(line) for line in lines if line]


def _follow_ups(dossier: Dossier, today: date) -> list[dict[str, Any]]:
    lines = []
    for row in dossier.follow_ups:
        due = f" (due on {long_date(date.fromisoformat(row['due']))})" if row["due"] else ""
        lines.append(_line(row["what"] + due, late=bool(row["due"]) and date.fromisoformat(row["due"]) < today))
    return lines or [_line("All done.")]


def _reflections(_dossier: Dossier, _today: date) -> list[dict[str, Any]]:
    return []


_SUMS = {
    "agreements": _agreements,
    "incidents": _incidents,
    "diagnoses": _diagnoses,
    "proposals": _proposals,
    "meetings": _meetings,
    "outcomes": _outcomes,
    "follow_ups": _follow_ups,
    "reflections": _reflections,
}
