"""Messages of the coach's text field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules.coach import KINDS
from groundrules.errors import GroundRulesError

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer

LONGEST = 20_000  # characters of a text that the coach is asked to read


def advise(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give the coach's report on a text."""
    from groundrules.coach import advise  # noqa: PLC0415  its rules load when first asked

    del drawer
    kind = message.get("kind")
    return {"report": advise(str(message["text"])[:LONGEST], kind if kind in KINDS else None).as_dict()}


def open_coach(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give what stands beside a text of a kind: its name, two annotated models, and a rubric for oneself."""
    from groundrules.coach.models import models  # noqa: PLC0415  read when first asked

    del drawer
    if message["kind"] not in KINDS:
        raise GroundRulesError(f"The coach knows no kind “{message['kind']}”.", remedy=f"It knows: {', '.join(KINDS)}.")
    return models(message["kind"])
