"""One contact at a glance: framework, incidents, rung of the ladder, proposal, outcome, next follow-up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from groundrules.catalogue import ENGLISH
from groundrules.figures import long_date
from groundrules.workbook.dossier import gather, moment_words, speaking_time
from groundrules.workbook.evidence.wording import sentences
from groundrules.workbook.schema import TABLES
from groundrules.workbook.table import CONTEXT, DOCUMENTS

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue
    from groundrules.workbook.book import Workbook
    from groundrules.workbook.dossier import Dossier


def overview(workbook: Workbook, contact: str, today: date, words: Catalogue = ENGLISH) -> dict[str, Any]:
    """Give what a contact's page shows, as JSON values.

    Args:
        workbook: the workbook.
        contact: the contact's id.
        today: by which a follow-up is late.
        words: of the language in which it is said; what the learner wrote stays as it is.

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
                "label": words.say(CONTEXT, TABLES[name].label),
                "count": counts[name],
                "lines": lines(dossier, today, words) if counts[name] else [],
            }
            for name, lines in _SUMS.items()
        ],
    }


def _count(workbook: Workbook, table: str, contact: str) -> int:
    return sum(row["contact"] == contact for row in workbook.rows(table))


def _line(text: str, *, late: bool = False) -> dict[str, Any]:
    return {"text": text, "late": late}


def _day(written: str, words: Catalogue) -> str:
    return long_date(date.fromisoformat(written), words) if written else ""


def _agreements(dossier: Dossier, _today: date, words: Catalogue) -> list[dict[str, Any]]:
    say, lines = words.within(DOCUMENTS), []
    for row in dossier.agreements:
        form = say("{rule} (agreed on {day})") if row["agreed_on"] else say("{rule} (not agreed yet)")
        lines.append(_line(form.format(rule=row["rule"], day=_day(row["agreed_on"], words))))
    return lines


def _incidents(dossier: Dossier, _today: date, words: Catalogue) -> list[dict[str, Any]]:
    return [_line(sentence) for sentence in sentences(dossier.facts, words)]


def _diagnoses(dossier: Dossier, _today: date, words: Catalogue) -> list[dict[str, Any]]:
    labels = [dossier.label(dossier.diagnosis, "diagnoses", name, words) for name in ("situation", "rung")]
    return [_line(label) for label in labels if label]


def _proposals(dossier: Dossier, _today: date, words: Catalogue) -> list[dict[str, Any]]:
    say, row = words.within(DOCUMENTS), dossier.proposal
    points = sum(bool(text.strip()) for text in row["explanation"])
    counted = say("{points} of three points, {questions} questions.")
    lines = [row["proposal"].strip(), counted.format(points=points, questions=len(row["questions"]))]
    if row["script"].strip():
        lines.append(say("The statement takes {time}.").format(time=speaking_time(row["script"], words)))
    return [_line(line) for line in lines if line]


def _meetings(dossier: Dossier, _today: date, words: Catalogue) -> list[dict[str, Any]]:
    how = dossier.label(dossier.meeting, "meetings", "medium", words)
    line = ", ".join(part for part in (moment_words(dossier.meeting["when"], words), how) if part)
    return [_line(line)] if line else []


def _outcomes(dossier: Dossier, _today: date, words: Catalogue) -> list[dict[str, Any]]:
    say, row = words.within(DOCUMENTS), dossier.outcome
    lines = [row["what"].strip()]
    if row["received"]:
        lines.append(say("Confirmed in writing on {day}.").format(day=_day(row["received"], words)))
    elif row["sent"]:
        sent = say("Your confirmation was sent on {day}; theirs has not come yet.")
        lines.append(sent.format(day=_day(row["sent"], words)))
    else:
        lines.append(say("Not confirmed in writing yet."))
    return [_line(line) for line in lines if line]


def _follow_ups(dossier: Dossier, today: date, words: Catalogue) -> list[dict[str, Any]]:
    say, lines = words.within(DOCUMENTS), []
    for row in dossier.follow_ups:
        due = say("{what} (due on {day})").format(what=row["what"], day=_day(row["due"], words))
        lines.append(
            _line(due if row["due"] else row["what"], late=bool(row["due"]) and date.fromisoformat(row["due"]) < today)
        )
    return lines or [_line(say("All done."))]


def _reflections(_dossier: Dossier, _today: date, _words: Catalogue) -> list[dict[str, Any]]:
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
