"""The facilitator's command: a room on this laptop."""

from __future__ import annotations

import os
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
    room.add_argument("--keep", type=Path, metavar="FOLDER", help="keep a summary and the statements there")
    room.add_argument("--send", metavar="ADDRESS", help=f"send to a record store; its password is in {SECRET}")
    room.add_argument("--user", default="", help="your name there")


def _workshop(asked: argparse.Namespace) -> int:
    from groundrules.workshop.host import Plan, hold

    plan = Plan(
        port=asked.port,
        address=asked.address,
        offline=asked.offline,
        browser=asked.browser,
        keep=asked.keep.expanduser().resolve() if asked.keep else None,
        send=(asked.send, asked.user, os.environ.get(SECRET, "")) if asked.send else None,
    )
    hold(plan, lambda line: print(line, flush=True))
    return 0
