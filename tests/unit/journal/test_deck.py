"""What is remembered and when it is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.journal import ledger, statement
from groundrules.journal.deck import Deck, fold, rating
from groundrules.journal.event import Event, read
from groundrules.journal.statement import Answer, Choice, Occasion
from groundrules.journal.store import Journal

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)  # a Monday


def event(days: float, kind: str, item: str, score: float, **more: Any) -> Event:
    when = (DAY + timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    quality = "strong" if score == 1 else "partial" if score else "weak"
    return Event(when, "answered", kind, item, quality=quality, score=score)._replace(**more)


def due(deck: Deck, key: str) -> str:
    return deck.cards[key].due[:10]


@pytest.mark.parametrize(
    ("score", "seconds", "confidence", "grade"),
    [
        (0.0, None, "sure", 1),
        (0.4, 20, "", 1),
        (0.5, 20, "sure", 2),
        (1.0, None, "", 3),
        (1.0, 20, "", 3),
        (1.0, 20, "sure", 4),
        (1.0, 80, "sure", 3),
        (1.0, 20, "guess", 2),
        (1.0, 200, "sure", 2),
    ],
)
def test_a_rating_follows_from_the_answer_the_time_and_how_sure_one_was(
    score: float, seconds: float | None, confidence: str, grade: int
) -> None:
    assert rating(score, seconds, confidence) == grade


def test_a_card_enters_with_its_first_answer_and_what_was_missed_comes_back_sooner() -> None:
    deck = fold([event(0, "check", "right", 1.0), event(0, "check", "wrong", 0.0)])
    assert (due(deck, "right"), due(deck, "wrong")) == ("2026-11-04", "2026-11-03")
    assert (deck.cards["right"].missed, deck.cards["wrong"].missed) == (0, 1)


def test_of_each_card_only_the_first_answer_of_a_day_counts() -> None:
    once = fold([event(0, "check", "a", 0.0)])
    assert fold([event(0, "check", "a", 0.0), event(0.01, "check", "a", 1.0), event(0.2, "card", "a", 1.0)]).cards == (
        once.cards
    )


def test_every_success_puts_the_next_day_further_off() -> None:
    deck, gaps, days = Deck(), list[int](), 0.0
    for _ in range(4):
        deck = fold([event(days, "card", "a", 1.0)], deck)
        gap = datetime.fromisoformat(deck.cards["a"].due) - (DAY + timedelta(days=days))
        gaps.append(gap.days)
        days += gap.days
    assert gaps == sorted(gaps)
    assert gaps[-1] > 10 * gaps[0]


def test_a_missed_decision_enters_with_its_teaching_points_and_a_good_one_does_not() -> None:
    deck = fold(
        [
            event(0, "scenario", "night", 0.0, part="call", points="A08 A10"),
            event(0, "scenario", "night", 1.0, part="talk", points="A09"),
        ]
    )
    assert {key: memory.points for key, memory in deck.cards.items()} == {"night:call": ["A08", "A10"]}


def test_a_card_that_stands_in_for_a_decision_counts_for_the_decision() -> None:
    deck = fold(
        [
            event(0, "scenario", "night", 0.0, part="call", points="A08"),
            event(1, "card", "other-trade", 1.0, stands_for="night:call"),
            event(3, "card", "third-trade", 1.0, stands_for="night:call"),
        ]
    )
    assert list(deck.cards) == ["night:call"]
    assert deck.cards["night:call"].shown == ["other-trade", "third-trade"]
    assert deck.cards["night:call"].seen == 3


def test_retention_counts_cards_that_came_back_after_a_day_and_no_first_answers() -> None:
    deck = fold(
        [
            event(0, "check", "a", 1.0),
            event(0, "card", "new", 0.0),
            event(2, "card", "a", 1.0),
            event(2, "card", "new", 0.0),
            event(2.1, "card", "new", 1.0),
            event(9, "card", "a", 0.5),
        ]
    )
    assert deck.weeks == {"2026-11-02": [1, 2], "2026-11-09": [1, 1]}
    assert deck.retention() == (2, 3)


def test_the_day_s_work_is_counted_anew_each_day() -> None:
    deck = fold([event(0, "card", "a", 1.0, seconds=40.0), event(0.1, "card", "b", 1.0, seconds=20.5)])
    assert (deck.day, deck.asked, deck.fresh, deck.seconds) == ("2026-11-02", 2, 2, 60.5)
    deck = fold([event(1, "card", "a", 1.0, seconds=10.0)], deck)
    assert (deck.day, deck.asked, deck.fresh, deck.seconds) == ("2026-11-03", 1, 0, 10.0)


def test_what_is_most_at_risk_of_being_forgotten_comes_first() -> None:
    deck = fold(
        [
            event(0, "check", "known", 1.0, seconds=10.0, confidence="sure"),
            event(0, "check", "shaky", 0.0),
            event(0, "check", "right", 1.0),
        ]
    )
    assert deck.due(DAY) == []
    assert deck.due(DAY + timedelta(days=2)) == ["shaky", "right"]
    assert deck.due(DAY + timedelta(days=30)) == ["shaky", "right", "known"]


def test_the_deck_is_the_same_whether_read_at_once_or_bit_by_bit_from_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "EVERY", 4)
    journal = Journal(tmp_path / "journal.db")
    actor = journal.actor()
    for day in range(9):
        here = Occasion(actor, DAY + timedelta(days=day), "05", day + 1)
        answer = Answer("card-1", "single", "a", day % 2, ["A07"], seconds=12.5, confidence="sure")
        journal.record(
            statement.chose(here, Choice("night", "call", 0, "up", "weak", ["A08"])),
            statement.reviewed(here, answer, f"{day}"),
            statement.assessed(here, {"early": 1 + day % 5}),
        )
        assert ledger.summary(journal).deck == fold(journal.events())
    found = ledger.summary(journal)
    assert found.deck.cards["card-1"].seen == 9
    assert [one["levels"]["early"] for one in found.levels] == [1, 2, 3, 4, 5, 1, 2, 3, 4]


def test_an_answer_that_was_sent_twice_is_one_statement() -> None:
    answer = Answer("card-1", "single", "a", 1.0, ["A07"], seconds=12.5, confidence="sure", stands_for="night:call")
    first = statement.reviewed(Occasion("a1", DAY), answer, "1763")
    again = statement.reviewed(Occasion("a1", DAY + timedelta(seconds=21)), answer, "1763")
    assert first["id"] == again["id"]
    assert read(first) == Event(
        "2026-11-02T09:00:00.000Z",
        "answered",
        "card",
        "card-1",
        response="a",
        quality="strong",
        points="A07",
        score=1.0,
        seconds=12.5,
        confidence="sure",
        stands_for="night:call",
    )
