"""The scenario as authors write it: strict pydantic models of the YAML, where nothing unknown is allowed."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PrivateAttr,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema  # noqa: TC002  pydantic reads the annotation

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Point = Annotated[str, StringConstraints(pattern=r"^[A-FX][0-9]{2}$")]
When = Annotated[
    str | None, Field(description='A condition on meters and facts: trust >= 6 and not told, channel == "mail".')
]
Points = Annotated[list[Point], Field(description="Ids of the teaching points that it serves.")]

SPEAKERLESS = {"text", "when"}


class Part(BaseModel):
    """What all parts share: no unknown key, no silent conversion, no change afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Line(Part):
    """One paragraph: narration, or what a person says; shown always, or when a condition holds."""

    who: str | None = None
    text: Text
    when: When = None

    @model_validator(mode="before")
    @classmethod
    def from_yaml(cls, value: object) -> object:
        """Accept `text`, `{person: text}`, and either with `when`."""
        if isinstance(value, str):
            return {"text": value}
        if not isinstance(value, dict):
            raise ValueError("A line is a text, or a person's id with what they say.")  # noqa: TRY004  pydantic's way
        speakers = [key for key in value if key not in SPEAKERLESS]
        if len(speakers) + ("text" in value) != 1:
            raise ValueError("A line has one speaker, or “text” where nobody speaks.")
        who = speakers[0] if speakers else None
        return {"who": who, "text": value[who or "text"], "when": value.get("when")}

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe what authors write, not what it becomes."""
        spoken = {"type": "object", "minProperties": 1, "maxProperties": 2, "additionalProperties": {"type": "string"}}
        return {"title": "Line", "anyOf": [{"type": "string"}, spoken]}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


def _routes(value: object) -> object:
    return [{"go": value}] if isinstance(value, str) else value


class Route(Part):
    """Where a move leads, when its condition holds in the state after the move."""

    when: When = None
    go: Id


Body = Annotated[
    list[Line], BeforeValidator(_listed, json_schema_input_type=str | Line | list[Line]), Field(min_length=1)
]
Go = Annotated[list[Route], BeforeValidator(_routes, json_schema_input_type=str | list[Route]), Field(min_length=1)]


class Move(Part):
    """What choices and outcomes share: the consequence, the reason, the effects and the way on."""

    id: Id
    move: Literal["diagnose", "listen", "hold", "propose", "give-in", "attack", "repair", "wait", "consult"]
    quality: Literal["strong", "partial", "weak"]
    when: When = None
    then: Annotated[Body, Field(description="The consequence, shown first.")]
    why: Annotated[Text, Field(description="The reason, shown after the consequence.")]
    trade: Annotated[Text | None, Field(description="The trade-off, told apart from the quality.")] = None
    points: Points = []
    effects: Annotated[
        dict[Name, int | bool | str],
        Field(description="What it adds to meters, and the values that it gives to facts."),
    ] = {}
    turning: Annotated[bool, Field(description="A turning point, from which the debrief offers a replay.")] = False
    go: Annotated[Go, Field(description="The next scene, or a list of which the first whose condition holds is taken.")]


class Choice(Move):
    """One of the moves that a scene offers."""

    text: Text


class Outcome(Move):
    """What follows from the learner's own words; the first whose condition holds."""


class Ready(Part):
    """A ready phrasing, beside the learner's own words; its tags are given, not computed."""

    id: Id
    text: Text
    tags: list[Name]


class Words(Part):
    """A scene answered in the learner's own words."""

    prompt: Text
    kind: Id
    tags: Annotated[list[Name], Field(min_length=1, max_length=5)]
    ready: Annotated[list[Ready], Field(min_length=2, max_length=4)]
    outcomes: Annotated[list[Outcome], Field(min_length=1)]


class Timer(Part):
    """After so many seconds the named choice is taken, unless the learner switched timers off."""

    seconds: Annotated[int, Field(ge=5, le=600)]
    choice: Id
    says: Text


class Ending(Part):
    """How the story ends, what that cost and what it earned."""

    title: Text
    kind: Literal["good", "mixed", "bad"]
    price: Text
    gained: Text
    points: Points = []


class Scene(Part):
    """A moment of the story: with choices, with the learner's own words, or an ending."""

    at: Annotated[Text | None, Field(description="The story's own clock.")] = None
    title: Text
    body: Body
    moment: Literal["diagnose", "listen", "hold", "propose", "repair", "close"] | None = None
    choices: Annotated[list[Choice], Field(min_length=1)] | None = None
    words: Words | None = None
    ending: Ending | None = None
    timer: Timer | None = None

    @property
    def moves(self) -> list[Choice] | list[Outcome]:
        """Give the scene's choices or outcomes; an ending has none."""
        return self.choices or (self.words.outcomes if self.words else [])


class You(Part):
    """Who the learner is in the story."""

    name: Text | None = None
    role: Text


class Person(Part):
    """Somebody in the story, and what they want behind what they say."""

    id: Name
    name: Text
    role: Text
    wants: Text


class Meter(Part):
    """A number that the moves raise and lower; high is good. It stops at its ends."""

    label: Text
    start: int
    min: int
    max: int
    about: Text
    low: Text | None = None
    high: Text | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Hold the start between the ends."""
        if not self.min <= self.start <= self.max or self.min == self.max:
            raise ValueError("A meter's min, start and max must be in that order, min below max.")
        return self


class Expert(Part):
    """The expert's path from the start: ids of choices and outcomes; and why."""

    path: Annotated[list[Id], Field(min_length=1)]
    why: Text


class Debrief(Part):
    """What is asked at the end."""

    questions: Annotated[list[Text], Field(min_length=2, max_length=4)]
    transfer: Text


class Scenario(Part):
    """A whole scenario, as its file has it."""

    id: Id
    title: Text
    summary: Text
    version: Annotated[int, Field(ge=1)]
    minutes: Annotated[int, Field(ge=1, le=120)]
    points: Annotated[Points, Field(min_length=1)]
    case: Text
    you: You
    people: list[Person] = []
    meters: Annotated[dict[Name, Meter], Field(min_length=1, max_length=5)]
    facts: Annotated[
        dict[Name, bool | Annotated[list[Text], Field(min_length=2)]],
        Field(
            description="What is kept beside the meters: true or false, or a list of values, the first at the start."
        ),
    ] = {}
    start: Id
    scenes: Annotated[dict[Id, Scene], Field(min_length=2)]
    expert: Expert
    debrief: Debrief
    second_case: Id | None = None
    _file: str = PrivateAttr("")
    _lines: dict[tuple[str | int, ...], int] = PrivateAttr(default_factory=dict)

    def where(self, *path: str | int) -> str:
        """Give file and line of a part (`"scenes", "call", "choices", 0`), or the path where there is no file."""
        known = [path[:length] for length in range(len(path), 0, -1) if path[:length] in self._lines]
        if not known:
            return self._file or ".".join(str(step) for step in path)
        return f"{self._file}:{self._lines[known[0]]}"

    def place(self, file: str, lines: dict[tuple[str | int, ...], int]) -> Self:
        """Remember which file it came from, and the lines of its parts."""
        self._file, self._lines = file, lines
        return self


def schema_json() -> str:
    """Give the JSON Schema of a scenario's file, for editors that check and complete YAML."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Scenario.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
