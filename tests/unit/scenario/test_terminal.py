"""Playing in a terminal, with the typing and the showing put in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from groundrules.scenario import replay
from groundrules.scenario.sheet import Sheet
from groundrules.scenario.terminal import play


class Terminal:
    """A terminal in which these lines are typed, a second apart."""

    def __init__(self, *typed: str) -> None:
        self.typed: Iterator[str] = iter(typed)
        self.shown: list[str] = []
        self.seconds = 0.0

    def ask(self, prompt: str) -> str:
        self.shown.append(prompt)
        line = next(self.typed, None)
        if line is None:
            raise EOFError
        return line

    def clock(self) -> float:
        self.seconds += 1.0
        return self.seconds

    def play(self, sheet: Sheet, tags: Callable[[str, str], set[str]] | None = None) -> dict[str, Any]:
        return play(sheet, self.ask, self.shown.append, tags=tags, clock=self.clock)


def test_a_game_to_the_end_leaves_a_trail_that_replays(sheet: Sheet) -> None:
    terminal = Terminal("2", "1", "1")
    trail = terminal.play(sheet)
    assert trail == {
        "scenario": "little",
        "hash": sheet["hash"],
        "attempt": 1,
        "steps": [
            {"scene": "noon", "choice": "snap", "by": "person", "seconds": 1.0},
            {"scene": "cold", "choice": "own-it", "by": "person", "seconds": 1.0},
            {"scene": "talk", "choice": "ready:clear", "outcome": "agreed", "by": "person", "seconds": 1.0},
        ],
    }
    ending = replay(sheet, trail).ending
    assert ending is not None
    assert ending.id == "rule"
    assert terminal.shown[-6:] == [
        "=== A rule for two (good ending)\n",
        "What it cost: You look at the mail at eleven.\n",
        "What it earned: Lunch.\n",
        "Score 67% over 3 steps.\n",
        "The expert's path: let-it-ring → agreed\n",
        "First the pattern, then the talk, at a moment when neither is in a hurry.\n",
    ]


def test_a_scene_is_shown_with_its_meters_people_and_choices(sheet: Sheet) -> None:
    terminal = Terminal()
    terminal.play(sheet)
    assert terminal.shown == [
        "The loading dock\n================\n",
        (
            "You run the dispatch desk of a small print shop. Omar drives for the carrier.\n\n"
            "He rings at noon, always. For him it is the only quiet minute; for you it is\nlunch.\n"
        ),
        "You are head of the dispatch desk.\n",
        "Type a number, b to go back, q to stop.\n",
        "--- Monday, 12:03 · The phone, again   (trust 5, boundary 3)\n",
        "The soup is still too hot. The phone is not.\n",
        "Omar Haddad: Is it ready? I am at the gate in ten minutes.\n",
        "1. Tell him it is ready, and eat later.\n",
        "2. Tell him that this is lunchtime and hang up.\n",
        "3. Let it ring, and note the time.\n",
        "After 60 seconds: The phone stops. (Type t to let that happen.)\n",
        "> ",
        "Stopped.",
    ]


def test_a_move_is_answered_by_consequence_reason_trade_off_and_meters(sheet: Sheet) -> None:
    terminal = Terminal("1", "q")
    terminal.play(sheet)
    at = terminal.shown.index("> ") + 1
    assert terminal.shown[at : at + 4] == [
        "He is glad. The soup goes cold.\n",
        "Why: He is helped today, and learns that noon works.\n",
        "The trade-off: The load leaves in time; your lunch does not.\n",
        "[answer: partial, trust +1, boundary -1]\n",
    ]


def test_a_person_can_go_back_let_the_timer_run_and_stop(sheet: Sheet) -> None:
    trail = Terminal("b", "2", "b", "t", "q").play(sheet)
    assert [(step["choice"], step["by"]) for step in trail["steps"]] == [("let-it-ring", "timer")]


def test_own_words_are_tagged_by_the_coach(sheet: Sheet) -> None:
    terminal = Terminal("3", "You rang three times. Shall we mail?")
    trail = terminal.play(sheet, tags=lambda text, kind: {"evidence", "proposal", kind} if "three" in text else set())
    assert trail["steps"][1] == {
        "scene": "talk",
        "choice": "own",
        "text": "You rang three times. Shall we mail?",
        "tags": ["evidence", "proposal"],
        "outcome": "agreed",
        "by": "person",
        "seconds": 1.0,
    }
    assert "Or write your own words on one line.\n" in terminal.shown


@pytest.mark.parametrize("typed", ["0", "4", "", "x", "٣", "-1", "own words without a coach"])
def test_what_is_not_offered_is_said_and_asked_again(sheet: Sheet, typed: str) -> None:
    terminal = Terminal(typed)
    assert terminal.play(sheet)["steps"] == []
    assert terminal.shown[-3:] == ["That is not offered here.", "> ", "Stopped."]
