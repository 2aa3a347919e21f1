"""The evidence annex: the facts, the chart and every incident, fit to be handed over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from groundrules.catalogue import ENGLISH
from groundrules.figures import clock, grouped, listed_date, long_date
from groundrules.workbook import moment
from groundrules.workbook.evidence.chart import charts
from groundrules.workbook.evidence.wording import sentences
from groundrules.workbook.pack.blocks import Block, Document, Heading, Points, Table, Text
from groundrules.workbook.schema import CHANNELS
from groundrules.workbook.table import CONTEXT, DOCUMENTS

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue
    from groundrules.workbook.dossier import Dossier
    from groundrules.workbook.rows import Row

MOST_ROWS = 300  # incidents that a table shows, the newest
_MOST_WORDS = 400  # characters of an incident's words


def annex(dossier: Dossier, words: Catalogue = ENGLISH) -> Document | None:
    """Write the annex in a language, around what the learner wrote; None where no incident is noted."""
    noted = [row for row in dossier.incidents if row["when"]]
    if not noted:
        return None
    say, facts = words.within(DOCUMENTS), dossier.facts
    first, last = facts.events[0].when, facts.events[-1].when
    span = long_date(first, words)
    if first.date() != last.date():
        span = say("{first} to {last}").format(first=span, last=long_date(last, words))
    document = Document(
        title=say("What happened"),
        subtitle=f"{dossier.contact['name']} · {span}",
        foot=say("Times are local."),
        language=words.language,
    )
    document.blocks += [Points(tuple(sentences(facts, words)))]
    document.blocks += charts(facts, words)
    if dossier.agreements:
        document.blocks += [Heading(say("What we agreed")), _rules(dossier.agreements, words)]
    document.blocks += [Heading(say("Each time")), *_incidents(noted, dossier.agreements, words)]
    return document


def _rules(agreements: list[Row], words: Catalogue) -> Table:
    rows = tuple(
        (
            str(number),
            rule["rule"][:_MOST_WORDS],
            long_date(date.fromisoformat(rule["agreed_on"]), words) if rule["agreed_on"] else "",
            rule["written"][:_MOST_WORDS],
        )
        for number, rule in enumerate(agreements, 1)
    )
    say = words.within(DOCUMENTS)
    return Table(("", say("Rule"), say("Agreed on"), say("Where it is written")), rows, (0.05, 0.47, 0.2, 0.28))


def _incidents(noted: list[Row], agreements: list[Row], words: Catalogue) -> list[Block]:
    say = words.within(DOCUMENTS)
    numbers = {rule["id"]: str(number) for number, rule in enumerate(agreements, 1)}
    shown = noted[-MOST_ROWS:]
    rows: list[tuple[str, ...]] = []
    for row in shown:
        when = moment.parsed(row["when"])
        minutes = "" if row["minutes"] is None else str(row["minutes"])
        how, rule = CHANNELS.get(row["channel"], ""), numbers.get(row["rule"], "")
        how = words.say(CONTEXT, how) if how else ""
        rows.append((listed_date(when, words), clock(when, words), how, minutes, row["what"][:_MOST_WORDS], rule))
    header: tuple[str, ...] = (
        say("Day"),
        say("Time"),
        say("How"),
        say("Minutes"),
        say("What happened"),
        say("Rule"),
    )
    widths: tuple[float, ...] = (0.19, 0.08, 0.16, 0.1, 0.39, 0.08)
    if not any(row[-1] for row in rows):
        header, widths, rows = header[:-1], (*widths[:-2], widths[-2] + widths[-1]), [row[:-1] for row in rows]
    blocks: list[Block] = [Table(header, tuple(rows), widths)]
    if len(noted) > len(shown):
        newest = say("The newest {shown} of {all}.").format(shown=len(shown), all=grouped(len(noted), words))
        blocks.insert(0, Text(newest, soft=True))
    return blocks
