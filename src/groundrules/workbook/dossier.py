"""All that the workbook holds about one contact, gathered for documents and views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules.catalogue import ENGLISH
from groundrules.coach.slots import WORDS_A_MINUTE
from groundrules.figures import clock, full_date
from groundrules.workbook import moment
from groundrules.workbook.evidence.facts import Facts, facts
from groundrules.workbook.evidence.wording import number
from groundrules.workbook.schema import TABLES
from groundrules.workbook.table import CONTEXT, DOCUMENTS

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue
    from groundrules.workbook.book import Workbook
    from groundrules.workbook.rows import Row


@dataclass(frozen=True, slots=True)
class Dossier:
    """One contact, with the newest row of each table that has one.

    Attributes:
        contact: the row.
        agreements: all rules.
        incidents: all of them, the oldest first.
        diagnosis: the newest, or an empty row; so the next three.
        proposal: see above.
        meeting: the next one that is planned, else the newest.
        outcome: see above.
        follow_ups: those that are not done, the first due first.
    """

    contact: Row
    agreements: list[Row]
    incidents: list[Row]
    diagnosis: Row
    proposal: Row
    meeting: Row
    outcome: Row
    follow_ups: list[Row]

    @property
    def facts(self) -> Facts:
        """Work out the facts of the incidents."""
        return facts(self.incidents, self.agreements)

    def label(self, row: Row, table: str, column: str, words: Catalogue = ENGLISH) -> str:
        """Give the words of a choice; empty where nothing was chosen."""
        label = TABLES[table].column(column).choices.get(row.get(column, ""), "")
        return words.say(CONTEXT, label) if label else ""


def gather(workbook: Workbook, contact: str) -> Dossier:
    """Gather all about a contact.

    Args:
        workbook: the workbook.
        contact: the contact's id.

    Raises:
        WorkbookError: there is no such contact.
    """
    person = workbook.row("contacts", contact)
    rows = {name: [row for row in workbook.rows(name) if row.get("contact") == contact] for name in TABLES}

    def newest(table: str) -> Row:
        return rows[table][-1] if rows[table] else {column.name: column.empty() for column in TABLES[table].columns}

    planned = sorted((row for row in rows["meetings"] if row["when"] >= moment.now()[:10]), key=lambda row: row["when"])
    return Dossier(
        contact=person,
        agreements=rows["agreements"],
        incidents=sorted(rows["incidents"], key=lambda row: row["when"][:16]),
        diagnosis=newest("diagnoses"),
        proposal=newest("proposals"),
        meeting=planned[0] if planned else newest("meetings"),
        outcome=newest("outcomes"),
        follow_ups=sorted(
            (row for row in rows["follow_ups"] if not row["done"]), key=lambda row: row["due"] or "9999-12-31"
        ),
    )


def speaking_time(text: str, words: Catalogue = ENGLISH) -> str:
    """Say how long a text takes to speak: `about 40 seconds`."""
    say = words.within(DOCUMENTS)
    seconds = round(len(text.split()) * 60 / WORDS_A_MINUTE)
    if seconds < 60:  # noqa: PLR2004  seconds of a minute
        return say("about {seconds} seconds").format(seconds=max(5, round(seconds / 5) * 5))
    minutes, rest = divmod(round(seconds / 10) * 10, 60)
    if minutes == 1:
        form = say("about one minute and {seconds} seconds") if rest else say("about one minute")
    else:
        form = say("about {minutes} minutes and {seconds} seconds") if rest else say("about {minutes} minutes")
    return form.format(minutes=number(minutes, words), seconds=rest)


def moment_words(stored: str, words: Catalogue = ENGLISH) -> str:
    """Give a stored moment as `Tuesday, 17 November 2026, 14:00`; empty where there is none."""
    if not stored:
        return ""
    say, when = words.within(DOCUMENTS), moment.parsed(stored)
    return say("{day}, {time}").format(day=full_date(when, words), time=clock(when, words))


def questions_of(proposal: Row, kind: str) -> list[str]:
    """Give the questions of one kind; those without a kind count as open."""
    every: list[dict[str, Any]] = proposal["questions"]
    return [each["text"] for each in every if each["text"].strip() and (each["kind"] or "open") == kind]
