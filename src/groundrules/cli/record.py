"""The commands for what was written: the way to the web pages and back, the coach over lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.cli.command import add, add_folder

if TYPE_CHECKING:
    import argparse

    from groundrules.cli.command import Commands


def add_commands(commands: Commands) -> None:
    """Add what concerns the learner's record."""
    out = add(commands, "carry-out", _carry_out, "write your progress and workbook into a file for the web pages")
    back = add(commands, "carry-in", _carry_in, "bring in a file that the web pages wrote; nothing of yours is lost")
    for parser in (out, back):
        parser.add_argument("file", type=Path, help="the file")
    for parser in (out, back):
        add_folder(parser)

    coach = add(commands, "coach", _coach, "read a text from standard input and say what the coach finds in it")
    coach.add_argument("--json", action="store_true", help='JSON lines {"id", "text"} in, labels and findings out')


def _carry_out(asked: argparse.Namespace) -> int:
    from groundrules.publish.carry import take_out

    counts = take_out(asked.file, asked.folder.expanduser().resolve())
    print(f"Wrote {asked.file}: {', '.join(f'{count} {what}' for what, count in counts.items())}")
    return 0


def _carry_in(asked: argparse.Namespace) -> int:
    from groundrules.publish.carry import bring_in

    done = bring_in(asked.file, asked.folder.expanduser().resolve())
    print(f"{done.trails} ways through a scenario, {done.answers} answers and {done.rows} rows came in,")
    print(f"{done.drafts} drafts and {done.rehearsals} rehearsals.")
    for fault in done.refused:
        print(f"Not taken: {fault}")
    return int(bool(done.refused))


def _coach(asked: argparse.Namespace) -> int:
    from groundrules.coach import advise
    from groundrules.coach.lines import run

    if asked.json:
        for line in run(sys.stdin):
            print(line, flush=True)
        return 0
    for finding in advise(sys.stdin.read()).findings:
        print(f"{finding.start}-{finding.end} {finding.label}: {finding.message}")
    return 0
