"""Ground Rules: the verbs that a notebook of the course uses; what is heavy loads when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

    from groundrules.coach import Report
    from groundrules.widgets import Shown
    from groundrules.workbook import Workbook

__all__ = [
    "advise",
    "answer",
    "ask",
    "certificate",
    "check",
    "data",
    "draft",
    "edit",
    "home",
    "lab",
    "open_workbook",
    "overview",
    "play",
    "progress",
    "rehearse",
    "review",
    "score",
    "table",
]


def play(scenario: str) -> Shown:
    """Show a scenario, where you left it.

    Args:
        scenario: its id, for example `the-2am-call`.
    """
    return _show("play", scenario)


def check(question: str) -> Shown:
    """Show a quick check of a lesson.

    Args:
        question: its id, which begins with the lesson's number.
    """
    return _show("check", question)


def ask(question: str) -> Shown:
    """Show a question of the exercise in whose folder the notebook lies.

    Args:
        question: its id in the exercise.
    """
    return _show("ask", question)


def edit(table: str) -> Shown:
    """Show a table of your workbook as a form.

    Args:
        table: its name, for example `proposals`.
    """
    return _show("edit", table)


def table(name: str) -> Shown:
    """Show a table of your workbook as a spreadsheet.

    Args:
        name: its name, for example `incidents`.
    """
    return _show("table", name)


def lab(table: str) -> Shown:
    """Show the records of the exercise in whose folder the notebook lies, with a form that counts in them.

    Args:
        table: the name of the records, for example `calls`.
    """
    return _show("lab", table)


def data(table: str) -> DataFrame:
    """Give the records of the exercise in this folder as a DataFrame.

    Args:
        table: the name of the records, for example `calls`.
    """
    from groundrules.exercise.lab.frame import frame  # noqa: PLC0415

    return frame(table)


def overview() -> Shown:
    """Show one contact at a glance, and make the documents for the talk with them."""
    return _show("overview")


def draft(kind: str) -> Shown:
    """Show a text field with the coach beside it.

    Args:
        kind: opening, gap, three-points, questions, commitment, confirmation or no.
    """
    return _show("draft", kind)


def progress(lesson: str) -> Shown:
    """Show what is done in a lesson.

    Args:
        lesson: its id, for example `05`.
    """
    return _show("progress", lesson)


def home() -> Shown:
    """Show where you were, what is done, and what is due today."""
    return _show("home")


def review() -> Shown:
    """Show the cards that are due today: five minutes of what you have met."""
    return _show("review")


def certificate() -> Shown:
    """Show what is left until the certificate, and make it when nothing is."""
    return _show("certificate")


def rehearse() -> Shown:
    """Show the rehearsal: your own proposal against a partner who pushes back."""
    return _show("rehearse")


def answer(question: str) -> None:
    """Print what was answered to a question of the exercise in this folder.

    Args:
        question: its id in the exercise.
    """
    from groundrules.exercise import answer  # noqa: PLC0415

    answer(question)


def score(question: str, key: dict[str, Any] | None = None) -> float | None:
    """Score the answer to a question of the exercise in this folder, and print why.

    Args:
        question: its id in the exercise.
        key: what a grader knows and a learner does not; without it only the form is checked.

    Returns:
        The points, from 0 to the question's maximum; None without a key.
    """
    from groundrules.exercise import score  # noqa: PLC0415

    return score(question, key)


def advise(text: str, kind: str | None = None) -> Report:
    """Ask the coach about a text: what is there, what is missing, and what may sound wrong.

    Args:
        text: what you would say or write.
        kind: opening, gap, three-points, questions, commitment, confirmation or no.
    """
    from groundrules.coach import advise  # noqa: PLC0415

    return advise(text, kind)


def open_workbook() -> Workbook:
    """Open your workbook; its tables are DataFrames, for example `open_workbook().proposals`."""
    from groundrules.workbook import open_workbook  # noqa: PLC0415

    return open_workbook()


def _show(verb: str, argument: str = "") -> Shown:
    from groundrules.view import view  # noqa: PLC0415
    from groundrules.widgets import show  # noqa: PLC0415

    return show(view(verb, argument))
