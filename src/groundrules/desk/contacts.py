"""Messages of a contact's page: what the workbook holds about them, and the documents for the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules import catalogue, folder

if TYPE_CHECKING:
    from groundrules.desk.drawer import Drawer

PACKS = "packs"  # the folder of the documents, in the learner's course folder


def open_contact(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give what a contact's page shows."""
    from groundrules.workbook.overview import overview  # noqa: PLC0415  loads the coach and the evidence

    today, words = drawer.now().astimezone().date(), catalogue.load(drawer.language)
    return {**overview(drawer.workbook, message["contact"], today, words), "pack": True}


def make_pack(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Write the documents for the talk with a contact, in a new folder of the learner's course folder."""
    from groundrules.workbook.pack import pack  # noqa: PLC0415  loads what makes the documents

    parent = (drawer.home or folder.home()) / PACKS
    today, words = drawer.now().astimezone().date(), catalogue.load(drawer.language)
    made = pack(drawer.workbook, message["contact"], parent, today, words)
    files = [path.name for path in made.files]
    return {"folder": str(made.folder), "files": files, "lacking": made.lacking, "advice": made.advice}
