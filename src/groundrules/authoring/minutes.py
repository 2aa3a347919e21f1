"""How long a lesson takes: computed, section by section, from reading, choosing and writing speeds that are published.

Reading: 238 words a minute, silent reading of English non-fiction by adults, mean of 190 studies (M. Brysbaert, "How
many words do we read per minute?", Journal of Memory and Language 109, 2019). Choosing: 39 seconds for a
multiple-choice question, its reading included (L. N. Kennette and D. McGuckin, "Best Practice for Online Tests: How
Long Do Students Actually Need?", Teaching and Learning Inquiry 13, 2025). Writing: 19 words a minute, composing at a
keyboard (C.-M. Karat and others, "Patterns of entry and correction in large vocabulary continuous speech recognition
systems", CHI 1999). A scenario is taken as played once, every choice as likely as the others at its place; a scene is
a question with its options, so that the 39 seconds hold what it tells, too. Exercises are in `minutes_exercises`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from statistics import mean
from typing import TYPE_CHECKING, Any

from groundrules.exercise.question import best, key
from groundrules.exercise.source import read
from groundrules.notebook import read_text_notebook
from groundrules.scenario import explore, load
from groundrules.scenario.odds import ways
from groundrules.view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from groundrules.course import Course, Lesson
    from groundrules.exercise.base import Base
    from groundrules.scenario.sheet import Sheet

READING, WRITING = 238, 19  # words a minute
CHOOSING = 39 / 60  # minutes
# Nobody has measured how much people write at a step in their workbook; two or three sentences are asked for.
STEP = 40  # words
UNREAD = frozenset({"Sources"})  # a list to look things up in
ROUND = 5  # minutes
# A rehearsal: so many answers, the words of one, the words of what comes back, and those of the look back at the end.
ANSWERS, ANSWER, REPLY, DEBRIEF = 5, 25, 60, 250

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a lesson and its time."""

    title: str
    minutes: float

    @property
    def whole(self) -> int:
        """Give the time in whole minutes, at least one."""
        return max(1, round(self.minutes))


def lesson_minutes(course: Course, lesson: Lesson) -> list[Section]:
    """Give the sections of a lesson with their times; what stands before the first one belongs to it.

    Raises:
        ContentError: the lesson, one of its scenarios or its questions cannot be read.
    """
    questions = {}
    if lesson.checks:
        questions = {question.id: question for question in read(course.root / "questions" / f"{lesson.stem}.yaml")}
    titles, times = [""], [0.0]
    for cell in read_text_notebook(course.root / "notebooks" / f"{lesson.stem}.md").cells:
        if cell.cell_type == "markdown":
            parts = HEADING.split(cell.source)
            times[-1] += reading(parts[0])
            for title, text in zip(parts[1::2], parts[2::2], strict=True):
                titles.append(title.strip())
                times.append(0.0 if title.strip() in UNREAD else reading(text))
        elif (view := view_of(cell.source)) is not None:
            times[-1] += _view(course, view, questions)
    sections = [Section(title, time) for title, time in zip(titles, times, strict=True) if time]
    if len(sections) > 1 and not sections[0].title:
        first = Section(sections[1].title, sections[0].minutes + sections[1].minutes)
        sections[:2] = [first]
    return sections


def rounded(minutes: float) -> int:
    """Give a time as people are told it: to the nearest five minutes, and never nothing."""
    return max(ROUND, ROUND * round(minutes / ROUND))


def question_minutes(question: Base) -> float:
    """Give how long a practice question takes, with the reading of what it explains."""
    shown = question.shown()
    texts = [question.prompt, *(one["text"] for name in ("options", "items", "groups") for one in shown.get(name, []))]
    solution = key(question)
    told = [*solution.get("feedback", {}).values()]
    # Of the feedback for several options one reads that for one's own.
    heard = mean(map(reading, told)) if told else 0.0
    after = heard + reading(solution["explain"])
    if "text" in shown:
        return reading(question.prompt) + words(str(best(question))) / WRITING + after
    return max(sum(map(reading, texts)), CHOOSING) + after


@cache
def scenario_minutes(path: Path) -> float:
    """Give how long it takes to play a scenario once and to read its debrief.

    Raises:
        ContentError: its file is wrong.
    """
    sheet = explore(load(path))
    texts = sheet["texts"]
    debrief = [sheet["expert"]["why"], *sheet["debrief"]["questions"], sheet["debrief"]["transfer"]]
    frame = reading(sheet["case"]) + sum(reading(texts[number]) for number in debrief)
    return frame + _play(sheet)


def _play(sheet: Sheet) -> float:
    """Give the expected time from the start to an ending; a way back to where one came from costs nothing more."""
    nodes, moves = sheet["nodes"], sheet["moves"]
    spent = [reading(text) for text in sheet["texts"]]

    def lines(numbers: Iterable[int | None]) -> float:
        return sum(spent[number] for number in numbers if number is not None)

    def told(move: int) -> float:
        found = moves[move]
        return lines(number for _, number in found["then"]) + lines([found["why"], found["trade"]])

    times: dict[int, float] = {}
    entered: set[int] = set()
    waiting = [sheet["start"]]
    while waiting:
        here = waiting[-1]
        entered.add(here)
        node = nodes[here]
        open_ways = ways(node)
        ahead = [target for _, target in open_ways if target not in times and target not in entered]
        if ahead:
            waiting += ahead
            continue
        waiting.pop()
        told_here = time = lines([node["title"], *(number for _, number in node["body"])])
        if open_ways:
            time += mean(told(move) + times.get(target, 0.0) for move, target in open_ways)
        if "words" in node:
            ready = [sheet["texts"][one["text"]] for one in node["words"]["ready"]]
            time += lines([node["words"]["prompt"]]) + mean(map(words, ready)) / WRITING
        elif open_ways:
            time += max(told_here + lines(moves[move]["text"] for move, _ in open_ways), CHOOSING) - told_here
        if "ending" in node:
            time += lines([node["ending"]["title"], node["ending"]["price"], node["ending"]["gained"]])
        times[here] = time
    return times[sheet["start"]]


def _view(course: Course, view: dict[str, Any], questions: dict[str, Base]) -> float:
    match view["view"]:
        case "player":
            return scenario_minutes(course.root / "scenarios" / f"{view['id']}.yaml")
        case "question" if view["id"] in questions:
            return question_minutes(questions[view["id"]])
        case "records" | "coach":
            return STEP / WRITING
        case "rehearsal":
            return ANSWERS * (ANSWER / WRITING + REPLY / READING) + DEBRIEF / READING
        case _:
            return 0.0


def words(text: str) -> int:
    """Count the words of a text."""
    return len(WORD.findall(text))


def reading(text: str) -> float:
    """Give how long a text takes to read."""
    return words(text) / READING
