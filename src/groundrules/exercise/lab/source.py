"""A lab's YAML file becomes its content as JSON data, or every fault in it is told at once, each with its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from groundrules.errors import ContentError, Fault
from groundrules.exercise.lab.case import Case
from groundrules.exercise.lab.lab import of_code
from groundrules.scenario.tree import Flaw
from groundrules.scenario.tree import read as read_tree

if TYPE_CHECKING:
    from pathlib import Path


def read_case(path: Path) -> dict[str, Any]:
    """Read a lab.

    Raises:
        ContentError: it cannot be read or is wrong, with every fault found.
    """
    try:
        tree = read_tree(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(str(path), f"The file cannot be read: {error}.", "Check its name, and save it as UTF-8.")
        raise ContentError("The lab cannot be read.", [fault], where=str(path)) from error
    flaws = list(tree.flaws)
    try:
        case: dict[str, Any] = Case.model_validate(tree.data).model_dump(exclude_none=True)
        of_code(case, path.parent.name)  # whatever dealing would stumble over is found here
    except ValidationError as error:
        for one in error.errors(include_url=False):
            name = ".".join(str(step) for step in one["loc"]) or "the lab"
            flaws.append(Flaw(tree.line(one["loc"]), f"{name}: {one['msg'].removeprefix('Value error, ')}"))
    except (ValueError, LookupError, TypeError) as error:
        flaws.append(Flaw(1, f"No records can be dealt from it: {error}."))
    if flaws:
        faults = [Fault(f"{path}:{flaw.line}", flaw.what, flaw.remedy) for flaw in sorted(set(flaws))]
        raise ContentError("The lab is wrong.", faults, where=str(path))
    return case


def public_bytes(case: dict[str, Any], exercise: str) -> bytes:
    """Give the content of the learner's `lab.json`."""
    return (json.dumps({"exercise": exercise, "case": case}, ensure_ascii=False, indent=1) + "\n").encode()
