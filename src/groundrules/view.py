"""What a lesson cell shows: the call in it, as data that every door understands."""

from __future__ import annotations

import ast
from typing import Any

MIME = "application/vnd.groundrules.view+json"

# The verb of a lesson cell, the view that it shows, and the name of the view's argument (empty where it has none).
VERBS = {
    "play": ("player", "id"),
    "check": ("question", "id"),
    "ask": ("question", "id"),
    "edit": ("records", "table"),
    "table": ("grid", "table"),
    "overview": ("contact", ""),
    "lab": ("lab", "table"),
    "draft": ("coach", "kind"),
    "progress": ("progress", "lesson"),
    "home": ("home", ""),
    "certificate": ("certificate", ""),
    "rehearse": ("rehearsal", ""),
    "review": ("review", ""),
}


def view(verb: str, argument: str = "") -> dict[str, Any]:
    """Give the data of the view that a verb shows.

    Args:
        verb: one of `VERBS`.
        argument: the scenario, question, table or lesson.

    Returns:
        For example ``{"view": "player", "id": "the-2am-call"}``; a practice question has ``practice`` set.
    """
    kind, name = VERBS[verb]
    data: dict[str, Any] = {"view": kind, name: argument} if name else {"view": kind}
    if kind == "question":
        data["practice"] = verb == "check"
    return data


def view_of(source: str) -> dict[str, Any] | None:
    """Read a cell's source; give its view, or None where the cell is not one call of a verb with its one text."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    match body:
        case [ast.Expr(ast.Call(func=ast.Name(id=verb), args=[ast.Constant(value=str(argument))], keywords=[]))] if (
            verb in VERBS and VERBS[verb][1]
        ):
            return view(verb, argument)
        case [ast.Expr(ast.Call(func=ast.Name(id=verb), args=[], keywords=[]))] if VERBS.get(verb, ("", "-"))[1] == "":
            return view(verb)
        case _:
            return None
