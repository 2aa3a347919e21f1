"""A play sheet in few bytes, for pages that may be served uncompressed; `unpack.js` makes it whole again."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def pack(sheet: Sheet) -> dict[str, Any]:
    """Give a sheet whose nodes share what is the same in them.

    Most nodes are the same scene in another state: they differ in their meters and in where their edges lead.

    Returns:
        The sheet with `shapes` (a node without those two; its edges are move indices alone), and with `nodes` as
        one text: nodes parted by semicolons, in each the numbers ``shape, *meters, *steps`` to the base of 36,
        parted by commas. Each step leads from one target to the next, the first from the node itself.
    """
    shapes: dict[str, int] = {}
    nodes = []
    for here, node in enumerate(sheet["nodes"]):
        shape: dict[str, Any] = {**node}
        meters = shape.pop("meters")
        targets: list[int] = []
        if "choices" in shape:
            targets += [target for _, target in shape["choices"]]
            shape["choices"] = [move for move, _ in shape["choices"]]
        if "words" in shape:
            edges = shape["words"]["by_mask"]
            targets += [target for _, target in edges]
            shape["words"] = {**shape["words"], "by_mask": [move for move, _ in edges]}
        number = shapes.setdefault(json.dumps(shape), len(shapes))
        steps = [target - before for before, target in pairwise([here, *targets])]
        nodes.append(",".join(map(_base36, [number, *meters, *steps])))
    return {**sheet, "shapes": [json.loads(shape) for shape in shapes], "nodes": ";".join(nodes)}


def _base36(number: int) -> str:
    digits = ""
    rest = abs(number)
    while rest or not digits:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return f"-{digits}" if number < 0 else digits
