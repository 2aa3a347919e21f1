"""The variants of scenes, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import write_course

from groundrules.authoring import variants
from groundrules.authoring.variants import check_variants, missable
from groundrules.scenario import load

if TYPE_CHECKING:
    import pytest

LITTLE = Path(__file__).parents[2] / "fixtures/little.yaml"
QUESTION = """  - id: {name}
    kind: single
{stands_for}    teaches: [A07]
    title: About {name}
    prompt: {prompt}
    options: [{{id: a, text: That one, feedback: No.}}, {{id: b, text: {right}, feedback: Yes.}}]
    key: b
    explain: Because.
"""


def variant(name: str, scene: str = "noon", prompt: str = "", right: str = "This") -> str:
    stands_for = f"    stands_for: {scene}\n" if scene else ""
    asked = prompt or f"What now, {name}?"
    return QUESTION.format(name=name, stands_for=stands_for, prompt=asked, right=right)


def checked(root: Path, *questions: str, name: str = "little") -> tuple[list[str], list[str]]:
    files = {
        "scenarios/little.yaml": LITTLE.read_text(encoding="utf-8"),
        f"variants/{name}.yaml": "questions:\n" + "".join(questions),
    }
    faults, lines = check_variants(write_course(root, files, 'scenarios = ["little"]\n'))
    return [str(fault) for fault in faults], lines


def test_scenes_with_a_move_that_is_not_strong_can_be_missed_and_endings_cannot() -> None:
    assert missable(load(LITTLE)) == ["noon", "cold", "talk"]


def test_it_is_told_how_many_scenes_have_a_variant_and_which_lack_it(tmp_path: Path) -> None:
    made = (variant("variant-little-noon"), variant("variant-little-noon-2"))
    count = "2 single choices, the right one the longest in 0 (0%); it is 2: 2"
    lacking = "variants: little lacks cold, talk"
    assert checked(tmp_path, *made) == ([], [f"variants: 1 of 3 scenes that can be missed; {count}", lacking])


def test_a_variant_stands_for_a_scene_in_which_something_can_be_missed(tmp_path: Path) -> None:
    wrong = [
        variant("variant-little-none", ""),
        variant("variant-little-gone", "gone"),
        variant("variant-little-end", "rule"),
        variant("variant-little-lunch", "noon"),
    ]
    faults, _ = checked(tmp_path, *wrong)
    assert faults == [
        "variants/little.yaml: “variant-little-none” stands for no scene. Write `stands_for:` and the scene's id.",
        "variants/little.yaml: “variant-little-gone” stands for “gone”, which is no scene. Check its spelling.",
        "variants/little.yaml: “variant-little-end” stands for “rule”, where nothing can be missed. Take it out.",
        (
            "variants/little.yaml: The id “variant-little-lunch” is not its scene's. "
            "Call it variant-little-noon, and a further one …-2."
        ),
    ]


def test_a_variant_tells_of_other_people_in_other_words(tmp_path: Path) -> None:
    same = variant("variant-little-noon", prompt="Haddad rings. The soup is still too hot the phone is not, says he.")
    faults, (_, _, remark) = checked(tmp_path, same)
    assert faults == [
        "variants/little.yaml: “variant-little-noon” names Haddad, as its scenario does. Tell of other people."
    ]
    assert remark == "variants: variant-little-noon says “is still too hot the phone is not”, as its scenario does"


def test_a_variant_is_practised_and_not_written(tmp_path: Path) -> None:
    text = (
        "  - id: variant-little-noon\n    stands_for: noon\n    kind: marked\n    graded: true\n    teaches: [A07]\n"
        "    title: T\n    prompt: P\n    rubric: [{id: r, text: R, points: 1}]\n    model: [M]\n    explain: E\n"
    )
    faults, _ = checked(tmp_path, text)
    assert faults == [
        "variants/little.yaml: “variant-little-noon” is graded. A variant is for practice.",
        (
            "variants/little.yaml: “variant-little-noon” is of the kind marked. "
            "A variant is one of single, several, order, classify."
        ),
    ]


def test_right_options_may_not_be_mostly_the_longest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = variant("variant-little-noon", right="This one and for these reasons")
    assert checked(tmp_path, long)[0] == []
    monkeypatch.setattr(variants, "MANY", 1)
    faults, _ = checked(tmp_path, long)
    assert faults == [
        (
            "variants: The right option is the longest in 1 of 1. "
            "At most 35%: shorten right ones, or give wrong ones their reason."
        ),
        "variants: The right option stands in place 2 in 1 of 1. Vary it.",
    ]


def test_a_file_of_no_scenario_and_one_that_is_wrong_are_told(tmp_path: Path) -> None:
    faults, _ = checked(tmp_path, variant("variant-gone-noon"), name="gone")
    assert faults == ["variants/gone.yaml: No scenario has this name. Name it like its scenario."]
    faults, _ = checked(tmp_path, "  - riddle\n")
    assert len(faults) > 1
