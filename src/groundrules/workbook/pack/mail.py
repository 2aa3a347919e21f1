"""The confirmation e-mail: what was agreed, and the request for theirs; it opens as a draft."""

from __future__ import annotations

from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from groundrules.typography import glyphs
from groundrules.workbook import moment
from groundrules.workbook.dossier import day_words

if TYPE_CHECKING:
    from groundrules.workbook.dossier import Dossier

_PLEASE = (
    "Would you please answer with a short “yes, that is right”, or with what you would change? Then both of us have"
    " the same words to come back to."
)
_TO_CHANGE = "[Change this to what you really agreed.]"


def confirmation(dossier: Dossier) -> bytes:
    """Give the e-mail as a file that mail programs open as a draft.

    Without an outcome it says what was proposed, with a line that asks to be changed.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _line(f"What we agreed{_on(dossier)}")
    recipient = _address(dossier.contact["name"], dossier.contact["email"])
    if recipient:
        message["To"] = recipient
    message["X-Unsent"] = "1"  # by which Outlook knows a draft
    message.set_content(glyphs.visible(_words(dossier)), cte="quoted-printable")
    return message.as_bytes()


def _words(dossier: Dossier) -> str:
    outcome = dossier.outcome
    agreed = outcome["what"].strip()
    lines = [
        f"Dear {dossier.contact['name']}," if dossier.contact["name"].strip() else "Hello,",
        "",
        f"Thank you for our talk{_on(dossier)}. This is how I understand what we agreed:",
        "",
        agreed or f"{_TO_CHANGE}\n{dossier.proposal['proposal'].strip()}".strip(),
    ]
    if outcome["who"].strip() or outcome["by_when"]:
        who, due = outcome["who"].strip(), outcome["by_when"]
        by = f"by {day_words(date.fromisoformat(due))}" if due else ""
        lines += ["", "Who does what: " + ", ".join(part for part in (who, by) if part) + "."]
    rules = [rule["rule"].strip() for rule in dossier.agreements if rule["agreed_on"] and rule["rule"].strip()]
    if rules:
        lines += ["", "The rules that we both keep to:", *(f"- {rule}" for rule in rules)]
    lines += [
        "",
        _PLEASE,
        "",
        "With kind regards",
    ]
    return "\n".join(lines) + "\n"


def _on(dossier: Dossier) -> str:
    when = dossier.meeting["when"]
    return f" on {day_words(moment.parsed(when))}" if when else ""


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
