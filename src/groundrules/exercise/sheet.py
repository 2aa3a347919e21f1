"""A sheet: the questions that a learner has before them, with the file that keeps the answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from groundrules.errors import AnswerError
from groundrules.exercise import answers as store
from groundrules.exercise.score import Score, form, score
from groundrules.exercise.value import check, empty, tidy

if TYPE_CHECKING:
    from pathlib import Path

FILE = "questions.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """Questions and where their answers are kept.

    Attributes:
        name: of the exercise, or the stem of the lesson.
        questions: the public part of each, by id.
        keys: what scores each, by id; empty for an exercise, whose keys stay with the instructor.
        path: the answers file, which may not exist.
    """

    name: str
    questions: dict[str, dict[str, Any]]
    keys: dict[str, dict[str, Any]]
    path: Path

    def question(self, name: str) -> dict[str, Any]:
        """Give the public part of a question.

        Raises:
            AnswerError: there is none of that id.
        """
        if name not in self.questions:
            known = ", ".join(self.questions) or "none"
            raise AnswerError(
                f"There is no question “{name}” here.", where=self.name, remedy=f"The questions are: {known}."
            )
        return self.questions[name]

    def open(self, name: str) -> dict[str, Any]:
        """Give a question with what was answered before, ready for its form.

        A damaged answers file is set aside and reported as `notice`.

        Raises:
            AnswerError: there is no such question, or the answers cannot be read.
        """
        question = self.question(name)
        notice = store.recover(self.path)
        value = store.read(self.path, self.name).value(name)
        try:
            check(question, value)
        except AnswerError:
            # The question was changed since: the old answer stays in the file until it is answered again.
            value = None
        return {"question": question, "value": value, "notice": notice, **self._state(question, value)}

    def save(self, name: str, value: object) -> dict[str, Any]:
        """Keep an answer and give what may be said about it: its form, and for a practice question everything.

        Raises:
            AnswerError: there is no such question, the value has not its shape, or it cannot be written.
        """
        question = self.question(name)
        value = tidy(question, value)
        check(question, value)
        notice = store.save(self.path, self.name, name, None if empty(question, value) else value)
        return {"notice": notice, **self._state(question, value)}

    def whole(self) -> bool:
        """Say whether every question has an answer.

        Raises:
            AnswerError: the answers cannot be read.
        """
        return self.questions.keys() <= store.read(self.path, self.name).answers.keys()

    def score(self, name: str, key: dict[str, Any] | None = None) -> Score:
        """Score the saved answer to a question.

        Args:
            name: the question's id.
            key: what scores it; by default the sheet's own, if it has one.

        Raises:
            AnswerError: there is no such question, or the answers cannot be read.
        """
        question = self.question(name)
        return score(question, store.read(self.path, self.name).value(name), key or self.keys.get(name))

    def _state(self, question: dict[str, Any], value: object) -> dict[str, Any]:
        status = "empty" if empty(question, value) else "saved"
        feedback = None
        if status == "saved" and question["id"] in self.keys:
            result = score(question, value, self.keys[question["id"]])
            feedback = {
                "share": result.share,
                "checks": [one.as_dict() for one in result.checks],
                "lines": list(result.lines),
            }
        return {
            "status": status,
            "checks": [one.as_dict() for one in form(question, value)],
            "feedback": feedback,
        }


def of_exercise(folder: Path) -> Sheet:
    """Read the sheet of a graded exercise: `questions.json` and `answers.json` in its folder.

    Raises:
        AnswerError: the folder holds no questions, or they cannot be read.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        name, entries = str(content["exercise"]), content["questions"]
        questions = {str(entry["id"]): dict(entry) for entry in entries}
    except FileNotFoundError as error:
        raise AnswerError(
            "There are no questions in this folder.", where=str(path), remedy="Open the exercise in its own folder."
        ) from error
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise AnswerError(
            "The questions of this exercise cannot be read.",
            where=str(path),
            remedy="Put the exercise's own questions.json back; your answers are in another file.",
        ) from error
    return Sheet(name, questions, {}, folder / store.FILE)


def of_practice(source: Path, path: Path) -> Sheet:
    """Read the sheet of a lesson's practice questions, which come with their keys.

    Args:
        source: the lesson's YAML file of questions.
        path: the answers file.

    Raises:
        ContentError: the questions are wrong, with every fault found.
    """
    questions, keys = _practice(source, source.stat().st_mtime_ns if source.is_file() else 0)
    return Sheet(source.stem, questions, keys, path)


@lru_cache(maxsize=32)
def _practice(source: Path, _changed: int) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    from groundrules.exercise.question import key, public  # noqa: PLC0415  pydantic: only where YAML is read
    from groundrules.exercise.source import read  # noqa: PLC0415

    found = read(source)
    return {one.id: public(one) for one in found}, {one.id: key(one) for one in found}
