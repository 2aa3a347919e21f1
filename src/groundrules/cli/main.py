"""The command `groundrules`, and what becomes of an error."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from groundrules.cli import (
    author,
    learn,
    learn_alone,
    proof,
    record,
    teach,
    teach_class,
    teach_codes,
    teach_results,
    workbook,
    workshop,
)
from groundrules.errors import GroundRulesError
from groundrules.light import skip_slow_imports

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give 0, 1 where something is wrong that the person can mend, or 2 for a wrong call."""
    skip_slow_imports()
    asked = parser().parse_args(arguments)
    try:
        return int(asked.run(asked))
    except GroundRulesError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130  # as a shell counts a command that was stopped with Control-C


def parser() -> argparse.ArgumentParser:
    """Give the parser of all commands."""
    whole = argparse.ArgumentParser(prog="groundrules", description="The course Ground Rules: learn, teach, grade.")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in (
        learn,
        learn_alone,
        workbook,
        record,
        teach_class,
        teach_codes,
        teach_results,
        proof,
        teach,
        workshop,
        author,
    ):
        group.add_commands(commands)
    return whole
