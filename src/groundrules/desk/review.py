"""Messages of the review: the cards of today in five minutes, what was answered, and how much is remembered."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules.desk.catalogue import catalogue
from groundrules.desk.questions import hinted
from groundrules.desk.standin import stand_in
from groundrules.errors import AnswerError
from groundrules.exercise.score import score
from groundrules.exercise.sheet import of_practice
from groundrules.exercise.value import check, empty, tidy
from groundrules.journal import ledger, statement
from groundrules.journal.xapi import CONFIDENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundrules.desk.catalogue import Catalogue
    from groundrules.desk.drawer import Drawer
    from groundrules.exercise.sheet import Sheet
    from groundrules.journal.deck import Deck, Memory

BUDGET = 300  # seconds a day
FRESH = 3  # new cards a day
ENOUGH = 20  # answers from which on it is said how much is remembered
AHEAD = 7  # days that are looked ahead
# Seconds that a question of a kind takes with its explanation.
TAKES = {"single": 40, "several": 50, "order": 55, "classify": 65, "text": 110}


def open_review(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give the cards for now, as far as the day's five minutes go; with `more`, five minutes more."""
    names = catalogue(drawer.course, drawer.data / "cache")
    found = ledger.summary(drawer.journal)
    waiting = _waiting(drawer, names, found)
    budget = BUDGET if message.get("more") else BUDGET - _spent(drawer, found.deck)
    queue, seconds = [], 0
    for entry in waiting:
        seconds += TAKES[names.questions[entry["question"]]["kind"]]
        if seconds > budget:
            break
        queue.append(_shown(drawer, names, entry))
    return {"queue": queue, **_outlook(drawer, found.deck, len(waiting))}


