"""Play sheets in few bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules.publish.pack import pack

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet

LITTLE: Sheet = json.loads((Path(__file__).parents[2] / "fixtures" / "little.sheet.json").read_text(encoding="utf-8"))


def test_nodes_that_differ_in_their_state_alone_share_a_shape() -> None:
    node = {"scene": "call", "at": None, "title": 0, "moment": None, "body": [[None, 1]]}
    nodes: list[dict[str, Any]] = [
        {**node, "meters": [5, 3], "choices": [[0, 1], [1, 2]]},
        {**node, "meters": [4, 3], "choices": [[0, 2], [1, 2]]},
        {**node, "meters": [4, 2], "ending": {"title": 2, "kind": "good", "price": 3, "gained": 4, "points": []}},
    ]
    sheet: Any = {"id": "x", "nodes": nodes}
    assert pack(sheet) == {
        "id": "x",
        "shapes": [
            {**node, "choices": [0, 1]},
            {**node, "ending": {"title": 2, "kind": "good", "price": 3, "gained": 4, "points": []}},
        ],
        "nodes": "0,5,3,1,1;0,4,3,1,0;1,4,2",
    }


def test_packing_leaves_the_sheet_itself_alone_and_makes_it_smaller() -> None:
    before = json.dumps(LITTLE)
    packed = pack(LITTLE)
    assert json.dumps(LITTLE) == before
    assert len(json.dumps(packed)) < len(before)
    assert packed["nodes"].count(";") == len(LITTLE["nodes"]) - 1


def test_large_and_negative_numbers_are_written_to_the_base_of_36() -> None:
    end = {"scene": "end", "meters": [-3]}
    nodes: list[dict[str, Any]] = [{"scene": "call", "meters": [1000], "choices": [[0, 40], [1, 0]]}, *[end] * 40]
    sheet: Any = {"nodes": nodes}
    assert pack(sheet)["nodes"].split(";")[:2] == ["0,rs,14,-14", "1,-3"]
