"""The confirmation e-mail: what was agreed, and the request for theirs; it opens as a draft."""

from __future__ import annotations

from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from groundrules.catalogue import ENGLISH
from groundrules.figures import full_date
from groundrules.typography import glyphs
from groundrules.workbook import moment
from groundrules.workbook.table import DOCUMENTS

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue
    from groundrules.workbook.dossier import Dossier


def confirmation(dossier: Dossier, words: Catalogue = ENGLISH) -> bytes:
    """Give the e-mail as a file that mail programs open as a draft.

    Without an outcome it says what was proposed, with a line that asks to be changed.

    Args:
        dossier: what the workbook holds about the contact.
        words: of the language in which it is written; what the learner wrote stays as it is.
    """
    say, day = words.within(DOCUMENTS), _day(dossier, words)
    subject = say("What we agreed on {day}") if day else say("What we agreed")
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _line(subject.format(day=day))
    recipient = _address(dossier.contact["name"], dossier.contact["email"])
    if recipient:
        message["To"] = recipient
    message["X-Unsent"] = "1"  # by which Outlook knows a draft
    message.set_content(glyphs.visible(_words(dossier, words)), cte="quoted-printable")
    return message.as_bytes()


def _words(dossier: Dossier, words: Catalogue) -> str:
    say, day, name = words.within(DOCUMENTS), _day(dossier, words), dossier.contact["name"]
    outcome = dossier.outcome
    agreed = outcome["what"].strip()
    thanks = (
        say("Thank you for our talk on {day}. This is how I understand what we agreed:")
        if day
        else say("Thank you for our talk. This is how I understand what we agreed:")
    )
    to_change = say("[Change this to what you really agreed.]")
    lines = [
        say("Dear {name},").format(name=name) if name.strip() else say("Hello,"),
        "",
        thanks.format(day=day),
        "",
        agreed or f"{to_change}\n{dossier.proposal['proposal'].strip()}".strip(),
    ]
    if outcome["who"].strip() or outcome["by_when"]:
        who, due = outcome["who"].strip(), outcome["by_when"]
        by = say("by {day}").format(day=full_date(date.fromisoformat(due), words)) if due else ""
        parts = ", ".join(part for part in (who, by) if part)
        lines += ["", say("Who does what: {parts}.").format(parts=parts)]
    rules = [rule["rule"].strip() for rule in dossier.agreements if rule["agreed_on"] and rule["rule"].strip()]
    if rules:
        lines += ["", say("The rules that we both keep to:"), *(f"- {rule}" for rule in rules)]
    please = say(
        "Would you please answer with a short “yes, that is right”, or with what you would change? Then both of us have"
        " the same words to come back to."
    )
    lines += ["", please, "", say("With kind regards")]
    return "\n".join(lines) + "\n"


def _day(dossier: Dossier, words: Catalogue) -> str:
    when = dossier.meeting["when"]
    return full_date(moment.parsed(when), words) if when else ""


def _line(text: str) -> str:
    return " ".join(glyphs.visible(text).split())


def _address(name: str, mail: str) -> Address | None:
    """Give the address for the header; None where the mail address is none."""
    local, _, domain = mail.strip().rpartition("@")
    if not local or "." not in domain or any(char.isspace() or not char.isprintable() for char in mail.strip()):
        return None
    try:
        address = Address(display_name=_line(name), username=local, domain=domain)
        str(address).encode()
    except (ValueError, IndexError, AttributeError):  # what the standard library raises for what is no address
        return None
    return address
