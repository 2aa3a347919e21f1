"""Play sheets without their state."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules.publish.flatten import flatten

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet

LITTLE: Sheet = json.loads((Path(__file__).parents[2] / "fixtures" / "little.sheet.json").read_text(encoding="utf-8"))


def _node(scene: str, meters: list[int], choices: list[list[int]] | None = None) -> dict[str, Any]:
    node: dict[str, Any] = {"scene": scene, "at": None, "title": 0, "moment": None, "body": [], "meters": meters}
    if choices is None:
        return {**node, "ending": {"title": 0, "kind": "good", "price": 0, "gained": 0, "points": []}}
    return {**node, "choices": choices}


def test_states_that_look_and_go_on_alike_are_one_scene_and_those_that_end_elsewhere_are_not() -> None:
    move = {"id": "m", "text": 0, "then": [], "why": 0, "trade": None, "quality": "weak", "turning": False}
    nodes = [
        _node("start", [5], [[0, 1], [0, 2], [0, 3]]),
        _node("middle", [4], [[0, 4]]),
        _node("middle", [3], [[0, 5]]),
        _node("middle", [2], [[0, 6]]),
        _node("good", [4]),
        _node("good", [3]),
        _node("bad", [2]),
    ]
    sheet: Any = {"texts": ["text"], "moves": [move], "start": 0, "nodes": nodes}
    scenes = flatten(sheet)
    assert [scene.node["scene"] for scene in scenes] == ["start", "middle", "middle", "good", "bad"]
    assert [[way.target for way in scene.ways] for scene in scenes] == [[1, 1, 2], [3], [4], [], []]


def test_on_every_path_the_same_is_read_and_done_as_on_the_sheet() -> None:
    scenes = flatten(LITTLE)
    seen = set()
    for seed in range(200):
        chance = random.Random(seed)  # noqa: S311  a path, not a secret
        node, scene = LITTLE["nodes"][LITTLE["start"]], scenes[0]
        while scene.ways:
            assert (node["scene"], node["body"]) == (scene.node["scene"], scene.node["body"])
            taken = chance.randrange(len(scene.ways))
            if "words" in node:
                edge = node["words"]["by_mask"][node["words"]["ready"][taken]["mask"]]
            else:
                edge = node["choices"][taken]
            assert LITTLE["moves"][edge[0]] == scene.ways[taken].move
            node, scene = LITTLE["nodes"][edge[1]], scenes[scene.ways[taken].target]
        assert node["ending"] == scene.node["ending"]
        seen.add(node["scene"])
    assert len(seen) >= 2
    assert len(scenes) < len(LITTLE["nodes"])
