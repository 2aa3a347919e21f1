"""From a scenario to its play sheet: every scene in every state that can be reached."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from groundrules.errors import ContentError, Fault
from groundrules.scenario.condition import parse
from groundrules.scenario.sheet import SCHEMA, encode, find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundrules.scenario.model import Choice, Line, Outcome, Scenario, Scene, Words
    from groundrules.scenario.sheet import (
        DebriefEntry,
        Edge,
        EndingEntry,
        ExpertEntry,
        MeterEntry,
        MoveEntry,
        Node,
        Sheet,
        Spoken,
        WordsEntry,
    )

State: TypeAlias = "dict[str, int | bool | str]"

MOST_NODES = 5_000
MOST_BYTES = 600_000
_HASH = 16


def explore(scenario: Scenario, *, most_nodes: int = MOST_NODES, most_bytes: int = MOST_BYTES) -> Sheet:
    """Compute the play sheet; the same scenario always gives the same sheet.

    A fact that no scene ahead can read is forgotten, so that states which differ in it alone are one node.
    An expert's path that cannot be walked is cut short where it breaks; the linter tells the author.

    Args:
        scenario: from `source.load`, so that all its references hold.
        most_nodes: the cap on nodes.
        most_bytes: the cap on the sheet's size as JSON.

    Raises:
        ContentError: the sheet would pass a cap; it names what multiplies.
    """
    return _Explorer(scenario, most_nodes, most_bytes).sheet()


class _Explorer:
    def __init__(self, scenario: Scenario, most_nodes: int, most_bytes: int) -> None:
        self.scenario, self.most_nodes, self.most_bytes = scenario, most_nodes, most_bytes
        self.texts: dict[str, int] = {}
        self.moves: dict[tuple[int, tuple[tuple[str | None, int], ...]], int] = {}
        self.entries: list[MoveEntry] = []
        self.numbers: dict[tuple[str, tuple[int | bool | str, ...]], int] = {}
        self.todo: list[tuple[str, State]] = []
        self.nodes: list[Node] = []
        self.beginning = _beginning(scenario)
        matters = _matters(scenario)
        self.forgotten = {
            scene: {name: value for name, value in self.beginning.items() if name not in names}
            for scene, names in matters.items()
        }

    def sheet(self) -> Sheet:
        scenario = self.scenario
        self._number(scenario.start, self.beginning)
        while len(self.nodes) < len(self.todo):
            self.nodes.append(self._node(*self.todo[len(self.nodes)]))
        expert: ExpertEntry = {"path": [], "why": self._text(scenario.expert.why)}
        debrief: DebriefEntry = {
            "questions": [self._text(question) for question in scenario.debrief.questions],
            "transfer": self._text(scenario.debrief.transfer),
        }
        sheet: Sheet = {
            "schema": SCHEMA,
            "id": scenario.id,
            "title": scenario.title,
            "summary": scenario.summary,
            "version": scenario.version,
            "hash": "",
            "minutes": scenario.minutes,
            "points": list(scenario.points),
            "case": scenario.case,
            "you": {"name": scenario.you.name, "role": scenario.you.role},
            "people": {p.id: {"name": p.name, "role": p.role, "wants": p.wants} for p in scenario.people},
            "meters": _meters(scenario),
            "texts": list(self.texts),
            "moves": self.entries,
            "start": 0,
            "nodes": self.nodes,
            "expert": expert,
            "debrief": debrief,
            "second_case": scenario.second_case,
        }
        here: Edge = [0, 0]
        for move in scenario.expert.path:
            if (step := find(sheet, here[1], move)) is None:
                break
            expert["path"].append([here[1], move])
            here = step
        content = encode(sheet).encode()
        sheet["hash"] = hashlib.sha256(content).hexdigest()[:_HASH]
        if (size := len(content) + _HASH) > self.most_bytes:
            weights: Counter[str] = Counter()
            for node in self.nodes:
                weights[node["scene"]] += len(str(node))
            raise self._too_large(f"Its play sheet has {size:,} bytes; the most is {self.most_bytes:,}.", weights)
        return sheet

    def _node(self, name: str, state: State) -> Node:
        scene = self.scenario.scenes[name]
        node: Node = {
            "scene": name,
            "at": None if scene.at is None else self._text(scene.at),
            "title": self._text(scene.title),
            "moment": scene.moment,
            "body": self._body(scene.body, state),
            "meters": [int(state[meter]) for meter in self.scenario.meters],
        }
        if scene.ending:
            ending: EndingEntry = {
                "title": self._text(scene.ending.title),
                "kind": scene.ending.kind,
                "price": self._text(scene.ending.price),
                "gained": self._text(scene.ending.gained),
                "points": list(scene.ending.points),
            }
            node["ending"] = ending
        elif scene.words:
            node["words"] = self._words(scene.words, state)
        else:
            self._choices(scene, state, node)
        return node

    def _choices(self, scene: Scene, state: State, node: Node) -> None:
        offered = [choice for choice in scene.choices or [] if _holds(choice.when, state)]
        node["choices"] = [self._edge(choice, state) for choice in offered]
        timed = [choice.id for choice in offered]
        if scene.timer and scene.timer.choice in timed:
            index = timed.index(scene.timer.choice)
            node["timer"] = {"seconds": scene.timer.seconds, "choice": index, "says": self._text(scene.timer.says)}

    def _words(self, words: Words, state: State) -> WordsEntry:
        known: dict[str, Edge] = {}
        by_mask: list[Edge] = []
        for mask in range(2 ** len(words.tags)):
            seen = state | {tag: bool(mask >> bit & 1) for bit, tag in enumerate(words.tags)}
            outcome = next(outcome for outcome in words.outcomes if _holds(outcome.when, seen))
            if outcome.id not in known:
                known[outcome.id] = self._edge(outcome, state)
            by_mask.append(known[outcome.id])
        return {
            "prompt": self._text(words.prompt),
            "kind": words.kind,
            "tags": list(words.tags),
            "ready": [
                {"id": r.id, "text": self._text(r.text), "mask": sum(1 << words.tags.index(tag) for tag in set(r.tags))}
                for r in words.ready
            ],
            "by_mask": by_mask,
        }

    def _edge(self, move: Choice | Outcome, state: State) -> Edge:
        after = state | move.effects
        for name, effect in move.effects.items():
            if (meter := self.scenario.meters.get(name)) is not None:
                after[name] = min(max(int(state[name]) + int(effect), meter.min), meter.max)
        target = next(route.go for route in move.go if _holds(route.when, after))
        return [self._move(move, self._body(move.then, after)), self._number(target, after)]

    def _move(self, move: Choice | Outcome, then: list[Spoken]) -> int:
        key = (id(move), tuple((who, text) for who, text in then))
        if key not in self.moves:
            self.moves[key] = len(self.entries)
            text: str | None = getattr(move, "text", None)
            self.entries.append(
                {
                    "id": move.id,
                    "text": None if text is None else self._text(text),
                    "then": then,
                    "why": self._text(move.why),
                    "trade": None if move.trade is None else self._text(move.trade),
                    "move": move.move,
                    "quality": move.quality,
                    "points": list(move.points),
                    "turning": move.turning,
                }
            )
        return self.moves[key]

    def _number(self, scene: str, state: State) -> int:
        """Give the number of a node, a new one if it was not met before."""
        kept = state | self.forgotten[scene]
        key = (scene, tuple(kept.values()))
        if key not in self.numbers:
            self.numbers[key] = len(self.todo)
            self.todo.append((scene, kept))
            if len(self.todo) > self.most_nodes:
                weights = Counter(name for name, _ in self.todo)
                raise self._too_large(f"It has more than {self.most_nodes:,} nodes (a scene in a state).", weights)
        return self.numbers[key]

    def _body(self, lines: Iterable[Line], state: State) -> list[Spoken]:
        return [[line.who, self._text(line.text)] for line in lines if _holds(line.when, state)]

    def _text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def _too_large(self, what: str, weights: Counter[str]) -> ContentError:
        """Name what multiplies: the heaviest scenes, and how many values each name takes there."""
        faults = []
        for scene, _ in weights.most_common(3):
            seen = [state for name, state in self.todo if name == scene]
            spread = Counter({name: len({state[name] for state in seen}) for name in self.beginning})
            many = [f"{name} {values}" for name, values in spread.most_common(4) if values > 1]
            if many:
                many[0] += " values"
            words = self.scenario.scenes[scene].words
            tags = f"{2 ** len(words.tags)} sets of tags in each" if words else ""
            parts = [part for part in (f"{len(seen):,} states", ", ".join(many), tags) if part]
            remedy = "Use fewer sizes of effect, narrower meters, fewer facts or tags, or fewer ways to this scene."
            faults.append(
                Fault(self.scenario.where("scenes", scene), f"“{scene}” is met in {'; '.join(parts)}.", remedy)
            )
        return ContentError(f"The scenario “{self.scenario.id}” is too large. {what}", faults)


def _holds(when: str | None, values: State) -> bool:
    return when is None or parse(when).holds(values)


def _beginning(scenario: Scenario) -> State:
    state: State = {name: meter.start for name, meter in scenario.meters.items()}
    for name, fact in scenario.facts.items():
        state[name] = fact if isinstance(fact, bool) else fact[0]
    return state


def _matters(scenario: Scenario) -> dict[str, set[str]]:
    """Tell for each scene which names can still be read there or later; meters are always shown and so always count."""
    reads = {name: set(scenario.meters) | _reads(scene) for name, scene in scenario.scenes.items()}
    ahead = {name: {route.go for move in scene.moves for route in move.go} for name, scene in scenario.scenes.items()}
    changed = True
    while changed:
        changed = False
        for name, targets in ahead.items():
            more = set().union(*(reads[target] for target in targets)) - reads[name]
            changed |= bool(more)
            reads[name] |= more
    return reads


def _reads(scene: Scene) -> set[str]:
    whens = [line.when for line in scene.body]
    for move in scene.moves:
        whens += [move.when, *(line.when for line in move.then), *(route.when for route in move.go)]
    return {name for when in whens if when is not None for name in parse(when).names}


def _meters(scenario: Scenario) -> list[MeterEntry]:
    entries: list[MeterEntry] = []
    for name, meter in scenario.meters.items():
        entry: MeterEntry = {
            "id": name,
            "label": meter.label,
            "min": meter.min,
            "max": meter.max,
            "start": meter.start,
            "about": meter.about,
        }
        if meter.low is not None:
            entry["low"] = meter.low
        if meter.high is not None:
            entry["high"] = meter.high
        entries.append(entry)
    return entries
