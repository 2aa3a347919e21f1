"""The messages of the workbook's form (`records.…`) and their replies, as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules.errors import ConflictError, RowError, WorkbookError

if TYPE_CHECKING:
    from groundrules.workbook.book import Workbook

Message = dict[str, Any]


def reply(workbook: Workbook, message: Message) -> Message:
    """Answer one message of the form.

    `records.open {table, contact?}` gives `table` (as `Workbook.describe`), `rows` and `contacts` (`id`, `name`);
    `records.save {table, row, revision}` gives `row` and `change`; `records.delete {table, id, revision}` gives
    `removed` (rows by table) and `change`; `records.undo {change?}` gives `rows` (table and id of each). An error
    has `what`, `where` and `remedy`; beside it stand `fields` (column to sentence) where values cannot be stored,
    and `current` (the stored row, or null where it is gone) where the row was changed elsewhere.
    """
    try:
        return {"ok": True, **_ANSWERS[message["do"]](workbook, message)}
    except ConflictError as error:
        return {"ok": False, "error": error.as_dict(), "current": error.current}
    except RowError as error:
        fields = {fault.where.rpartition(".")[2]: f"{fault.what} {fault.remedy}".strip() for fault in error.faults}
        return {"ok": False, "error": error.as_dict(), "fields": fields}
    except WorkbookError as error:
        return {"ok": False, "error": error.as_dict()}
    except (KeyError, TypeError, ValueError):
        what = WorkbookError("The workbook did not understand what the page asked.", remedy="Load the page again.")
        return {"ok": False, "error": what.as_dict()}


def _open(workbook: Workbook, message: Message) -> Message:
    described = workbook.describe(message["table"])
    rows = workbook.rows(message["table"])
    contact = message.get("contact")
    if contact:
        rows = [row for row in rows if row.get("contact") == contact]
    contacts = [{"id": row["id"], "name": row["name"]} for row in workbook.rows("contacts")]
    return {"table": described, "rows": rows, "contacts": contacts}


def _save(workbook: Workbook, message: Message) -> Message:
    change = workbook.write(message["table"], [{**message["row"], "revision": message.get("revision") or 0}])
    return {"row": change.rows[0], "change": change.number}


def _delete(workbook: Workbook, message: Message) -> Message:
    change = workbook.delete(message["table"], str(message["id"]), message.get("revision"))
    return {"removed": change.removed, "change": change.number}


def _undo(workbook: Workbook, message: Message) -> Message:
    return {"rows": [list(pair) for pair in workbook.undo(message.get("change"))]}


_ANSWERS = {"records.open": _open, "records.save": _save, "records.delete": _delete, "records.undo": _undo}
