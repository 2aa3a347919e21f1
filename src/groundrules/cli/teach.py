"""The commands that take the course elsewhere: pages without Jupyter, and packages for other systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands


def add_commands(commands: Commands) -> None:
    """Add what carries the course to people who have no Jupyter."""
    site = add(commands, "site", _site, "write the course as web pages that need no Jupyter and no server")
    site.add_argument("out", type=Path, help="the folder to write; an earlier site in it is replaced")
    site.add_argument("--pyodide", type=Path, metavar="FOLDER", help="npm's package pyodide: the coach works too")
    site.add_argument("--lite", type=Path, metavar="PROGRAM", help="the command jupyter-lite: lessons as notebooks too")
    site.add_argument(
        "--wheels", type=Path, metavar="FOLDER", help="for --lite: the wheels of requirements/pyodide.txt"
    )
    site.add_argument("--language", default="", help="for example fr: in it, as far as the course is translated")
    h5p = add(commands, "h5p", _h5p, "write a scenario as an H5P Branching Scenario package")
    h5p.add_argument("scenario", help="its id, for example the-2am-call, or “all”")
    h5p.add_argument("file", type=Path, help="the file to write; for all scenarios, the folder")
    moodle = add(commands, "moodle", _moodle, "write practice questions, cards and variants for Moodle's question bank")
    moodle.add_argument("lesson", help="its number, for example 5, or “all”")
    moodle.add_argument("file", type=Path, help="the file to write; a .gift file gets GIFT, others Moodle XML")


def _site(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.errors import SetupError
    from groundrules.publish.lite import Parts
    from groundrules.publish.site import build_site

    if asked.lite and not (asked.pyodide and asked.wheels):
        raise SetupError("JupyterLite needs Pyodide and wheels.", remedy="Name them with --pyodide and --wheels.")
    lite = Parts(asked.lite, asked.pyodide, asked.wheels) if asked.lite else None
    files = build_site(asked.out, course.load(language=asked.language), asked.pyodide, lite)
    print(
        f"{len(files)} files, {sum(files.values()) / 1000:,.0f} kB: open {asked.out / 'index.html'} by any web server"
    )
    return 0


def _h5p(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.publish.h5p import export_h5p
    from groundrules.scenario import explore, load

    found = course.load()
    wanted = {asked.scenario: asked.file}
    if asked.scenario == "all":
        asked.file.mkdir(parents=True, exist_ok=True)
        wanted = {name: asked.file / f"{name}.h5p" for lesson in found.lessons for name in lesson.scenarios}
    for name, file in wanted.items():
        done = export_h5p(explore(load(found.scenario_file(name))), file)
        print(f"{done.scenes} scenes in {done.path}. Not carried over:")
        for line in done.left_out:
            print(f"  {line}")
    return 0


def _moodle(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.exercise.source import read
    from groundrules.publish import moodle

    found = course.load()
    lessons = found.lessons if asked.lesson == "all" else [found.lesson(asked.lesson)]
    questions = [question for file in found.bank(*lessons) for question in read(file)]
    category = found.title if asked.lesson == "all" else f"{found.title}/{lessons[0].title}"
    write = moodle.as_gift if asked.file.suffix == ".gift" else moodle.as_xml
    asked.file.write_text(write(questions, category), encoding="utf-8")
    print(f"{len(questions)} questions in {asked.file}. Not carried over:")
    for line in moodle.left_out(questions):
        print(f"  {line}")
    return 0
