"""The learner's hand-in: one file that holds the notebook and the answers, and says what it holds."""

from __future__ import annotations

import hashlib
import io
import json
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from groundrules.errors import SubmissionError
from groundrules.exercise import answers as store
from groundrules.exercise.sheet import of_exercise
from groundrules.exercise.value import empty

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".handin.zip"
MANIFEST = "manifest.json"
SCHEMA = 1
LONGEST_NAME = 60
# What Windows takes for a device.
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True, slots=True)
class HandIn:
    """A hand-in that was made.

    Attributes:
        path: the file to give to the instructor.
        lines: what is in it, and what is not, in sentences.
    """

    path: Path
    lines: tuple[str, ...]


def hand_in(folder: Path, name: str, into: Path | None = None, now: datetime | None = None) -> HandIn:
    """Put an exercise's notebook and answers into one file. The exercise itself is left as it is.

    Args:
        folder: the learner's folder of the exercise.
        name: who hands it in: a name, or the id that the instructor asked for.
        into: where to put the file; by default beside the exercise's folder.
        now: the time; by default that of the clock.

    Raises:
        SubmissionError: there is no name, no notebook, or no answer to hand in.
        AnswerError: the folder holds no exercise, or the answers are damaged.
    """
    student = slug(name)
    if not student:
        raise SubmissionError("Your name is missing.", remedy="Give it with --name, for example --name “Ana Silva”.")
    sheet = of_exercise(folder)
    answers = store.read(sheet.path, sheet.name)
    given = [one for one, question in sheet.questions.items() if not empty(question, answers.value(one))]
    if sheet.questions and not given:
        raise SubmissionError(
            "No question is answered yet.", where=str(folder), remedy="Answer at least one, then hand in again."
        )
    notebook = folder / f"{sheet.name}.ipynb"
    files = {notebook.name: _without_outputs(notebook), store.FILE: answers.as_bytes()}
    made = now or datetime.now(UTC)
    target = (into or folder.parent) / f"{sheet.name}-{student}{ENDING}"
    try:
        target.write_bytes(pack(sheet.name, name.strip(), files, made))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SubmissionError(
            f"The hand-in cannot be written ({reason}).", where=str(target), remedy="Choose another folder."
        ) from error
    missing = [question["title"] for one, question in sheet.questions.items() if one not in given]
    lines = [
        f"{notebook.name}: your notebook, without outputs.",
        f"{store.FILE}: {len(given)} of {len(sheet.questions)} questions answered.",
        *(f"Not answered: {title}" for title in missing),
        f"{MANIFEST}: your name ({name.strip()}), the time, and the size of each file. Nothing else is in it.",
    ]
    return HandIn(target, tuple(lines))


def pack(exercise: str, name: str, files: dict[str, bytes], made: datetime) -> bytes:
    """Give the bytes of a hand-in: its files and the manifest that lists them."""
    manifest = {
        "schema": SCHEMA,
        "exercise": exercise,
        "name": name[:LONGEST_NAME],
        "made": f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "files": {
            file: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for file, content in files.items()
        },
    }
    held = {MANIFEST: (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode(), **files}
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in held.items():
            entry = zipfile.ZipInfo(file, date_time=made.astimezone(UTC).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return place.getvalue()


def slug(name: str) -> str:
    """Give a name as part of a file's name: letters and digits without accents, words joined by hyphens.

    A name in another script becomes `learner-` and a number that is always the same for it; no name gives no text.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    short = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].strip("-")
    if short in RESERVED:
        return f"learner-{short}"
    if short or not any(character.isalnum() for character in name):
        return short
    number = hashlib.sha256(unicodedata.normalize("NFC", name.strip()).encode("utf-8", "replace")).hexdigest()[:8]
    return f"learner-{number}"


def _without_outputs(path: Path) -> bytes:
    try:
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell.get("cell_type") == "code":
                cell["outputs"], cell["execution_count"] = [], None
    except FileNotFoundError as error:
        raise SubmissionError(
            "The notebook is missing.",
            where=str(path),
            remedy="Give it its old name back, or fetch the exercise again.",
        ) from error
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise SubmissionError(
            "The notebook cannot be read.", where=str(path), remedy="Open it in JupyterLab, save it, and try again."
        ) from error
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()
