"""The certificate: what is still lacking for it by the learner's own journal, what it says, and how it is read back."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from groundrules.errors import JournalError
from groundrules.journal.progress import parts_of

if TYPE_CHECKING:
    from datetime import date

    from groundrules.course import Course
    from groundrules.journal.progress import Progress

SCHEMA = 1
LONGEST_NAME = 80
# The mark in the file: the digest of the whole file with zeros in the digest's place, and the claim as JSON.
MARK = re.compile(rb"groundrules-certificate:([0-9a-f]{64}):([A-Za-z0-9_=-]{1,4000})")
NO_DIGEST = "0" * 64
KINDS = {"scenarios": "scenario", "checks": "check", "exercises": "exercise"}
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that has to be done yet.

    Attributes:
        kind: scenario, check, exercise or rehearsal.
        item: its id.
        lesson: the id of its lesson; empty for the rehearsal.
        title: of the lesson.
    """

    kind: str
    item: str
    lesson: str
    title: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a certificate says.

    Attributes:
        name: of the learner, as they wrote it themselves.
        course: its title.
        subtitle: what it is about.
        lessons: how many there are.
        minutes: how long they take.
        scenarios: how many were played to an end.
        checks: how many were answered.
        exercises: how many were handed in or filled in.
        begun: the day of the first of these, as YYYY-MM-DD.
        finished: the day on which the last of these was first done.
        made: the day on which the certificate was made.
        schema: of the claim's form.
    """

    name: str
    course: str
    subtitle: str
    lessons: int
    minutes: int
    scenarios: int
    checks: int
    exercises: int
    begun: str
    finished: str
    made: str
    schema: int = SCHEMA


def lacking(course: Course, found: Progress) -> list[Lacking]:
    """Give what the manifest asks for and the journal does not hold yet, in the order of the lessons."""
    missing = [
        Lacking(kind, item, lesson.id, lesson.title)
        for lesson in course.lessons
        for kind, item in _wanted(course, lesson.id)
        if not found.of(kind, item).done
    ]
    rehearsed = any(kind == "rehearsal" and standing.done for (kind, _), standing in found.items.items())
    if "rehearsal" in course.certificate and not rehearsed:
        missing.append(Lacking("rehearsal", "rehearsal", "", ""))
    return missing


def claim(course: Course, found: Progress, name: str, today: date) -> Claim:
    """Say what the certificate says.

    Raises:
        JournalError: the course gives no certificate, something is lacking, or the name cannot be printed.
    """
    if not course.certificate:
        what = "This course gives no certificate."
        raise JournalError(what, where="course.toml", remedy="Its manifest can name what has to be done for one.")
    missing = lacking(course, found)
    if missing:
        what = f"Not yet: {len(missing)} {'parts are' if len(missing) > 1 else 'part is'} still to be done."
        raise JournalError(what, remedy="“groundrules certificate” lists them.")
    wanted = [part for lesson in course.lessons for part in _wanted(course, lesson.id)]
    stood = [found.of(kind, item) for kind, item in wanted]
    count = {kind: sum(part[0] == kind for part in wanted) for kind in KINDS.values()}
    return Claim(
        name=clean_name(name),
        course=course.title,
        subtitle=course.subtitle,
        lessons=len(course.lessons),
        minutes=sum(lesson.minutes for lesson in course.lessons),
        scenarios=count["scenario"],
        checks=count["check"],
        exercises=count["exercise"],
        begun=min((one.started[:10] for one in stood if one.started), default=today.isoformat()),
        finished=max((one.done[:10] for one in stood if one.done), default=today.isoformat()),
        made=today.isoformat(),
    )


def clean_name(name: str) -> str:
    """Give a name as it is printed.

    Raises:
        JournalError: there is none, or it is too long.
    """
    clean = " ".join(_UNSEEN.sub(" ", name).split())
    if not clean or len(clean) > LONGEST_NAME:
        what = "The certificate needs a name." if not clean else f"A name has {LONGEST_NAME} characters at most."
        raise JournalError(what, remedy="Give it with --name, as it shall be printed.")
    return clean


def mark(found: Claim, digest: str = NO_DIGEST) -> str:
    """Give the line by which a file is read back."""
    text = json.dumps(asdict(found), ensure_ascii=False, sort_keys=True).encode()
    return f"groundrules-certificate:{digest}:{base64.urlsafe_b64encode(text).decode()}"


def sealed(document: bytes) -> bytes:
    """Write the digest of a document into its own mark, so that a later change shows."""
    digest = hashlib.sha256(document).hexdigest()
    return document.replace(
        f"groundrules-certificate:{NO_DIGEST}:".encode(), f"groundrules-certificate:{digest}:".encode()
    )


def read(document: bytes) -> Claim:
    """Read what a certificate says.

    The digest shows that nothing was changed by accident or by a careless hand. It is no signature: who has this
    program can make any certificate.

    Raises:
        JournalError: it is no certificate of this course's program, or it was changed since it was made.
    """
    marks = MARK.findall(document)
    if len(marks) != 1:
        raise JournalError("This is no certificate of Ground Rules.", remedy="Ask for the file as it was made.")
    digest, text = marks[0]
    blank = document.replace(digest, NO_DIGEST.encode())
    if hashlib.sha256(blank).hexdigest().encode() != digest:
        raise JournalError("This certificate was changed after it was made.", remedy="Ask for the file as it was made.")
    try:
        data: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text))
        return Claim(**data)
    except (ValueError, TypeError) as error:
        raise JournalError("What this certificate says cannot be read.", remedy="Ask for a new one.") from error


def _wanted(course: Course, lesson: str) -> list[tuple[str, str]]:
    kinds = {KINDS[need] for need in course.certificate if need in KINDS}
    return [(part.kind, part.id) for part in parts_of(course.lesson(lesson)) if part.kind in kinds]
