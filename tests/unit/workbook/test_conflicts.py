from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import DamagedError
from groundrules.workbook import Workbook, conflicts

if TYPE_CHECKING:
    from pathlib import Path


def copy_named(path: Path, name: str) -> Path:
    copy = path.with_name(name)
    shutil.copyfile(path, copy)
    return copy


def names(workbook: Workbook) -> list[str]:
    return [row["name"] for row in workbook.rows("contacts")]


def test_copies_of_every_sync_service_are_found_and_our_own_are_not(workbook: Workbook, path: Path) -> None:
    theirs = [
        "workbook (1).db",
        "workbook (conflicted copy 2026-11-22 101500).db",
        "workbook (Inês's conflicted copy 2026-11-22).db",
        "workbook 2.db",
        "workbook-LAPTOP.db",
        "workbook.sync-conflict-20261122-101500-ABCDEFG.db",
    ]
    for name in [*theirs, "workbook.damaged-20261122-101500.db", "workbook.replaced-20261122-101500.db"]:
        copy_named(path, name)
    path.with_name("workbook notes.db").write_text("not a workbook")
    path.with_name("other.db").write_bytes(path.read_bytes())
    assert [each.name for each in conflicts.found(path)] == sorted(theirs)
    assert workbook.path == path


def test_rows_of_both_come_together_and_the_later_version_of_each_wins(
    workbook: Workbook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(f"2026-11-22T10:00:{second:02d}.000Z" for second in range(60))
    monkeypatch.setattr("groundrules.workbook.moment.now", lambda: next(clock))
    both = [workbook.save("contacts", {"name": name}) for name in ("Inês", "Omar", "Same")]
    copy = copy_named(path, "workbook-LAPTOP.db")
    there = Workbook(copy)
    there.save("contacts", {**both[0], "role": "older, there"}, 1)
    workbook.save("contacts", {**both[0], "role": "newer, here"}, 1)
    workbook.save("contacts", {**both[1], "role": "older, here"}, 1)
    there.save("contacts", {**both[1], "role": "newer, there"}, 1)
    workbook.save("contacts", {"name": "Only here"})
    added = there.save("contacts", {"name": "Only there"})
    there.save("agreements", {"contact": added["id"], "rule": "A rule"})

    found = conflicts.differences(workbook, copy)
    assert [
        (each.table, each.there["name"] if each.table == "contacts" else "", each.columns, each.newer) for each in found
    ][:2] == [("contacts", "Inês", ("role",), "here"), ("contacts", "Omar", ("role",), "there")]
    assert [each.here for each in found[2:]] == [None, None]

    change = conflicts.merge(workbook, copy)
    assert [row["role"] for row in workbook.rows("contacts")] == ["newer, here", "newer, there", "", "", ""]
    assert sorted(names(workbook)) == ["Inês", "Omar", "Only here", "Only there", "Same"]
    assert len(workbook.rows("agreements")) == 1
    assert conflicts.found(path) == []
    assert [each.name[:16] for each in path.parent.glob("*.merged-*")] == ["workbook.merged-"]
    workbook.undo(change.number)
    assert names(workbook) == ["Inês", "Omar", "Same", "Only here"]


def test_the_person_can_choose_the_other_version(workbook: Workbook, path: Path) -> None:
    row = workbook.save("contacts", {"name": "Inês"})
    copy = copy_named(path, "workbook 2.db")
    Workbook(copy).save("contacts", {**row, "name": "There"}, 1)
    workbook.save("contacts", {**row, "name": "Here"}, 1)
    conflicts.merge(workbook, copy, {("contacts", row["id"]): "there"})
    assert names(workbook) == ["There"]


def test_looking_at_a_copy_leaves_it_and_the_workbook_as_they_are(workbook: Workbook, path: Path) -> None:
    row = workbook.save("contacts", {"name": "Inês"})
    copy = copy_named(path, "workbook 2.db")
    Workbook(copy).save("contacts", {**row, "name": "There"}, 1)
    before = path.read_bytes(), copy.read_bytes()
    assert len(conflicts.differences(workbook, copy)) == 1
    assert (path.read_bytes(), copy.read_bytes()) == before


def test_a_damaged_copy_is_told_and_stays_where_it_is(workbook: Workbook, path: Path) -> None:
    copy = path.with_name("workbook 2.db")
    copy.write_bytes(b"rubbish" * 100)
    with pytest.raises(DamagedError):
        conflicts.merge(workbook, copy)
    assert copy.exists()
