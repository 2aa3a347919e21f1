"""The manifest `course.toml` as a Course of lessons, and where the course's content lies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from groundrules.errors import ContentError, Fault

MANIFEST = "course.toml"
TRANSLATIONS = "translations"  # a folder for each language, laid out as the content is
POINT = re.compile(r"[A-FX]\d\d")
# All of a kind has to be done: played to an end, answered, handed in or filled in, rehearsed once.
CERTIFICATE = ("scenarios", "checks", "exercises", "rehearsal")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of the course.

    Attributes:
        id: two digits, for good.
        stem: the name of its files without the ending.
        title: as people see it.
        minutes: how long it takes a learner, practice included; computed, as those of its sections are.
        after: ids of the lessons that it builds on.
        points: ids of the teaching points that it teaches.
        scenarios: ids of its scenarios, in the order in which they are met.
        checks: ids of its quick checks, in the order in which they are met.
        exercises: names of its graded exercises.
        sections: its headings, each with its minutes.
        exercise_minutes: its exercises, each with its minutes, which come on top of the lesson's; computed.
    """

    id: str
    stem: str
    title: str
    minutes: int
    after: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    exercise_minutes: tuple[tuple[str, int], ...] = ()

    @property
    def notebook(self) -> str:
        """Give the name of the learner's notebook."""
        return f"{self.stem}.ipynb"


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course.

    Attributes:
        title: the course's name.
        subtitle: what it is about, in one line.
        language: a BCP 47 tag; content that is not translated into it is given in the language of the source.
        lessons: in their order.
        root: the folder that holds the manifest and the content.
        pages: the stems of notebooks that belong to no lesson.
        certificate: what has to be done for the certificate, some of `CERTIFICATE`; empty where there is none.
    """

    title: str
    subtitle: str
    language: str
    lessons: tuple[Lesson, ...]
    root: Path
    pages: tuple[str, ...] = ()
    certificate: tuple[str, ...] = ()

    def lesson(self, name: str) -> Lesson:
        """Give a lesson by its id, its stem or its number without the leading zero.

        Raises:
            ContentError: there is none of that name.
        """
        for lesson in self.lessons:
            if name in {lesson.id, lesson.stem, lesson.id.lstrip("0") or "0"}:
                return lesson
        known = ", ".join(lesson.id for lesson in self.lessons)
        fault = Fault(MANIFEST, f"There is no lesson “{name}”.", f"The lessons are: {known}.")
        raise ContentError("No such lesson.", [fault])

    def notebook_file(self, stem: str) -> Path:
        """Give the path of the notebook of a lesson or page as learners get it."""
        return self.translated(f"notebooks/{stem}.ipynb")

    def translated(self, name: str) -> Path:
        """Give the path of a file of the content: its translation where there is one, else the source."""
        own = self.root / TRANSLATIONS / self.language / name
        return own if own.is_file() else self.root / name

    def scenario_file(self, scenario: str) -> Path:
        """Give the path of a scenario's YAML file, which may not exist."""
        return self.translated(f"scenarios/{scenario}.yaml")

    def questions_file(self, lesson: Lesson) -> Path:
        """Give the path of a lesson's practice questions, which may not exist."""
        return self.translated(f"questions/{lesson.stem}.yaml")

    def cards_file(self, lesson: Lesson) -> Path:
        """Give the path of a lesson's cards for spaced review, which may not exist."""
        return self.translated(f"cards/{lesson.stem}.yaml")

    def cards(self) -> dict[str, Path]:
        """Give the files of cards that exist, by the id of their lesson."""
        files = {lesson.id: self.cards_file(lesson) for lesson in self.lessons}
        return {name: path for name, path in files.items() if path.is_file()}

    def bank(self, *lessons: Lesson) -> list[Path]:
        """Give the files of all that is there to be practised of lessons: quick checks, cards and variants."""
        cards, variants = self.cards(), self.variants()
        files = [
            (self.questions_file(lesson), cards.get(lesson.id), *map(variants.get, lesson.scenarios))
            for lesson in lessons
        ]
        return [file for held in files for file in held if file is not None and file.is_file()]

    def variants(self) -> dict[str, Path]:
        """Give the files of variants that exist, by the id of the scenario whose scenes they stand for."""
        names = [name for lesson in self.lessons for name in lesson.scenarios]
        files = {name: self.translated(f"variants/{name}.yaml") for name in names}
        return {name: path for name, path in files.items() if path.is_file()}


