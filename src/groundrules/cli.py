"""The command `groundrules`: arguments and exit codes; the work is done elsewhere, and loaded when it is asked for."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.errors import GroundRulesError
from groundrules.light import skip_slow_imports

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give 0, 1 where something is wrong that the person can mend, or 2 for a wrong call."""
    skip_slow_imports()
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.run(asked))
    except GroundRulesError as error:
        print(error, file=sys.stderr)
        return 1


def _start(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.server.courseware import prepare
    from groundrules.server.launch import launch

    lessons = course.load()
    lesson = lessons.lesson(asked.lesson) if asked.lesson else lessons.lessons[0]
    home = asked.folder.expanduser().resolve()
    print(f"Your course folder: {home}")
    done = prepare(home, lessons)
    for kind, names in (("New", done.added), ("Updated", done.updated)):
        if names:
            print(f"{kind}: {', '.join(names)}")
    for name in done.kept:
        print(f"Kept as you edited it: {name} (the course has a newer one; rename yours to get it)")
    print("Opening the lesson in your browser. Keep this window open; press Control-C here to stop.", flush=True)
    launch(home, lesson, port=asked.port, browser=asked.browser, page=not asked.lab)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="groundrules", description="The course Ground Rules: learn, teach, grade.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    start = _command(commands, "start", _start, "open a lesson in JupyterLab")
    start.add_argument("lesson", nargs="?", help="its number, for example 5; without it, the first")
    start.add_argument("--port", type=int, help="use this port; without it, the first free one from 8888 on")
    start.add_argument("--no-browser", dest="browser", action="store_false", help="do not open a browser")
    start.add_argument("--lab", action="store_true", help="open the whole of JupyterLab, not the lesson as a page")
    _folder(start)

    doctor = _command(commands, "doctor", _doctor, "say what this machine lacks, and how to mend it")
    _folder(doctor)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: Command, help_text: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _folder(parser: argparse.ArgumentParser) -> None:
    from groundrules import folder

    parser.add_argument("--folder", type=Path, default=folder.home(), help="your course folder (default: %(default)s)")


if __name__ == "__main__":
    sys.exit(main())
