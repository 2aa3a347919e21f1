"""How long an exercise takes: computed from the words to read, what each question asks for, and the words to write.

Reading, choosing and writing go at the published speeds that `minutes` names. In a lesson the 39 seconds of a choice
hold its reading. Here they come after it: the case is new and counts, and in that study, too, choices that counted took
longer than those that did not. By how much is our assumption, and so are the two numbers for sorting and looking up.
Nobody is held to these minutes, and the feedback, which comes later, is not in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules.authoring.minutes import CHOOSING, WRITING, reading, words
from groundrules.exercise.choice import Classify, Order
from groundrules.exercise.figure import Figures
from groundrules.exercise.question import best
from groundrules.exercise.source import read
from groundrules.exercise.text import Worded
from groundrules.notebook import read_text_notebook

if TYPE_CHECKING:
    from groundrules.course import Course
    from groundrules.exercise.base import Base

PLACING = 10 / 60  # minutes to find the place of one item among the others: our assumption
LOOKING_UP = 2.0  # minutes to set a form, count, and write down one number: our assumption
_READ = ("options", "items", "groups", "fields")


def exercise_minutes(course: Course, exercise: str) -> float:
    """Give how long an exercise takes, from its first line to its last question.

    Raises:
        ContentError: it or its questions cannot be read.
    """
    folder = course.root / "solutions" / exercise
    cells = read_text_notebook(folder / f"{exercise}.md").cells
    text = sum(reading(cell.source) for cell in cells if cell.cell_type == "markdown")
    return text + sum(graded_minutes(question) for question in read(folder / "questions.yaml"))


def graded_minutes(question: Base) -> float:
    """Give how long a question takes: reading it, and doing what it asks for."""
    shown = question.shown()
    time = reading(question.prompt) + sum(reading(one["text"]) for name in _READ for one in shown.get(name, []))
    match question:
        case Worded():
            return time + reading(question.text.starter or "") + words(str(best(question))) / WRITING
        case Figures():
            return time + LOOKING_UP * len(question.fields)
        case Classify() | Order():
            return time + CHOOSING + PLACING * len(question.items)
        case _:
            return time + CHOOSING
