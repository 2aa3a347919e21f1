"""Trails: what they come to, what is refused, what is saved after an update."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundrules.errors import TrailError
from groundrules.scenario import explore, replay, salvage
from groundrules.scenario.model import Scenario
from groundrules.scenario.replay import Reached
from groundrules.scenario.sheet import Sheet, edges

SNAP: dict[str, Any] = {"scene": "noon", "choice": "snap", "seconds": 4, "by": "person"}
OWN_IT: dict[str, Any] = {"scene": "cold", "choice": "own-it"}
CLEAR: dict[str, Any] = {"scene": "talk", "choice": "ready:clear", "outcome": "agreed"}
SAID: dict[str, Any] = {
    "scene": "talk",
    "choice": "own",
    "text": "On three days you rang at noon. Shall we use the mail?",
    "tags": ["evidence", "proposal", "open_question"],
    "outcome": "agreed",
}


def trail(sheet: Sheet, *steps: dict[str, Any]) -> dict[str, Any]:
    return {"scenario": "little", "hash": sheet["hash"], "attempt": 1, "steps": list(steps)}


def test_a_trail_to_its_end_gives_its_result(sheet: Sheet) -> None:
    result = replay(sheet, trail(sheet, SNAP, OWN_IT, SAID))
    assert result.as_dict() == {
        "scenario": "little",
        "ending": {"id": "rule", "kind": "good", "title": "A rule for two"},
        "node": 13,
        "meters": {"trust": 4, "boundary": 6},
        "steps": (
            {
                "node": 0,
                "scene": "noon",
                "move": "snap",
                "choice": "snap",
                "quality": "weak",
                "by": "person",
                "change": {"trust": -3, "boundary": 1},
                "points": ("A04",),
                "turning": True,
                "text": None,
            },
            {
                "node": 2,
                "scene": "cold",
                "move": "own-it",
                "choice": "own-it",
                "quality": "strong",
                "by": "person",
                "change": {"trust": 2, "boundary": -1},
                "points": ("B07",),
                "turning": True,
                "text": None,
            },
            {
                "node": 7,
                "scene": "talk",
                "move": "agreed",
                "choice": "own",
                "quality": "strong",
                "by": "person",
                "change": {"boundary": 3},
                "points": ("A08",),
                "turning": True,
                "text": "On three days you rang at noon. Shall we use the mail?",
            },
        ),
        "met": {"A08": 1, "B07": 1},
        "missed": {"A04": 1},
        "score": 2 / 3,
    }


def test_an_open_trail_has_no_ending_yet(sheet: Sheet) -> None:
    result = replay(sheet, trail(sheet, {"scene": "noon", "choice": "let-it-ring", "by": "timer"}))
    assert (result.ending, result.score, result.steps[0].by) == (None, 0.5, "timer")
    assert replay(sheet, trail(sheet)).score == 0.0


def test_turning_points_are_given_in_order(sheet: Sheet) -> None:
    assert [step.move for step in replay(sheet, trail(sheet, SNAP, OWN_IT, CLEAR)).turning] == [
        "snap",
        "own-it",
        "agreed",
    ]


@pytest.mark.parametrize(
    ("steps", "where", "what"),
    [
        ([{**SNAP, "choice": "own-it"}], 1, "“own-it” is not offered in “noon” as the story stands."),
        ([SNAP, SNAP], 2, "The step is in “noon”, but the story stands at “cold”."),
        ([{**SNAP, "by": "timer"}], 1, "The timer does not take “snap” in “noon”."),
        ([{**SNAP, "by": "somebody"}], 1, "The step does not tell what was chosen, and by whom."),
        ([{**SNAP, "choice": 1}], 1, "The step does not tell what was chosen, and by whom."),
        ([{**SNAP, "seconds": float("nan")}], 1, "The step's seconds are no number from 0 up."),
        ([{**SNAP, "seconds": -1}], 1, "The step's seconds are no number from 0 up."),
        ([SNAP, OWN_IT, {**CLEAR, "outcome": "half"}], 3, "These words lead to “agreed”, not to “half”."),
        ([SNAP, OWN_IT, {**SAID, "tags": ["blame"]}], 3, "These words lead to “lost”, not to “agreed”."),
        ([SNAP, OWN_IT, {**SAID, "text": " "}], 3, "The step has no words of the learner, or no list of tags."),
        ([SNAP, OWN_IT, {**SAID, "tags": "evidence"}], 3, "The step has no words of the learner, or no list of tags."),
        ([SNAP, OWN_IT, {**CLEAR, "choice": "clear"}], 3, "“clear” is not among the ready phrasings."),
        ([SNAP, OWN_IT, CLEAR, CLEAR], 4, "The story had already ended."),
    ],
)
def test_an_impossible_step_is_refused_and_named(
    sheet: Sheet, steps: list[dict[str, Any]], where: int, what: str
) -> None:
    with pytest.raises(TrailError) as caught:
        replay(sheet, trail(sheet, *steps))
    assert (caught.value.where, caught.value.what) == (f"little, step {where}", what)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"scenario": "other"}, "The trail is of “other”."),
        ({"hash": "0" * 16}, "The trail was walked on another version of the scenario."),
        ({"steps": None}, "The trail has no list of steps, or more than 1,000."),
        ({"steps": [1]}, "The trail has no list of steps, or more than 1,000."),
        ({"steps": [SNAP] * 1001}, "The trail has no list of steps, or more than 1,000."),
    ],
)
def test_a_trail_that_is_none_of_this_sheet_is_refused(sheet: Sheet, change: dict[str, Any], what: str) -> None:
    with pytest.raises(TrailError) as caught:
        replay(sheet, {**trail(sheet), **change})
    assert caught.value.what == what


def test_after_an_update_the_longest_beginning_that_still_fits_is_kept(
    changed: Callable[..., Scenario], sheet: Sheet
) -> None:
    old = trail(sheet, SNAP, OWN_IT, CLEAR)
    worded = explore(changed(("The line is quiet before you have finished.", "Silence.")))
    assert salvage(worded, old) == {**old, "hash": worded["hash"]}
    assert replay(worded, salvage(worded, old)).ending == Reached("rule", "good", "A rule for two")
    firmer = explore(changed(("{id: clear, text:", "{id: clearest, text:")))
    assert salvage(firmer, old) == {**old, "hash": firmer["hash"], "steps": [SNAP, OWN_IT]}
    renamed = explore(changed(("      - id: snap\n", "      - id: snap-back\n")))
    assert salvage(renamed, old)["steps"] == []


def walk(sheet: Sheet, picks: list[int]) -> list[dict[str, Any]]:
    """Walk the sheet, one pick a step, to an ending or as far as the picks go."""
    here = sheet["start"]
    steps: list[dict[str, Any]] = []
    for pick in picks:
        node = sheet["nodes"][here]
        if "ending" in node:
            break
        edge = pick % len(edges(node))
        move, here = edges(node)[edge]
        name = sheet["moves"][move]["id"]
        if "words" in node:
            tags = [tag for bit, tag in enumerate(node["words"]["tags"]) if edge >> bit & 1]
            steps.append({"scene": node["scene"], "choice": "own", "text": "Words.", "tags": tags, "outcome": name})
        else:
            steps.append({"scene": node["scene"], "choice": name, "seconds": 1.5, "by": "person"})
    return steps


@given(st.lists(st.integers(0, 23), max_size=6))
@settings(max_examples=100, deadline=None)
def test_any_walk_replays_to_the_sum_of_its_changes(sheet: Sheet, picks: list[int]) -> None:
    steps = walk(sheet, picks)
    result = replay(sheet, trail(sheet, *steps))
    assert [step.scene for step in result.steps] == [step["scene"] for step in steps]
    for meter in sheet["meters"]:
        change = sum(step.change.get(meter["id"], 0) for step in result.steps)
        assert result.meters[meter["id"]] == meter["start"] + change
    assert salvage(sheet, trail(sheet, *steps))["steps"] == steps


@given(st.lists(st.integers(0, 23), min_size=1, max_size=6), st.data())
@settings(max_examples=150, deadline=None)
def test_a_forged_step_is_refused(sheet: Sheet, picks: list[int], data: st.DataObject) -> None:
    steps = walk(sheet, picks)
    at = data.draw(st.integers(0, len(steps) - 1))
    part = data.draw(st.sampled_from(["scene", "choice", "outcome"]))
    forged: dict[str, Any] = {**steps[at], part: data.draw(st.sampled_from(["rule", "agree", "", "ready:", None, 7]))}
    if "outcome" not in steps[at] and part == "outcome":
        forged = {**steps[at], "choice": None}
    with pytest.raises(TrailError, match=f"step {at + 1}"):
        replay(sheet, trail(sheet, *steps[:at], forged, *steps[at + 1 :]))


def test_replay_loads_neither_yaml_nor_pydantic_nor_pandas(tmp_path: Path) -> None:
    program = (
        "import sys; from groundrules.scenario import replay, explore, lint;"
        "sys.exit(sorted({'yaml', 'pydantic', 'pandas', 'ipywidgets'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
