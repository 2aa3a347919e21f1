"""The instructor's commands: release, collect, grade, feedback, export; and the pages without Jupyter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add, bar

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands, Run


def add_commands(commands: Commands) -> None:
    """Add what an instructor uses."""
    _exercise(commands, "release", _release, "make an exercise's learner version and note it in the gradebook")
    collect = _exercise(commands, "collect", _collect, "take in what was handed in; a bad file never stops the rest")
    collect.add_argument("source", type=Path, help="a hand-in, a zip of them, or a folder of either")
    grade = _exercise(commands, "grade", _grade, "grade what is new or changed")
    grade.add_argument("--again", action="store_true", help="grade the unchanged ones too")
    _exercise(commands, "feedback", _feedback, "write a page for each learner whose work is graded")
    export = _exercise(commands, "export", _export, "write the marks as CSV")
    export.add_argument("file", type=Path, help="the file to write")

    site = add(commands, "site", _site, "write the course as web pages that need no Jupyter and no server")
    site.add_argument("out", type=Path, help="the folder to write; an earlier site in it is replaced")
    h5p = add(commands, "h5p", _h5p, "write a scenario as an H5P Branching Scenario package")
    h5p.add_argument("scenario", help="its id, for example the-2am-call")
    moodle = add(commands, "moodle", _moodle, "write a lesson's practice questions for Moodle's question bank")
    moodle.add_argument("lesson", help="its number, for example 5")
    for parser in (h5p, moodle):
        parser.add_argument("file", type=Path, help="the file to write; a .gift file gets GIFT, others Moodle XML")


def _exercise(commands: Commands, name: str, run: Run, help_text: str) -> argparse.ArgumentParser:
    parser = add(commands, name, run, help_text)
    parser.add_argument("exercise", help="its name, for example no-framework-yet")
    parser.add_argument("--course", type=Path, default=Path(), help="the checkout of the course (default: here)")
    return parser


def _release(asked: argparse.Namespace) -> int:
    from groundrules.grading.release import release

    done = release(asked.course.resolve(), asked.exercise)
    print(f"{done.questions} questions, {done.points:g} points. Give learners: {done.folder}")
    for name in done.files:
        print(f"  {name}")
    return 0


def _collect(asked: argparse.Namespace) -> int:
    from groundrules.grading.intake import collect

    done = collect(asked.course.resolve(), asked.exercise, asked.source)
    for row in done.rows:
        print(f"{'taken' if row.taken else 'REFUSED'}  {row.submission}{f' ({row.student})' if row.student else ''}")
        for line in (row.reason, *row.notes):
            if line:
                print(f"         {line}")
    refused = sum(not row.taken for row in done.rows)
    print(f"{len(done.taken)} taken in, {refused} refused. The report: {done.report}")
    return 0


def _grade(asked: argparse.Namespace) -> int:
    from groundrules.grading.autograde import grade

    with bar("Grading") as progress:
        done = grade(asked.course.resolve(), asked.exercise, again=asked.again, progress=progress)
    for student, why in done.failed.items():
        print(f"NOT GRADED  {student}: {why}")
    print(f"{len(done.graded)} graded, {len(done.unchanged)} unchanged, {len(done.failed)} not graded.")
    if done.by_hand:
        print(
            f"{done.by_hand} answers wait for a person: run “jupyter lab” in build/course, menu Nbgrader > Formgrader."
        )
    return int(bool(done.failed))


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

    count = export(asked.course.resolve(), asked.exercise, asked.file)
    print(f"{count} people in {asked.file}")
    return 0


def _site(asked: argparse.Namespace) -> int:
    from groundrules.publish.site import build_site

    files = build_site(asked.out)
    print(
        f"{len(files)} files, {sum(files.values()) / 1000:,.0f} kB: open {asked.out / 'index.html'} by any web server"
    )
    return 0


def _h5p(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.publish.h5p import export_h5p
    from groundrules.scenario import explore, load

    done = export_h5p(explore(load(course.load().scenario_file(asked.scenario))), asked.file)
    print(f"{done.scenes} scenes in {done.path}. Not carried over:")
    for line in done.left_out:
        print(f"  {line}")
    return 0


def _moodle(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.exercise.source import read
    from groundrules.publish import moodle

    found = course.load()
    lesson = found.lesson(asked.lesson)
    questions = read(found.questions_file(lesson))
    write = moodle.as_gift if asked.file.suffix == ".gift" else moodle.as_xml
    asked.file.write_text(write(questions, f"{found.title}/{lesson.title}"), encoding="utf-8")
    print(f"{len(questions)} questions in {asked.file}. Not carried over:")
    for line in moodle.left_out(questions):
        print(f"  {line}")
    return 0
