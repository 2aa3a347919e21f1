"""Messages of the coach's text field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer

LONGEST = 20_000  # characters of a text that the coach is asked to read


def advise(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give the coach's report on a text."""
    from groundrules.coach import advise  # noqa: PLC0415  its rules load when first asked

    del drawer
    return {"report": advise(str(message["text"])[:LONGEST], message.get("kind")).as_dict()}
