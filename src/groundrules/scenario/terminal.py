"""Playing a scenario in a terminal, over whatever asks and says; authors use it, and it needs no browser."""

from __future__ import annotations

import re
import textwrap
import time
from typing import TYPE_CHECKING, Any

from groundrules.scenario.replay import replay

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from groundrules.scenario.sheet import Node, Sheet, Spoken

PHRASES = {
    "help": "Type a number, b to go back, q to stop.",
    "you": "You are {name}{role}.",
    "timer": "After {seconds} seconds: {says} (Type t to let that happen.)",
    "prompt": "> ",
    "own": "Or write your own words on one line.",
    "unknown": "That is not offered here.",
    "first": "This is the beginning.",
    "why": "Why: {text}",
    "trade": "The trade-off: {text}",
    "move": "[{id}: {quality}{change}]",
    "ending": "{title} ({kind} ending)",
    "price": "What it cost: {text}",
    "gained": "What it earned: {text}",
    "score": "Score {score:.0%} over {steps} steps.",
    "expert": "The expert's path: {path}",
    "stopped": "Stopped.",
}
_WIDTH = 78
_EMPHASIS = re.compile(r"(\*{1,2})(\S(?:.*?\S)?)\1")


def play(
    sheet: Sheet,
    ask: Callable[[str], str],
    say: Callable[[str], None],
    *,
    tags: Callable[[str, str], Collection[str]] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, Any]:
    """Play from the start to an ending, or until the person stops.

    Args:
        sheet: the play sheet.
        ask: shows a prompt and gives the line typed; raises EOFError when there is no more.
        say: shows a text.
        tags: gives what the coach finds in a text of a kind; without it only the ready phrasings are offered.
        clock: gives seconds, for the trail.

    Returns:
        The trail, which `replay` accepts, finished or not.
    """
    return _Table(sheet, ask, say, tags, clock).play()