def save(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Score an answer, record it, and say when the card comes back."""
    names = catalogue(drawer.course, drawer.data / "cache")
    name, stands_for = str(message["question"]), str(message.get("stands_for") or "")
    if stands_for and stands_for not in ledger.summary(drawer.journal).deck.cards:
        raise AnswerError("No such decision was missed.", where=stands_for, remedy="Load the page again.")
    sheet = _sheet(drawer, names, name)
    question = sheet.question(name)
    value = tidy(question, message["value"])
    check(question, value)
    if empty(question, value):
        raise AnswerError("There is no answer yet.", where=question["title"], remedy="Answer first, then check.")
    found = score(question, value, sheet.keys[name])
    confidence = str(message.get("confidence") or "")
    answer = statement.Answer(
        question=name,
        kind=question["kind"],
        value=value,
        score=found.share,
        points=question.get("teaches", ()),
        seconds=_seconds(question, message.get("seconds")),
        confidence=confidence if confidence in CONFIDENCES else "",
        stands_for=stands_for,
    )
    occasion = statement.Occasion(drawer.journal.actor(), drawer.now())
    drawer.journal.record(statement.reviewed(occasion, answer, str(message["shown"])))
    summary = ledger.summary(drawer.journal)
    memory = summary.deck.cards[stands_for or name]
    checks = {"checks": [one.as_dict() for one in found.checks], "lines": list(found.lines)}
    feedback = {"share": found.share, **checks}
    return {"feedback": feedback, "days": _days(drawer, memory), **_outlook(drawer, summary.deck, 0)}


def remind(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give a calendar file that reminds the learner of the review."""
    from groundrules.journal.reminder import reminder  # noqa: PLC0415  only where somebody wants one

    days = [str(day) for day in message["days"]]
    made = reminder(str(message["at"]), days, str(message.get("zone") or "UTC"), drawer.now())
    return {"calendar": made.decode("utf-8")}


def today(drawer: Drawer, names: Catalogue, found: ledger.Summary) -> dict[str, Any]:
    """Give what the home page tells of the review: how many cards, how many minutes, and when the next ones come."""
    waiting = _waiting(drawer, names, found)
    left = max(0, BUDGET - _spent(drawer, found.deck))
    count = seconds = 0
    for entry in waiting:
        seconds += TAKES[names.questions[entry["question"]]["kind"]]
        if seconds > left:
            break
        count += 1
    return {"count": count, "met": len(found.deck.cards), **_outlook(drawer, found.deck, len(waiting))}


def _waiting(drawer: Drawer, names: Catalogue, found: ledger.Summary) -> list[dict[str, Any]]:
    """Give what may be asked today, in its order: first what is due, then a few new cards."""
    deck, taken = found.deck, set[str]()
    due, entries = deck.due(_tonight(drawer)), list[dict[str, Any]]()
    direct = {key for key in due if key in names.questions and names.questions[key]["kind"] in TAKES}
    # Questions and decisions in turn: what comes mixed is remembered better than what comes in blocks.
    turns = zip_longest([key for key in due if key in direct], [key for key in due if key not in direct])
    for key in (key for turn in turns for key in turn if key is not None):
        name = key if key in direct else stand_in(key, names, deck, direct | taken)
        if name is not None:
            taken.add(name)
            entries.append({"question": name, "stands_for": "" if key in direct else key, "fresh": False})
    room = FRESH - (deck.fresh if deck.day == _day(drawer) else 0)
    new = [name for name in _new(drawer, names, found) if name not in taken][: max(0, room)]
    return entries + [{"question": name, "stands_for": "", "fresh": True} for name in new]


def _new(drawer: Drawer, names: Catalogue, found: ledger.Summary) -> Iterator[str]:
    """Give cards that were never met, of teaching points that the learner has met, the weak points first."""
    in_lessons = {name for lesson in drawer.course.lessons for name in lesson.checks}
    weak = set(found.progress.weak_points())
    met = found.progress.points.keys()
    fitting = [
        (not weak & set(question["teaches"]), name)
        for name, question in names.questions.items()
        if name not in in_lessons
        and name not in found.deck.cards
        and not question["stands_for"]
        and question["kind"] in TAKES
        and met & set(question["teaches"])
    ]
    return (name for _, name in sorted(fitting))


def _shown(drawer: Drawer, names: Catalogue, entry: dict[str, Any]) -> dict[str, Any]:
    question = hinted(drawer, _sheet(drawer, names, entry["question"]).question(entry["question"]))
    scenario, _, scene = entry["stands_for"].partition(":")
    story = names.scenarios.get(scenario)
    met = {"title": story["title"], "scene": story["scenes"].get(scene, "")} if story else None
    return {**entry, "question": question, "met": met}


def _sheet(drawer: Drawer, names: Catalogue, name: str) -> Sheet:
    if name not in names.questions:
        raise AnswerError("The course has no such card any more.", where=name, remedy="Load the page again.")
    return of_practice(Path(names.questions[name]["file"]), drawer.data / "unused")


def _outlook(drawer: Drawer, deck: Deck, waiting: int) -> dict[str, Any]:
    """Give how much is remembered, and how many cards come on each of the next days."""
    kept, asked = deck.retention()
    tonight = _tonight(drawer)
    ends = [tonight + timedelta(days=day) for day in range(AHEAD + 1)]
    counts = [sum(datetime.fromisoformat(one.due) <= end for one in deck.cards.values()) for end in ends]
    return {
        "waiting": waiting,
        "retention": {"kept": kept, "asked": asked, "enough": asked >= ENOUGH, "needed": ENOUGH},
        "ahead": [later - earlier for earlier, later in pairwise(counts)],
        "done": deck.asked if deck.day == _day(drawer) else 0,
    }


def _spent(drawer: Drawer, deck: Deck) -> float:
    return deck.seconds if deck.day == _day(drawer) else 0.0


def _seconds(question: dict[str, Any], given: object) -> float | None:
    """Give how long an answer took, where that says something: a text takes as long as it is."""
    if question["kind"] == "text" or not isinstance(given, int | float):
        return None
    return min(float(BUDGET), max(0.0, float(given)))


def _day(drawer: Drawer) -> str:
    return drawer.now().date().isoformat()


def _tonight(drawer: Drawer) -> datetime:
    """Give the end of the learner's own day: what is due within it may be asked from the morning on."""
    here = drawer.now().astimezone()
    return datetime.combine(here.date(), time.max, here.tzinfo).astimezone(drawer.now().tzinfo)


def _days(drawer: Drawer, memory: Memory) -> int:
    due = datetime.fromisoformat(memory.due).astimezone().date()
    return (due - drawer.now().astimezone().date()).days
