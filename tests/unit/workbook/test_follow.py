from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundrules.workbook import Workbook


def follow_ups(workbook: Workbook) -> list[tuple[Any, ...]]:
    return [(row["what"], row["due"], row["done"]) for row in workbook.rows("follow_ups")]


def test_the_next_step_of_a_reflection_becomes_a_follow_up_while_it_is_typed(workbook: Workbook, ines: str) -> None:
    row = workbook.save("reflections", {"contact": ines, "went_well": "The silence"})
    assert follow_ups(workbook) == []
    row = workbook.save("reflections", {**row, "next_step": "Call"}, 1)
    assert follow_ups(workbook) == [("Call", "", False)]
    row = workbook.save("reflections", {**row, "next_step": "Call the night desk", "next_due": "2026-12-01"}, 2)
    assert follow_ups(workbook) == [("Call the night desk", "2026-12-01", False)]
    workbook.save("reflections", {**row, "next_step": ""}, 3)
    assert follow_ups(workbook) == []


def test_a_follow_up_that_the_person_has_taken_over_is_left_alone(workbook: Workbook, ines: str) -> None:
    row = workbook.save("reflections", {"contact": ines, "next_step": "Call"})
    (made,) = workbook.rows("follow_ups")
    workbook.save("follow_ups", {**made, "done": True}, 1)
    row = workbook.save("reflections", {**row, "next_step": "Call again"}, 1)
    assert follow_ups(workbook) == [("Call", "", True)]
    workbook.delete("follow_ups", made["id"])
    workbook.save("reflections", {**row, "next_step": "Call once more"}, 2)
    assert follow_ups(workbook) == []


def test_a_confirmation_that_was_sent_is_waited_for_until_it_comes_back(workbook: Workbook, ines: str) -> None:
    row = workbook.save("outcomes", {"contact": ines, "what": "A night line"})
    assert follow_ups(workbook) == []
    row = workbook.save("outcomes", {**row, "sent": "2026-11-23"}, 1)
    expected = "Ask Inês Duarte for their confirmation in writing"
    assert follow_ups(workbook) == [(expected, "2026-11-30", False)]
    assert workbook.rows("follow_ups")[0]["outcome"] == row["id"]
    workbook.save("outcomes", {**row, "received": "2026-11-25"}, 2)
    assert follow_ups(workbook) == [(expected, "2026-11-30", True)]


def test_a_row_and_its_follow_up_are_taken_back_together(workbook: Workbook, ines: str) -> None:
    workbook.save("outcomes", {"contact": ines, "sent": "2026-11-23"})
    workbook.undo()
    assert (workbook.rows("outcomes"), workbook.rows("follow_ups")) == ([], [])


def test_an_outcome_without_a_contact_has_a_follow_up_too(workbook: Workbook) -> None:
    workbook.save("outcomes", {"sent": "2026-11-23"})
    assert follow_ups(workbook) == [("Ask for their confirmation in writing", "2026-11-30", False)]
