from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import WorkbookError
from groundrules.workbook import Workbook, backups, privacy
from groundrules.workbook.notices import notices

if TYPE_CHECKING:
    from groundrules.workbook.privacy import Erased

TODAY = date(2026, 11, 22)


def test_an_export_holds_all_there_is(workbook: Workbook, ines: str, tmp_path: Path) -> None:
    workbook.plays.store({"scenario": "the-2am-call", "steps": [{"text": "Olá"}], "attempt": 1})
    workbook.drafts.keep("opening", "Olá.")
    folder = privacy.export(workbook, tmp_path, TODAY)
    assert folder == tmp_path / "workbook 2026-11-22"
    assert sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()) == [
        "csv/contacts.csv",
        "drafts.json",
        "rehearsals.json",
        "scenarios.json",
        "workbook.xlsx",
    ]
    assert json.loads((folder / "scenarios.json").read_text(encoding="utf-8")) == {
        "the-2am-call": [{"scenario": "the-2am-call", "steps": [{"text": "Olá"}], "attempt": 1}]
    }
    assert json.loads((folder / "drafts.json").read_text(encoding="utf-8")) == {"opening": ["Olá."]}
    assert privacy.export(workbook, tmp_path, TODAY).name == "workbook 2026-11-22 (2)"
    assert ines in (folder / "csv" / "contacts.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(WorkbookError, match="The workbook cannot be written there"):
        privacy.export(workbook, tmp_path / "nowhere", TODAY)


def litter(workbook: Workbook, path: Path) -> None:
    workbook.save("contacts", {"name": "Inês", "notes": "Zanzibar"})
    for name in ("workbook.damaged-1.db", "workbook.replaced-1.db", "workbook.merged-1.db", "workbook (1).db"):
        shutil.copyfile(path, path.with_name(name))
    path.with_name("workbook.db-journal.old").write_bytes(b"Zanzibar")
    backups.make(path)
    path.with_name("journal.db").write_text("stays")
    path.with_name("workbook.txt").write_text("stays")


def test_erasing_covers_every_copy_and_says_what_went(workbook: Workbook, path: Path) -> None:
    litter(workbook, path)
    handles = [each.open("rb") for each, _ in privacy.remains(path)]
    erased: Erased = privacy.erase(path)
    assert sorted(what for _, what in erased.files) == [
        "a backup",
        "a copy that was merged",
        "a damaged workbook that was set aside",
        "a sync service's copy",
        "a transaction that was cut short",
        "a workbook that a backup replaced",
        "the workbook",
    ]
    assert erased.left == []
    assert sorted(each.name for each in path.parent.iterdir()) == ["journal.db", "workbook.txt"]
    assert not backups.place(path).exists()
    for handle in handles:  # what was on the disk is overwritten, not only unlinked
        with handle:
            assert b"Zanzibar" not in handle.read()
    assert privacy.erase(path).files == []


def test_a_new_workbook_after_erasing_is_empty_and_has_nothing_to_tell(workbook: Workbook, path: Path) -> None:
    litter(workbook, path)
    privacy.erase(path)
    fresh = Workbook(path)
    assert fresh.rows("contacts") == []
    assert notices(fresh) == []


def test_what_a_person_should_know_is_told_with_its_remedy(workbook: Workbook, path: Path) -> None:
    assert notices(workbook) == []
    litter(workbook, path)
    assert [(each.kind, each.file.name) for each in notices(workbook)] == [
        ("damaged", "workbook.damaged-1.db"),
        ("conflict", "workbook (1).db"),
    ]
    path.unlink()
    assert [each.kind for each in notices(Workbook(path))] == ["damaged", "empty", "conflict"]
    for notice in notices(Workbook(path)):
        assert "`groundrules workbook " in notice.remedy


def test_backups_that_fail_are_told(path: Path, tmp_path: Path) -> None:
    Workbook(path)
    (tmp_path / "backups").write_text("a file is in the way")
    (notice,) = notices(Workbook(path))
    assert notice.kind == "backup"
    assert str(Path("backups")) in notice.remedy
