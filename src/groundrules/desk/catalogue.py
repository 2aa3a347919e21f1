"""What the content is called: titles, meters and points of scenarios and questions, read once and kept."""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from groundrules.course import MANIFEST
from groundrules.exercise.hints import of_points

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundrules.course import Course

POINTS = "points"  # the table of the manifest with their names
SHAPE = 3  # raised whenever what is kept changes


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Names and numbers of the content; nothing that must be whole before it is played or answered.

    Attributes:
        scenarios: by id: `title`, `minutes`, `second_case`, `meters` (id, label, start, min, max), `scenes` (titles),
            `endings` (titles), `lesson`.
        questions: by id: `title`, `kind`, `teaches`, `lesson`, the path of its `file`, and for a variant the decision
            that it `stands_for`, as scenario:scene; empty for all others.
        points: the name of each teaching point, by id.
    """

    scenarios: dict[str, dict[str, Any]] = field(default_factory=dict)
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)
    points: dict[str, str] = field(default_factory=dict)


def catalogue(course: Course, cache: Path) -> Catalogue:
    """Give the catalogue of a course.

    A file that is wrong is left out: whoever opens its scenario or question is told.

    Args:
        course: of the manifest.
        cache: a folder whose files may be deleted at any time.
    """
    mark = _mark(course)
    kept = cache / f"catalogue-{mark}.json"
    try:
        return Catalogue(**json.loads(kept.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        made = _read(course)
    with contextlib.suppress(OSError):  # then it is read again next time
        cache.mkdir(parents=True, exist_ok=True)
        part = cache / f"{uuid.uuid4().hex}.part"
        part.write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")
        part.replace(kept)
    return made


def _sources(course: Course) -> Iterator[tuple[str, str, Path]]:
    """Give what each file holds, the lesson or scenario that it belongs to, and its path."""
    for lesson in course.lessons:
        for scenario in lesson.scenarios:
            yield "scenario", scenario, course.scenario_file(scenario)
        yield "questions", lesson.id, course.questions_file(lesson)
    for lesson_id, path in course.cards().items():
        yield "questions", lesson_id, path
    for scenario, path in course.variants().items():
        yield "variants", scenario, path


def _mark(course: Course) -> str:
    paths = [path for _, _, path in _sources(course)]
    stats = [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path.is_file()]
    manifests = {course.root / MANIFEST, course.translated(MANIFEST)}
    stamps = sorted((str(path), path.stat().st_mtime_ns) for path in manifests if path.is_file())
    return hashlib.sha256(repr((SHAPE, str(course.root), stamps, stats)).encode()).hexdigest()[:24]


def _read(course: Course) -> Catalogue:
    made = Catalogue(points=of_points(course.root / MANIFEST, POINTS) | of_points(course.translated(MANIFEST), POINTS))
    for kind, owner, path in _sources(course):
        try:
            if kind == "scenario":
                made.scenarios[owner] = {**_scenario(_yaml(path)), "lesson": _lesson_of(course, owner)}
            else:
                scenario = owner if kind == "variants" else ""
                lesson = _lesson_of(course, scenario) if scenario else owner
                for entry in _yaml(path)["questions"]:
                    made.questions.setdefault(str(entry["id"]), _question(entry, lesson, path, scenario))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            continue
    return made


def _yaml(path: Path) -> Any:  # noqa: ANN401  whatever the file holds
    import yaml  # noqa: PLC0415  only where nothing is kept yet

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  both loaders are the safe ones
    except yaml.YAMLError as error:
        raise ValueError(str(path)) from error


def _lesson_of(course: Course, scenario: str) -> str:
    return next(lesson.id for lesson in course.lessons if scenario in lesson.scenarios)


def _scenario(data: dict[str, Any]) -> dict[str, Any]:
    scenes = data["scenes"]
    meters = [
        {"id": name, "label": meter["label"], **{key: int(meter[key]) for key in ("start", "min", "max")}}
        for name, meter in data.get("meters", {}).items()
    ]
    return {
        "title": str(data["title"]),
        "minutes": int(data.get("minutes", 0)),
        "second_case": data.get("second_case"),
        "meters": meters,
        "scenes": {name: str(scene.get("title", "")) for name, scene in scenes.items()},
        "endings": {name: str(scene["ending"]["title"]) for name, scene in scenes.items() if "ending" in scene},
    }


def _question(data: dict[str, Any], lesson: str, path: Path, scenario: str) -> dict[str, Any]:
    teaches = [str(point) for point in data.get("teaches", ())]
    head = {"title": str(data["title"]), "kind": str(data["kind"])}
    stands_for = f"{scenario}:{data['stands_for']}" if scenario else ""
    return {**head, "teaches": teaches, "lesson": lesson, "file": str(path), "stands_for": stands_for}
