"""A timetable for a workshop, worked out from the minutes of the lessons' sections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from groundrules.workshop.kit.note import Step, read_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundrules.course import Course, Lesson

LENGTHS = {"90": 90, "half": 240, "full": 420}  # minutes, breaks included
ARRIVE, CLOSE = 8, 7  # minutes
BREAK, LUNCH = 15, 60
_SITTING = 90  # minutes after which people need a break
_NOON = 180  # minutes of a full day after which lunch comes
_DEBRIEF, _ROLE_PLAY = 8, 20
# A room talks about what one person reads: what a learner does alone takes a group half as long again.
_GROUP = 1.5
_ON_PAPER = ("To take with you", "Where this does not apply")
_STRETCH = 1.6  # at most, where time is left


@dataclass(frozen=True, slots=True)
class Plan:
    """A workshop's timetable.

    Attributes:
        steps: in their order.
        left_out: what did not fit, as “lesson: what”.
    """

    steps: tuple[Step, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    lesson: str
    what: str
    how: str
    minutes: int
    core: bool = True


def plan(course: Course, lessons: Sequence[Lesson], length: int) -> Plan:
    """Work a timetable out.

    For 90 minutes there is one lesson, and where its facilitator's note describes most of them by hand, that is what is
    given. Else every lesson's case, scenario, role play and own step come before its ideas: where time is short, up to
    half of the ideas are left to be read at home, and then whole lessons, the last first. Where time is left, what
    people do together gets it. The recap and the limits are on the handout.

    Args:
        course: the course, with its facilitators' notes.
        lessons: in the order in which they are wanted.
        length: minutes from the door's opening to its closing.

    Raises:
        ContentError: a note is missing.
    """
    own = read_note(course, lessons[0]).timetable
    if length == LENGTHS["90"] and own and own[-1].ends > length / 2:
        return Plan(own, tuple(f"{lesson.title}: all of it" for lesson in lessons[1:]))
    room = length - ARRIVE - CLOSE - (LUNCH if length >= LENGTHS["full"] else 0)
    room -= BREAK * max(0, (length - 1) // (_SITTING + BREAK) - (length >= LENGTHS["full"]))
    wanted: list[_Block] = []
    left_out: list[str] = []
    for lesson in lessons:
        blocks = list(_blocks(lesson, cards=bool(read_note(course, lesson).cards)))
        if left_out or sum(block.minutes / (1 if block.core else 2) for block in [*wanted, *blocks]) > room:
            left_out.append(f"{lesson.title}: all of it")
        else:
            wanted += blocks
    while sum(block.minutes for block in wanted) > room:
        ideas = [block for block in wanted if not block.core]
        counts = Counter(block.lesson for block in ideas)
        last = next(block for block in reversed(ideas) if counts[block.lesson] == max(counts.values()))
        wanted.remove(last)
        left_out.append(f"{last.lesson}: {last.what}")
    return Plan(tuple(_steps(_stretched(wanted, room), length)), tuple(left_out))


def _blocks(lesson: Lesson, *, cards: bool) -> Iterator[_Block]:
    """Yield what a room does with a lesson; sections between the case and the play are its ideas.

    Args:
        lesson: which one.
        cards: whether it has a role play.
    """
    ideas: list[_Block] = []
    for title, minutes in lesson.sections:
        long = round(minutes * _GROUP)
        if "play" in title.lower() or "small choice" in title.lower():
            yield from ideas
            ideas = []
            yield _Block(lesson.title, title, "On the big screen: pairs talk, all vote, the room plays.", long)
            yield _Block(lesson.title, "Debrief", "The turning points, and the debrief's questions.", _DEBRIEF)
        elif "short case" in title.lower():
            yield _Block(lesson.title, title, "Read it aloud; vote before anybody explains.", max(5, long))
        elif "workbook" in title.lower():
            yield from ideas
            ideas = []
            if cards:
                how = "In threes, with the cards; the third one observes."
                yield _Block(lesson.title, "Role play", how, _ROLE_PLAY)
            yield _Block(lesson.title, title, "In silence: one contact. Nobody has to read anything out.", long)
        elif title not in _ON_PAPER:
            how = "Draw it; let each pair find one example of their own."
            ideas.append(_Block(lesson.title, title, how, max(4, long), core=False))
    yield from ideas


def _stretched(blocks: list[_Block], room: int) -> list[_Block]:
    spare = room - sum(block.minutes for block in blocks)
    shared = sum(block.minutes for block in blocks if block.core)
    factor = min(_STRETCH, 1 + spare / shared) if shared else 1
    return [replace(block, minutes=int(block.minutes * factor)) if block.core else block for block in blocks]


def _steps(blocks: list[_Block], length: int) -> Iterator[Step]:
    now, sat, fed = 0, 0, length < LENGTHS["full"]

    def step(minutes: int, what: str, how: str) -> Step:
        nonlocal now
        now += minutes
        return Step(now - minutes, now, what, how)

    yield step(ARRIVE, "Arrive", "One question to each table; hands only.")
    for block in blocks:
        if not fed and now + block.minutes > _NOON:
            yield step(LUNCH, "Lunch", "")
            sat, fed = 0, True
        elif sat + block.minutes > _SITTING:
            yield step(BREAK, "Break", "")
            sat = 0
        sat += block.minutes
        yield step(block.minutes, block.what, f"{block.lesson}. {block.how}")
    if (left := length - CLOSE - now) > 0:
        yield step(left, "Open questions", "What would still get in your way on Monday?")
    yield step(CLOSE, "Close", "Each says one sentence that they will use, or one date.")
