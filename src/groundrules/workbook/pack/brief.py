"""The one-page brief for the talk: what the learner carries into the room, for their eyes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.catalogue import ENGLISH
from groundrules.workbook.dossier import moment_words, questions_of, speaking_time
from groundrules.workbook.evidence.wording import sentences
from groundrules.workbook.pack.blocks import Block, Columns, Document, Heading, Points, Text
from groundrules.workbook.table import DOCUMENTS

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue
    from groundrules.workbook.dossier import Dossier

_MOST_FACTS = 3


def brief(dossier: Dossier, words: Catalogue = ENGLISH) -> Document:
    """Write the brief; what the workbook does not hold yet is left out.

    Args:
        dossier: what the workbook holds about the contact.
        words: of the language in which it is written; what the learner wrote stays as it is.
    """
    say = words.within(DOCUMENTS)
    contact, proposal, meeting = dossier.contact, dossier.proposal, dossier.meeting
    who = ", ".join(part for part in (contact["role"], contact["organisation"]) if part.strip())
    how = dossier.label(meeting, "meetings", "medium", words)
    where = " · ".join(part for part in (moment_words(meeting["when"], words), how, meeting["place"]) if part)
    document = Document(
        title=contact["name"] or say("Contact without a name"),
        subtitle="\n".join(part for part in (who, where) if part),
        foot=say("For you alone: it holds what you can concede, and your red line. Do not hand it over."),
        language=words.language,
        one_page=True,
    )
    add = document.blocks.extend
    add(_section(say("Purpose"), Text(proposal["purpose"])))
    add(_section(say("Welcome"), Text(proposal["welcome"])))
    if proposal["script"].strip():
        name = say("Your statement ({time})").format(time=speaking_time(proposal["script"], words))
        add(_section(name, Text(proposal["script"], boxed=True)))
    add(_section(say("The gap"), Text(proposal["gap"])))
    add(_section(say("The facts"), Points(tuple(sentences(dossier.facts, words)[:_MOST_FACTS]))))
    add(_section(say("Your proposal"), Text(proposal["proposal"])))
    add(_section(say("In three points"), Points(_filled(proposal["explanation"]), numbered=True)))
    closed, opened = questions_of(proposal, "closed"), questions_of(proposal, "open")
    add(_section(say("Ask for a yes or a no"), Points(tuple(closed))))
    add(_section(say("Ask, and listen"), Points(tuple(opened))))
    sides = (
        (say("You can concede"), proposal["mine"]),
        (say("They might concede"), proposal["theirs"]),
        (say("Your red line"), proposal["red_line"]),
    )
    if any(text.strip() for _, text in sides):
        document.blocks += [Heading(say("Give and take")), Columns(tuple(part for part in sides if part[1].strip()))]
    rung = dossier.label(dossier.diagnosis, "diagnoses", "rung", words)
    if rung:
        why = dossier.diagnosis["why"].strip()
        add(_section(say("Rung of the ladder"), Text(f"{rung}." + (f" {why}" if why else ""))))
    return document


def _section(name: str, block: Text | Points) -> list[Block]:
    empty = not block.text.strip() if isinstance(block, Text) else not block.texts
    return [] if empty else [Heading(name), block]


def _filled(texts: list[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text.strip())
