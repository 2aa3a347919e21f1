"""Messages of starting afresh: an answer, or all answers of an exercise, put aside and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundrules import folder
from groundrules.desk import questions
from groundrules.exercise import answers
from groundrules.exercise.sheet import of_exercise

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.desk.drawer import Drawer
    from groundrules.exercise.sheet import Sheet

EARLIER = "earlier"  # the folder, in the learner's data, of answers that were put aside


def open_question(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give a question as `questions.open_question` does, and whether an earlier answer to it was put aside."""
    reply = questions.open_question(drawer, message)
    sheet = questions.sheet_of(drawer, message)
    return {**reply, "earlier": _aside(drawer, sheet, message["id"]) is not None}


def reset_question(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Put the answer to a question aside, so that its form is empty."""
    sheet = questions.sheet_of(drawer, message)
    _put_aside(drawer, sheet, message["id"])
    return open_question(drawer, message)


def restore_question(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Bring the answer back that was put aside last; what stands there now is put aside in its place."""
    sheet, name = questions.sheet_of(drawer, message), message["id"]
    earlier, now = _aside(drawer, sheet, name), sheet.open(name)["value"]
    if earlier is not None:
        answers.save(_place(drawer, sheet), sheet.name, name, now)
        sheet.save(name, earlier)
    return open_question(drawer, message)


def reset_exercise(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Put all answers of an exercise aside; its notebook stays as it is."""
    sheet = of_exercise(_exercise(drawer, message["exercise"]))
    held = answers.read(sheet.path, sheet.name).answers
    for name in held:
        _put_aside(drawer, sheet, name)
    return {"answers": len(held)}


def restore_exercise(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Bring all answers of an exercise back that were put aside, where none has been given since."""
    sheet = of_exercise(_exercise(drawer, message["exercise"]))
    held = answers.read(sheet.path, sheet.name).answers
    back = [
        (name, one.value)
        for name, one in answers.read(_place(drawer, sheet), sheet.name).answers.items()
        if name not in held and name in sheet.questions
    ]
    for name, value in back:
        sheet.save(name, value)
    return {"answers": len(back)}


def answered(drawer: Drawer, exercise: str) -> int:
    """Give how many answers an exercise has; none where it is not in the learner's folder."""
    path = _exercise(drawer, exercise) / answers.FILE
    return len(answers.read(path).answers) if path.is_file() and not answers.recover(path) else 0


def _put_aside(drawer: Drawer, sheet: Sheet, name: str) -> None:
    value = sheet.open(name)["value"]
    if value is not None:
        answers.save(_place(drawer, sheet), sheet.name, name, value)
        sheet.save(name, None)


def _aside(drawer: Drawer, sheet: Sheet, name: str) -> object:
    return answers.read(_place(drawer, sheet), sheet.name).value(name)


def _place(drawer: Drawer, sheet: Sheet) -> Path:
    place = drawer.data / EARLIER
    place.mkdir(exist_ok=True)
    return place / f"{sheet.name}.json"


def _exercise(drawer: Drawer, name: str) -> Path:
    return questions.below(drawer.home or folder.home(), f"exercises/{name}")
