"""What the parts of a scenario say of each other: names that must exist, be unique and fit together."""

from __future__ import annotations

import difflib
import keyword
from typing import TYPE_CHECKING

from groundrules.scenario import condition
from groundrules.scenario.model import SPEAKERLESS
from groundrules.scenario.tree import Flaw

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from groundrules.scenario.condition import Kind
    from groundrules.scenario.tree import Path, Plain, Tree


def check(tree: Tree) -> list[Flaw]:
    """List every reference that does not hold.

    It reads the plain data and passes over what has the wrong shape, so that one broken part hides no other fault.
    """
    return _Checker(tree).all()


class _Checker:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.flaws: list[Flaw] = []
        data = _mapping(tree.data)
        self.data = data
        self.scenes = _mapping(data.get("scenes"))
        self.meters = _mapping(data.get("meters"))
        self.facts = _mapping(data.get("facts"))
        self.people = [str(_mapping(person).get("id")) for person in _listing(data.get("people"))]
        self.kinds: dict[str, Kind] = dict.fromkeys(self.meters, "number")
        for name, fact in self.facts.items():
            self.kinds[name] = tuple(str(value) for value in fact) if isinstance(fact, list) else "flag"

    def all(self) -> list[Flaw]:
        self._unique(self.people, "person", ("people",))
        for index, person in enumerate(self.people):
            if person in {*SPEAKERLESS, "who"}:
                self._flaw(("people", index, "id"), f"A person cannot have the id “{person}”.", "Choose another.")
        self._names()
        self._exists(self.data.get("start"), self.scenes, "scene", ("start",))
        for name, scene in self.scenes.items():
            self._scene(_mapping(scene), ("scenes", name))
        return self.flaws

    def _names(self) -> None:
        for name in self.facts:
            if name in self.meters:
                self._flaw(("facts", name), f"“{name}” is a meter too.", "Give the fact another name.")
            values = _listing(self.facts[name])
            self._unique([str(value) for value in values], "value", ("facts", name))
        for part, names in (("meters", self.meters), ("facts", self.facts)):
            for name in names:
                if keyword.iskeyword(name):
                    self._flaw((part, name), f"“{name}” has a meaning in conditions.", "Choose another name.")

    def _scene(self, scene: dict[str, Plain], path: Path) -> None:
        self._lines(scene.get("body"), (*path, "body"))
        kinds = [kind for kind in ("choices", "words", "ending") if kind in scene]
        if len(kinds) != 1:
            has = " and ".join(kinds) or "neither choices, words nor an ending"
            self._flaw(path, f"This scene has {has}.", "Give it exactly one of choices, words and ending.")
        choices = _listing(scene.get("choices"))
        for index, choice in enumerate(choices):
            self._move(_mapping(choice), (*path, "choices", index), self.kinds)
        self._unique([str(_mapping(choice).get("id")) for choice in choices], "choice", (*path, "choices"))
        if "words" in scene:
            self._words(_mapping(scene["words"]), (*path, "words"))
        if "timer" in scene:
            self._timer(_mapping(scene["timer"]), choices, (*path, "timer"))

    def _timer(self, timer: dict[str, Plain], choices: list[Plain], path: Path) -> None:
        offered = {str(_mapping(choice).get("id")): _mapping(choice) for choice in choices}
        wanted = timer.get("choice")
        self._exists(wanted, offered, "choice of this scene", (*path, "choice"))
        if "when" in offered.get(str(wanted), {}):
            what = f"The timer takes “{wanted}”, which is not always offered."
            self._flaw((*path, "choice"), what, "Name a choice without “when”.")

    def _words(self, words: dict[str, Plain], path: Path) -> None:
        tags = [str(tag) for tag in _listing(words.get("tags"))]
        self._unique(tags, "tag", (*path, "tags"))
        for index, tag in enumerate(tags):
            if tag in self.kinds:
                what = f"“{tag}” is a meter or a fact too."
                self._flaw((*path, "tags", index), what, "Give the meter or fact another name.")
        ready = [_mapping(phrasing) for phrasing in _listing(words.get("ready"))]
        self._unique([str(phrasing.get("id")) for phrasing in ready], "ready phrasing", (*path, "ready"))
        for index, phrasing in enumerate(ready):
            for at, given in enumerate(_listing(phrasing.get("tags"))):
                self._exists(given, tags, "tag of this scene", (*path, "ready", index, "tags", at))
        outcomes = [_mapping(outcome) for outcome in _listing(words.get("outcomes"))]
        self._unique([str(outcome.get("id")) for outcome in outcomes], "outcome", (*path, "outcomes"))
        kinds = self.kinds | dict.fromkeys(tags, "flag")
        for index, outcome in enumerate(outcomes):
            self._move(outcome, (*path, "outcomes", index), kinds)
        self._ladder(outcomes, "outcome", (*path, "outcomes"))

    def _move(self, move: dict[str, Plain], path: Path, kinds: dict[str, Kind]) -> None:
        self._condition(move.get("when"), (*path, "when"), kinds)
        self._lines(move.get("then"), (*path, "then"))
        self._effects(_mapping(move.get("effects")), (*path, "effects"))
        go = move.get("go")
        if isinstance(go, str):
            self._exists(go, self.scenes, "scene", (*path, "go"))
            return
        routes = [_mapping(route) for route in _listing(go)]
        for index, route in enumerate(routes):
            self._exists(route.get("go"), self.scenes, "scene", (*path, "go", index, "go"))
            self._condition(route.get("when"), (*path, "go", index, "when"), self.kinds)
        self._ladder(routes, "way on", (*path, "go"))

    def _ladder(self, rungs: list[dict[str, Plain]], what: str, path: Path) -> None:
        """The first that fits is taken: so all but the last have a condition, and the last has none."""
        for index, rung in enumerate(rungs):
            last = index == len(rungs) - 1
            if last and "when" in rung:
                self._flaw((*path, index), f"The last {what} has a condition, so nothing may fit.", "Take out “when”.")
            elif not last and "when" not in rung:
                self._flaw((*path, index), f"No {what} after this one can be reached.", "Give it a “when”, or move it.")

    def _effects(self, effects: dict[str, Plain], path: Path) -> None:
        for name, value in effects.items():
            here = (*path, name)
            kind = self.kinds.get(name)
            if kind is None:
                self._exists(name, self.kinds, "meter or fact", here)
            elif kind == "number" and (isinstance(value, bool) or not isinstance(value, int)):
                self._flaw(here, f"“{name}” is a meter, so its effect is a whole number.", "Write +1 or -2, say.")
            elif kind == "flag" and not isinstance(value, bool):
                self._flaw(here, f"“{name}” is a fact, so it becomes true or false.", "Write true or false.")
            elif isinstance(kind, tuple) and value not in kind:
                self._flaw(here, f"“{name}” cannot become “{value}”.", f"Its values are: {', '.join(kind)}.")

    def _lines(self, lines: Plain, path: Path) -> None:
        several = isinstance(lines, list)
        for index, line in enumerate(_listing(lines) if several else [lines]):
            here = (*path, index) if several else path
            for key, value in _mapping(line).items():
                if key == "when":
                    self._condition(value, (*here, "when"), self.kinds)
                elif key not in SPEAKERLESS:
                    self._exists(key, self.people, "person", (*here, key))

    def _condition(self, when: Plain, path: Path, kinds: dict[str, Kind]) -> None:
        if isinstance(when, str):
            for fault in condition.check(when, kinds):
                self._flaw(path, fault.what, fault.remedy)

    def _exists(self, name: Plain, known: Collection[str], what: str, path: Path) -> None:
        if not isinstance(name, str) or name in known:
            return
        near = difflib.get_close_matches(name, known, n=1)
        remedy = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known) or 'none'}."
        self._flaw(path, f"There is no {what} “{name}”.", remedy)

    def _unique(self, names: list[str], what: str, path: Path) -> None:
        for index, name in _repeated(names):
            self._flaw((*path, index), f"The {what} “{name}” is there twice.", "Give each its own.")

    def _flaw(self, path: Path, what: str, remedy: str) -> None:
        self.flaws.append(Flaw(self.tree.line(path), what, remedy))


def _repeated(names: list[str]) -> Iterator[tuple[int, str]]:
    for index, name in enumerate(names):
        if name != "None" and name in names[:index]:
            yield index, name


def _mapping(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _listing(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []
