"""The answers file beside an exercise: read, checked, and written so that no crash and no second window loses any."""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from groundrules.errors import AnswerError
from groundrules.exercise.lock import held
from groundrules.exercise.value import LONGEST_ID, MOST_ANSWERS

FILE = "answers.json"
SCHEMA = 1
LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        value: what was answered; its shape depends on the question's kind.
        saved: when, in UTC, as `2026-11-22T10:00:00Z`.
    """

    value: Any
    saved: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What the answers file holds.

    Attributes:
        exercise: the name of the exercise or lesson.
        answers: by question id, in the order of first saving.
    """

    exercise: str
    answers: dict[str, Answer] = field(default_factory=dict)

    def value(self, question: str) -> object:
        """Give the answer to a question, or None where there is none."""
        found = self.answers.get(question)
        return found.value if found else None

    def as_bytes(self) -> bytes:
        """Give the file's content."""
        answers = {name: {"value": answer.value, "saved": answer.saved} for name, answer in self.answers.items()}
        content = {"schema": SCHEMA, "exercise": self.exercise, "answers": answers}
        return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode(errors="replace")


def read(path: Path, exercise: str = "") -> Answers:
    """Read an answers file; a missing one holds no answers.

    Args:
        path: the file.
        exercise: the name to give where there is no file yet.

    Raises:
        AnswerError: it is damaged, too large, or cannot be read.
    """
    content = _content(path)
    return Answers(exercise) if content is None else parse(content, str(path))


def parse(content: bytes, where: str) -> Answers:
    """Read the content of an answers file and check every part of it.

    Args:
        content: the bytes; more than `LARGEST` are refused.
        where: how errors name the file.

    Raises:
        AnswerError: it is not what the course writes.
    """
    found = _understood(content, where)
    if isinstance(found, str):
        raise AnswerError(
            f"The answers file is damaged: {found}.",
            where=where,
            remedy="Answer the questions again, or put a good copy of the file back.",
        )
    return found


def save(path: Path, exercise: str, question: str, value: object, now: datetime | None = None) -> str:
    """Save one answer, keeping all others as they are on disk at that moment.

    A damaged file is set aside first, never overwritten.

    Args:
        path: the answers file; made when missing.
        exercise: the name of the exercise.
        question: the question's id.
        value: JSON data; None takes the answer away.
        now: the time of saving; by default that of the clock.

    Returns:
        What the person has to be told, or an empty text: where a damaged file was put.

    Raises:
        AnswerError: the folder cannot be written, or the file is from a newer version.
    """
    try:
        with held(path):
            notice = recover(path)
            before = read(path, exercise)
            answers = dict(before.answers)
            if value is None:
                answers.pop(question, None)
            else:
                answers[question] = Answer(value, f"{now or datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
            _replace(path, Answers(exercise, answers).as_bytes())
    except OSError as error:
        raise _unreachable(path, error, "written") from error
    return notice


def recover(path: Path) -> str:
    """Set a damaged answers file aside, under another name in the same folder.

    Returns:
        What the person has to be told, or an empty text where the file is in order or missing.

    Raises:
        AnswerError: the file is from a newer version, or cannot be read or moved.
    """
    content = _content(path)
    damage = "" if content is None else _understood(content, str(path))
    if not damage or isinstance(damage, Answers):
        return ""
    kept = _free_name(path)
    try:
        path.rename(kept)
    except OSError as error:
        raise _unreachable(path, error, "moved") from error
    return f"Your earlier answers could not be read: {damage}. They are kept, unchanged, in {kept.name}."


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreachable(path, error, "read") from error


def _understood(content: bytes, where: str) -> Answers | str:
    """Give the answers, or what is damaged, as the end of a sentence."""
    if len(content) > LARGEST:
        return f"it is larger than {LARGEST:,} bytes"
    try:
        data = json.loads(content.decode("utf-8"), parse_constant=_no_number, parse_float=_finite)
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    except RecursionError:
        return "it is too deeply nested"
    except ValueError as error:
        return f"it is not JSON ({error})"
    if isinstance(data, dict) and type(data.get("schema")) is int and data["schema"] > SCHEMA:
        raise AnswerError(
            f"The answers file was written by a newer version of the course (schema {data['schema']}).",
            where=where,
            remedy="Update the course, then open the exercise again.",
        )
    return _damage(data) or Answers(
        data["exercise"], {name: Answer(entry["value"], entry["saved"]) for name, entry in data["answers"].items()}
    )


def _damage(data: Any) -> str:  # noqa: ANN401  anything may come out of a file
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("answers"), dict):
        return "its head is not that of an answers file"
    if not isinstance(data.get("exercise"), str) or len(data["exercise"]) > LONGEST_ID:
        return "it does not name its exercise"
    if len(data["answers"]) > MOST_ANSWERS:
        return f"it holds {len(data['answers']):,} answers, more than any exercise asks"
    for name, entry in data["answers"].items():
        saved = entry.get("saved") if isinstance(entry, dict) and "value" in entry else None
        if not isinstance(saved, str) or len(saved) > LONGEST_ID:
            return f"its entry “{name[:40]}” is not an answer"
    return ""


def _free_name(path: Path) -> Path:
    for number in range(1, 10_000):
        name = path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
        if not name.exists():
            return name
    raise AnswerError("Too many damaged answers files lie here.", where=str(path.parent), remedy="Delete the old ones.")


def _replace(path: Path, content: bytes) -> None:
    import tempfile  # noqa: PLC0415  grading reads many answers and writes none

    # Written beside, forced to the disk, then renamed over: a crash leaves the old file or the new one, whole.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _finite(digits: str) -> float:
    return number if math.isfinite(number := float(digits)) else _no_number(digits)


def _unreachable(path: Path, error: OSError, what: str) -> AnswerError:
    reason = (error.strerror or str(error)).lower()
    return AnswerError(
        f"The answers file cannot be {what} ({reason}).",
        where=str(path),
        remedy="See that the folder can be written and the disk is not full, then try again.",
    )
