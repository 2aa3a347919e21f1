from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundrules.errors import WorkbookError

if TYPE_CHECKING:
    from groundrules.workbook import Workbook

TRAIL = {"scenario": "the-2am-call", "hash": "0f", "steps": [{"scene": "call", "choice": "pick-up"}], "attempt": 1}


def test_a_trail_comes_back_and_the_latest_attempt_first(workbook: Workbook) -> None:
    assert workbook.plays.load("the-2am-call") is None
    longer = TRAIL | {"steps": [*TRAIL["steps"], {"scene": "say-it", "choice": "own", "text": "Olá, Inês."}]}  # type: ignore[misc]
    second = TRAIL | {"attempt": 2}
    for trail in (TRAIL, longer, longer, second):
        workbook.plays.store(trail)
    workbook.plays.store(TRAIL | {"scenario": "meeting-creep"})
    assert workbook.plays.load("the-2am-call") == second
    assert workbook.plays.all("the-2am-call") == [longer, second]
    assert workbook.plays.scenarios() == ["meeting-creep", "the-2am-call"]


@pytest.mark.parametrize(
    "trail",
    [{}, {"scenario": ""}, {"scenario": "a", "attempt": "1"}, {"scenario": "a", "steps": "\ud800"}],
)
def test_a_trail_that_cannot_be_kept_is_refused(workbook: Workbook, trail: dict[str, object]) -> None:
    with pytest.raises(WorkbookError, match="The trail"):
        workbook.plays.store(trail)
