"""What goes wrong, told in the learner's language: the sentences that a learner may meet, with their gaps."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundrules.catalogue import Catalogue

CONTEXT = "errors"  # of the catalogues
# As they are raised, a gap for each value. A test looks for each in the code that raises it.
SENTENCES = (
    "Something else is writing to the workbook.",
    "Nothing was written. Close other programs that use it, and try again.",
    "The disk is full.",
    "Nothing was written. Make room, and try again.",
    "The disk did not take it.",
    "Nothing was written. Check the disk, and try again.",
    "The workbook can be read but not written.",
    "Copy it to a folder of your own, or ask for permission to write.",
    "The workbook's file is gone, or may not be opened.",
    "Look whether the folder was moved, and open the workbook again.",
    "A newer version of the course wrote this workbook (form {version}, here {mine}).",
    "Update the course. Nothing was changed.",
    "The workbook is damaged ({reason}). It was set aside as {name}.",
    "The newest good copy is {good}. `groundrules workbook restore` brings it back.",
    "There is no earlier copy of it on this machine.",
    "It holds an invisible character (NUL) that no file can keep.",
    "Delete it.",
    "It holds half of a character.",
    "Delete it and type the character again.",
    "It has {length} characters; the most is {most}.",
    "Shorten it.",
    "It has more than one line.",
    "Write it on one line.",
    "{value} is not a whole number.",
    "Write digits only.",
    "{number} is out of range.",
    "It must be between 0 and {most}.",
    "{value} is not a date.",
    "Write it as 2026-11-22.",
    "{value} is not a time of day.",
    "Write it as 22:00.",
    "The text is too long to be kept.",
    "Cut it to {most} characters.",
    "The text holds half a character, which cannot be kept.",
    "The answers file is damaged: {found}.",
    "Answer the questions again, or put a good copy of the file back.",
    "The answers file cannot be {done} ({reason}).",
    "See that the folder can be written and the disk is not full, then try again.",
    "There is no such scenario.",
    "Load the page again.",
    "Load the page again; the course may have been updated.",
    "The message “{name}” is not known here.",
    "The trail was walked on another version of the scenario.",
    "Salvage what still fits, or start again.",
    "Go back to the step before.",
    "The story had already ended.",
)
_GAP = re.compile(r"\\\{(\w+)\\\}")


def told(found: Any, words: Catalogue) -> Any:  # noqa: ANN401  any JSON
    """Give an error, ready for JSON, with its sentences in a language; what the catalogue lacks stays as it is."""
    if isinstance(found, dict):
        return {
            key: _sentence(value, words) if key in {"what", "remedy"} and isinstance(value, str) else told(value, words)
            for key, value in found.items()
        }
    return [told(each, words) for each in found] if isinstance(found, list) else found


def _sentence(text: str, words: Catalogue) -> str:
    for sentence, pattern in _patterns():
        if match := pattern.fullmatch(text):
            return words.say(CONTEXT, sentence).format(**match.groupdict())
    return text


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    # Those with the longest words of their own first: a gap may hold anything.
    order = sorted(SENTENCES, key=lambda sentence: -len(re.sub(r"\{\w+\}", "", sentence)))
    return [(one, re.compile(_GAP.sub(r"(?P<\1>.+)", re.escape(one)), re.DOTALL)) for one in order]
