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
    except KeyboardInterrupt:
        return 130  # as a shell counts a command that was stopped with Control-C


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


def _build(asked: argparse.Namespace) -> int:
    from groundrules.authoring.build import drift, write

    if asked.check:
        faults = drift()
        for fault in faults:
            print(fault, file=sys.stderr)
        print(f"{len(faults)} derived files are out of date." if faults else "All derived files are up to date.")
        return int(bool(faults))
    for path in write():
        print(f"Wrote {path}")
    return 0


def _lint(asked: argparse.Namespace) -> int:
    from groundrules.authoring.lint import report

    del asked
    lines, errors = report()
    for line in lines:
        print(line)
    return int(errors > 0)


def _play(asked: argparse.Namespace) -> int:
    from groundrules.coach import labels
    from groundrules.scenario import explore, load
    from groundrules.scenario.terminal import play

    play(explore(load(asked.file)), ask=input, say=print, labels=labels)
    return 0


def _graph(asked: argparse.Namespace) -> int:
    from groundrules.scenario import load
    from groundrules.scenario.graph import dot, mermaid

    draw = mermaid if asked.mermaid else dot
    print(draw(load(asked.file)))
    return 0


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

    dev = commands.add_parser("dev", help="for authors: build, check, play and draw the content")
    tools = dev.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = _command(tools, "build", _build, "make the derived files from their sources")
    build.add_argument("--check", action="store_true", help="change nothing; fail where a file is out of date")
    _command(tools, "lint", _lint, "say what is wrong with the content, and where")
    play = _command(tools, "play", _play, "play a scenario in the terminal")
    play.add_argument("file", type=Path, help="its YAML file")
    graph = _command(tools, "graph", _graph, "draw a scenario's scenes as Graphviz DOT")
    graph.add_argument("file", type=Path, help="its YAML file")
    graph.add_argument("--mermaid", action="store_true", help="as Mermaid instead")
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
