"""What a seat may use of a shared machine, and the command that holds it to that."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

BOOTED = Path("/run/systemd/system")  # is there where systemd runs the machine


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one seat may use.

    Attributes:
        memory: bytes: of the whole seat where systemd runs the machine, else of each of its processes.
        cores: of the processor, for the whole seat; only systemd can hold it to that.
        tasks: processes and threads of the whole seat; only systemd can hold it to that.
        file: bytes of the largest file that it may write.
        scratch: bytes of its /tmp, which lies in memory.
    """

    memory: int = 1 << 30
    cores: float = 1.0
    tasks: int = 256
    file: int = 256 << 20
    scratch: int = 64 << 20


def bounded(bounds: Bounds, *, systemd: bool | None = None) -> list[str]:
    """Give the words that come before a seat's command and bound it.

    Args:
        bounds: how much.
        systemd: whether systemd runs the machine; None looks.
    """
    if systemd is None:
        systemd = BOOTED.is_dir() and shutil.which("systemd-run") is not None
    limits = ["prlimit", f"--fsize={bounds.file}", "--core=0"]
    if not systemd:
        # Not the address space, of which threads and mapped files take many times what they use.
        return [*limits, f"--data={bounds.memory}", "--"]
    user = [] if os.geteuid() == 0 else ["--user"]
    properties = [
        f"MemoryMax={bounds.memory}",
        "MemorySwapMax=0",
        f"CPUQuota={round(100 * bounds.cores)}%",
        f"TasksMax={bounds.tasks}",
    ]
    asked = [word for each in properties for word in ("-p", each)]
    return ["systemd-run", *user, "--scope", "--quiet", "--collect", *asked, "--", *limits, "--"]
