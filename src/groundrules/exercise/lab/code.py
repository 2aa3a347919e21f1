"""The code that a learner's records are dealt from: made from the course's key and the learner's id, safe to type."""

from __future__ import annotations

import hashlib
import hmac

from groundrules.errors import AnswerError

PRACTICE = ""  # the code of those who have none
# Letters and digits that nobody takes for another.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH, GROUP = 8, 3


def code_of(key: bytes, exercise: str, student: str) -> str:
    """Give the code of a learner, for example `K7Q-F2M-9XC`.

    Args:
        key: the course's, known to the instructor alone.
        exercise: its name.
        student: the learner's id in the roster.
    """
    digest = hmac.digest(key, f"{exercise}\0{student}".encode(), "sha256")
    return _grouped(_signs(digest, LENGTH))


def read_code(text: str) -> str:
    """Read a code as somebody typed it; nothing is the code of the practice records.

    Raises:
        AnswerError: it has a slip in it.
    """
    signs = "".join(one for one in text.upper() if one.isalnum()).translate(TAKEN_FOR)
    if not signs:
        return PRACTICE
    if len(signs) != LENGTH + 1 or _grouped(signs[:LENGTH]) != "-".join(_threes(signs)):
        raise AnswerError(
            f"“{text.strip()[:40]}” is not a code of this exercise.",
            where="the code",
            remedy="Compare it with what your instructor sent you; one sign is probably another.",
        )
    return "-".join(_threes(signs))


def seed_of(exercise: str, code: str) -> int:
    """Give the number that the records of a code are dealt from."""
    return int.from_bytes(hashlib.sha256(f"{exercise}\0{code}".encode()).digest()[:8], "big")


def _grouped(signs: str) -> str:
    """Add the sign by which a slip is noticed, and part the signs into groups of three."""
    check = _signs(hashlib.sha256(signs.encode()).digest(), 1)
    return "-".join(_threes(signs + check))


def _threes(signs: str) -> list[str]:
    return [signs[place : place + GROUP] for place in range(0, len(signs), GROUP)]


def _signs(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest, "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(count))
