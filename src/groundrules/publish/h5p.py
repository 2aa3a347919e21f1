"""A scenario as an H5P package: a Branching Scenario that any system with H5P can show."""

from __future__ import annotations

import json
import uuid
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundrules.errors import FolderError
from groundrules.publish import markup
from groundrules.publish.flatten import Scene, flatten

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.scenario.sheet import MoveEntry, Sheet, Spoken

SCENARIO, QUESTION, TEXT = "H5P.BranchingScenario", "H5P.BranchingQuestion", "H5P.AdvancedText"
# H5P takes a package only where these very versions are installed; the first can be chosen at export.
VERSION = (1, 8)
DEPENDENCIES = ((QUESTION, 1, 0), (TEXT, 1, 1), ("FontAwesome", 4, 5))

SCORES = {"strong": 2, "partial": 1, "weak": 0}
WORDS = {
    "strong": "This works",
    "partial": "This works in part",
    "weak": "This makes it harder",
    "trade": "What it costs",
    "gained": "What you have gained",
    "price": "What it cost",
    "debrief": "Looking back",
    "again": "Play it again and choose differently where it turned.",
    "start": "Begin",
    "restart": "Play again",
    "proceed": "Go on",
    "score": "Your score:",
}
END = -1  # H5P's number for the end screen
FEWEST = 2  # alternatives that an H5P question needs
STAMP = (2026, 1, 1, 0, 0, 0)  # the same package each time


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        path: the package.
        scenes: how many H5P contents it holds.
        left_out: what could not be carried over, in sentences.
    """

    path: Path
    scenes: int
    left_out: tuple[str, ...]


def export_h5p(sheet: Sheet, path: Path, version: tuple[int, int] = VERSION) -> Exported:
    """Write a scenario's package.

    Args:
        sheet: its play sheet.
        path: the file; its name should end in `.h5p`.
        version: of Branching Scenario on the system that is to show it, major and minor.

    Raises:
        FolderError: the file cannot be written.
    """
    content = scenario_content(sheet)
    files = {"h5p.json": package(sheet, version), "content/content.json": content}
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, value in files.items():
                archive.writestr(
                    zipfile.ZipInfo(name, STAMP), json.dumps(value, ensure_ascii=False), zipfile.ZIP_DEFLATED
                )
    except OSError as error:
        what = f"The package cannot be written ({(error.strerror or str(error)).lower()})."
        raise FolderError(what, where=str(path), remedy="Choose another place for it.") from error
    return Exported(path, len(content["branchingScenario"]["content"]), left_out(sheet))


def left_out(sheet: Sheet) -> tuple[str, ...]:
    """Say what of a scenario H5P cannot hold."""
    nodes = sheet["nodes"]
    found = [
        (
            bool(sheet["meters"]),
            f"The meters ({', '.join(meter['label'] for meter in sheet['meters'])}) are not shown.",
        ),
        (any("words" in node for node in nodes), "Own words are not read: the ready phrasings are offered instead."),
        (any("timer" in node for node in nodes), "There is no timer."),
        (True, "The debrief asks its questions, without the path taken, the expert's path and the way back to a turn."),
        (True, "Nothing goes into the workbook or the journal; the system's own records get the score."),
    ]
    return tuple(sentence for there, sentence in found if there)


def package(sheet: Sheet, version: tuple[int, int] = VERSION) -> dict[str, Any]:
    """Give the package's description, `h5p.json`."""
    dependencies = ((SCENARIO, *version), *DEPENDENCIES)
    return {
        "title": sheet["title"],
        "language": "und",
        "defaultLanguage": "en",
        "mainLibrary": SCENARIO,
        "embedTypes": ["iframe"],
        "license": "CC BY",
        "licenseVersion": "4.0",
        "authors": [{"name": "The Ground Rules developers", "role": "Author"}],
        "preloadedDependencies": [
            {"machineName": name, "majorVersion": major, "minorVersion": minor} for name, major, minor in dependencies
        ],
    }


