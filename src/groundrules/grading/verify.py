"""Whether a badge is genuine: signed by the issuer whose key one has, whole, in force, and the holder's own."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from groundrules.errors import GradingError, JournalError
from groundrules.grading.badge import TYPE, identity_hash
from groundrules.grading.issuer import ALGORITHMS, SECRET, read_issuer, thumbprint
from groundrules.journal import certificate

if TYPE_CHECKING:
    from pathlib import Path

    from jwt.types import Options

    from groundrules.grading.issuer import Issuer

LARGEST = 5_000_000
PARTS = 3
_FAR = 2**53  # seconds; more is no time


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    Attributes:
        proved: whether it is genuine.
        says: what it says about itself, a line each; believe it only where it is proved.
        reason: why it is not proved; empty where it is.
    """

    proved: bool
    says: tuple[str, ...]
    reason: str = ""


class _RefusedError(Exception):
    """The reason why it is not proved."""


def verify(file: Path, issuer: Path | None, now: datetime, email: str = "") -> Verdict:
    """Check a badge, or read a certificate.

    Only the key that the caller names is trusted, and only in its own algorithm; what the badge says of itself,
    its key included, decides nothing.

    Args:
        file: the badge (a VC-JWT) or the certificate (a PDF).
        issuer: the issuer's public key; without one nothing is proved.
        now: the time.
        email: the holder's address, where it is to be checked.

    Raises:
        GradingError: a file cannot be read, or the key is none.
    """
    content = _read(file)
    if content.startswith(b"%PDF"):
        return _certificate(content)
    trusted = read_issuer(issuer, secret=False) if issuer else None
    says: tuple[str, ...] = ()
    try:
        head, payload, token = _parts(content)
        says = _says(payload)
        _signed(head, trusted, token)
        _open_badge(payload)
        _in_force(payload, now)
        _belongs(payload, trusted, email)
    except _RefusedError as refused:
        return Verdict(proved=False, says=says, reason=str(refused))
    return Verdict(proved=True, says=says)


def _read(file: Path) -> bytes:
    try:
        with file.expanduser().open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise GradingError(f"The file cannot be read ({reason}).", where=str(file), remedy="Check its name.") from error
    if len(content) > LARGEST:
        raise GradingError("The file is too large for a badge.", where=str(file), remedy="Is it the right one?")
    return content


def _certificate(content: bytes) -> Verdict:
    try:
        found = certificate.read(content)
    except JournalError as error:
        return Verdict(proved=False, says=(), reason=error.what)
    says = (
        "A certificate, unsigned.",
        f"Name: {_line(found.name)}",
        f"Course: {_line(found.course)}",
        f"Done: {found.scenarios} scenarios, {found.checks} checks, {found.exercises} exercises",
        f"Between {_line(found.begun)} and {_line(found.finished)}; made on {_line(found.made)}",
    )
    reason = "it was not changed since it was made, but nobody signed it: it rests on its holder's word."
    return Verdict(proved=False, says=says, reason=reason)


