"""The meeting pack: every document for one talk, written into a folder of its own."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules import coach
from groundrules.catalogue import ENGLISH
from groundrules.errors import FolderError
from groundrules.workbook.dossier import Dossier, gather
from groundrules.workbook.pack import pdf, word
from groundrules.workbook.pack.annex import annex
from groundrules.workbook.pack.brief import brief
from groundrules.workbook.pack.invitation import invitation
from groundrules.workbook.pack.mail import confirmation
from groundrules.workbook.table import DOCUMENTS

if TYPE_CHECKING:
    from datetime import date

    from groundrules.catalogue import Catalogue
    from groundrules.workbook.book import Workbook

_LONGEST_NAME = 40
_SHORT = "short"  # the coach's check of the speaking time


@dataclass(frozen=True, slots=True)
class Pack:
    """What was written.

    Attributes:
        folder: where it lies.
        files: the documents, the brief first.
        lacking: what the workbook does not hold yet, in sentences.
        advice: what the coach would mend in the statement and the gap, in sentences.
    """

    folder: Path
    files: list[Path]
    lacking: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)


def pack(workbook: Workbook, contact: str, parent: Path, today: date, words: Catalogue = ENGLISH) -> Pack:
    """Write the documents for the talk with a contact.

    An earlier pack is never overwritten: the person may have changed its documents by hand.

    Args:
        workbook: the workbook.
        contact: the contact's id.
        parent: where the pack's folder is made; it is made itself when missing.
        today: for the folder's name.
        words: of the language in which the documents are written.

    Raises:
        WorkbookError: there is no such contact.
        FolderError: the folder cannot be written.
    """
    dossier = gather(workbook, contact)
    contents = documents(dossier, words)
    try:
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, prefix=".pack-", ignore_cleanup_errors=True) as half:
            for name, content in contents.items():
                (Path(half) / name).write_bytes(content)
            folder = _free(parent, f"{_plain_name(dossier.contact['name'])} {today.isoformat()}")
            folder.mkdir(mode=0o700)
            for name in contents:
                (Path(half) / name).replace(folder / name)
    except OSError as error:
        raise FolderError(
            f"The documents cannot be written ({(error.strerror or str(error)).lower()}).",
            where=str(parent),
            remedy="Choose another folder.",
        ) from error
    return Pack(folder, [folder / name for name in contents], lacking(dossier, words), advice(dossier, words))


def documents(dossier: Dossier, words: Catalogue = ENGLISH) -> dict[str, bytes]:
    """Give every document of a pack by its file name; those that have nothing to say are left out."""
    page = brief(dossier, words)
    result = {"brief.pdf": pdf.as_pdf(page), "brief.docx": word.as_docx(page, pdf.fitting_size(page))}
    facts = annex(dossier, words)
    if facts is not None:
        result |= {"facts.pdf": pdf.as_pdf(facts), "facts.docx": word.as_docx(facts, pdf.fitting_size(facts))}
    event = invitation(dossier, words)
    if event is not None:
        result["invitation.ics"] = event
    return result | {"confirmation.eml": confirmation(dossier, words)}


def lacking(dossier: Dossier, words: Catalogue = ENGLISH) -> list[str]:
    """Say what a good brief still needs."""
    say = words.within(DOCUMENTS)
    proposal, meeting = dossier.proposal, dossier.meeting
    points = sum(bool(text.strip()) for text in proposal["explanation"])
    asked = {question["kind"] for question in proposal["questions"] if question["text"].strip()}
    found = [
        (not proposal["proposal"].strip(), say("There is no proposal yet.")),
        (points != len(proposal["explanation"]), say("{points} of three points are written.").format(points=points)),
        (not proposal["script"].strip(), say("Your statement is not written yet.")),
        ("closed" not in asked, say("There is no closed question, to agree on a fact.")),
        ("open" not in asked, say("There is no open question, to hear what led here.")),
        (not proposal["red_line"].strip(), say("Your red line is not written yet.")),
        (not proposal["mine"].strip(), say("What you can concede is not written yet.")),
        (not dossier.diagnosis["situation"], say("The situation is not diagnosed yet.")),
        (not dossier.incidents, say("No incident is noted, so there is no evidence annex.")),
        (not meeting["when"], say("No meeting has a time, so there is no invitation.")),
        (
            not dossier.contact["email"].strip(),
            say("The contact has no e-mail address, so the confirmation has no recipient."),
        ),
    ]
    return [sentence for missing, sentence in found if missing]


def advice(dossier: Dossier, words: Catalogue = ENGLISH) -> list[str]:
    """Ask the coach about the statement and the gap; give what it would mend."""
    proposal = dossier.proposal
    say, told = words.within(DOCUMENTS), []
    if proposal["script"].strip():
        # The welcome is said just before, so what it does counts; the minute is the statement's alone.
        whole = coach.advise(f"{proposal['welcome']}\n\n{proposal['script']}", "opening").checks
        alone = coach.advise(proposal["script"], "opening").checks
        checks = [mine if mine.id == _SHORT else both for mine, both in zip(alone, whole, strict=True)]
        told += [say("Your statement: {advice}").format(advice=check.say) for check in checks if not check.ok]
    if proposal["gap"].strip():
        told += [
            say("The gap: {advice}").format(advice=check.say)
            for check in coach.advise(proposal["gap"], "gap").checks
            if not check.ok
        ]
    return told


def _plain_name(name: str) -> str:
    """Give a name that every file system takes: letters, digits and dashes, for a person to recognise."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", bare).strip("-")
    return words[:_LONGEST_NAME].strip("-") or "contact"


def _free(parent: Path, name: str) -> Path:
    """Give the first folder of that name that is not taken: `Ines 2026-11-22`, `Ines 2026-11-22 (2)`."""
    number, folder = 1, parent / name
    while folder.exists():
        number += 1
        folder = parent / f"{name} ({number})"
    return folder
