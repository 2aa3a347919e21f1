"""The questions of an exercise or a lesson as authors write them; what of each is public, and what is its key."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from groundrules.scenario.model import Id, Name, Part, Point, Text

KINDS = ("single", "several", "order", "classify", "text", "marked")


class Entry(Part):
    """An item to be put in order, or a group."""

    id: Id
    text: Text


class Option(Entry):
    """One of the options, and what to say to a person who chose it."""

    feedback: Text


class Item(Entry):
    """An item to be put into a group, and why it belongs there."""

    feedback: Text | None = None


class TextCheck(Part):
    """Something that a text should do (`want`) or should not (`avoid`); `advise` tells it without scoring it."""

    id: Id | None = None
    want: Name | None = None
    avoid: Name | None = None
    label: Text | None = None
    say: Text
    advise: bool = False

    @model_validator(mode="after")
    def one_of_both(self) -> Self:
        """Hold a check to one thing."""
        if bool(self.want) == bool(self.avoid):
            raise ValueError("A check has one of `want` and `avoid`.")
        return self

    @property
    def name(self) -> str:
        """Give the id, or one made from what is looked for."""
        return self.id or str(self.want or self.avoid).replace("_", "-")

    def as_dict(self) -> dict[str, Any]:
        """Give the check as JSON data, all parts filled in."""
        looked_for = str(self.want or self.avoid)
        found = {"want": self.want} if self.want else {"avoid": self.avoid}
        label = self.label or looked_for.replace("_", " ").capitalize()
        return {"id": self.name, **found, "label": label, "say": self.say, "advise": self.advise}


class Typed(Part):
    """How long a text may be, the kind that the coach knows it as, and a text to repair."""

    kind: Id = "no"
    starter: Text | None = None
    min_words: Annotated[int, Field(ge=1, le=2000)] = 1
    max_words: Annotated[int, Field(ge=1, le=2000)] = 300
    checks: Annotated[list[TextCheck], Field(default_factory=list)]

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Hold the two lengths apart, and the checks' ids."""
        if self.min_words > self.max_words:
            raise ValueError("`min_words` is more than `max_words`.")
        _distinct([check.name for check in self.checks], "checks")
        return self


class Criterion(Entry):
    """One line of a rubric."""

    points: Annotated[float, Field(gt=0, le=100)]


class Base(Part):
    """What all questions have."""

    id: Id
    graded: bool = False
    points: Annotated[float, Field(gt=0, le=100)] = 1.0
    teaches: Annotated[list[Point], Field(min_length=1)]
    title: Text
    prompt: Text
    hints: Annotated[list[Text], Field(default_factory=list, max_length=3)]
    explain: Text

    def shown(self) -> dict[str, Any]:
        """Give the parts that depend on the kind and that a learner may see."""
        return {}

    def secret(self) -> dict[str, Any]:
        """Give the parts that depend on the kind and that score an answer."""
        return {}


class Choosing(Base):
    """What the questions with options share."""

    options: Annotated[list[Option], Field(min_length=2, max_length=12)]

    def shown(self) -> dict[str, Any]:
        """Give the options without their feedback."""
        return {"options": _plain(self.options)}

    def secret(self) -> dict[str, Any]:
        """Give the feedback of each option."""
        return {"feedback": {option.id: option.feedback for option in self.options}}


class Single(Choosing):
    """One option is right."""

    kind: Literal["single"]
    key: Id

    @model_validator(mode="after")
    def known(self) -> Self:
        """Hold the key to the options."""
        _known([self.key], self.options, "key", "options")
        return self

    def secret(self) -> dict[str, Any]:
        """Give the key and the feedback."""
        return {"key": self.key, **super().secret()}


class Several(Choosing):
    """Some options are right."""

    kind: Literal["several"]
    key: Annotated[list[Id], Field(min_length=1)]

    @model_validator(mode="after")
    def known(self) -> Self:
        """Hold the key to the options."""
        _known(self.key, self.options, "key", "options")
        if len(self.key) == len(self.options):
            raise ValueError("Every option is right: add one that is not.")
        return self

    def secret(self) -> dict[str, Any]:
        """Give the key and the feedback."""
        return {"key": list(self.key), **super().secret()}


