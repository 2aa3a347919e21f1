"""The content that is here: derived files, the linter, links, and phrasings that the coach reads as authors do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from groundrules import coach, course
from groundrules.authoring.build import drift
from groundrules.authoring.lint import report
from groundrules.desk.catalogue import catalogue
from groundrules.scenario import load

if TYPE_CHECKING:
    from pathlib import Path

COURSE = course.load()
SCENARIOS = [name for lesson in COURSE.lessons for name in lesson.scenarios]
TEXTS = sorted([*COURSE.root.glob("*.md"), *COURSE.root.glob("docs/*.md"), *COURSE.root.glob("notebooks/*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#]+)[^)]*\)|!\[[^\]]*\]\(([^)\s]+)\)")
VARIANTS = re.compile(r"variants: (\d+) of (\d+) scenes that can be missed")


def test_there_is_content() -> None:
    assert len(SCENARIOS) >= 1
    assert len(TEXTS) >= 5


def test_every_derived_file_matches_its_source() -> None:
    assert drift(COURSE) == []


def test_the_linter_finds_no_error_and_no_scene_without_a_variant() -> None:
    lines, errors = report(COURSE)
    assert (errors, [line for line in lines if ": error" in line]) == (0, [])
    (served, needed) = next(match.groups() for line in lines if (match := VARIANTS.match(line)))
    assert served == needed


def test_every_teaching_point_has_a_name_that_learners_read(tmp_path: Path) -> None:
    taught = {point for lesson in COURSE.lessons for point in lesson.points}
    assert sorted(taught - catalogue(COURSE, tmp_path).points.keys()) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    targets = [first or second for first, second in LINK.findall(path.read_text(encoding="utf-8"))]
    local = [target for target in targets if not target.startswith(("http://", "https://", "mailto:"))]
    assert [target for target in local if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_coach_reads_every_ready_phrasing_as_its_author_does(name: str) -> None:
    wrong = []
    for scene_id, scene in load(COURSE.scenario_file(name)).scenes.items():
        if scene.words is None:
            continue
        for ready in scene.words.ready:
            advice = coach.advise(ready.text, scene.words.kind)
            found = set(advice.labels) | {check.id for check in advice.checks if check.ok}
            read = sorted(found & set(scene.words.tags))
            if read != sorted(ready.tags):
                wrong.append(f"{scene_id}/{ready.id}: the author says {sorted(ready.tags)}, the coach {read}")
    assert wrong == []
