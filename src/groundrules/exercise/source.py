"""A file of questions becomes Questions, or every fault in it is told at once, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from groundrules.errors import ContentError, Fault
from groundrules.exercise.question import KINDS, Questions
from groundrules.scenario.tree import Flaw
from groundrules.scenario.tree import read as read_tree

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from groundrules.exercise.base import Base
    from groundrules.scenario.tree import Tree

_PATTERNS = {
    "[A-FX]": ("is not a teaching point.", "Write a letter and two digits, such as A07."),
    "_": ("is not a name.", "Use small letters, digits and _, beginning with a letter."),
    "-": ("is not an id.", "Use small letters, digits and single hyphens."),
}

_SAID = {
    "missing": ("{name} is missing.", "Write it."),
    "extra_forbidden": ("{name} is not known here.", "Check its spelling, or take it out."),
    "union_tag_not_found": ("“kind” is missing.", f"It is one of {', '.join(KINDS)}."),
    "union_tag_invalid": ("“kind” cannot be “{tag}”.", f"It is one of {', '.join(KINDS)}."),
    "string_type": ("{name} must be a text.", "If it looks like a number or a list, put it in quotes."),
    "string_too_short": ("{name} is empty.", "Write it."),
    "too_short": ("{name} has {actual_length} and needs at least {min_length}.", ""),
    "too_long": ("{name} has {actual_length}; the most is {max_length}.", ""),
    "value_error": ("{error}", ""),
}


def read(path: Path) -> tuple[Base, ...]:
    """Read a file of questions.

    Raises:
        ContentError: it cannot be read or is wrong, with every fault found.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else f"cannot be read: {error.strerror}"
        fault = Fault(str(path), f"The file {reason}.", "Check its name, and save it as UTF-8.")
        raise ContentError("The questions cannot be read.", [fault], where=str(path)) from error
    return parse(text, str(path))


def parse(text: str, file: str) -> tuple[Base, ...]:
    """Read the text of a file of questions.

    Args:
        text: the YAML.
        file: how faults name the file.

    Raises:
        ContentError: with every fault found.
    """
    tree = read_tree(text)
    flaws = list(tree.flaws)
    found: tuple[Base, ...] = ()
    if isinstance(tree.data, dict):
        try:
            found = tuple(Questions.model_validate(tree.data).questions)
        except ValidationError as error:
            flaws += [_flaw(detail, tree) for detail in error.errors(include_url=False)]
        flaws += _twice(tree)
    elif not flaws:
        flaws.append(Flaw(1, "There are no questions here.", "The file begins with `questions:`."))
    if flaws:
        faults = [Fault(f"{file}:{flaw.line}", flaw.what, flaw.remedy) for flaw in sorted(set(flaws))]
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise ContentError(f"The questions have {count}.", faults, where=file)
    return found


def _twice(tree: Tree) -> list[Flaw]:
    entries = tree.data.get("questions") if isinstance(tree.data, dict) else None
    ids: list[Any] = (
        [entry.get("id") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    )
    return [
        Flaw(tree.line(("questions", place, "id")), f"A question before has the id “{one}”.", "Give each its own.")
        for place, one in enumerate(ids)
        if one is not None and one in ids[:place]
    ]


def _flaw(detail: ErrorDetails, tree: Tree) -> Flaw:
    """Say pydantic's finding in an author's words."""
    # Where a question's kind is known, pydantic puts it into the path; the file has no such step.
    loc = tuple(step for place, step in enumerate(detail["loc"]) if not (place == 2 and step in KINDS))  # noqa: PLR2004
    kind, context, line = detail["type"], detail.get("ctx", {}), tree.line(loc)
    name = next((f"“{step}”" for step in reversed(loc) if isinstance(step, str) and step != "[key]"), "this")
    if kind == "string_pattern_mismatch":
        what, remedy = next(said for sign, said in _PATTERNS.items() if sign in context["pattern"])
        return Flaw(line, f"“{detail['input']}” {what}", remedy)
    what, remedy = _SAID.get(kind, ("{name} is not right: {message}.", ""))
    message = detail["msg"][:1].lower() + detail["msg"][1:]
    return Flaw(line, what.format(name=name, message=message, **context), remedy)
