"""H5P packages: what H5P's own description of a Branching Scenario asks for."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.errors import FolderError
from groundrules.publish.h5p import export_h5p, scenario_content

if TYPE_CHECKING:
    from groundrules.scenario.sheet import Sheet

LITTLE: Sheet = json.loads((Path(__file__).parents[2] / "fixtures" / "little.sheet.json").read_text(encoding="utf-8"))

# The fields of H5P's description: name to kind; a set of tags for HTML, a tuple of values for a choice among them.
RICH = {"p", "strong", "em", "del", "code", "a"}
QUESTION = {"p", "strong", "em", "sub", "sup", "h2", "h3", "pre", "code"}
TEXT = {"p", "strong", "em", "del", "a", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "code"}
CHOICE = ("useBehavioural", "enabled", "disabled")
FEEDBACK = {"title": RICH, "subtitle": RICH, "endScreenScore": int}
SCENARIO = {
    "title": str,
    "startScreen": {"startScreenTitle": RICH, "startScreenSubtitle": RICH},
    "endScreens": [{"endScreenTitle": RICH, "endScreenSubtitle": RICH, "endScreenScore": int, "contentId": int}],
    "content": [
        {
            "type": dict,
            "showContentTitle": bool,
            "forceContentFinished": CHOICE,
            "nextContentId": int,
            "feedback": FEEDBACK,
            "contentBehaviour": CHOICE,
        }
    ],
    "scoringOptionGroup": {
        "scoringOption": ("static-end-score", "dynamic-score", "no-score"),
        "includeInteractionsScores": bool,
    },
    "behaviour": {"enableBackwardsNavigation": bool, "forceContentFinished": bool},
    "l10n": dict.fromkeys(
        ["startScreenButtonText", "endScreenButtonText", "proceedButtonText", "scoreText", "backButtonText"], str
    ),
}
BRANCHING = {"question": QUESTION, "alternatives": [{"text": str, "nextContentId": int, "feedback": FEEDBACK}]}


def faults(value: Any, shape: Any, where: str = "") -> list[str]:
    """List where a value is not of the shape."""
    if isinstance(shape, dict):
        unknown = [f"{where}.{key} is not known" for key in value.keys() - shape.keys()]
        return unknown + [
            fault for key in value.keys() & shape.keys() for fault in faults(value[key], shape[key], f"{where}.{key}")
        ]
    if isinstance(shape, list):
        return [fault for index, each in enumerate(value) for fault in faults(each, shape[0], f"{where}[{index}]")]
    if isinstance(shape, set):
        tags = set(re.findall(r"</?([a-z0-9]+)", value))
        return [f"{where} has the tag {tag}" for tag in tags - shape]
    if isinstance(shape, tuple):
        return [] if value in shape else [f"{where} is {value}"]
    wrong = not isinstance(value, shape) or (shape is int and isinstance(value, bool))
    return [f"{where} is no {shape.__name__}"] if wrong else []


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    return scenario_content(LITTLE)


def test_the_content_is_what_h5p_describes(content: dict[str, Any]) -> None:
    assert content.keys() == {"branchingScenario"}
    scenario = content["branchingScenario"]
    found = faults(scenario, SCENARIO)
    for entry in scenario["content"]:
        kind = entry["type"]
        assert kind.keys() == {"library", "params", "metadata", "subContentId"}
        if kind["library"] == "H5P.BranchingQuestion 1.0":
            found += faults(kind["params"], {"branchingQuestion": BRANCHING})
        else:
            assert kind["library"] == "H5P.AdvancedText 1.1"
            found += faults(kind["params"], {"text": TEXT})
    assert found == []


def test_the_check_of_the_description_finds_what_is_wrong() -> None:
    assert faults({"title": 3, "other": 1}, SCENARIO) == [".other is not known", ".title is no str"]
    assert faults({"question": "<script>x</script>"}, BRANCHING) == [".question has the tag script"]


def test_every_scene_can_be_reached_leads_on_and_comes_to_the_end(content: dict[str, Any]) -> None:
    entries = content["branchingScenario"]["content"]

    def targets(entry: dict[str, Any]) -> list[int]:
        question = entry["type"]["params"].get("branchingQuestion")
        if not question:
            return [entry["nextContentId"]]
        assert len(question["alternatives"]) >= 2
        return [way["nextContentId"] for way in question["alternatives"]]

    reached = [0]
    for number in reached:
        reached += [to for to in dict.fromkeys(targets(entries[number])) if to >= 0 and to not in reached]
    assert sorted(reached) == list(range(len(entries)))
    assert [number for number in reached if targets(entries[number]) == [-1]] == [len(entries) - 1]
    assert len({entry["type"]["subContentId"] for entry in entries}) == len(entries)


def test_a_choice_tells_its_consequence_before_its_reason_and_scores_by_its_quality(content: dict[str, Any]) -> None:
    first = content["branchingScenario"]["content"][0]["type"]["params"]["branchingQuestion"]
    assert first["question"].startswith("<h2>The phone, again</h2><p><em>Monday, 12:03</em></p><p>The soup is")
    assert "<p><strong>Omar Haddad:</strong> Is it ready?" in first["question"]
    feedback = next(way["feedback"] for way in first["alternatives"] if way["text"].startswith("Let it ring"))
    assert feedback["title"] == "<p>This works in part</p>"
    assert feedback["endScreenScore"] == 1
    assert re.findall(r"<strong>([^<]+):</strong>", feedback["subtitle"]) == ["This works in part", "What it costs"]
    assert not feedback["subtitle"].startswith("<p><strong>This works in part")


def test_the_package_names_its_libraries_and_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = (export_h5p(LITTLE, tmp_path / name, (1, 7)) for name in ("a.h5p", "b.h5p"))
    assert first.path.read_bytes() == second.path.read_bytes()
    with zipfile.ZipFile(first.path) as archive:
        assert archive.namelist() == ["h5p.json", "content/content.json"]
        head = json.loads(archive.read("h5p.json"))
        scenes = json.loads(archive.read("content/content.json"))["branchingScenario"]["content"]
    assert first.scenes == len(scenes)
    assert (head["title"], head["mainLibrary"], head["embedTypes"]) == (
        LITTLE["title"],
        "H5P.BranchingScenario",
        ["iframe"],
    )
    assert [
        (each["machineName"], each["majorVersion"], each["minorVersion"]) for each in head["preloadedDependencies"]
    ] == [
        ("H5P.BranchingScenario", 1, 7),
        ("H5P.BranchingQuestion", 1, 0),
        ("H5P.AdvancedText", 1, 1),
        ("FontAwesome", 4, 5),
    ]


def test_what_cannot_be_carried_over_is_said(tmp_path: Path) -> None:
    assert export_h5p(LITTLE, tmp_path / "a.h5p").left_out == (
        "The meters (Trust, Boundary) are not shown.",
        "Own words are not read: the ready phrasings are offered instead.",
        "There is no timer.",
        "The debrief asks its questions, without the path taken, the expert's path and the way back to a turn.",
        "Nothing goes into the workbook or the journal; the system's own records get the score.",
    )


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="cannot be written"):
        export_h5p(LITTLE, tmp_path / "missing" / "a.h5p")
