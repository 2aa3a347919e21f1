from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from groundrules.errors import DamagedError, TooNewError, WorkbookError
from groundrules.workbook import Workbook, backups, migrations

WITHOUT_BWRAP = "bubblewrap gives these tests a disk that is full or cannot be written"


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def names(workbook: Workbook) -> list[str]:
    return [row["name"] for row in workbook.rows("contacts")]


def test_the_file_is_its_owners_alone_and_keeps_no_log_beside_it(workbook: Workbook, path: Path) -> None:
    workbook.save("contacts", {"name": "Inês"})
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["workbook.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_what_was_deleted_for_good_is_not_left_in_the_file(workbook: Workbook, path: Path) -> None:
    row = workbook.save("contacts", {"name": "Inês", "notes": "Zanzibar-Quartz"})
    workbook.delete("contacts", row["id"])
    assert b"Zanzibar" in path.read_bytes()  # undo can still bring it back
    with workbook._store.writing() as connection:
        connection.execute("DELETE FROM changes")
    assert b"Zanzibar" not in path.read_bytes()


def test_a_workbook_of_a_newer_version_is_refused_and_left_as_it_is(workbook: Workbook, path: Path) -> None:
    workbook.save("contacts", {"name": "Inês"})
    execute(path, f"PRAGMA user_version = {migrations.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(TooNewError) as caught:
        Workbook(path)
    here = migrations.VERSION
    assert caught.value.what == f"A newer version of the course wrote this workbook (form {here + 1}, here {here})."
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    execute(path, "CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match="a database, but not a workbook of Ground Rules"):
        Workbook(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["not a database", "cut", "scribbled"])
def test_a_damaged_file_is_set_aside_whole_and_the_newest_good_copy_is_offered(
    workbook: Workbook, path: Path, damage: str
) -> None:
    workbook.write("contacts", [{"name": f"Contact {n}", "notes": "x" * 500} for n in range(50)])
    good = backups.make(path)
    bad = backups.make(path, "later")
    bad.write_bytes(b"rubbish")
    content = bytearray(path.read_bytes())
    if damage == "not a database":
        content[:16] = b"<html><head><met"
    elif damage == "cut":
        content = content[: len(content) // 2]
    else:
        content[8192:12288] = os.urandom(4096)
    path.write_bytes(content)
    with pytest.raises(DamagedError) as caught:
        Workbook(path)
    aside = Path(caught.value.where)
    assert aside.parent == path.parent
    assert aside.name.startswith("workbook.damaged-")
    assert aside.read_bytes() == content
    assert not path.exists()
    assert caught.value.remedy == f"The newest good copy is {good}. `groundrules workbook restore` brings it back."


def test_two_damaged_files_are_both_kept(path: Path) -> None:
    for _ in range(2):
        path.write_bytes(b"rubbish" * 100)
        with pytest.raises(DamagedError):
            Workbook(path)
    assert len(list(path.parent.glob("workbook.damaged-*"))) == 2


def test_a_file_cut_to_nothing_is_not_taken_for_an_empty_workbook(workbook: Workbook, path: Path) -> None:
    workbook.save("contacts", {"name": "Inês"})
    backups.make(path)
    path.write_bytes(b"")
    with pytest.raises(DamagedError, match=r"The workbook is damaged \(it is empty\)"):
        Workbook(path)


def test_an_older_workbook_is_backed_up_and_then_migrated(workbook: Workbook, path: Path) -> None:
    row = workbook.save("contacts", {"name": "Inês", "phone": "007"})
    # As an older version left it: a column and a table that were added later are missing.
    execute(
        path,
        'ALTER TABLE contacts DROP COLUMN "email"',
        "DROP TABLE reflections",
        "DROP TABLE rehearsals",
        "DROP TABLE drafts",
    )
    execute(path, "PRAGMA user_version = 1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, lambda _connection: None))
        patch.setattr(migrations, "VERSION", migrations.VERSION + 1)
        migrated = Workbook(path)
        assert migrated.row("contacts", row["id"]) == row
        assert migrated.rows("reflections") == []
    (copy,) = backups.copies(path)
    assert copy.name.endswith("-form-1.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT name FROM contacts").fetchall() == [("Inês",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_file_as_it_was(workbook: Workbook, path: Path) -> None:
    workbook.save("contacts", {"name": "Inês"})
    before = path.read_bytes()

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM contacts")
        raise ValueError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, fails))
        patch.setattr(migrations, "VERSION", migrations.VERSION + 1)
        with pytest.raises(ValueError):  # noqa: PT011
            Workbook(path)
    assert path.read_bytes() == before
    assert names(Workbook(path)) == ["Inês"]


def test_a_file_that_vanished_is_not_made_anew_behind_the_persons_back(workbook: Workbook, path: Path) -> None:
    path.unlink()
    with pytest.raises(WorkbookError, match="The workbook's file is gone"):
        workbook.save("contacts", {"name": "Inês"})
    assert not path.exists()


def test_a_file_in_use_is_said_to_be_and_nothing_is_written(
    workbook: Workbook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundrules.workbook.store.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(WorkbookError, match="Something else is writing to the workbook"):
            workbook.save("contacts", {"name": "Inês"})
        other.execute("ROLLBACK")
    assert names(workbook) == []


def test_a_file_that_was_swapped_is_seen_at_once(workbook: Workbook, path: Path) -> None:
    workbook.save("contacts", {"name": "Before"})
    copy = backups.make(path)
    workbook.save("contacts", {"name": "After"})
    shutil.copyfile(copy, path)
    assert names(workbook) == ["Before"]


def test_damage_that_shows_later_is_told_and_the_next_opening_sets_the_file_aside(
    workbook: Workbook, path: Path
) -> None:
    workbook.save("contacts", {"name": "Inês"})
    path.write_bytes(b"rubbish" * 1000)
    with pytest.raises(DamagedError, match="file is not a database"):
        workbook.rows("contacts")
    with pytest.raises(DamagedError, match="set aside"):
        Workbook(path)


def confined(tmp_path: Path, *options: str, program: str) -> str:
    """Run a program where the options of bubblewrap say what the disk is like."""
    done = subprocess.run(
        [
            "bwrap",
            "--ro-bind",
            "/",
            "/",
            "--dev",
            "/dev",
            "--proc",
            "/proc",
            *options,
            "--",
            sys.executable,
            "-c",
            program,
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "GROUNDRULES_BACKUPS": str(tmp_path / "backups"), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("bwrap"), reason=WITHOUT_BWRAP)
def test_on_a_disk_that_cannot_be_written_the_workbook_is_read(workbook: Workbook, path: Path, tmp_path: Path) -> None:
    workbook.save("contacts", {"name": "Ines"})
    program = f"""
from groundrules.errors import WorkbookError
from groundrules.workbook import Workbook
w = Workbook({str(path)!r})
print(w.rows("contacts")[0]["name"])
for act in (lambda: w.save("contacts", {{"name": "x"}}), lambda: w.undo(), lambda: w.plays.store({{"scenario": "a"}})):
    try:
        act()
    except WorkbookError as error:
        print(error.what)
"""
    assert confined(tmp_path, program=program).splitlines() == [
        "Ines",
        *["The workbook can be read but not written."] * 3,
    ]


@pytest.mark.skipif(not shutil.which("bwrap"), reason=WITHOUT_BWRAP)
def test_on_a_full_disk_what_was_saved_stays_and_the_rest_is_refused(path: Path, tmp_path: Path) -> None:
    program = f"""
from groundrules.errors import WorkbookError
from groundrules.workbook import Workbook
w = Workbook({str(path)!r})
saved = []
try:
    for n in range(1000):
        w.save("contacts", {{"name": str(n), "notes": "n" * 10_000}})
        saved.append(str(n))
except WorkbookError as error:
    print(error.what)
again = Workbook({str(path)!r})
print([row["name"] for row in again.rows("contacts")] == saved, len(saved) > 3)
"""
    lines = confined(tmp_path, "--size", "1000000", "--tmpfs", str(path.parent), program=program).splitlines()
    assert lines == ["The disk is full.", "True True"]
