"""What a learner's answer may be, by the kind of its question; and how typed text is tidied before it is kept."""

from __future__ import annotations

import re
from typing import Any

from groundrules.errors import AnswerError

LONGEST_TEXT = 20_000
LARGEST_NUMBER = 1e12
LONGEST_ID = 200
MOST_ANSWERS = 500
TYPED = ("text", "marked")

# What no file, database or web page can be trusted to carry: control characters and halves of surrogate pairs.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def tidy(question: dict[str, Any], value: object) -> object:
    """Give the value as it is kept: typed text without control characters and with plain line ends, all else unchanged.

    Args:
        question: as `public` or `key` know it; only its kind is read.
        value: what the form sent.
    """
    if question["kind"] in TYPED and isinstance(value, str):
        return _UNFIT.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    return value


def words(text: str) -> int:
    """Count the words as the form does: runs of characters between white space."""
    return len(text.split())


def first_words(text: str, count: int) -> str:
    """Give the text up to the end of its word number `count`."""
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return text if len(ends) <= count else text[: ends[count - 1]]


def empty(question: dict[str, Any], value: object) -> bool:
    """Is nothing answered: no value, no option, no item placed, or white space alone?"""
    if question["kind"] in TYPED:
        return not isinstance(value, str) or not value.strip()
    return value in (None, "", [], {})


def check(question: dict[str, Any], value: object) -> None:
    """See that a value has the shape which its question asks for; an unfinished answer is fine.

    Raises:
        AnswerError: it has not; the text says what was expected.
    """
    fault = _CHECKS[question["kind"]](question, value) if value is not None else ""
    if fault:
        raise AnswerError(
            fault, where=f"question {question['id']}", remedy="Open the question's form again and answer it there."
        )


def _ids(question: dict[str, Any], part: str) -> set[str]:
    return {entry["id"] for entry in question.get(part, [])}


def _single(question: dict[str, Any], value: object) -> str:
    if isinstance(value, str) and value in _ids(question, "options"):
        return ""
    return f"The answer {_shown(value)} is not one of the options."


def _several(question: dict[str, Any], value: object) -> str:
    return _distinct(value, _ids(question, "options"), "options")


def _order(question: dict[str, Any], value: object) -> str:
    items = _ids(question, "items")
    fault = _distinct(value, items, "items")
    if not fault and isinstance(value, list) and value and len(value) != len(items):
        return f"The answer puts {len(value)} of the {len(items)} items in order; all of them are needed."
    return fault


def _distinct(value: object, known: set[str], name: str) -> str:
    if not isinstance(value, list):
        return f"The answer {_shown(value)} is not a list of {name}."
    wrong = next((entry for entry in value if not isinstance(entry, str) or entry not in known), None)
    if wrong is not None:
        return f"The answer names {_shown(wrong)}, which is not one of the {name}."
    return f"The answer names one of the {name} twice." if len(set(value)) != len(value) else ""


def _classify(question: dict[str, Any], value: object) -> str:
    if not isinstance(value, dict):
        return f"The answer {_shown(value)} does not say which item goes into which group."
    items, groups = _ids(question, "items"), _ids(question, "groups")
    for item, group in value.items():
        if item not in items:
            return f"The answer names {_shown(item)}, which is not one of the items."
        if not isinstance(group, str) or group not in groups:
            return f"The answer names {_shown(group)}, which is not one of the groups."
    return ""


def _figures(question: dict[str, Any], value: object) -> str:
    if not isinstance(value, dict):
        return f"The answer {_shown(value)} does not say which number is which."
    known = _ids(question, "fields")
    for name, number in value.items():
        if name not in known:
            return f"The answer names {_shown(name)}, which is not one of the numbers asked for."
        if not isinstance(number, int | float) or isinstance(number, bool):
            return f"The answer {_shown(number)} is not a number."
        if not abs(number) <= LARGEST_NUMBER:  # as it is written, what is no number at all is refused too
            return "A number in the answer is larger than any that can be right."
    return ""


def _typed(_question: dict[str, Any], value: object) -> str:
    if not isinstance(value, str):
        return f"The answer {_shown(value)} is not a text."
    if len(value) > LONGEST_TEXT:
        return f"The text has {len(value):,} characters; at most {LONGEST_TEXT:,} can be kept."
    return "The text holds characters that cannot be stored." if _UNFIT.search(value) else ""


_CHECKS = {
    "single": _single,
    "several": _several,
    "order": _order,
    "classify": _classify,
    "figures": _figures,
    "text": _typed,
    "marked": _typed,
}


def _shown(value: object) -> str:
    text = _UNFIT.sub("?", value if isinstance(value, str) else repr(value))
    return f"“{text[:40]}…”" if len(text) > LONGEST_ID // 5 else f"“{text}”"
