from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import WorkbookError
from groundrules.workbook import Workbook, backups

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def names(path: Path) -> list[str]:
    return [row["name"] for row in Workbook(path).rows("contacts")]


def aged(path: Path, copy: Path, age: timedelta) -> Path:
    """Make a copy look older: its age stands in its name."""
    old = copy.with_name(f"{(datetime.now(UTC) - age).strftime('%Y%m%d-%H%M%S')}.db")
    copy.rename(old)
    os.utime(path, None)
    return old


def test_copies_lie_outside_the_course_folder_and_are_their_owners_alone(
    workbook: Workbook, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workbook.save("contacts", {"name": "Inês"})
    copy = backups.make(path)
    assert copy.parent.parent == tmp_path / "backups"
    if os.name == "posix":
        assert copy.stat().st_mode & 0o777 == 0o600
        assert copy.parent.stat().st_mode & 0o777 == 0o700
    monkeypatch.delenv("GROUNDRULES_BACKUPS")
    assert path.parent not in backups.place(path).parents


def test_two_workbooks_have_their_copies_apart(tmp_path: Path) -> None:
    assert backups.place(tmp_path / "a" / "workbook.db") != backups.place(tmp_path / "b" / "workbook.db")


def test_a_copy_is_made_when_the_newest_is_an_hour_old_and_the_workbook_has_changed(path: Path) -> None:
    Workbook(path).save("contacts", {"name": "One"})
    assert backups.copies(path) == []  # a workbook that was just made needs none
    Workbook(path).save("contacts", {"name": "Two"})
    (first,) = backups.copies(path)
    Workbook(path)
    assert backups.copies(path) == [first]  # not within the hour
    old = aged(path, first, timedelta(hours=2))
    Workbook(path)
    assert len(backups.copies(path)) == 2
    assert backups.copies(path)[1] == old


def test_a_workbook_that_stays_open_for_long_is_copied_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = Workbook(path)
    workbook.save("contacts", {"name": "One"})
    assert backups.copies(path) == []
    monkeypatch.setattr(backups, "EVERY", timedelta(0))
    workbook.save("contacts", {"name": "Two"})
    assert len(backups.copies(path)) == 1


def test_saving_goes_on_where_no_copy_can_be_made(path: Path, tmp_path: Path) -> None:
    Workbook(path)
    (tmp_path / "backups").write_text("a file is in the way")
    workbook = Workbook(path)
    assert workbook.save("contacts", {"name": "Inês"})["name"] == "Inês"
    assert workbook._store.backup_trouble


def test_copies_are_thinned_by_their_age() -> None:
    hours = [NOW - timedelta(hours=count) for count in range(24 * 500)]
    kept = sorted(backups.thinned(hours, NOW), reverse=True)
    assert kept[:25] == hours[:25]  # the last day whole
    days = [stamp for stamp in kept if timedelta(days=1) < NOW - stamp <= timedelta(days=14)]
    assert len({stamp.date() for stamp in days}) == len(days) == 14
    weeks = [stamp for stamp in kept if timedelta(days=14) < NOW - stamp <= timedelta(days=60)]
    assert len({stamp.isocalendar()[:2] for stamp in weeks}) == len(weeks) == 7
    months = [stamp for stamp in kept if NOW - stamp > timedelta(days=60)]
    assert len(months) == 12
    assert max(NOW - stamp for stamp in kept) <= timedelta(days=400)
    assert backups.thinned(kept, NOW) == set(kept)


def test_the_last_copy_stays_however_old_it_is() -> None:
    old = NOW - timedelta(days=900)
    assert backups.thinned([old, old - timedelta(days=1)], NOW) == {old}


def test_the_newest_good_copy_comes_back_and_what_was_there_is_kept(workbook: Workbook, path: Path) -> None:
    workbook.save("contacts", {"name": "Before"})
    backups.make(path)
    workbook.save("contacts", {"name": "After"})
    backups.make(path, "damaged").write_bytes(b"rubbish")
    aside = backups.bring_back(path)
    assert names(path) == ["Before"]
    assert aside is not None
    assert aside.name.startswith("workbook.replaced-")
    assert names(aside) == ["Before", "After"]


def test_a_copy_comes_back_where_the_workbook_is_gone_and_a_stale_journal_does_no_harm(
    workbook: Workbook, path: Path
) -> None:
    workbook.save("contacts", {"name": "Inês"})
    backups.make(path)
    path.unlink()
    path.with_name("workbook.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 504)
    assert backups.bring_back(path) is None
    assert names(path) == ["Inês"]


def test_without_a_good_copy_nothing_is_touched(workbook: Workbook, path: Path, tmp_path: Path) -> None:
    workbook.save("contacts", {"name": "Inês"})
    (tmp_path / "bad.db").write_bytes(b"rubbish")
    for copy in (None, tmp_path / "bad.db", tmp_path / "none.db"):
        with pytest.raises(WorkbookError, match="There is no good copy to bring back"):
            backups.bring_back(path, copy)
    assert names(path) == ["Inês"]


def test_a_copy_made_in_the_middle_of_a_transaction_is_whole(workbook: Workbook, path: Path) -> None:
    workbook.save("contacts", {"name": "Inês"})
    with workbook._store.writing() as connection:
        connection.execute("DELETE FROM contacts")
        try:
            copy = backups.make(path)
        except sqlite3.OperationalError:
            return  # it waits for its turn and gives up: no half copy either
    assert names(copy) == ["Inês"]
