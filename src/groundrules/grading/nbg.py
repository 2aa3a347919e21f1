"""nbgrader's own parts, made ready for one course tree and kept quiet."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundrules.errors import GradingError
from groundrules.light import skip_slow_imports

if TYPE_CHECKING:
    from collections.abc import Iterator

COURSE = "ground-rules"


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Run nbgrader without its warnings and log lines; what it logs as an error is given as a list."""
    told: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.ERROR:
                told.append(record.getMessage())

    log, keep = logging.getLogger("traitlets"), Keep()
    spread, path = log.propagate, os.environ.get("PATH", "")
    # A new gradebook asks the command `alembic` for its version, which lies beside this Python.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    log.addHandler(keep)
    log.propagate = False
    try:
        with warnings.catch_warnings():
            # Deprecations inside nbgrader and what it uses are not ours to mend.
            warnings.simplefilter("ignore")
            yield told
    finally:
        os.environ["PATH"] = path
        log.propagate = spread
        log.removeHandler(keep)


def converter(name: str, root: Path, assignment: str, settings: dict[str, dict[str, Any]] | None = None) -> Any:  # noqa: ANN401  nbgrader has no types
    """Give one of nbgrader's converters.

    Args:
        name: its class, for example `GenerateAssignment`.
        root: the course tree.
        assignment: the exercise's name.
        settings: traits by class name, on top of the tree's own.
    """
    skip_slow_imports()
    from nbgrader import converters  # noqa: PLC0415  heavy
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    config = Config({"CourseDirectory": {"root": str(root), "assignment_id": assignment, "course_id": COURSE}})
    config.merge(Config(settings or {}))
    return getattr(converters, name)(coursedir=CourseDirectory(config=config), config=config)


def run(name: str, root: Path, assignment: str, settings: dict[str, dict[str, Any]] | None = None) -> None:
    """Run one of nbgrader's converters to its end.

    Raises:
        GradingError: it failed; the text holds what it said.
    """
    with quiet() as told:
        try:
            converter(name, root, assignment, settings).start()
        except Exception as error:  # it raises many kinds
            raised = [text.strip().splitlines()[-1] for text in told if text.startswith("Traceback")]
            reason = raised[-1] if raised else str(error)
            raise GradingError(
                f"nbgrader could not do its part. It says: {reason}",
                where=assignment,
                remedy="If this says that there are submissions, give the changed exercise another name.",
            ) from error
