"""The command `groundrules`: arguments and exit codes; the work is done elsewhere, and loaded when it is asked for."""

from __future__ import annotations

from groundrules.cli.main import main

__all__ = ["main"]
