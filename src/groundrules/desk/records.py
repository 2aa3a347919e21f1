"""Messages of the workbook's forms: open a table, save, delete, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules import catalogue

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer


def open_table(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give a table's description and rows, those of one contact where one is named."""
    workbook, table, contact = drawer.workbook, message["table"], message.get("contact")
    rows = workbook.rows(table)
    if contact:
        rows = [row for row in rows if row.get("contact", row["id"]) == contact]
    contacts = [{"id": row["id"], "name": row["name"]} for row in workbook.rows("contacts")]
    return {"table": workbook.describe(table, catalogue.load(drawer.language)), "rows": rows, "contacts": contacts}


def save(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Keep one row."""
    return {"row": drawer.workbook.save(message["table"], message["row"], message.get("revision"))}


def write(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Keep many rows at once: all of them, or none."""
    change = drawer.workbook.write(message["table"], message["rows"])
    return {"change": change.number, "rows": change.rows}


def delete(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Delete one row or several; the reply's number takes them back."""
    change = drawer.workbook.delete(message["table"], message["id"], message.get("revision"))
    return {"change": change.number, "removed": change.removed}


def undo(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Take back a change, by default the last."""
    back = drawer.workbook.undo(message.get("change"))
    return {"back": [{"table": table, "id": key} for table, key in back]}
