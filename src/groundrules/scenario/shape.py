"""Plain data against a pydantic model; what does not fit is said in an author's words, with its line."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from groundrules.errors import ContentError, Fault
from groundrules.scenario.tree import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

    from groundrules.scenario.tree import Tree

    Model = TypeVar("Model", bound=BaseModel)

_PATTERNS = {
    "[A-FX]": ("is not a teaching point.", "Write a letter and two digits, such as A07."),
    "_": ("is not a name.", "Use small letters, digits and _, beginning with a letter."),
    "-": ("is not an id.", "Use small letters, digits and single hyphens."),
}
_SAYINGS = {
    "missing": ("{name} is missing.", "Write it."),
    "literal_error": ("{name} cannot be “{value}”.", "It can be {expected}."),
    "string_type": ("{name} must be a text.", "If it looks like a number or a list, put it in quotes."),
    "string_too_short": ("{name} is empty.", "Write it."),
    "string_too_long": ("{name} is longer than {max_length} characters.", "Shorten it."),
    "too_short": ("{name} has {actual_length} and needs at least {min_length}.", ""),
    "too_long": ("{name} has {actual_length}; the most is {max_length}.", ""),
    "greater_than_equal": ("{name} is {value}; it must be at least {ge}.", ""),
    "less_than_equal": ("{name} is {value}; it must be at most {le}.", ""),
    "int_type": ("{name} must be a whole number.", ""),
    "float_type": ("{name} must be a number.", ""),
    "bool_type": ("{name} must be true or false.", ""),
    "list_type": ("{name} must be a list.", ""),
    "dict_type": ("{name} must be keys with their values.", ""),
    "model_type": ("{name} must be keys with their values.", ""),
    "value_error": ("{error}", ""),
}


def fit(tree: Tree, model: type[Model]) -> tuple[Model | None, list[Flaw]]:
    """Give the data of a tree as a model, or None and everything that does not fit."""
    try:
        return model.model_validate(tree.data), []
    except ValidationError as error:
        known = sorted(keys(model))
        return None, [_flaw(detail, tree, known) for detail in error.errors(include_url=False)]


def refuse(what: str, file: str, flaws: Iterable[Flaw]) -> NoReturn:
    """Raise the flaws of a file, in the order of its lines.

    Raises:
        ContentError: always.
    """
    faults = [Fault(f"{file}:{flaw.line}", flaw.what, flaw.remedy) for flaw in sorted(set(flaws))]
    count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
    raise ContentError(f"{what} has {count}.", faults, where=file)


def _flaw(detail: ErrorDetails, tree: Tree, known: list[str]) -> Flaw:
    loc, kind = detail["loc"], detail["type"]
    named = loc if kind == "missing" else tree.known(loc)
    name = next((f"“{step}”" for step in reversed(named) if isinstance(step, str)), "The text")
    context: dict[str, Any] = {"name": name, "value": detail["input"], **detail.get("ctx", {})}
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(loc[-1]), known, n=1)
        what, remedy = f"{name} is not known here.", f"Did you mean “{near[0]}”?" if near else "Take it out."
    elif kind == "string_pattern_mismatch":
        said, remedy = next(said for sign, said in _PATTERNS.items() if sign in context["pattern"])
        what = f"“{detail['input']}” {said}"
    elif kind in _SAYINGS:
        what, remedy = (part.format(**context) for part in _SAYINGS[kind])
    else:
        what, remedy = f"{name} is not right: {detail['msg'][:1].lower()}{detail['msg'][1:]}.", ""
    return Flaw(tree.line(loc), what, remedy)


def keys(model: type[BaseModel]) -> set[str]:
    """Gather the keys that authors may write in a model and in all models inside it."""
    return _gather(model, set()) - {"who"}


def _gather(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[str]:
    seen.add(model)
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in _models(field.annotation):
            if inner not in seen:
                names |= _gather(inner, seen)
    return names


def _models(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401  annotations have no common type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]
