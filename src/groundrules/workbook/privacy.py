"""Taking the whole workbook out, and erasing it with every copy of it on this machine."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundrules.errors import WorkbookError
from groundrules.workbook import backups, conflicts
from groundrules.workbook.exchange import commas, xlsx_write

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from groundrules.workbook.book import Workbook

_CHUNK = 1_048_576


@dataclass(frozen=True, slots=True)
class Erased:
    """What was removed.

    Attributes:
        files: each with what it was.
        left: what could not be removed, each with the reason.
    """

    files: list[tuple[Path, str]]
    left: list[tuple[Path, str]]


def export(workbook: Workbook, parent: Path, today: date) -> Path:
    """Write all that the workbook holds into a new folder: a spreadsheet, CSV files, and the learner's own words.

    Args:
        workbook: the workbook.
        parent: where the folder is made; it exists.
        today: for the folder's name.

    Returns:
        The folder.

    Raises:
        WorkbookError: it cannot be written.
    """
    try:
        folder = parent / f"workbook {today.isoformat()}"
        number = 1
        while folder.exists():
            number += 1
            folder = parent / f"workbook {today.isoformat()} ({number})"
        folder.mkdir(mode=0o700)
        xlsx_write.write(workbook, folder / "workbook.xlsx")
        (folder / "csv").mkdir(mode=0o700)
        commas.write(workbook, folder / "csv")
        trails = {name: workbook.plays.all(name) for name in workbook.plays.scenarios()}
        text = json.dumps(trails, ensure_ascii=False, indent=1)
        (folder / "scenarios.json").write_text(text, encoding="utf-8")
        text = json.dumps(workbook.rehearsals.all(), ensure_ascii=False, indent=1)
        (folder / "rehearsals.json").write_text(text, encoding="utf-8")
        text = json.dumps(workbook.drafts.all(), ensure_ascii=False, indent=1)
        (folder / "drafts.json").write_text(text, encoding="utf-8")
    except OSError as error:
        raise WorkbookError(
            f"The workbook cannot be written there ({(error.strerror or str(error)).lower()}).",
            where=str(parent),
            remedy="Choose another folder.",
        ) from error
    return folder


def remains(path: Path) -> list[tuple[Path, str]]:
    """List every file on this machine that holds rows of a workbook, each with what it is.

    Documents that were made from it and lie elsewhere (packs, exports) are not known here.
    """
    found = [(path, "the workbook")] if path.exists() else []
    named = {
        f"{path.name}-journal*": "a transaction that was cut short",
        f"{path.stem}.damaged-*": "a damaged workbook that was set aside",
        f"{path.stem}.replaced-*": "a workbook that a backup replaced",
        f"{path.stem}.merged-*": "a copy that was merged",
        f".{path.name}.part": "half a copy",
    }
    for pattern, what in named.items():
        found += [(each, what) for each in sorted(path.parent.glob(pattern))]
    found += [(each, "a sync service's copy") for each in conflicts.found(path)]
    folder = backups.place(path)
    found += [(each, "a backup") for each in sorted(folder.glob("*")) if folder.is_dir()]
    return found


def erase(path: Path) -> Erased:
    """Remove a workbook with all its copies; every file is overwritten before it is deleted.

    A sync service, a disk that spreads its writes, or a system's own backups may still hold older contents; no
    program can promise otherwise.
    """
    done: list[tuple[Path, str]] = []
    left: list[tuple[Path, str]] = []
    for file, what in remains(path):
        try:
            _overwrite(file)
            file.unlink()
            done.append((file, what))
        except OSError as error:
            left.append((file, error.strerror or str(error)))
    with suppress(OSError):  # something that is not ours lies in it
        backups.place(path).rmdir()
    return Erased(done, left)


def _overwrite(file: Path) -> None:
    size = file.stat().st_size
    with file.open("rb+") as held:
        for start in range(0, size, _CHUNK):
            held.write(secrets.token_bytes(min(_CHUNK, size - start)))
        held.flush()
        os.fsync(held.fileno())
        held.truncate(0)
