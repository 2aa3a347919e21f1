"""Progress summed up in the journal's file: always what a fold over everything would give."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.journal import ledger, statement
from groundrules.journal.progress import Progress, fold
from groundrules.journal.statement import Answer, Choice, Ending, Occasion
from groundrules.journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

WHEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setattr(ledger, "EVERY", 5)
    return Journal(tmp_path / "journal.db")


def _attempt(actor: str, number: int) -> list[dict[str, Any]]:
    here = Occasion(actor, WHEN, "05", number)
    return [
        statement.chose(here, Choice("night", "call", 0, "up", "weak", ["A08"])),
        statement.chose(here, Choice("night", "talk", 1, "ask", "strong", ["A08", "A10"])),
        statement.completed(here, "scenario", "night", score=0.5, ending=Ending("e", "good", {"trust": number})),
        statement.answered(here, Answer(f"q{number}", "single", "a", 1.0, ["A07"])),
    ]


def test_the_sum_so_far_and_what_came_after_give_what_the_whole_gives(journal: Journal) -> None:
    actor = journal.actor()
    for number in range(1, 5):
        journal.record(*_attempt(actor, number))
        assert ledger.progress(journal) == fold(journal.events())
        assert ledger.progress(Journal(journal.path)) == fold(journal.events())
    assert '"seq": 16' in (journal.kept(ledger.NAME) or "")


def test_what_was_summed_up_is_not_read_again(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.record(*_attempt(journal.actor(), 1), *_attempt(journal.actor(), 2))
    ledger.progress(journal)
    monkeypatch.setattr(journal, "news", {8: ([], 8)}.__getitem__)
    assert ledger.progress(journal).of("check", "q1").done


def test_a_sum_kept_just_after_the_journal_was_erased_is_not_used(journal: Journal) -> None:
    journal.record(*_attempt(journal.actor(), 1), *_attempt(journal.actor(), 2))
    ledger.progress(journal)
    old = journal.kept(ledger.NAME)
    assert old is not None
    journal.erase()
    assert journal.kept(ledger.NAME) is None
    journal.keep(ledger.NAME, old)
    assert ledger.progress(journal) == Progress()


def test_a_sum_of_an_older_fold_is_not_used(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.record(*_attempt(journal.actor(), 1), *_attempt(journal.actor(), 2))
    ledger.progress(journal)
    journal.keep(ledger.NAME, (journal.kept(ledger.NAME) or "").replace('"strong": 2', '"strong": 99'))
    assert ledger.progress(journal).points["A08"].strong == 99
    monkeypatch.setattr(ledger, "FOLD", 99)
    assert ledger.progress(journal).points["A08"].strong == 2