class Order(Base):
    """Items to be put in their order."""

    kind: Literal["order"]
    items: Annotated[list[Entry], Field(min_length=3, max_length=12)]
    key: list[Id]

    @model_validator(mode="after")
    def known(self) -> Self:
        """Hold the key to the items."""
        _known(self.key, self.items, "key", "items")
        if len(self.key) != len(self.items):
            raise ValueError("The key leaves items out.")
        return self

    def shown(self) -> dict[str, Any]:
        """Give the items in an order of their own, always the same and never the right one."""
        shuffled = sorted(_plain(self.items), key=lambda item: _shuffle(self.id, item["id"]))
        if [item["id"] for item in shuffled] == self.key:
            shuffled.reverse()
        return {"items": shuffled}

    def secret(self) -> dict[str, Any]:
        """Give the right order."""
        return {"key": list(self.key)}


class Classify(Base):
    """Items to be put into groups."""

    kind: Literal["classify"]
    items: Annotated[list[Item], Field(min_length=2, max_length=20)]
    groups: Annotated[list[Entry], Field(min_length=2, max_length=6)]
    key: dict[Id, Id]

    @model_validator(mode="after")
    def known(self) -> Self:
        """Hold the key to items and groups."""
        _distinct([item.id for item in self.items], "items")
        _known(sorted(set(self.key.values())), self.groups, "key", "groups")
        _known(list(self.key), self.items, "key", "items")
        if len(self.key) != len(self.items):
            raise ValueError("The key leaves items out.")
        return self

    def shown(self) -> dict[str, Any]:
        """Give items and groups."""
        return {"items": _plain(self.items), "groups": _plain(self.groups)}

    def secret(self) -> dict[str, Any]:
        """Give the group of each item, and why."""
        feedback = {item.id: item.feedback for item in self.items if item.feedback}
        return {"key": dict(self.key), "feedback": feedback}


class Writing(Base):
    """A text that the coach's rules score."""

    kind: Literal["text"]
    text: Typed
    model: Annotated[list[Text], Field(min_length=1)]

    @field_validator("text")
    @classmethod
    def scored(cls, text: Typed) -> Typed:
        """See that something is scored."""
        if all(check.advise for check in text.checks):
            raise ValueError("A text needs a check that scores (one without `advise`).")
        return text

    def shown(self) -> dict[str, Any]:
        """Give lengths, kind and starter."""
        return {"text": _lengths(self.text)}

    def secret(self) -> dict[str, Any]:
        """Give the checks."""
        return {"checks": [check.as_dict() for check in self.text.checks]}


class Marked(Base):
    """A text that a person marks."""

    kind: Literal["marked"]
    text: Annotated[Typed, Field(default_factory=lambda: Typed(kind="no"))]
    rubric: Annotated[list[Criterion], Field(min_length=1)]
    model: Annotated[list[Text], Field(min_length=1)]

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        """Hold the rubric's points to the question's."""
        _distinct([line.id for line in self.rubric], "rubric")
        total = sum(line.points for line in self.rubric)
        if abs(total - self.points) > 1e-9:  # noqa: PLR2004  what floats leave behind
            raise ValueError(f"The rubric's points make {total:g}, the question has {self.points:g}.")
        return self

    def shown(self) -> dict[str, Any]:
        """Give lengths, starter and rubric: people may know by what they are marked."""
        rubric = [
            {**line, "points": whole.points} for line, whole in zip(_plain(self.rubric), self.rubric, strict=True)
        ]
        return {"text": _lengths(self.text), "rubric": rubric}


Question = Annotated[Single | Several | Order | Classify | Writing | Marked, Field(discriminator="kind")]


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
    """Give an answer that gets full points: the key itself, or the first model text."""
    return models(question)[0] if isinstance(question, Writing | Marked) else question.secret()["key"]


def _kind(question: Base) -> str:
    return str(question.model_dump(include={"kind"})["kind"])


def _plain(entries: list[Any]) -> list[dict[str, str]]:
    return [{"id": entry.id, "text": entry.text} for entry in entries]


def _lengths(text: Typed) -> dict[str, Any]:
    return text.model_dump(include={"kind", "starter", "min_words", "max_words"})


def _shuffle(question: str, item: str) -> bytes:
    return hashlib.sha256(f"{question}/{item}".encode()).digest()


def _distinct(ids: list[str], name: str) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"Two of the {name} have the id “{twice[0]}”.")


def _known(ids: list[str], entries: list[Any], part: str, name: str) -> None:
    _distinct(ids, part)
    _distinct([entry.id for entry in entries], name)
    for one in ids:
        if one not in {entry.id for entry in entries}:
            raise ValueError(f"The {part} names “{one}”, which is not one of the {name}.")
