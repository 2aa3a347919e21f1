"""nbgrader's exchange among seats that cannot see each other: what each seat sees of it, and how hand-ins come out."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

COURSE = "ground-rules"
MOST = 50 << 20  # bytes of one hand-in
_SENT = re.compile(r"[\w-]+\+[\w-]+\+[\w: .-]+(\+[\w=-]+)?")  # name, exercise, time, and a random end


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange on the machine.

    Attributes:
        root: the folder that nbgrader is told.
        boxes: a folder with one for each learner, into which their hand-ins fall.
    """

    root: Path
    boxes: Path

    @classmethod
    def within(cls, seats: Path) -> Exchange:
        """Give the one of a hub, which lies beside the learners' homes."""
        return cls(seats / "exchange", seats / "boxes")

    def lay_out(self, name: str) -> None:
        """Make what a learner's seat is to see of it."""
        for part in ("outbound", "inbound", "feedback"):
            (self.root / COURSE / part).mkdir(parents=True, exist_ok=True)
        (self.boxes / name).mkdir(mode=0o700, parents=True, exist_ok=True)

    def sight(self, name: str) -> list[str]:
        """Give bubblewrap's words: the exercises can be read, and what is handed in falls into a box of one's own.

        All seats run under one account, so that the exchange's own permissions would keep nobody out.
        """
        out, inbound = (str(self.root / COURSE / part) for part in ("outbound", "inbound"))
        return ["--ro-bind", out, out, "--bind", str(self.boxes / name), inbound]

    def gather(self) -> tuple[list[str], list[str]]:
        """Take what lies in the boxes into the exchange, where nbgrader collects it; a box speaks for its owner alone.

        Returns:
            The names of the hand-ins that were taken, and of those that were not because they hold links, are too
            large or are in another's name.
        """
        taken: list[str] = []
        refused: list[str] = []
        for box in sorted(self.boxes.glob("*")):
            for sent in sorted(box.iterdir()):
                known = _SENT.fullmatch(sent.name) and sent.name.startswith(f"{box.name}+")
                place = self.root / COURSE / "inbound" / sent.name
                if not place.exists():
                    (taken if known and _taken(sent, place) else refused).append(sent.name)
        return taken, refused


def _taken(sent: Path, place: Path) -> bool:
    """Copy first and look then: who sent it can still change the box, and no longer the copy."""
    if sent.is_symlink() or not sent.is_dir() or not _plain(sent):
        return False
    made = place.with_name(f".{place.name}")
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(sent, made, symlinks=True)
    if not _plain(made):
        shutil.rmtree(made)
        return False
    made.rename(place)
    return True


def _plain(folder: Path) -> bool:
    """Tell whether it holds plain files and folders only, and not too much of them."""
    size = 0
    for entry in folder.rglob("*"):
        if entry.is_symlink() or not (entry.is_file() or entry.is_dir()):
            return False
        size += entry.stat().st_size
    return size <= MOST
