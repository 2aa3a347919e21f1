"""How often a play comes to each ending, if every choice is as likely as the others at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Node, Sheet

ENOUGH = 0.9999  # of all plays have come to an end; where a way leads back, some go round for ever
STEPS = 1000


def odds(sheet: Sheet) -> dict[str, float]:
    """Give the share of random plays that come to each ending; own words count as one of the ready phrasings."""
    nodes = sheet["nodes"]
    ended: dict[str, float] = {}
    here = {sheet["start"]: 1.0}
    for _ in range(STEPS):
        ahead: dict[int, float] = {}
        for number, share in here.items():
            node = nodes[number]
            if "ending" in node:
                ended[node["scene"]] = ended.get(node["scene"], 0.0) + share
                continue
            open_ways = ways(node)
            for _, target in open_ways:
                ahead[target] = ahead.get(target, 0.0) + share / len(open_ways)
        here = ahead
        if sum(ended.values()) > ENOUGH:
            break
    return ended


def ways(node: Node) -> list[tuple[int, int]]:
    """Give the ways on from a node, each a move and the node it leads to; where one writes, by the ready phrasings."""
    if "words" in node:
        edges = [node["words"]["by_mask"][one["mask"]] for one in node["words"]["ready"]]
    else:
        edges = node.get("choices", [])
    return [(move, target) for move, target in edges]
