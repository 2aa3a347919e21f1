"""What a person should know about their workbook: damage, copies of a sync service, missing backups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.workbook import backups, conflicts

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.workbook.book import Workbook


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know.

    Attributes:
        kind: `damaged`, `conflict`, `backup`, `empty` or `read-only`.
        what: in one sentence.
        remedy: what to do, in one sentence.
        file: that it is about.
    """

    kind: str
    what: str
    remedy: str
    file: Path


def notices(workbook: Workbook) -> list[Notice]:
    """List what a person should know, the most pressing first."""
    path = workbook.path
    found = [
        Notice(
            "damaged",
            f"A damaged workbook was set aside as {each.name}.",
            "`groundrules workbook restore` brings the newest good copy back.",
            each,
        )
        for each in sorted(path.parent.glob(f"{path.stem}.damaged-*{path.suffix}"))
    ]
    newest = backups.newest(path)
    if newest is not None and not workbook.rows("contacts"):
        found.append(
            Notice(
                "empty",
                f"The workbook is empty, but there is a copy of {backups.made_at(newest):%d %B %Y}.",
                "`groundrules workbook restore` brings it back.",
                newest,
            )
        )
    found += [
        Notice(
            "conflict",
            f"A sync service has left a second version: {each.name}.",
            "`groundrules workbook merge` brings both together, row by row.",
            each,
        )
        for each in conflicts.found(path)
    ]
    if workbook.read_only:
        found.append(
            Notice("read-only", "The workbook can be read but not written.", "Copy it to a folder of your own.", path)
        )
    if workbook.backup_trouble:
        found.append(
            Notice(
                "backup",
                f"No backup could be made ({workbook.backup_trouble}).",
                f"Look whether this folder can be written: {backups.place(path)}.",
                path,
            )
        )
    return found
