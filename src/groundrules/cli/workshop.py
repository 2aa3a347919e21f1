"""The facilitator's command: a room on this laptop."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands

SECRET = "GROUNDRULES_LRS_PASSWORD"  # noqa: S105  the variable's name, not a password


def add_commands(commands: Commands) -> None:
    """Add what a facilitator uses."""
    room = add(commands, "workshop", _workshop, "open a room on this laptop that people join by their phones")
    room.add_argument("--offline", action="store_true", help="no devices but this one: votes are counted by hand")
    room.add_argument("--port", type=int, help="use this port; without it, the first free one from 8800 on")
    room.add_argument("--address", help="the name or address that participants are told (default: this machine's)")
    room.add_argument("--no-browser", dest="browser", action="store_false", help="do not open your page in a browser")
    room.add_argument("--language", default="", help="for example fr: in it, as far as the course is translated")
    room.add_argument("--keep", type=Path, metavar="FOLDER", help="keep a summary and the statements there")
    room.add_argument("--send", metavar="ADDRESS", help=f"send to a record store; its password is in {SECRET}")
    room.add_argument("--user", default="", help="your name there")

    kit = add(commands, "kit", _kit, "write a timetable, slides with notes, role-play cards and handouts")
    kit.add_argument("out", type=Path, help="the folder; it is for you, not for participants")
    kit.add_argument("lessons", nargs="+", metavar="LESSON", help="their numbers, in the order in which you want them")
    kit.add_argument("--time", choices=("90", "half", "full"), default="90", help="90 minutes, half a day, a full day")
    reveal = Path("build/npm/node_modules/reveal.js")
    kit.add_argument("--reveal", type=Path, default=reveal, metavar="FOLDER", help="npm's package reveal.js")


def _kit(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.workshop.kit import LENGTHS, make

    found = course.load()
    lessons = [found.lesson(name) for name in asked.lessons]
    files = make(asked.out, found, lessons, LENGTHS[asked.time], asked.reveal)
    print(f"{len(files)} files in {asked.out}: open a lesson's page in a browser; press S for the notes.")
    return 0


def _workshop(asked: argparse.Namespace) -> int:
    from groundrules import course
    from groundrules.workshop.host import Plan, hold

    plan = Plan(
        port=asked.port,
        address=asked.address,
        offline=asked.offline,
        browser=asked.browser,
        code=sys.stdout.isatty(),
        keep=asked.keep.expanduser().resolve() if asked.keep else None,
        send=(asked.send, asked.user, os.environ.get(SECRET, "")) if asked.send else None,
    )
    hold(plan, lambda line: print(line, flush=True), course.load(language=asked.language))
    return 0