def _parts(content: bytes) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Give the head, the payload and the whole of a signed badge, none of it believed yet."""
    try:
        token = content.decode("ascii").strip()
    except UnicodeDecodeError:
        raise _RefusedError("it is neither a badge nor a certificate.") from None
    if token.startswith("{"):
        raise _RefusedError("it is not signed; anybody could have written it.")
    pieces = token.split(".")
    if len(pieces) != PARTS:
        raise _RefusedError("it is neither a badge nor a certificate.")
    try:
        head, payload = (_object(piece) for piece in pieces[:2])
    except (ValueError, RecursionError):
        raise _RefusedError("it is neither a badge nor a certificate.") from None
    return head, payload, token


def _object(piece: str) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):  # two readers could read it in two ways
            raise ValueError("a name twice")
        return found

    text = base64.b64decode(piece + "=" * (-len(piece) % 4), altchars=b"-_", validate=True)
    found = json.loads(text, object_pairs_hook=once)
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004  caught with the other faults of form
    return found


def _signed(head: dict[str, Any], trusted: Issuer | None, token: str) -> None:
    """Check the signature, by the trusted key and in its algorithm alone."""
    algorithm = head.get("alg")
    if algorithm in {None, "", "none", "None", "NONE", "nOnE"} or token.endswith("."):
        raise _RefusedError("it is not signed; anybody could have written it.")
    if algorithm not in ALGORITHMS:
        raise _RefusedError(f"it is signed in a way that proves nothing here (“{_line(str(algorithm))}”).")
    if "crit" in head or "b64" in head or "zip" in head or "jku" in head or "x5u" in head:
        raise _RefusedError("its head asks for something that a badge does not need.")
    own = head.get("jwk")
    if own is not None and (not isinstance(own, dict) or SECRET & own.keys()):
        raise _RefusedError("it carries a secret key; whoever has the badge can sign in that name.")
    if trusted is None:
        name = thumbprint(own) if own else ""
        known = f" It was signed with the key {name}." if name else ""
        raise _RefusedError(
            f"without the issuer's key nobody can tell who signed it.{known} Get the .jwk file from the issuer,"
            " and name it with --issuer."
        )
    named = [name for name in (head.get("kid"), thumbprint(own) if own else None) if name is not None]
    if algorithm != trusted.algorithm or any(name != trusted.thumbprint for name in named):
        raise _RefusedError("it was signed with another key than this issuer's.")
    _by_key(token, trusted)


def _by_key(token: str, trusted: Issuer) -> None:
    import jwt  # noqa: PLC0415  only where badges are checked

    # Times are checked below, by the clock that the caller gave.
    options: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}
    try:
        jwt.decode(token, trusted.key, algorithms=[trusted.algorithm], options=options)
    except jwt.InvalidTokenError:
        raise _RefusedError("its signature does not fit: it was forged, or changed after it was signed.") from None


def _open_badge(payload: dict[str, Any]) -> None:
    """Check that the signed words are those of a badge, and say the same thing twice where they say it twice."""
    subject, issuer = payload.get("credentialSubject"), payload.get("issuer")
    kinds = payload.get("type")
    if not isinstance(kinds, list) or TYPE not in kinds or not isinstance(subject, dict) or "vc" in payload:
        raise _RefusedError("it is signed, but it is no Open Badge.")
    achievement = subject.get("achievement")
    if not isinstance(achievement, dict) or not isinstance(achievement.get("name"), str):
        raise _RefusedError("it does not say what was achieved.")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    pairs = [(payload.get("iss"), name), (payload.get("jti"), payload.get("id"))]
    pairs += [(payload.get("sub"), subject.get("id")), (payload.get("nbf"), _seconds(payload.get("validFrom")))]
    pairs += [(payload.get("exp"), _seconds(payload.get("validUntil")))]
    if any(one != other for one, other in pairs) or not all(one for one, _ in pairs[:3]):
        raise _RefusedError("it contradicts itself.")


def _in_force(payload: dict[str, Any], now: datetime) -> None:
    begins, ends = payload.get("nbf"), payload.get("exp")
    if not _time(begins) or (ends is not None and not _time(ends)):
        raise _RefusedError("it does not say from when it is valid.")
    if now.timestamp() < float(begins):  # type: ignore[arg-type]
        raise _RefusedError("it is not valid yet.")
    if ends is not None and now.timestamp() >= float(ends):
        raise _RefusedError("it has expired.")


def _belongs(payload: dict[str, Any], trusted: Issuer | None, email: str) -> None:
    """Check that it is this issuer's, and where an address is given that it is this holder's."""
    if trusted and payload["iss"] != trusted.url:
        raise _RefusedError("it names another issuer than the key does.")
    if not email:
        return
    known = payload["credentialSubject"].get("identifier")
    for one in known if isinstance(known, list) else ():
        if isinstance(one, dict) and one.get("identityHash") == identity_hash(email, str(one.get("salt", ""))):
            return
    raise _RefusedError("it was given to somebody with another address.")


def _says(payload: dict[str, Any]) -> tuple[str, ...]:
    subject = payload.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    issuer = payload.get("issuer")
    told = {
        "For": achievement.get("name") if isinstance(achievement, dict) else None,
        "By": f"{issuer.get('name')}, {issuer.get('id')}" if isinstance(issuer, dict) else issuer,
        "From": payload.get("validFrom"),
        "Until": payload.get("validUntil"),
    }
    lines = [f"{name}: {_line(value)}" for name, value in told.items() if isinstance(value, str)]
    return ("A badge. It says:", *lines)


def _line(text: str) -> str:
    """Give words of a stranger on one short line, without what could move a terminal's cursor."""
    return "".join(char if char.isprintable() else "?" for char in text)[:200]


def _time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _FAR


def _seconds(stamp: object) -> int | None:
    if not isinstance(stamp, str):
        return None
    try:
        return int(datetime.fromisoformat(stamp).timestamp())
    except (ValueError, OverflowError):
        return -1
