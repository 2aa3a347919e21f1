"""What is translated does what its source does: the same moves, keys and cells; only the texts are others."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import jupytext
import pytest
import yaml

from groundrules import catalogue, course
from groundrules.authoring.translations import messages, standing
from groundrules.exercise.source import read
from groundrules.scenario import explore, load

if TYPE_CHECKING:
    from pathlib import Path

COURSE = course.load()
LANGUAGES = catalogue.languages()[1:]
# What the page of a whole lesson shows: in its views, around them, and on the first page that leads there.
SHOWN = {
    "advice.js",
    "answer.js",
    "coach.js",
    "debrief.js",
    "dom.js",
    "fields.js",
    "home.js",
    "homeafter.js",
    "homecontact.js",
    "homelink.js",
    "homepast.js",
    "homereview.js",
    "host_plays.js",
    "host_questions.js",
    "host_records.js",
    "local_host.js",
    "meters.js",
    "outline.js",
    "player.js",
    "progress.js",
    "question.js",
    "recordform.js",
    "recordrows.js",
    "records.js",
    "scene.js",
    "search.js",
    "shelf.js",
    "site",
    "site.js",
    "speech.js",
    "story.js",
    "timer.js",
    "work.js",
    "workbook",
}
TEXTUAL = {"title", "prompt", "text", "feedback", "explain", "hints", "label", "say", "model"}


def translated(pattern: str) -> list[Path]:
    """Give the files of all languages that match, relative to the course's root."""
    return sorted(path.relative_to(COURSE.root) for path in COURSE.root.glob(f"translations/*/{pattern}"))


def source(path: Path) -> Path:
    """Give the file that a translated one was made from."""
    return COURSE.root.joinpath(*path.parts[2:])


def named(path: Path) -> str:
    return "/".join(path.parts[1:])


def graph(sheet: Any) -> dict[str, Any]:
    """Give a play sheet without what is said in it: all that a trail refers to, and all that is counted."""
    return {
        "id": sheet["id"],
        "version": sheet["version"],
        "points": sheet["points"],
        "people": list(sheet["people"]),
        "meters": [{key: meter[key] for key in ("id", "min", "max", "start")} for meter in sheet["meters"]],
        "moves": [
            {key: move[key] for key in ("id", "move", "quality", "points", "turning")} for move in sheet["moves"]
        ],
        "start": sheet["start"],
        "nodes": [
            {
                "scene": node["scene"],
                "meters": node["meters"],
                "moment": node["moment"],
                "speakers": [line[0] for line in node["body"]],
                "choices": node.get("choices"),
                "timer": {key: node["timer"][key] for key in ("seconds", "choice")} if "timer" in node else None,
                "ready": [[ready["id"], ready["mask"]] for ready in node["words"]["ready"]]
                if "words" in node
                else None,
                "by_mask": node["words"]["by_mask"] if "words" in node else None,
                "ending": node["ending"]["kind"] if "ending" in node else None,
            }
            for node in sheet["nodes"]
        ],
        "expert": sheet["expert"]["path"],
        "questions": len(sheet["debrief"]["questions"]),
    }


def frame(value: Any, key: str = "") -> Any:
    """Give a document with every text that a person reads left out."""
    if isinstance(value, dict):
        return {name: frame(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [frame(part, key) for part in value]
    return "text" if key in TEXTUAL and isinstance(value, str) else value


@pytest.mark.parametrize("path", translated("scenarios/*.yaml"), ids=named)
def test_a_translated_scenario_has_the_moves_and_the_graph_of_its_source(path: Path) -> None:
    assert graph(explore(load(COURSE.root / path))) == graph(explore(load(source(path))))


@pytest.mark.parametrize(
    "path", [path for kind in ("questions", "cards", "variants") for path in translated(f"{kind}/*.yaml")], ids=named
)
def test_translated_questions_have_the_ids_the_kinds_and_the_keys_of_their_source(path: Path) -> None:
    own, first = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in (COURSE.root / path, source(path)))
    assert frame(own) == frame(first)
    assert [question.id for question in read(COURSE.root / path)] == [each["id"] for each in first["questions"]]


@pytest.mark.parametrize("path", translated("notebooks/*.md"), ids=named)
def test_a_translated_notebook_has_the_cells_the_tags_and_the_code_of_its_source(path: Path) -> None:
    def cells(file: Path) -> list[tuple[str, list[str], str]]:
        return [
            (cell.cell_type, cell.metadata.get("tags", []), cell.source if cell.cell_type == "code" else "")
            for cell in jupytext.read(file).cells
        ]

    assert cells(COURSE.root / path) == cells(source(path))


@pytest.mark.parametrize("path", translated("notebooks/*.md"), ids=named)
def test_a_translated_notebook_has_the_headings_and_the_links_of_its_source(path: Path) -> None:
    def marks(file: Path) -> tuple[list[str], list[str]]:
        text = file.read_text(encoding="utf-8")
        return re.findall(r"^#+ ", text, re.MULTILINE), re.findall(r"\]\(([^):]+)\)", text)

    assert marks(COURSE.root / path) == marks(source(path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_survives_its_translation(language: str) -> None:
    def held(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w+\}", text))

    texts = catalogue.load(language).texts
    assert {key: said for key, said in texts.items() if held(said) != held(key[1])} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_whole_lesson_is_missing(language: str) -> None:
    missing = set(standing(COURSE, language).missing)
    assert sorted(message for message in missing if message[0] in SHOWN) == []
    assert {context for context, _ in messages()} >= SHOWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_has_no_source(language: str) -> None:
    assert standing(COURSE, language).odd == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_and_every_teaching_point_has_its_name_in_the_language(language: str) -> None:
    own, first = (
        tomllib.loads((place / "course.toml").read_text(encoding="utf-8"))
        for place in (COURSE.root / "translations" / language, COURSE.root)
    )
    assert list(own["lessons"]) == [lesson.id for lesson in COURSE.lessons]
    assert list(own["points"]) == list(first["points"])


def test_french_puts_its_narrow_spaces_where_french_has_them() -> None:
    texts = catalogue.load("fr").texts.values()
    files = [
        re.sub(r"```[^`]*```| # .*", "", path.read_text(encoding="utf-8"))
        for path in COURSE.root.glob("translations/fr/*/*.*")
        if path.suffix in {".md", ".yaml"}
    ]
    wrong = re.compile(r" [;:!?»]|«(?!\u202f)|(?<!\u202f)»|\w'\w")
    assert [found for text in [*texts, *files] for found in wrong.findall(text)] == []
