"""The bank of cards, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import write_course

from groundrules.authoring import bank
from groundrules.authoring.bank import check_bank, shape
from groundrules.exercise.source import parse

if TYPE_CHECKING:
    from pathlib import Path


def card(name: str, texts: tuple[str, str, str], key: str, point: str = "A01", title: str = "") -> str:
    options = "".join(
        f"      - {{id: {one}, text: {text}, feedback: Why.}}\n" for one, text in zip("abc", texts, strict=True)
    )
    return (
        f"  - id: {name}\n    kind: single\n    teaches: [{point}]\n    title: {title or name}\n"
        f"    prompt: What now, {title or name}?\n    options:\n{options}    key: {key}\n    explain: So.\n"
    )


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank, "IDS", ("A01", "A02"))
    monkeypatch.setattr(bank, "LEAST", 2)


def checked(root: Path, *cards: str) -> tuple[list[str], list[str]]:
    faults, lines = check_bank(write_course(root, {"cards/05_night.yaml": "questions:\n" + "".join(cards)}))
    return [str(fault) for fault in faults], lines


SHORT = card("card-a01-1", ("Long enough", "Short", "Longer still"), "b")
SECOND = card("card-a02-1", ("Brief", "Quite long here", "And this too"), "a", "A02")


def test_a_bank_that_is_good_says_how_it_is_made(tmp_path: Path) -> None:
    line = "cards: 2 for 2 points; 2 single choices, the right one the longest in 0 (0%); it is 1: 1, 2: 1"
    third = line.replace("2 for 2", "3 for 2").replace("2 single", "3 single").replace("2: 1", "2: 1, 3: 1")
    assert checked(tmp_path, SHORT, SECOND, card("card-a02-2", ("Not so brief", "Quite", "Brief"), "c", "A02")) == (
        [],
        [third],
    )


def test_an_id_names_the_first_point_of_its_card(tmp_path: Path) -> None:
    faults, _ = checked(tmp_path, SHORT, SECOND, card("card-a02-x", ("No", "Yes or no", "Nor"), "c", "A01"))
    assert faults == [
        "cards/05_night.yaml: The id “card-a02-x” is not its point's. Call it card-a01-1, or the next number."
    ]


def test_a_title_and_a_prompt_that_come_twice_are_told(tmp_path: Path) -> None:
    twice = card("card-a02-2", ("Longer", "Long as well", "No"), "c", "A02", title="card-A01-1")
    faults, _ = checked(tmp_path, SHORT, SECOND, twice)
    assert faults == [
        "cards/05_night.yaml: “card-a02-2” has the same title as “card-a01-1”. Make them differ.",
        "cards/05_night.yaml: “card-a02-2” has the same prompt as “card-a01-1”. Make them differ.",
    ]


def test_a_point_without_a_card_and_a_bank_that_is_too_small_are_told(tmp_path: Path) -> None:
    faults, _ = checked(tmp_path, card("card-a01-1", ("Not this", "This", "Not this either"), "b"))
    assert faults == [
        "cards: The point A02 has no card. Write one.",
        "cards: There are 1 cards; the least is 2. Write more.",
        "cards: The right option stands in place 2 in 1 of 1. Vary it.",
    ]


def test_right_options_that_are_mostly_the_longest_are_told(tmp_path: Path) -> None:
    long = card("card-a01-1", ("No", "This one goes on and on", "Nor"), "b")
    faults, _ = checked(tmp_path, long, SECOND, card("card-a02-2", ("Or", "Or so", "Yes and for long"), "c", "A02"))
    told = "cards: The right option is the longest in 2 of 3."
    assert faults == [f"{told} At most 35%: shorten right ones, or give wrong ones their reason."]


def test_a_sorted_item_needs_its_reason_and_a_card_is_not_graded(tmp_path: Path) -> None:
    sort = (
        "  - id: card-a02-2\n    kind: classify\n    graded: true\n    teaches: [A02]\n    title: Sort\n"
        "    prompt: Sort them.\n    items: [{id: x, text: X}, {id: y, text: Y, feedback: Why.}]\n"
        "    groups: [{id: g, text: G}, {id: h, text: H}]\n    key: {x: g, y: h}\n    explain: So.\n"
    )
    faults, _ = checked(tmp_path, SHORT, SECOND, sort, card("card-a01-2", ("Or", "Or so on", "No"), "c"))
    assert faults == [
        "cards/05_night.yaml: “card-a02-2” is graded. A card is for practice.",
        "cards/05_night.yaml: “card-a02-2” has an item without feedback. Say why it belongs there.",
    ]


def test_a_file_that_is_no_lessons_and_one_that_is_wrong_are_told(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "06_gone.yaml").touch()
    faults, _ = checked(tmp_path, SHORT.replace("kind: single", "kind: riddle"))
    assert faults[0] == "cards/06_gone.yaml: No lesson has this name. Name it like its lesson."
    assert "“kind” cannot be “riddle”" in faults[1]


def test_only_single_choices_have_a_shape() -> None:
    measured = shape(parse("questions:\n" + SHORT + SECOND, "cards"))
    assert (measured.count, measured.longest, dict(measured.places)) == (2, 0, {2: 1, 1: 1})
