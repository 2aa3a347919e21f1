"""Messages of a question's form: open, and keep the answer."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from groundrules.errors import AnswerError
from groundrules.exercise.hints import about
from groundrules.exercise.sheet import of_exercise, of_practice
from groundrules.journal import statement
from groundrules.workbook.mentions import masked, mentions

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.desk.drawer import Drawer
    from groundrules.exercise.sheet import Sheet

PRACTICE = "practice"  # the folder, in the learner's data, of what was answered to quick checks


def open_question(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give a question, what was answered to it, and what may be said about that."""
    reply = sheet_of(drawer, message).open(message["id"])
    if message.get("practice"):
        reply["question"] = hinted(drawer, reply["question"])
    return reply


def hinted(drawer: Drawer, question: dict[str, Any]) -> dict[str, Any]:
    """Give a practice question with what its first hints say."""
    return {**question, "about": about(drawer.course, question["teaches"])}


def save(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Keep an answer; record in the journal that it was given, never what was written."""
    sheet, name, value = sheet_of(drawer, message), message["id"], message["value"]
    reply = sheet.save(name, value)
    if reply["status"] != "empty":
        question = sheet.question(name)
        answer = statement.Answer(
            question=name,
            kind=question["kind"],
            value=value,
            score=(reply["feedback"] or {}).get("share"),
            points=question.get("teaches", ()),
            exercise="" if message.get("practice") else sheet.name,
        )
        practice = message.get("practice")
        lesson = drawer.lesson_of("checks", name) if practice else drawer.lesson_of("exercises", sheet.name)
        occasion = statement.Occasion(drawer.journal.actor(), drawer.now(), lesson)
        drawer.journal.record(statement.answered(occasion, answer))
        if not practice and sheet.whole():
            drawer.journal.record(statement.completed(occasion, "exercise", sheet.name))
    return reply


def handed_in(drawer: Drawer, exercise: str) -> None:
    """Record in the journal that an exercise was handed in."""
    occasion = statement.Occasion(drawer.journal.actor(), drawer.now(), drawer.lesson_of("exercises", exercise))
    drawer.journal.record(statement.completed(occasion, "exercise", exercise))


def contacts_in(drawer: Drawer, folder: Path) -> list[tuple[str, str]]:
    """Find contacts of the workbook in an exercise that is about to be handed in: where, and the words."""
    contacts = drawer.workbook.rows("contacts")
    found = []
    for path in sorted([*folder.glob("*.ipynb"), *folder.glob("answers.json")]):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue  # the hand-in itself says what is wrong with it
        found += [(f"{path.name}, {'/'.join(map(str, one.path))}", one.words) for one in mentions(contacts, data)]
    return found


def mask_contacts(drawer: Drawer, folder: Path, into: Path) -> Path:
    """Copy an exercise into another folder with the workbook's contacts masked; give the copy. The original stays."""
    contacts = drawer.workbook.rows("contacts")
    copy = into / folder.name
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*"))
    for path in [*copy.glob("*.ipynb"), *copy.glob("answers.json")]:
        data = json.loads(path.read_text(encoding="utf-8"))
        hidden = masked(data, mentions(contacts, data))
        path.write_text(json.dumps(hidden, ensure_ascii=False, indent=1), encoding="utf-8")
    return copy


def sheet_of(drawer: Drawer, message: dict[str, Any]) -> Sheet:
    """Give the sheet on which a message's question stands: a lesson's checks, or an exercise."""
    if message.get("practice"):
        lesson = drawer.course.lesson(str(message["id"])[:2])
        kept = drawer.data / PRACTICE
        kept.mkdir(exist_ok=True)
        return of_practice(drawer.course.questions_file(lesson), kept / f"{lesson.stem}.json")
    return of_exercise(below(drawer.root, str(message.get("path") or "")))


def below(root: Path, path: str) -> Path:
    """Give the folder of an exercise.

    Raises:
        AnswerError: it does not lie below the root.
    """
    folder = (root / path).resolve()
    if not folder.is_relative_to(root.resolve()):
        raise AnswerError("That folder is not in your course folder.", where=path, remedy="Open the exercise there.")
    return folder
