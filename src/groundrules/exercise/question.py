"""The questions of an exercise or a lesson as authors write them; what of each is public, and what is its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from groundrules.exercise.choice import Classify, Order, Several, Single
from groundrules.exercise.figure import Figures
from groundrules.exercise.text import Marked, Writing
from groundrules.scenario.model import Part

if TYPE_CHECKING:
    from groundrules.exercise.base import Base

KINDS = ("single", "several", "order", "classify", "figures", "text", "marked")
Question = Annotated[Single | Several | Order | Classify | Figures | Writing | Marked, Field(discriminator="kind")]


class Questions(Part):
    """A file of questions."""

    questions: Annotated[list[Question], Field(min_length=1, max_length=100)]


def public(question: Base) -> dict[str, Any]:
    """Give what a learner may see of a question, as JSON data.

    Of a graded one that is no key, feedback, explanation or model text. A practice question comes with all of
    them under `reveal`, shown after the learner's own answer.
    """
    head = question.model_dump(include={"id", "graded", "points", "title", "prompt"})
    content = {**head, "kind": _kind(question), "teaches": list(question.teaches), "hints": list(question.hints)}
    content |= question.shown()
    return content if question.graded else {**content, "reveal": {**key(question), "model": models(question)}}


def key(question: Base) -> dict[str, Any]:
    """Give what scores a question and explains it, as JSON data. For a graded one it stays with the solutions."""
    return {**question.secret(), "explain": question.explain}


def models(question: Base) -> list[str]:
    """Give the model texts; a question without text has none."""
    return list(question.model) if isinstance(question, Writing | Marked) else []


def best(question: Base) -> Any:  # noqa: ANN401  the value's shape depends on the kind
    """Give an answer that gets full points: the key itself, or the first model text.

    Numbers from a lab depend on whose records they are: `lab.reckon` finds those.
    """
    return models(question)[0] if isinstance(question, Writing | Marked) else question.secret().get("key")


def _kind(question: Base) -> str:
    return str(question.model_dump(include={"kind"})["kind"])
