"""What is rehearsed: the learner's own proposal as the workbook holds it, or a sample."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from groundrules.rehearsal.script import tupled

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Case:
    """A talk to rehearse; every text may be empty.

    Attributes:
        id: of the proposal's row, or the sample's name.
        name: of the contact.
        role: what they are to the learner.
        purpose: what should be different afterwards.
        welcome: the learner's first sentence.
        script: their statement.
        proposal: what they propose.
        explanation: their points.
        questions: what they want to ask.
        mine: what they can concede.
        theirs: what the other side might concede.
        red_line: what they will not accept.
        title: of a sample; empty for the learner's own.
    """

    id: str
    name: str
    role: str = ""
    purpose: str = ""
    welcome: str = ""
    script: str = ""
    proposal: str = ""
    explanation: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    mine: str = ""
    theirs: str = ""
    red_line: str = ""
    title: str = ""

    @property
    def ready(self) -> bool:
        """Say whether there is enough to rehearse: a proposal, or a statement."""
        return bool(self.proposal.strip() or self.script.strip())

    @property
    def opening(self) -> str:
        """Give what the learner has prepared to say first."""
        return "\n\n".join(part.strip() for part in (self.welcome, self.script) if part.strip())

    def as_dict(self) -> dict[str, Any]:
        """Give plain data for JSON."""
        return {**asdict(self), "ready": self.ready, "opening": self.opening}


def of_proposal(contact: Mapping[str, Any], proposal: Mapping[str, Any]) -> Case:
    """Give the case that a contact and a proposal of the workbook make."""
    texts: dict[str, Any] = {name: str(proposal.get(name) or "") for name in _TEXTS}
    return Case(
        id=str(proposal["id"]),
        name=str(contact.get("name") or ""),
        role=str(contact.get("role") or ""),
        explanation=tuple(point for point in proposal.get("explanation") or () if point.strip()),
        questions=tuple(each["text"] for each in proposal.get("questions") or () if each["text"].strip()),
        **texts,
    )


@cache
def samples() -> dict[str, Case]:
    """Give the samples of `cases/`, by their name."""
    folder = files("groundrules.rehearsal").joinpath("cases")
    found = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = file.name.removesuffix(".toml")
        found[name] = Case(id=name, **tupled(tomllib.loads(file.read_text(encoding="utf-8"))))
    return found


def from_dict(data: Mapping[str, Any]) -> Case:
    """Give the case that `Case.as_dict` described."""
    return Case(**tupled({name: data[name] for name in Case.__dataclass_fields__ if name in data}))


_TEXTS = ("purpose", "welcome", "script", "proposal", "mine", "theirs", "red_line")
