"""What every command has: a name, a line of help, and the function that runs it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from groundrules import folder

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  argparse names it so
Run = Callable[[argparse.Namespace], int]


def add(commands: Commands, name: str, run: Run, help_text: str) -> argparse.ArgumentParser:
    """Add a command; its help is one sentence without its capital letter and full stop."""
    parser = commands.add_parser(name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.")
    parser.set_defaults(run=run)
    return parser


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Let a command be told where the learner's course folder is."""
    parser.add_argument("--folder", type=Path, default=folder.home(), help="your course folder (default: %(default)s)")
