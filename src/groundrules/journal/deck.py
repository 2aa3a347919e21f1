"""What is remembered and when it is due: a fold over answers and missed decisions, by the `fsrs` scheduler."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from groundrules.journal.xapi import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsrs import Card, Scheduler

    from groundrules.journal.event import Event

LONGEST = 180  # days after which even the best known card comes back
SHOWN = 8  # variants and cards that stood in for a missed decision and are remembered, so that others come next
WEEKS = 13  # for which answers are counted
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4  # the ratings of fsrs
HALF = 0.5
QUICK, SLOW = 45, 135  # seconds within which an answer came quickly, and after which it came with effort


@dataclass(slots=True)
class Memory:
    """How well one card is remembered.

    Attributes:
        due: the time from which it may be asked, ISO 8601.
        last: when it was last answered.
        stability: of fsrs: the days after which nine in ten are still remembered.
        difficulty: of fsrs, from 1 to 10.
        seen: how many answers counted.
        missed: how many of them were wrong.
        points: for a missed decision, the teaching points of the choice that was made.
        shown: for a missed decision, the variants and cards that stood in for it, the newest last.
    """

    due: str
    last: str
    stability: float
    difficulty: float
    seen: int = 0
    missed: int = 0
    points: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Deck:
    """All cards that were met.

    Attributes:
        cards: by key: the id of a question, or `scenario:scene` of a missed decision.
        weeks: by the Monday of the week: how many were remembered after a day or more, and how many were asked.
        day: the day (UTC) of the newest review.
        asked: how many cards were answered in the review on that day.
        fresh: how many of them were new.
        seconds: how long that took.
    """

    cards: dict[str, Memory] = field(default_factory=dict)
    weeks: dict[str, list[int]] = field(default_factory=dict)
    day: str = ""
    asked: int = 0
    fresh: int = 0
    seconds: float = 0.0

    def due(self, until: datetime) -> list[str]:
        """Give the keys of the cards that are due by a time, those first that are most at risk of being forgotten."""
        limit = _text(until)
        late = [(_recall(memory, until), key) for key, memory in self.cards.items() if memory.due <= limit]
        return [key for _, key in sorted(late)]

    def retention(self) -> tuple[int, int]:
        """Give how many cards were remembered after a day or more, and how many were asked, in the last weeks."""
        newest = sorted(self.weeks)[-WEEKS:]
        return sum(self.weeks[week][0] for week in newest), sum(self.weeks[week][1] for week in newest)


def fold(events: Iterable[Event], earlier: Deck | None = None) -> Deck:
    """Read events in their order and give what is remembered; the same events always give the same.

    A card enters with its first answer, in a lesson or in the review; a decision enters when it was missed. Of each
    card only the first answer of a day counts: what one looked up a minute ago one does not know yet.

    Args:
        events: as `Journal.events` gives them.
        earlier: what followed from the events before these; it is not to be used any more afterwards.
    """
    deck = earlier or Deck()
    for event in events:
        if event.verb != "answered":
            continue
        if event.kind == "card":
            _review(deck, event)
        elif event.kind == "check" and event.score is not None:
            _count(deck, event.item, event, rating(event.score, event.seconds, event.confidence))
        elif event.kind == "scenario" and event.quality:
            _decide(deck, event)
    return deck


def rating(score: float, seconds: float | None = None, confidence: str = "") -> int:
    """Give the rating of an answer: 1 again, 2 hard, 3 good, 4 easy.

    Args:
        score: between 0 and 1.
        seconds: how long it took; None where it is not known.
        confidence: guess, fairly, sure or empty.
    """
    if score < 1:
        return HARD if score >= HALF else AGAIN
    if confidence == "guess" or (seconds is not None and seconds > SLOW):
        return HARD
    quick = seconds is not None and seconds < QUICK
    return EASY if confidence == "sure" and quick else GOOD


def _review(deck: Deck, event: Event) -> None:
    key = event.stands_for or event.item
    day = event.time[:10]
    if day != deck.day:
        deck.day, deck.asked, deck.fresh, deck.seconds = day, 0, 0, 0.0
    deck.asked += 1
    deck.fresh += key not in deck.cards
    deck.seconds += event.seconds or 0.0
    if event.score is not None:
        _count(deck, key, event, rating(event.score, event.seconds, event.confidence))
    memory = deck.cards.get(key)
    if event.stands_for and memory is not None:
        memory.shown = [*(one for one in memory.shown if one != event.item), event.item][-SHOWN:]


def _decide(deck: Deck, event: Event) -> None:
    key = f"{event.item}:{event.part}"
    if event.quality == "strong" and key not in deck.cards:
        return
    _count(deck, key, event, rating(QUALITIES[event.quality]))
    if event.quality != "strong":
        deck.cards[key].points = event.points.split()


def _count(deck: Deck, key: str, event: Event, grade: int) -> None:
    before = deck.cards.get(key)
    if before is not None and before.last[:10] == event.time[:10]:
        return
    when = datetime.fromisoformat(event.time)
    card = _next(before, grade, when)
    memory = before or Memory("", "", 0.0, 0.0)
    if before is not None and event.kind == "card":
        week = (when - timedelta(days=when.weekday())).date().isoformat()
        counts = deck.weeks.setdefault(week, [0, 0])
        counts[0] += grade != AGAIN
        counts[1] += 1
    memory.due, memory.last = _text(card.due), event.time
    memory.stability, memory.difficulty = round(card.stability or 0.0, 6), round(card.difficulty or 0.0, 6)
    memory.seen += 1
    memory.missed += grade == AGAIN
    deck.cards[key] = memory


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler  # noqa: PLC0415  only where something is reviewed

    # Whole days only, and no chance in it: the same answers always come back on the same day.
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=LONGEST)


def _card(memory: Memory | None, when: datetime) -> Card:
    from fsrs import Card, State  # noqa: PLC0415  as above

    if memory is None:
        return Card(card_id=1, due=when)
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=datetime.fromisoformat(memory.due),
        last_review=datetime.fromisoformat(memory.last),
    )


def _next(memory: Memory | None, grade: int, when: datetime) -> Card:
    from fsrs import Rating  # noqa: PLC0415  as above

    return _scheduler().review_card(_card(memory, when), Rating(grade), when)[0]


def _recall(memory: Memory, when: datetime) -> float:
    return round(float(_scheduler().get_card_retrievability(_card(memory, when), when)), 6)


def _text(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
