"""How often a random play comes to each ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules.scenario import explore
from groundrules.scenario.odds import odds, ways

if TYPE_CHECKING:
    from groundrules.scenario.model import Scenario


def test_every_choice_and_every_ready_phrasing_is_as_likely_as_the_others_at_its_place(little: Scenario) -> None:
    found = odds(explore(little))
    assert found == pytest.approx({"silence": 4 / 9, "favour": 1 / 6, "rule": 7 / 18})
    assert sum(found.values()) == pytest.approx(1)


def test_where_one_writes_each_ready_phrasing_is_a_way_on(little: Scenario) -> None:
    node = next(node for node in explore(little)["nodes"] if "words" in node)
    assert len(ways(node)) == len(node["words"]["ready"])
