"""Messages of the coach's text field: read a text, give what stands beside it, keep it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from groundrules.coach import KINDS
from groundrules.errors import GroundRulesError

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer

LONGEST = 20_000  # characters of a text that the coach is asked to read, and that is kept
NAME = re.compile(r"[\w.-]{1,80}")


def advise(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give the coach's report on a text."""
    from groundrules.coach import advise  # noqa: PLC0415  its rules load when first asked

    del drawer
    kind = message.get("kind")
    return {"report": advise(str(message["text"])[:LONGEST], kind if kind in KINDS else None).as_dict()}


def open_coach(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give what stands beside a text of a kind: its name, two annotated models, a rubric, and the text itself."""
    from groundrules.coach.models import models  # noqa: PLC0415  read when first asked

    if message["kind"] not in KINDS:
        raise GroundRulesError(f"The coach knows no kind “{message['kind']}”.", remedy=f"It knows: {', '.join(KINDS)}.")
    draft = drawer.workbook.drafts.load(_name(message)) if "id" in message else None
    kept = {"text": draft.text, "ticks": list(draft.ticks), "others": list(draft.others)} if draft else None
    return models(message["kind"]) | {"draft": kept}


def keep(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Keep a text in the workbook's file; the journal hears nothing of it."""
    text, base, ticks = str(message["text"]), message.get("base"), message.get("ticks", [])
    if len(text) > LONGEST:
        raise GroundRulesError("The text is too long to be kept.", remedy=f"Cut it to {LONGEST:,} characters.")
    numbers = tuple(tick for tick in ticks if isinstance(tick, int)) if isinstance(ticks, list) else ()
    drawer.workbook.drafts.keep(_name(message), text, numbers, base=base if isinstance(base, str) else None)
    return {}


def _name(message: dict[str, Any]) -> str:
    name = str(message["id"])
    if not NAME.fullmatch(name):
        raise GroundRulesError("The text has no name by which it could be kept.", remedy="Load the page again.")
    return name