def content() -> Path:
    """Give the folder that holds the course's content: the one inside the installed package, or the checkout's.

    Raises:
        ContentError: neither has a manifest.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "content", package.parents[1]):
        if (root / MANIFEST).is_file():
            return root
    fault = Fault(str(package / "content" / MANIFEST), "The manifest is missing.", "Install the course again.")
    raise ContentError("The course's content was not found.", [fault])


@cache
def load(root: Path | None = None, language: str = "") -> Course:
    """Read the manifest.

    Args:
        root: the folder that holds it; by default that of `content`.
        language: of the content, as far as it is translated; by default the one that it is written in.

    Raises:
        ContentError: with every fault found in it.
    """
    root = root or content()
    path = root / MANIFEST
    try:
        manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ContentError("The manifest cannot be read.", [Fault(str(path), str(error))], where=str(path)) from error
    faults: list[Fault] = []
    lessons = tuple(_lesson(entry, index, faults) for index, entry in enumerate(manifest.get("lesson", []), 1))
    ids = [lesson.id for lesson in lessons]
    faults.extend(
        Fault(MANIFEST, f"Two lessons have the id “{twice}”.", "Give each its own.")
        for twice in sorted({i for i in ids if ids.count(i) > 1})
    )
    needs = tuple(str(kind) for kind in manifest.get("certificate", {}).get("needs", ()))
    faults.extend(
        Fault(f"{MANIFEST}, certificate", f"“{kind}” is not known.", f"There are: {', '.join(CERTIFICATE)}.")
        for kind in needs
        if kind not in CERTIFICATE
    )
    if not lessons:
        faults.append(Fault(MANIFEST, "It names no lesson.", "Add a [[lesson]] table."))
    if faults:
        raise ContentError("The manifest is wrong.", faults, where=str(path))
    head = manifest.get("course", {})
    texts = (head.get("title", ""), head.get("subtitle", ""), head.get("language", "en"))
    course = Course(*texts, lessons, root, tuple(head.get("pages", ())), needs)
    return course if language in {"", course.language} else _translate(course, language)


def _translate(course: Course, language: str) -> Course:
    path = course.root / TRANSLATIONS / language / MANIFEST
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        fault = Fault(str(path), str(error), "Choose a language that has a folder there.")
        raise ContentError("The course is not translated into this language.", [fault], where=str(path)) from error
    titles = words.get("lessons", {})
    return replace(
        course,
        title=words.get("title", course.title),
        subtitle=words.get("subtitle", course.subtitle),
        language=language,
        lessons=tuple(replace(lesson, title=titles.get(lesson.id, lesson.title)) for lesson in course.lessons),
    )


def _lesson(entry: dict[str, Any], index: int, faults: list[Fault]) -> Lesson:
    where = f"{MANIFEST}, lesson {entry.get('id', index)}"

    def take(name: str, kind: type, default: Any) -> Any:  # noqa: ANN401  the kinds differ by key
        value = entry.get(name, default)
        if not isinstance(value, kind):
            faults.append(Fault(where, f"“{name}” is missing or not a {kind.__name__}."))
            return kind()
        return value

    def names(name: str) -> tuple[str, ...]:
        return tuple(str(item) for item in take(name, list, []))

    known = {field.name for field in fields(Lesson)}
    faults.extend(Fault(where, f"“{key}” is not known.", "Check its spelling.") for key in sorted(entry.keys() - known))
    lesson = Lesson(
        id=take("id", str, None),
        stem=take("stem", str, None),
        title=take("title", str, None),
        minutes=take("minutes", int, None),
        after=names("after"),
        points=names("points"),
        scenarios=names("scenarios"),
        checks=names("checks"),
        exercises=names("exercises"),
        sections=_timed(take("sections", list, []), where, faults),
        exercise_minutes=_timed(take("exercise_minutes", list, []), where, faults),
    )
    faults.extend(
        Fault(where, f"“{point}” is not the id of a teaching point.", "It is a letter and two digits.")
        for point in lesson.points
        if not POINT.fullmatch(point)
    )
    return lesson


def _timed(entries: list[Any], where: str, faults: list[Fault]) -> tuple[tuple[str, int], ...]:
    found = []
    for entry in entries:
        match entry:
            case [str(title), int(minutes)]:
                found.append((title, minutes))
            case _:
                faults.append(Fault(where, f"“{entry}” is not a name with its minutes.", "Write [name, number]."))
    return tuple(found)