def scenario_content(sheet: Sheet) -> dict[str, Any]:
    """Give the package's content, `content.json`."""
    scenes = flatten(sheet)
    debrief = len(scenes)
    contents = [_scene(sheet, scene, debrief) for scene in scenes]
    contents.append(_entry(sheet["id"], WORDS["debrief"], _text(_debrief(sheet)), END))
    end = {"endScreenTitle": markup.paragraphs(sheet["title"]), "endScreenSubtitle": markup.paragraphs(WORDS["again"])}
    return {
        "branchingScenario": {
            "title": sheet["title"],
            "startScreen": {
                "startScreenTitle": markup.paragraphs(sheet["title"]),
                "startScreenSubtitle": markup.paragraphs(f"{sheet['summary']}\n\n{sheet['case']}"),
            },
            "endScreens": [{**end, "endScreenScore": 0, "contentId": END}],
            "content": contents,
            "scoringOptionGroup": {"scoringOption": "dynamic-score", "includeInteractionsScores": False},
            "behaviour": {"enableBackwardsNavigation": True, "forceContentFinished": False},
            "l10n": {
                "startScreenButtonText": WORDS["start"],
                "endScreenButtonText": WORDS["restart"],
                "proceedButtonText": WORDS["proceed"],
                "scoreText": WORDS["score"],
            },
        }
    }


def _scene(sheet: Sheet, scene: Scene, debrief: int) -> dict[str, Any]:
    node, texts = scene.node, sheet["texts"]
    title = texts[node["title"]]
    clock = f"<p><em>{markup.inline(texts[node['at']])}</em></p>" if node["at"] is not None else ""
    body = f"<h2>{markup.inline(title)}</h2>{clock}{_spoken(sheet, node['body'])}"
    if "ending" in node:
        ending = node["ending"]
        body += _part(WORDS["gained"], texts[ending["gained"]]) + _part(WORDS["price"], texts[ending["price"]])
        return _entry(node["scene"], texts[ending["title"]], _text(body), debrief)
    if "words" in node:
        body += markup.paragraphs(texts[node["words"]["prompt"]])
    if len(scene.ways) < FEWEST:
        (way,) = scene.ways
        told = _text(f"{body}<p><strong>{markup.inline(way.text)}</strong></p>")
        return _entry(node["scene"], title, told, way.target, _feedback(sheet, way.move))
    alternatives = [
        {"text": markup.inline(way.text), "nextContentId": way.target, "feedback": _feedback(sheet, way.move)}
        for way in scene.ways
    ]
    asked = {"branchingQuestion": {"question": body, "alternatives": alternatives}}
    return _entry(node["scene"], title, {"library": f"{QUESTION} 1.0", "params": asked}, END)


def _entry(
    name: str, title: str, kind: dict[str, Any], target: int, feedback: dict[str, Any] | None = None
) -> dict[str, Any]:
    metadata = {"title": markup.plain(title), "license": "U", "contentType": kind["library"].rpartition(".")[2]}
    return {
        "type": {**kind, "metadata": metadata, "subContentId": _uuid(json.dumps([name, title, kind, target]))},
        "showContentTitle": False,
        "forceContentFinished": "useBehavioural",
        "contentBehaviour": "useBehavioural",
        "nextContentId": target,
        "feedback": feedback or {"title": "", "subtitle": ""},
    }


def _text(html: str) -> dict[str, Any]:
    return {"library": f"{TEXT} 1.1", "params": {"text": html}}


def _feedback(sheet: Sheet, move: MoveEntry) -> dict[str, Any]:
    """Give what is told after a choice: the consequence first, then the judgement and its reason."""
    texts = sheet["texts"]
    told = _spoken(sheet, move["then"]) + _part(WORDS[move["quality"]], texts[move["why"]])
    if move["trade"] is not None:
        told += _part(WORDS["trade"], texts[move["trade"]])
    return {
        "title": markup.paragraphs(WORDS[move["quality"]]),
        "subtitle": told,
        "endScreenScore": SCORES[move["quality"]],
    }


def _spoken(sheet: Sheet, lines: list[Spoken]) -> str:
    said = []
    for person, text in lines:
        name = f"**{sheet['people'][person]['name']}:** " if person else ""
        said.append(markup.paragraphs(name + sheet["texts"][text]))
    return "".join(said)


def _part(label: str, text: str) -> str:
    return markup.paragraphs(f"**{label}:** {text}")


def _debrief(sheet: Sheet) -> str:
    texts = sheet["texts"]
    asked = [texts[number] for number in sheet["debrief"]["questions"]] + [texts[sheet["debrief"]["transfer"]]]
    return f"<h2>{WORDS['debrief']}</h2>" + "".join(markup.paragraphs(question) for question in asked)


def _uuid(seed: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, seed))
