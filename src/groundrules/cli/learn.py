"""The learner's commands."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add, add_folder

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands


def add_commands(commands: Commands) -> None:
    """Add what a learner uses."""
    start = add(commands, "start", _start, "open the course, or one lesson of it, in JupyterLab")
    start.add_argument("lesson", nargs="?", help="its number, for example 5; without it, the home page")
    start.add_argument("--port", type=int, help="use this port; without it, the first free one from 8888 on")
    start.add_argument("--no-browser", dest="browser", action="store_false", help="do not open a browser")
    start.add_argument("--lab", action="store_true", help="open the whole of JupyterLab, not the lesson as a page")
    start.add_argument("--language", help="take the course in it, as far as it is translated; kept for the next time")
    add_folder(start)

    hand_in = add(commands, "hand-in", _hand_in, "put an exercise's notebook and answers into one file")
    hand_in.add_argument("exercise", help="its name, for example no-framework-yet")
    hand_in.add_argument("--name", default=getpass.getuser(), help="your name, or the id that you were asked for")
    hand_in.add_argument("--into", type=Path, help="where to put the file (default: beside the exercise)")
    hand_in.add_argument("--mask", action="store_true", help="replace contacts of your workbook in what is handed in")
    hand_in.add_argument("--anyway", action="store_true", help="also where a contact of your workbook is named in it")
    add_folder(hand_in)

    doctor = add(commands, "doctor", _doctor, "say what this machine lacks, and how to mend it")
    add_folder(doctor)


def _start(asked: argparse.Namespace) -> int:
    from groundrules import catalogue, course, folder, language
    from groundrules.server.courseware import prepare
    from groundrules.server.launch import launch
    from groundrules.workbook import FILE, open_workbook
    from groundrules.workbook.notices import notices

    home = asked.folder.expanduser().resolve()
    spoken = asked.language or language.chosen(home)
    lessons = course.load(language="" if spoken == catalogue.SOURCE else spoken)
    lesson = lessons.lesson(asked.lesson) if asked.lesson else None
    if asked.language:
        language.choose(spoken, home)
    print(f"Your course folder: {home}")
    done = prepare(home, lessons)
    for kind, names in (("New", done.added), ("Updated", done.updated)):
        if names:
            print(f"{kind}: {', '.join(names)}")
    for name in done.kept:
        print(f"Kept as you edited it: {name} (the course has a newer one; rename yours to get it)")
    for notice in notices(open_workbook(folder.data(home) / FILE)):
        print(f"Note: {notice.what} {notice.remedy}")
    print("Opening the course in your browser. Keep this window open; press Control-C here to stop.", flush=True)
    launch(home, lesson, port=asked.port, browser=asked.browser, page=not asked.lab)
    return 0


def _hand_in(asked: argparse.Namespace) -> int:
    from tempfile import TemporaryDirectory

    from groundrules.desk.drawer import Drawer
    from groundrules.desk.questions import contacts_in, handed_in, mask_contacts
    from groundrules.exercise.lab.lab import counted_in
    from groundrules.grading.handin import hand_in

    home = asked.folder.expanduser().resolve()
    drawer = Drawer(home, home)
    if not (asked.anyway or asked.mask) and (named := contacts_in(drawer, home / "exercises" / asked.exercise)):
        print("A contact of your workbook is named in what you are about to hand in:")
        for place, words in named:
            print(f"  {place}: {words}")
        print("Run this again with --mask to replace them in the hand-in, or with --anyway to go on. Nothing was made.")
        return 1
    folder = home / "exercises" / asked.exercise
    with TemporaryDirectory() as place:
        given = mask_contacts(drawer, folder, Path(place)) if asked.mask else folder
        done = hand_in(given, asked.name, asked.into or folder.parent)
    handed_in(drawer, asked.exercise)
    print(f"Made {done.path}")
    for line in done.lines:
        print(f"  {line}")
    if records := counted_in(folder):
        print(f"  Records: {records}")
    print("Give this one file to your instructor. If you work alone, nobody marks it:")
    print("the page “Marking your own” (notebooks/marking_your_own.ipynb) helps you to do it yourself.")
    return 0


def _doctor(asked: argparse.Namespace) -> int:
    from groundrules.server.doctor import examine

    findings = examine(asked.folder.expanduser().resolve())
    for finding in findings:
        mark = "ok     " if finding.fine else "missing"
        print(f"{mark}  {finding.what}")
        if not finding.fine:
            print(f"         needed for {finding.needed_for}: {finding.remedy}")
    return int(any(not finding.fine and finding.needed_for == "everybody" for finding in findings))
