"""The linter of the whole content: the manifest, the lessons, the scenarios and the questions hold to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundrules import course as manifest
from groundrules.authoring.bank import check_bank, shape
from groundrules.authoring.cases import check_second_cases
from groundrules.authoring.coverage import check_coverage, gather
from groundrules.authoring.ease import report_ease
from groundrules.authoring.glossary import check_words
from groundrules.authoring.judgement import check_judgement
from groundrules.authoring.minutes import scenario_minutes
from groundrules.authoring.variants import check_variants
from groundrules.course import MANIFEST
from groundrules.errors import ContentError, Fault
from groundrules.exercise.source import read
from groundrules.notebook import LESSON_TAG, SETUP_TAG, read_text_notebook
from groundrules.scenario import lint, load
from groundrules.view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from groundrules.authoring.coverage import Content
    from groundrules.course import Course, Lesson


MINUTES_OFF = 3  # a scenario's own figure may differ from the computed one
FEWEST_CHECKS, MOST_CHECKS = 2, 4  # in a lesson; more of them are for review


def report(course: Course | None = None) -> tuple[list[str], int]:
    """Check everything.

    Returns:
        The lines to show, and how many faults keep the content from being published.
    """
    course = course or manifest.load()
    faults = [*_orphans(course), *(fault for lesson in course.lessons for fault in _lesson(course, lesson))]
    content = gather(course)
    faults += check_coverage(course, content)
    wrong_cards, bank = check_bank(course)
    faults += wrong_cards
    wrong_variants, variants = check_variants(course)
    faults += wrong_variants
    faults += check_words(course)
    wrong_cases, cases = check_second_cases(course)
    faults += wrong_cases
    lacking, tasks = check_judgement(course)
    faults += lacking
    faults += check_ids(content)
    lines = [*map(str, faults), *bank, *variants, *cases, *tasks, *_shapes(content), *report_ease(course)]
    errors = len(faults)
    for lesson in course.lessons:
        for name in lesson.scenarios:
            told, wrong = _scenario(course, name)
            lines += told
            errors += wrong
    scenarios = sum(len(lesson.scenarios) for lesson in course.lessons)
    counted = f"{len(course.lessons)} lessons, {scenarios} scenarios"
    lines.append(f"{counted}: {errors} errors." if errors else f"{counted}: no errors.")
    return lines, errors


def check_ids(content: Content) -> Iterator[Fault]:
    """See that no two exercises have a question of the same id: an id alone names one question."""
    first: dict[str, str] = {}
    for place in content.graded:
        exercise, name = place.split("/")
        if name in first:
            where = f"solutions/{exercise}/questions.yaml"
            yield Fault(where, f"“{first[name]}” has a question “{name}” too.", "Give each its own id.")
        first.setdefault(name, exercise)


def check_count(lesson: Lesson) -> Iterator[Fault]:
    """See that a lesson has two to four quick checks."""
    if not FEWEST_CHECKS <= len(lesson.checks) <= MOST_CHECKS:
        told = f"It has {len(lesson.checks)} quick checks, and not {FEWEST_CHECKS} to {MOST_CHECKS}."
        yield Fault(f"{MANIFEST}, lesson {lesson.id}", told, "Take the others out of the lesson: they stay for review.")


def _shapes(content: Content) -> list[str]:
    """Say how far questions with one right option give it away by its length or its place."""
    kinds = {"quick checks and review questions": content.practice, "questions of exercises": content.graded}
    return [f"{name}: {shape(questions.values())}" for name, questions in kinds.items() if questions]


def _orphans(course: Course) -> Iterator[Fault]:
    """Files that no lesson names, and names without a file."""
    lessons = course.lessons
    expected: dict[str, set[str]] = {
        "notebooks/*.md": {lesson.stem for lesson in lessons} | set(course.pages),
        "scenarios/*.yaml": {name for lesson in lessons for name in lesson.scenarios},
        "questions/*.yaml": {lesson.stem for lesson in lessons if lesson.checks},
        "solutions/*/*.md": {name for lesson in lessons for name in lesson.exercises},
        "facilitator/*.md": {lesson.stem for lesson in lessons},
    }
    for pattern, wanted in expected.items():
        found = {path.stem: path for path in course.root.glob(pattern)}
        folder, ending = pattern.split("/")[0], pattern.rsplit("*", 1)[1]
        for name in sorted(found.keys() - wanted):
            where = found[name].relative_to(course.root).as_posix()
            yield Fault(where, "No lesson names it.", f"Name it in {MANIFEST}, or delete it.")
        for name in sorted(wanted - found.keys()):
            yield Fault(MANIFEST, f"There is no {folder}/…/{name}{ending}.", "Write it, or take its name out.")


def _lesson(course: Course, lesson: Lesson) -> Iterator[Fault]:
    """A lesson's cells against the manifest, and its questions."""
    text = course.root / "notebooks" / f"{lesson.stem}.md"
    if not text.is_file():
        return
    where = text.relative_to(course.root).as_posix()
    cells = [cell for cell in read_text_notebook(text).cells if LESSON_TAG in cell.metadata.get("tags", [])]
    views = [view for cell in cells if (view := view_of(cell.source))]
    if [cell for cell in cells if not view_of(cell.source) and SETUP_TAG not in cell.metadata["tags"]]:
        yield Fault(where, "A lesson cell shows no view.", f"One call with one text, or the tag “{SETUP_TAG}”.")
    shown = {
        "scenarios": [view["id"] for view in views if view["view"] == "player"],
        "checks": [view["id"] for view in views if view["view"] == "question"],
    }
    for kind, names in shown.items():
        yield from _same(where, kind, names, getattr(lesson, kind))
    yield from check_count(lesson)
    if {"view": "progress", "lesson": lesson.id} not in views:
        yield Fault(where, "It does not show its progress.", f'Add a cell progress("{lesson.id}").')
    yield from _questions(course, lesson, course.questions_file(lesson), set(lesson.checks))
    for exercise in lesson.exercises:
        yield from _questions(course, lesson, course.root / "solutions" / exercise / "questions.yaml", set())


def _same(where: str, kind: str, shown: list[str], named: Iterable[str]) -> Iterator[Fault]:
    named = list(named)
    if shown != named:
        told = f"Its {kind} are {', '.join(shown) or 'none'}; {MANIFEST} names {', '.join(named) or 'none'}."
        yield Fault(where, told, "Make them the same, in the same order.")


def _questions(course: Course, lesson: Lesson, path: Path, wanted: set[str]) -> Iterator[Fault]:
    if not path.is_file():
        return
    try:
        questions = read(path)
    except ContentError as error:
        yield from error.faults
        return
    where = path.relative_to(course.root).as_posix()
    for question in questions:
        if question.stands_for:
            yield Fault(where, f"“{question.id}” stands for a scene.", "Only a variant does: take `stands_for` out.")
    for name in sorted(wanted - {question.id for question in questions}):
        yield Fault(where, f"There is no question “{name}”.", f"Write it, or take it out of lesson {lesson.id}.")


def _scenario(course: Course, name: str) -> tuple[list[str], int]:
    path = course.scenario_file(name)
    if not path.is_file():
        return [], 0  # told with the orphans
    try:
        found = lint(load(path))
    except ContentError as error:
        return [str(fault) for fault in error.faults], len(error.faults)
    lines = [f"{path.name}: {line}" for line in str(found).splitlines()]
    said, takes = load(path).minutes, scenario_minutes(path)
    if abs(said - takes) > MINUTES_OFF:
        lines.append(f"{path.name}: it says {said} minutes, and takes about {takes:.0f}")
    return lines, len(found.errors)
