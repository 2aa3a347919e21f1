"""Messages of the home page: where the learner was, what is done, what is due, whom they prepare for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from groundrules.desk import levels, preparing, review
from groundrules.desk.catalogue import catalogue
from groundrules.errors import WorkbookError
from groundrules.journal import ledger
from groundrules.journal.progress import parts_of

if TYPE_CHECKING:
    from groundrules.course import Lesson
    from groundrules.desk.catalogue import Catalogue
    from groundrules.desk.drawer import Drawer
    from groundrules.journal.progress import Progress, Standing

PICTURED = 6  # scenarios whose meters are drawn, the newest first
LATER = timedelta(days=3)  # after a first case, before the second
NEWEST = 8  # attempts that are drawn of each


def open_home(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give all that the home page shows."""
    del message
    names = catalogue(drawer.course, drawer.data / "cache")
    summary = ledger.summary(drawer.journal)
    found = summary.progress
    rows, notice = _workbook(drawer)
    lessons = [_lesson(lesson, found) for lesson in drawer.course.lessons]
    now = drawer.now()
    return {
        "title": drawer.course.title,
        "notice": notice,
        "first": all(kind == "levels" for kind, _ in found.items) and not rows["contacts"],
        "lessons": lessons,
        "next": _next(drawer, found, names),
        "review": review.today(drawer, names, summary),
        "preparing": preparing.preparing(rows, now),
        "after": [*preparing.after_meetings(rows, now), *_second_cases(drawer, found, names)],
        "levels": levels.shown(drawer, summary),
        "attempts": _attempts(found, names),
        "points": _points(drawer.course.lessons, found, names),
    }


def _workbook(drawer: Drawer) -> tuple[preparing.Rows, str]:
    """Give the rows of the workbook, or none and why; the rest of the page does not wait for its being mended."""
    try:
        return preparing.read(drawer.workbook), ""
    except WorkbookError as error:
        return {table: [] for table in ("contacts", *preparing.TABLES)}, f"{error.what} {error.remedy}".strip()


def outline(drawer: Drawer, message: dict[str, Any]) -> dict[str, Any]:
    """Give the course's title, its pages and its lessons, each with its notebook and what is done of it."""
    del message
    found = ledger.progress(drawer.journal)
    lessons = [_lesson(lesson, found) for lesson in drawer.course.lessons]
    pages = [f"{page}.ipynb" for page in drawer.course.pages]
    return {"title": drawer.course.title, "lessons": lessons, "pages": pages}


def _second_cases(drawer: Drawer, found: Progress, names: Catalogue) -> list[dict[str, Any]]:
    """Give the second cases whose first was played some days ago: the same choice in another trade."""
    items = []
    for first, scenario in names.scenarios.items():
        second, done = scenario["second_case"], found.of("scenario", first).done
        lesson = drawer.lesson_of("scenarios", str(second))
        if not (done and lesson) or found.of("scenario", str(second)).done:
            continue
        if drawer.now() - datetime.fromisoformat(done) >= LATER:
            notebook = drawer.course.lesson(lesson).notebook
            title = _title(drawer, "scenario", second, names)
            items.append({"kind": "second-case", "scenario": second, "title": title, "notebook": notebook})
    return items


def _lesson(lesson: Lesson, found: Progress) -> dict[str, Any]:
    parts = parts_of(lesson)
    done = sum(bool(found.of(part.kind, part.id).done) for part in parts)
    return {
        "id": lesson.id,
        "title": lesson.title,
        "notebook": lesson.notebook,
        "minutes": lesson.minutes,
        "done": done,
        "all": len(parts),
        "begun": any(found.of(part.kind, part.id).started for part in parts),
        "finished": found.finished(lesson.id, parts),
    }


def _next(drawer: Drawer, found: Progress, names: Catalogue) -> dict[str, Any] | None:
    """Give where to go on: the lesson worked in last if it is not finished, else the next one; None when all are."""
    lessons = drawer.course.lessons
    touched = [max([found.of(part.kind, part.id).last for part in parts_of(one)], default="") for one in lessons]
    last = max(range(len(lessons)), key=lambda index: touched[index])
    order = [*lessons[last:], *lessons[:last]] if touched[last] else list(lessons)
    for lesson in order:
        parts = parts_of(lesson)
        if found.finished(lesson.id, parts):
            continue
        undone = [part for part in parts if not found.of(part.kind, part.id).done]
        # What was begun and left comes before what was never opened.
        here = max(undone, key=lambda part: found.of(part.kind, part.id).last, default=None)
        if here is not None and not found.of(here.kind, here.id).started:
            here = undone[0]
        return {
            "lesson": lesson.id,
            "title": lesson.title,
            "notebook": lesson.notebook,
            "minutes": lesson.minutes,
            "begun": any(found.of(part.kind, part.id).started for part in parts),
            "part": {"kind": here.kind, "id": here.id, "title": _title(drawer, here.kind, here.id, names)}
            if here
            else None,
        }
    return None


def _title(drawer: Drawer, kind: str, item: str, names: Catalogue) -> str:
    known = {"scenario": names.scenarios, "check": names.questions}.get(kind, {}).get(item)
    return str(known["title"]) if known else drawer.exercise(item)


def _attempts(found: Progress, names: Catalogue) -> list[dict[str, Any]]:
    """Give the meters of each scenario's newest attempts, the scenario played last first."""
    played = [
        (item, standing)
        for (kind, item), standing in found.items.items()
        if kind == "scenario" and standing.attempts and item in names.scenarios
    ]
    played.sort(key=lambda one: one[1].attempts[-1].time, reverse=True)
    return [_played(item, standing, names.scenarios[item]) for item, standing in played[:PICTURED]]


def _played(item: str, standing: Standing, scenario: dict[str, Any]) -> dict[str, Any]:
    newest = standing.attempts[-NEWEST:]
    return {
        "scenario": item,
        "title": scenario["title"],
        "endings": [
            {"kind": one.ending_kind, "title": scenario["endings"].get(one.ending, ""), "time": one.time}
            for one in newest
        ],
        "meters": [
            {**meter, "values": [one.meters.get(meter["id"], meter["start"]) for one in newest]}
            for meter in scenario["meters"]
        ],
    }


def _points(lessons: tuple[Lesson, ...], found: Progress, names: Catalogue) -> list[dict[str, Any]]:
    """Give every teaching point that was shown, with its newest marks and the first lesson that teaches it."""
    taught = {name: lesson for lesson in reversed(lessons) for name in lesson.points}
    return [
        {
            "id": name,
            "title": names.points.get(name, name),
            "standing": point.standing,
            "newest": point.newest,
            "lesson": {"title": taught[name].title, "notebook": taught[name].notebook} if name in taught else None,
        }
        for name, point in sorted(found.points.items())
    ]