class _Table:
    """One game."""

    def __init__(
        self,
        sheet: Sheet,
        ask: Callable[[str], str],
        say: Callable[[str], None],
        tags: Callable[[str, str], Collection[str]] | None,
        clock: Callable[[], float],
    ) -> None:
        self.sheet, self.ask, self.say, self.tags, self.clock = sheet, ask, say, tags, clock
        self.way: list[tuple[int, dict[str, Any]]] = []

    def play(self) -> dict[str, Any]:
        self._open()
        here = self.sheet["start"]
        while "ending" not in (node := self.sheet["nodes"][here]):
            self._show(node)
            moved = self._turn(here, node)
            if moved is None:
                self.say(PHRASES["stopped"])
                return self._trail()
            here = moved
        self._close(node)
        return self._trail()

    def _trail(self) -> dict[str, Any]:
        steps = [step for _, step in self.way]
        return {"scenario": self.sheet["id"], "hash": self.sheet["hash"], "attempt": 1, "steps": steps}

    def _turn(self, here: int, node: Node) -> int | None:
        """Ask until there is a move, and give the next node; None to stop."""
        began = self.clock()
        while True:
            try:
                line = self.ask(PHRASES["prompt"]).strip()
            except (EOFError, KeyboardInterrupt):
                return None
            if line == "q":
                return None
            if line == "b" and self.way:
                return self.way.pop()[0]
            picked = self._pick(node, line)
            if picked is None:
                self.say(PHRASES["first" if line == "b" else "unknown"])
                continue
            (move, target), step = picked
            seconds = max(round(self.clock() - began, 1), 0.0)
            self.way.append((here, {"scene": node["scene"], **step, "seconds": seconds}))
            self._answer(node, move, self.sheet["nodes"][target])
            return target

    def _pick(self, node: Node, line: str) -> tuple[list[int], dict[str, Any]] | None:
        if "words" in node:
            return self._speak(node, line)
        choices = node.get("choices", [])
        by = "person"
        if line == "t" and "timer" in node:
            line, by = str(node["timer"]["choice"] + 1), "timer"
        if line not in {str(number) for number in range(1, len(choices) + 1)}:
            return None
        edge = choices[int(line) - 1]
        return edge, {"choice": self.sheet["moves"][edge[0]]["id"], "by": by}

    def _speak(self, node: Node, line: str) -> tuple[list[int], dict[str, Any]] | None:
        words = node["words"]
        if line in {str(number) for number in range(1, len(words["ready"]) + 1)}:
            ready = words["ready"][int(line) - 1]
            step: dict[str, Any] = {"choice": f"ready:{ready['id']}"}
            mask = ready["mask"]
        elif self.tags is not None and len(line.split()) > 1:
            found = self.tags(line, words["kind"])
            tags = [tag for tag in words["tags"] if tag in found]
            step = {"choice": "own", "text": line, "tags": tags}
            mask = sum(1 << words["tags"].index(tag) for tag in tags)
        else:
            return None
        edge = words["by_mask"][mask]
        return edge, {**step, "outcome": self.sheet["moves"][edge[0]]["id"], "by": "person"}

    def _open(self) -> None:
        you = self.sheet["you"]
        self._tell(f"{self.sheet['title']}\n{'=' * len(self.sheet['title'])}")
        self._tell(self.sheet["case"])
        name = f"{you['name']}, " if you["name"] else ""
        self._tell(PHRASES["you"].format(name=name, role=you["role"]))
        self._tell(PHRASES["help"])

    def _show(self, node: Node) -> None:
        at = "" if node["at"] is None else f"{self._text(node['at'])} · "
        pairs = zip(self.sheet["meters"], node["meters"], strict=True)
        meters = ", ".join(f"{meter['id']} {value}" for meter, value in pairs)
        self._tell(f"--- {at}{self._text(node['title'])}   ({meters})")
        self._lines(node["body"])
        if "words" in node:
            self._tell(self._text(node["words"]["prompt"]))
            offered = [ready["text"] for ready in node["words"]["ready"]]
        else:
            texts = [self.sheet["moves"][move]["text"] for move, _ in node.get("choices", [])]
            offered = [text for text in texts if text is not None]
        for number, text in enumerate(offered, 1):
            self._tell(self._text(text), f"{number}. ")
        if "words" in node and self.tags is not None:
            self._tell(PHRASES["own"])
        if "timer" in node:
            timer = node["timer"]
            self._tell(PHRASES["timer"].format(seconds=timer["seconds"], says=self._text(timer["says"])))

    def _answer(self, before: Node, index: int, after: Node) -> None:
        move = self.sheet["moves"][index]
        self._lines(move["then"])
        self._tell(PHRASES["why"].format(text=self._text(move["why"])))
        if move["trade"] is not None:
            self._tell(PHRASES["trade"].format(text=self._text(move["trade"])))
        meters = zip(self.sheet["meters"], before["meters"], after["meters"], strict=True)
        change = "".join(f", {meter['id']} {b - a:+d}" for meter, a, b in meters if a != b)
        self._tell(PHRASES["move"].format(id=move["id"], quality=move["quality"], change=change))

    def _close(self, node: Node) -> None:
        self._lines(node["body"])
        ending = node["ending"]
        self._tell("=== " + PHRASES["ending"].format(title=self._text(ending["title"]), kind=ending["kind"]))
        self._tell(PHRASES["price"].format(text=self._text(ending["price"])))
        self._tell(PHRASES["gained"].format(text=self._text(ending["gained"])))
        result = replay(self.sheet, self._trail())
        self._tell(PHRASES["score"].format(score=result.score, steps=len(result.steps)))
        path = " → ".join(move for _, move in self.sheet["expert"]["path"])
        self._tell(PHRASES["expert"].format(path=path))
        self._tell(self._text(self.sheet["expert"]["why"]))

    def _lines(self, lines: list[Spoken]) -> None:
        for who, text in lines:
            self._tell(self._text(text), f"{self.sheet['people'][who]['name']}: " if who else "")

    def _text(self, index: int) -> str:
        return self.sheet["texts"][index]

    def _tell(self, text: str, lead: str = "") -> None:
        """Say a text, wrapped, its paragraphs apart and its emphasis taken out."""
        plain = _EMPHASIS.sub(r"\2", lead + text)
        wrapped = ["\n".join(textwrap.fill(line, _WIDTH) for line in part.splitlines()) for part in plain.split("\n\n")]
        self.say("\n\n".join(wrapped) + "\n")
