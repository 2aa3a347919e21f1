"""What every command has: a name, a line of help, and the function that runs it."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar with the time left at a terminal, and nothing elsewhere.

    Gives a function to be called after each that took work, with how many are dealt with by then, and of how many:
    those that needed no work since the last call count as dealt with, and not as speed.
    """
    began, worked = time.monotonic(), 0
    shown = sys.stderr.isatty()

    def progress(done: int, whole: int) -> None:
        nonlocal worked
        worked += 1
        print(
            f"\r{line(title, done, whole, worked, time.monotonic() - began):<78}", end="", file=sys.stderr, flush=True
        )

    yield progress if shown else lambda _done, _whole: None
    if shown:
        print(file=sys.stderr)


def line(title: str, done: int, whole: int, worked: int, seconds: float) -> str:
    """Give a progress bar's line.

    Args:
        title: what is done.
        done: how many are dealt with.
        whole: of how many.
        worked: how many of these took work now; the others were skipped, which took next to no time.
        seconds: how long that took.
    """
    left, filled = seconds / worked * (whole - done), 30 * done // whole
    return f"{title} [{'#' * filled}{'.' * (30 - filled)}] {done} of {whole}, {left:.0f} s left"


def counted(count: int, one: str, more: str) -> str:
    """Say how many there are of something."""
    return f"{count} {one if count == 1 else more}"


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Let a command be told where the learner's course folder is."""
    parser.add_argument("--folder", type=Path, default=folder.home(), help="your course folder (default: %(default)s)")
