"""A scenario's file becomes a Scenario, or every fault in it is told at once, each with its line."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from groundrules.errors import ContentError, Fault
from groundrules.scenario import references
from groundrules.scenario.model import Scenario
from groundrules.scenario.tree import Flaw, read

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from groundrules.scenario.tree import Tree


def load(path: Path | str) -> Scenario:
    """Read a scenario's file.

    Raises:
        ContentError: it cannot be read or is wrong, with every fault found.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        fault = Fault(str(path), f"The file cannot be read: {error.strerror}.", "Check its name and its folder.")
        raise ContentError("A scenario is missing.", [fault], where=str(path)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fault = Fault(f"{path}:{line}", "The text here is not UTF-8.", "Save the file as UTF-8.")
        raise ContentError("A scenario cannot be read.", [fault], where=str(path)) from error
    return parse(text, str(path), path.stem)


def parse(text: str, file: str, stem: str | None = None) -> Scenario:
    """Read a scenario's text.

    Args:
        text: the YAML.
        file: how the file is called in faults.
        stem: the id that the scenario must have, where it matters.

    Raises:
        ContentError: with every fault found.
    """
    tree = read(text)
    flaws = list(tree.flaws)
    scenario = None
    if isinstance(tree.data, dict):
        try:
            scenario = Scenario.model_validate(tree.data)
        except ValidationError as error:
            flaws += [_flaw(detail, tree) for detail in error.errors(include_url=False)]
        flaws += references.check(tree)
        if stem is not None and tree.data.get("id") != stem:
            line = tree.line(("id",))
            flaws.append(Flaw(line, f"The id is not the file's name, “{stem}”.", "Make them the same."))
    elif not flaws:
        flaws.append(
            Flaw(1, "This is not a scenario.", "It begins with `id:`; docs/scenario-format.md has an example.")
        )
    if flaws or scenario is None:
        faults = [Fault(f"{file}:{flaw.line}", flaw.what, flaw.remedy) for flaw in sorted(set(flaws))]
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise ContentError(f"The scenario has {count}.", faults, where=file)
    return scenario.place(file, tree.lines)


_PATTERNS = {
    "[A-FX]": ("is not a teaching point.", "Write a letter and two digits, such as A07."),
    "_": ("is not a name.", "Use small letters, digits and _, beginning with a letter."),
    "-": ("is not an id.", "Use small letters, digits and single hyphens."),
}


def _flaw(detail: ErrorDetails, tree: Tree) -> Flaw:
    """Say pydantic's finding in an author's words."""
    loc, kind, value = detail["loc"], detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    name = next((f"“{step}”" for step in reversed(loc) if isinstance(step, str) and step != "[key]"), "this")
    line = tree.line(tuple(loc))
    remedy = ""
    if kind == "missing":
        what, remedy = f"{name} is missing.", "Write it."
    elif kind == "extra_forbidden":
        near = difflib.get_close_matches(str(loc[-1]), _FIELDS, n=1)
        what, remedy = f"{name} is not known here.", f"Did you mean “{near[0]}”?" if near else "Take it out."
    elif kind == "literal_error":
        what, remedy = f"{name} cannot be “{value}”.", f"It can be {context['expected']}."
    elif kind == "string_pattern_mismatch":
        said, remedy = next(said for sign, said in _PATTERNS.items() if sign in context["pattern"])
        what = f"“{value}” {said}"
    elif kind == "string_type":
        what, remedy = f"{name} must be a text.", "If it looks like a number or a list, put it in quotes."
    elif kind == "string_too_short" or (kind == "too_short" and context.get("actual_length") == 0):
        what, remedy = f"{name} is empty.", "Write it."
    elif kind == "too_short":
        what = f"{name} has {context['actual_length']} and needs at least {context['min_length']}."
    elif kind == "too_long":
        what = f"{name} has {context['actual_length']}; the most is {context['max_length']}."
    elif kind == "value_error":
        what = str(context["error"])
    else:
        what = f"{name} is not right: {_small(detail['msg'])}."
    return Flaw(line, what, remedy)


def _small(message: str) -> str:
    return message[:1].lower() + message[1:]


def _fields(part: type[BaseModel]) -> set[str]:
    """Gather the keys of all parts of a scenario, for guesses at a misspelt one."""
    found: set[str] = set()
    for child in part.__subclasses__():
        found |= set(child.model_fields) | _fields(child)
    return found


_FIELDS = sorted(_fields(Scenario.__mro__[1]) - {"who"})
