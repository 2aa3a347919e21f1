"""One submission as it arrived: whose it is, of which exercise, when made, and the bytes of its two files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from groundrules.errors import SubmissionError
from groundrules.exercise import answers as store
from groundrules.grading.archive import Archive
from groundrules.grading.handin import LONGEST_NAME, MANIFEST, SCHEMA, slug

LARGEST = 20_000_000
LARGEST_FILE = 10_000_000
MOST_FILES = 10
ORIGINAL = "hand-in.zip"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A submission before it is checked.

    Attributes:
        label: where it came from, as the instructor would find it.
        exercise: its name.
        student: the id, fit for a folder's name.
        name: as the learner wrote it.
        made: when; None where nothing tells.
        notebook: the notebook's bytes.
        answers: the answers file's bytes, or None.
        originals: what arrived, by names of ours.
        notes: what the instructor should know of where it came from.
        number: the learning platform's of the person, where it tells.
    """

    label: str
    exercise: str
    student: str
    name: str
    made: datetime | None
    notebook: bytes
    answers: bytes | None
    originals: dict[str, bytes]
    notes: tuple[str, ...] = ()
    number: str = ""


def open_parcel(content: bytes, label: str) -> Parcel:
    """Open a hand-in file.

    Args:
        content: its bytes.
        label: how errors name it.

    Raises:
        SubmissionError: it is not a hand-in, or not whole.
    """
    if len(content) > LARGEST:
        raise SubmissionError(f"The hand-in is larger than {LARGEST:,} bytes.", where=label, remedy=REMEDY)
    archive = Archive(content, label, entries=MOST_FILES, entry=LARGEST_FILE, total=2 * LARGEST_FILE)
    names = archive.names()
    if MANIFEST not in names:
        raise SubmissionError(f"The zip file holds no {MANIFEST}: it is not a hand-in.", where=label, remedy=REMEDY)
    manifest = _manifest(archive.read(MANIFEST), label)
    exercise, notebook = manifest["exercise"], f"{manifest['exercise']}.ipynb"
    files = {}
    for name in (notebook, store.FILE):
        if name not in names:
            continue
        files[name] = archive.read(name)
        told = manifest["files"].get(name)
        if not isinstance(told, dict) or told.get("sha256") != hashlib.sha256(files[name]).hexdigest():
            raise SubmissionError(f"“{name}” was changed after the hand-in was made.", where=label, remedy=REMEDY)
    if notebook not in files:
        raise SubmissionError(f"The hand-in holds no {notebook}.", where=label, remedy=REMEDY)
    student = slug(manifest["name"])
    if not student:
        raise SubmissionError("The hand-in does not say whose it is.", where=label, remedy=REMEDY)
    made, answers = manifest["made"], files.get(store.FILE)
    return Parcel(label, exercise, student, manifest["name"], made, files[notebook], answers, {ORIGINAL: content})


REMEDY = "Ask the learner to run “groundrules hand-in” again and to send that file unchanged."


def _manifest(content: bytes, label: str) -> dict[str, Any]:
    damaged = SubmissionError(f"The {MANIFEST} in it is damaged.", where=label, remedy=REMEDY)
    try:
        manifest = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise damaged from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise damaged
    if isinstance(manifest.get("schema"), int) and manifest["schema"] > SCHEMA:
        raise SubmissionError(
            "The hand-in was made by a newer version of the course.", where=label, remedy="Update the course."
        )
    exercise, name, made = (manifest.get(part) for part in ("exercise", "name", "made"))
    if not isinstance(exercise, str) or not isinstance(name, str) or not isinstance(made, str):
        raise damaged
    if len(name) > LONGEST_NAME or slug(exercise) != exercise:
        raise damaged
    try:
        when = datetime.strptime(made, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise damaged from error
    return {"exercise": exercise, "name": name, "made": when, "files": manifest["files"]}
