"""The instructor's commands after grading: marks, feedback, export, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import counted
from groundrules.cli.teach_class import for_exercise

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands

FORMS = ("csv", "moodle", "canvas")


def add_commands(commands: Commands) -> None:
    """Add what is done with marks."""
    marks = for_exercise(commands, "marks", _marks, "mark by hand: a page of rubrics and remarks, and formgrader")
    marks.add_argument("--hide-names", action="store_true", help="show no names on the page")
    marks.add_argument("--no-browser", action="store_true", help="open no browser; print the address")
    marks.add_argument("--port", type=int, default=8890, help="the first port to try (default: %(default)s)")
    for_exercise(commands, "feedback", _feedback, "write a page for each learner whose work is graded")
    export = for_exercise(commands, "export", _export, "write the marks as a table")
    export.add_argument("file", type=Path, help="the file to write")
    export.add_argument("--format", choices=FORMS, default="csv", help="for whom (default: %(default)s)")
    report = for_exercise(commands, "report", _report, "tell how the class did: a notebook with charts, and CSV")
    report.add_argument("--into", type=Path, help="the folder to write to (default: build/course/report)")


def _marks(asked: argparse.Namespace) -> int:
    from groundrules.grading.marks.serve import serve_marks

    print("Marking; stop it with Control-C.", flush=True)
    course, browser = asked.course.resolve(), not asked.no_browser
    serve_marks(course, asked.exercise, hidden=asked.hide_names, browser=browser, port=asked.port)
    return 0


def _feedback(asked: argparse.Namespace) -> int:
    from groundrules.grading.feedback import feedback

    done = feedback(asked.course.resolve(), asked.exercise)
    for student, page in done.pages.items():
        print(f"{student}: {page}")
    if done.waiting:
        print(f"Still to be marked by a person: {', '.join(done.waiting)}")
    return 0


def _export(asked: argparse.Namespace) -> int:
    from groundrules.grading.export import export

    done = export(asked.course.resolve(), asked.exercise, asked.file, asked.format)
    print(f"{counted(len(done.written), 'person', 'people')} in {asked.file}")
    if done.left_out:
        print(f"Left out, because the roster has no number of the learning platform: {', '.join(done.left_out)}")
    if done.waiting:
        print(f"Still to be marked by a person, so points are missing: {', '.join(done.waiting)}")
    return 0


def _report(asked: argparse.Namespace) -> int:
    from groundrules.grading.cohort import cohort
    from groundrules.grading.tree import open_tree

    course = asked.course.resolve()
    done = cohort(course, asked.exercise, asked.into or open_tree(course).root / "report")
    points = sorted(done.points.values())
    print(f"{len(points)} handed in: {points[0]:g} to {points[-1]:g} of {done.most:g} points.")
    if done.missing:
        print(f"Handed in nothing: {', '.join(done.missing)}")
    for path in done.files:
        print(path)
    return 0
