"""The evidence annex: the facts, the chart and every incident, fit to be handed over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from groundrules.workbook import moment
from groundrules.workbook.evidence.chart import charts
from groundrules.workbook.evidence.wording import long_date, sentences
from groundrules.workbook.pack.blocks import Block, Document, Heading, Points, Table, Text
from groundrules.workbook.schema import CHANNELS

if TYPE_CHECKING:
    from groundrules.workbook.dossier import Dossier
    from groundrules.workbook.rows import Row

MOST_ROWS = 300  # incidents that a table shows, the newest
_MOST_WORDS = 400  # characters of an incident's words


def annex(dossier: Dossier) -> Document | None:
    """Write the annex; None where no incident is noted."""
    noted = [row for row in dossier.incidents if row["when"]]
    if not noted:
        return None
    facts = dossier.facts
    first, last = facts.events[0].when, facts.events[-1].when
    span = long_date(first) if first.date() == last.date() else f"{long_date(first)} to {long_date(last)}"
    document = Document(title="What happened", subtitle=f"{dossier.contact['name']} · {span}", foot="Times are local.")
    document.blocks += [Points(tuple(sentences(facts)))]
    document.blocks += charts(facts)
    if dossier.agreements:
        document.blocks += [Heading("What we agreed"), _rules(dossier.agreements)]
    document.blocks += [Heading("Each time"), *_incidents(noted, dossier.agreements)]
    return document


def _rules(agreements: list[Row]) -> Table:
    rows = tuple(
        (
            str(number),
            rule["rule"][:_MOST_WORDS],
            long_date(date.fromisoformat(rule["agreed_on"])) if rule["agreed_on"] else "",
            rule["written"][:_MOST_WORDS],
        )
        for number, rule in enumerate(agreements, 1)
    )
    return Table(("", "Rule", "Agreed on", "Where it is written"), rows, (0.05, 0.47, 0.2, 0.28))


def _incidents(noted: list[Row], agreements: list[Row]) -> list[Block]:
    numbers = {rule["id"]: str(number) for number, rule in enumerate(agreements, 1)}
    shown = noted[-MOST_ROWS:]
    rows: list[tuple[str, ...]] = []
    for row in shown:
        when = moment.parsed(row["when"])
        minutes = "" if row["minutes"] is None else str(row["minutes"])
        day, clock = f"{when:%a} {when.day} {when:%b %Y}", f"{when:%H:%M}"
        how, rule = CHANNELS.get(row["channel"], ""), numbers.get(row["rule"], "")
        rows.append((day, clock, how, minutes, row["what"][:_MOST_WORDS], rule))
    header: tuple[str, ...] = ("Day", "Time", "How", "Minutes", "What happened", "Rule")
    widths: tuple[float, ...] = (0.19, 0.08, 0.16, 0.1, 0.39, 0.08)
    if not any(row[-1] for row in rows):
        header, widths, rows = header[:-1], (*widths[:-2], widths[-2] + widths[-1]), [row[:-1] for row in rows]
    blocks: list[Block] = [Table(header, tuple(rows), widths)]
    if len(noted) > len(shown):
        blocks.insert(0, Text(f"The newest {len(shown)} of {len(noted):,}.", soft=True))
    return blocks
