"""Open Badges 3.0 from the gradebook: a signed credential for everybody whose grades are good enough."""

from __future__ import annotations

import hashlib
import os
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from groundrules import course as manifest
from groundrules.errors import ContentError, Fault, GradingError
from groundrules.grading.issuer import read_issuer
from groundrules.grading.results import read_results
from groundrules.grading.roster import LARGEST, parse, read_roster
from groundrules.grading.tree import check_name, open_tree

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.grading.issuer import Issuer
    from groundrules.grading.results import Result
    from groundrules.grading.tree import Tree

WHOLE = "course"  # in place of an exercise's name: all of them
FOLDER = "badges"
CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
TYPE = "OpenBadgeCredential"
ENDING = ".badge.jwt"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a badge takes.

    Attributes:
        at_least: the share of the points of each exercise, from 0 to 1.
        years: how long it is valid; 0 for good.
        roster: a CSV file of who may get one; by default the class as it was last set, or all in the gradebook.
    """

    at_least: float = 0.6
    years: int = 0
    roster: Path | None = None


@dataclass(slots=True)
class Given:
    """What was given.

    Attributes:
        given: the new badges' files, by student.
        kept: how many people had theirs already.
        without: why somebody has none, by student.
    """

    given: dict[str, Path] = field(default_factory=dict)
    kept: int = 0
    without: dict[str, str] = field(default_factory=dict)


def give_badges(course_root: Path, exercise: str, key: Path, terms: Terms, now: datetime) -> Given:
    """Write a signed badge for each person of the class whose grades reach the terms; none is written twice.

    Args:
        course_root: the folder that holds `solutions/`.
        exercise: its name, or `course` for all exercises of the manifest.
        key: the issuer's secret key.
        terms: what it takes.
        now: with its zone.

    Raises:
        GradingError: there is no gradebook, no such exercise, or the key cannot be used.
        ContentError: the roster is wrong.
    """
    issuer = read_issuer(key, secret=True)
    if not 0 < terms.at_least <= 1 or terms.years < 0:
        raise GradingError("A badge takes more than 0 and at most 100 per cent.", remedy="See --at-least and --years.")
    tree = open_tree(course_root)
    title, exercises = _asked(tree, course_root, exercise)
    wanted = _class(terms.roster) if terms.roster else (set(found.people) if (found := read_roster(tree)) else None)
    results: dict[str, list[Result]] = {}
    for name in exercises:
        for result in read_results(tree.database, name):
            if wanted is None or result.student in wanted:
                results.setdefault(result.student, []).append(result)
    done, folder = Given(), tree.root / FOLDER / exercise
    for student in sorted(wanted - results.keys() if wanted else ()):
        done.without[student] = "not in the gradebook"
    for student, got in results.items():
        path = folder / f"{student}{ENDING}"
        reason = _reason(got, terms.at_least)
        if reason:
            done.without[student] = reason
        elif path.exists():
            done.kept += 1
        else:
            _write(path, sign(credential(issuer, (exercise, title), got[0], terms, now), issuer))
            done.given[student] = path
    return done


def credential(
    issuer: Issuer, achievement: tuple[str, str], person: Result, terms: Terms, now: datetime
) -> dict[str, Any]:
    """Give the credential of one person; who it is stands in it only as a salted hash of their address or id."""
    name, title = achievement
    start = now.replace(microsecond=0)
    salt = secrets.token_hex(16)
    known, kind = (person.email, "emailAddress") if person.email else (person.student, "sourcedId")
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": uuid.uuid4().urn,
        "type": ["VerifiableCredential", TYPE],
        "name": title,
        "issuer": {"id": issuer.url, "type": ["Profile"], "name": issuer.name, "url": issuer.url},
        "validFrom": _stamp(start),
        "credentialSubject": {
            "id": uuid.uuid4().urn,
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": identity_hash(known, salt),
                    "identityType": kind,
                    "salt": salt,
                }
            ],
            "achievement": {
                "id": f"{issuer.url.rstrip('/')}/achievements/{name}",
                "type": ["Achievement"],
                "name": title,
                "description": f"Work in the course Ground Rules, graded by an instructor: {title}.",
                "criteria": {"narrative": f"At least {terms.at_least:.0%} of the points, marked to the end."},
            },
        },
    }
    if terms.years:
        # The 29th of February has no day in most years: the first of March stands for it.
        day = start.replace(month=3, day=1) if (start.month, start.day) == (2, 29) else start
        made["validUntil"] = _stamp(day.replace(year=start.year + terms.years))
    return made


def sign(made: dict[str, Any], issuer: Issuer) -> str:
    """Give a credential as a signed VC-JWT, as Open Badges 3.0 has it: the payload is the credential."""
    import jwt  # noqa: PLC0415  only where badges are given

    claims = {
        "iss": made["issuer"]["id"],
        "jti": made["id"],
        "nbf": _seconds(made["validFrom"]),
        "sub": made["credentialSubject"]["id"],
    }
    if "validUntil" in made:
        claims["exp"] = _seconds(made["validUntil"])
    head = {"kid": issuer.thumbprint, "jwk": issuer.public, "typ": "JWT"}
    return jwt.encode({**made, **claims}, issuer.key, algorithm=issuer.algorithm, headers=head)


def identity_hash(identity: str, salt: str) -> str:
    """Give the hash by which a badge names its holder (an IdentityObject of Open Badges)."""
    return "sha256$" + hashlib.sha256(f"{identity.strip().lower()}{salt}".encode()).hexdigest()


def _asked(tree: Tree, course_root: Path, exercise: str) -> tuple[str, list[str]]:
    """Give the title of what was achieved, and the exercises that it takes."""
    here = (course_root / manifest.MANIFEST).is_file()  # an instructor's own exercises may lie without a manifest
    found = manifest.load(course_root if here else None)
    if exercise == WHOLE:
        return found.title, [name for lesson in found.lessons for name in lesson.exercises]
    check_name(exercise)
    return f"{found.title}: {tree.answer_key(exercise).title}", [exercise]


def _class(roster: Path) -> set[str]:
    try:
        with roster.open("rb") as file:
            return set(parse(file.read(LARGEST + 1), str(roster)).people)
    except OSError as error:
        fault = Fault(str(roster), f"The file cannot be read: {error.strerror}.", "Check its name.")
        raise ContentError("The roster is missing.", [fault], where=str(roster)) from error


def _reason(results: list[Result], at_least: float) -> str:
    """Say why somebody gets no badge; empty where they do."""
    if any(not result.parts for result in results):
        return "not all was handed in"
    if any(result.waiting for result in results):
        return "some of it waits to be marked"
    short = [result for result in results if result.points < at_least * result.most or not result.most]
    return f"{short[0].points:g} of {short[0].most:g} points" if short else ""


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        with fresh.open("w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GradingError(f"The badge cannot be written ({reason}).", where=str(path), remedy="Make room.") from error


def _stamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp).timestamp())
