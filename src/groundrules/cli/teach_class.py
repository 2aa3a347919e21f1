"""The instructor's commands before and while grading: release, roster, collect, grade."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add, bar, counted

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands, Run


def add_commands(commands: Commands) -> None:
    """Add what brings an exercise to learners, and their work back."""
    release = for_exercise(commands, "release", _release, "make an exercise's learner version, and note it for grading")
    release.add_argument("--due", type=_moment, help="until when, for example “2026-12-01 18:00”; your clock's time")
    roster = add(commands, "roster", _roster, "say who is in the class, from a CSV file")
    roster.add_argument("file", type=Path, help="columns: student, name, email, platform, extension:EXERCISE (hours)")
    collect = add(commands, "collect", _collect, "take in what was handed in; a bad file never stops the rest")
    collect.add_argument("exercise", nargs="?", default="", help="its name; by default what the hand-ins say")
    collect.add_argument("source", type=Path, help="a hand-in, a zip of them (also as Moodle or Canvas), or a folder")
    for parser in (roster, collect):
        add_course(parser)
    grade = for_exercise(commands, "grade", _grade, "grade what is new or changed")
    grade.add_argument("--again", action="store_true", help="grade the unchanged ones too")
    grade.add_argument("--scheduler", default="", metavar="ADDRESS", help="grade on a dask.distributed cluster")


def for_exercise(commands: Commands, name: str, run: Run, help_text: str) -> argparse.ArgumentParser:
    """Add a command that is about one exercise of one course."""
    parser = add(commands, name, run, help_text)
    parser.add_argument("exercise", help="its name, for example no-framework-yet")
    add_course(parser)
    return parser


def add_course(parser: argparse.ArgumentParser) -> None:
    """Let a command be told where the course is."""
    parser.add_argument("--course", type=Path, default=Path(), help="the checkout of the course (default: here)")


def _moment(text: str) -> datetime:
    """Read a time; one that names no zone is of the instructor's own clock."""
    return datetime.fromisoformat(text).astimezone()


def _release(asked: argparse.Namespace) -> int:
    from groundrules.grading.release import release

    done = release(asked.course.resolve(), asked.exercise, asked.due)
    until = f" Due {asked.due:%Y-%m-%d %H:%M %Z}." if asked.due else ""
    print(f"{done.questions} questions, {done.points:g} points.{until} Give learners: {done.folder}")
    for name in done.files:
        print(f"  {name}")
    return 0


def _roster(asked: argparse.Namespace) -> int:
    from groundrules.grading.roster import set_roster

    people = set_roster(asked.course.resolve(), asked.file).people.values()
    longer = sum(bool(one.extensions) for one in people)
    known = sum(bool(one.platform) for one in people)
    print(f"{len(people)} people; {longer} with more time, {known} with the learning platform's number.")
    return 0


def _collect(asked: argparse.Namespace) -> int:
    from groundrules.grading.intake import collect
    from groundrules.grading.sources import exercise_of

    exercise = asked.exercise or exercise_of(asked.source)
    done = collect(asked.course.resolve(), exercise, asked.source)
    for row in done.rows:
        print(f"{'taken' if row.taken else 'REFUSED'}  {row.submission}{f' ({row.student})' if row.student else ''}")
        for line in (row.reason, *row.notes):
            if line:
                print(f"         {line}")
    refused = sum(not row.taken for row in done.rows)
    print(f"{exercise}: {len(done.taken)} taken in, {refused} refused. The report: {done.report}")
    return 0


def _grade(asked: argparse.Namespace) -> int:
    from groundrules.grading.autograde import grade

    with bar("Grading") as progress:
        done = grade(
            asked.course.resolve(),
            asked.exercise,
            again=asked.again,
            scheduler=asked.scheduler,
            progress=progress,
        )
    for student, why in done.failed.items():
        print(f"NOT GRADED  {student}: {why}")
    print(f"{len(done.graded)} graded, {len(done.unchanged)} unchanged, {len(done.failed)} not graded.")
    if done.notice:
        print(done.notice)
    if done.by_hand:
        waiting = counted(done.by_hand, "answer waits", "answers wait")
        print(f"{waiting} for a person: run “groundrules marks {asked.exercise}”.")
    return int(bool(done.failed))
