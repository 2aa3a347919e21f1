"""Messages of a lab's form: give the records, and keep the code that they are dealt from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules.desk.questions import below
from groundrules.exercise.lab import lab

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer


def open_table(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give the records of a table."""
    if "/" in message["table"]:  # a page outside the exercise
        return {"table": lab.for_show(drawer.course.root / "exercises", message["table"])}
    folder = below(drawer.root, str(message.get("path") or ""))
    return {"table": lab.open_lab(folder).table(message["table"])}


def save_code(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Keep a code, and give the records that are dealt from it."""
    folder = below(drawer.root, str(message.get("path") or ""))
    return {"table": lab.keep_code(folder, str(message["code"])).table(message["table"])}
