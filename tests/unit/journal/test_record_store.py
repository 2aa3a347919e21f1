"""Statements in a record store that somebody else wrote: Ralph, over a folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import JournalError
from groundrules.journal import statement
from groundrules.journal.forward import BATCH, forward
from groundrules.journal.statement import Occasion
from groundrules.journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RecordStore

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def filled(path: Path, count: int) -> Journal:
    journal = Journal(path / "journal.db")
    for n in range(count):
        occasion = Occasion("a1b2", START + timedelta(seconds=n), lesson="05")
        journal.record(statement.completed(occasion, "scenario", f"case-{n}", score=0.5))
    return journal


def test_a_real_record_store_takes_every_statement_and_takes_none_twice(
    record_store: RecordStore, tmp_path: Path
) -> None:
    journal = filled(tmp_path, BATCH + 2)
    assert forward(journal, record_store.endpoint, record_store.user, record_store.word) == BATCH + 2
    stored = record_store.statements()
    assert [each["id"] for each in stored] == [each["id"] for each in journal.statements()]
    assert forward(journal, record_store.endpoint, record_store.user, record_store.word) == 0
    # A journal that forgot how far it came, as one brought in from another machine does, sends all once more.
    journal.keep(f"sent to {record_store.endpoint}/statements", "0")
    forward(journal, record_store.endpoint, record_store.user, record_store.word)
    assert len(record_store.statements()) == BATCH + 2


def test_a_wrong_password_sends_nothing(record_store: RecordStore, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="does not know this name and word"):
        forward(filled(tmp_path, 1), record_store.endpoint, record_store.user, "another-word")
    assert record_store.statements() == []
