"""The authors' commands, below `groundrules dev`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands


def add_commands(commands: Commands) -> None:
    """Add what an author uses."""
    dev = commands.add_parser("dev", help="for authors: build, check, play and draw the content")
    tools = dev.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = add(tools, "build", _build, "make the derived files from their sources")
    build.add_argument("--check", action="store_true", help="change nothing; fail where a file is out of date")
    add(tools, "lint", _lint, "say what is wrong with the content, and where")
    coverage = add(tools, "coverage", _coverage, "print where each teaching point is taught, practised and assessed")
    coverage.add_argument("points", nargs="*", metavar="POINT", help="for example A07; by default all of them")
    translations = add(tools, "translations", _translations, "say what is translated, and what has fallen behind")
    translations.add_argument("--accept", metavar="FILE", help="for example fr/questions/NAME.yaml: it is up to date")
    translations.add_argument("--template", type=Path, metavar="FILE", help="write a template for a new catalogue")
    translations.add_argument("--missing", action="store_true", help="list the interface texts that are missing")
    play = add(tools, "play", _play, "play a scenario in the terminal")
    play.add_argument("file", type=Path, help="its YAML file")
    graph = add(tools, "graph", _graph, "draw a scenario's scenes as Graphviz DOT")
    graph.add_argument("file", type=Path, help="its YAML file")
    graph.add_argument("--mermaid", action="store_true", help="as Mermaid instead")


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


def _translations(asked: argparse.Namespace) -> int:
    from groundrules import catalogue, course
    from groundrules.authoring.translations import accept, standing, template

    found = course.load()
    if asked.accept:
        spoken, _, name = asked.accept.partition("/")
        accept(found, spoken, name)
    if asked.template:
        asked.template.write_bytes(template())
    for spoken in catalogue.languages()[1:]:
        now = standing(found, spoken)
        print(f"{spoken}: {now.texts[0]} of {now.texts[1]} interface texts")
        for kind in ("fresh", "stale", "odd"):
            for name in getattr(now, kind):
                print(f"  {kind:6} {name}")
        for context, text in now.missing if asked.missing else ():
            print(f"  {context}: {text}")
    return 0


def _coverage(asked: argparse.Namespace) -> int:
    from groundrules.authoring.coverage import table
    from groundrules.course import load

    for line in table(load(), asked.points):
        print(line)
    return 0


def _play(asked: argparse.Namespace) -> int:
    from groundrules.coach import KINDS, advise
    from groundrules.scenario import explore, load
    from groundrules.scenario.terminal import play

    def tags(text: str, kind: str) -> set[str]:
        return advise(text, kind if kind in KINDS else None).tags

    play(explore(load(asked.file)), ask=input, say=print, tags=tags)
    return 0


def _graph(asked: argparse.Namespace) -> int:
    from groundrules.scenario import load
    from groundrules.scenario.graph import dot, mermaid

    draw = mermaid if asked.mermaid else dot
    print(draw(load(asked.file)))
    return 0
