"""Messages of the certificate: what is lacking for it, and the page itself."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from typing import TYPE_CHECKING, Any

from groundrules import catalogue
from groundrules.journal import certificate, ledger

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer


def open_certificate(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give what is still to be done, lesson by lesson; `offered` is false where the course gives no certificate."""
    del message
    missing = certificate.lacking(drawer.course, ledger.progress(drawer.journal))
    left = {
        lesson.id: Counter(one.kind for one in missing if one.lesson == lesson.id) for lesson in drawer.course.lessons
    }
    return {
        "offered": bool(drawer.course.certificate),
        "left": len(missing),
        "lessons": [
            {"id": one.id, "title": one.title, "notebook": one.notebook, "parts": dict(left[one.id])}
            for one in drawer.course.lessons
            if left[one.id]
        ],
        "rehearsal": any(one.kind == "rehearsal" for one in missing),
    }


def make(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give the certificate as PDF, in base64; only when nothing is lacking."""
    from groundrules.journal.certificate_page import certificate_page  # noqa: PLC0415  loads what makes a PDF

    found = ledger.progress(drawer.journal)
    today = drawer.now().astimezone().date()
    claim = certificate.claim(drawer.course, found, str(message["name"]), today)
    return {"pdf": b64encode(certificate_page(claim, catalogue.load(drawer.language))).decode()}
