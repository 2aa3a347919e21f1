"""The grader's side of the sandbox: bubblewrap with the warm parent in it, and the children that it is asked for."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import groundrules
from groundrules.errors import GradingError
from groundrules.grading.sandbox import seccomp, wire
from groundrules.grading.sandbox.confine import EMPTY, WORK
from groundrules.grading.sandbox.zygote import END, INTERRUPT, REQUEST, SPAWN, SPENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundrules.grading.sandbox.confine import Limits

PACKAGE = "/opt/groundrules"
ROOT_KEEPS = ("CAP_SETUID", "CAP_SETGID", "CAP_KILL")
MOST = 1 << 16
READY = 60.0
SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
ETC = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/ssl/openssl.cnf", "/etc/alternatives")
ENVIRONMENT = {
    "HOME": WORK,
    "TMPDIR": WORK,
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "PYTHONPATH": PACKAGE,
    "PYTHONSAFEPATH": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": WORK,
    "NBGRADER_EXECUTION": "autograde",
    "GROUNDRULES_VIEWS": "server",
    # More threads would make the warm parent unfit to fork, and the children too greedy.
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"),
}


def missing() -> str:
    """Say why code cannot be run safely on this machine; an empty text where it can."""
    if not sys.platform.startswith("linux"):
        return f"there is no sandbox for {sys.platform}"
    if not seccomp.supported():
        return "the sandbox does not know this processor"
    if shutil.which("bwrap") is None:
        return "bubblewrap (the command bwrap) is not installed"
    return ""


class Jail:
    """A sandbox with a warm parent in it; close it when done.

    Args:
        modules: what the parent loads, so that children have it at once.
        limits: what each child may use.

    Raises:
        GradingError: there is no sandbox on this machine, or it does not start.
    """

    def __init__(self, modules: Sequence[str], limits: Limits) -> None:
        """Start it, and wait until it is warm."""
        reason = missing()
        if reason:
            raise _unsafe(reason)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        shown = _shown()
        told = json.dumps({"modules": list(modules), "limits": {**asdict(limits), "empty": _emptied(shown)}})
        program = [sys.executable, "-m", "groundrules.grading.sandbox.zygote", str(theirs.fileno()), told]
        self._control, self._lock, self._count = ours, threading.Lock(), 0
        self._process = subprocess.Popen(  # noqa: S603  our own program in bubblewrap
            [*_bubblewrap(shown), *program],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            # bubblewrap's own environment can be read inside, in /proc.
            env={"PATH": "/usr/bin:/bin"},
            cwd="/",
        )
        theirs.close()
        try:
            ours.settimeout(READY)
            json.loads(ours.recv(MOST))
        except (OSError, ValueError) as error:
            self._process.kill()
            _, said = self._process.communicate()
            ours.close()
            raise _unsafe(said.decode("utf-8", "replace").strip()[-300:] or "it does not start") from error

    def child(self, seed: int) -> Child:
        """Give a new confined process."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            self._count += 1
            number = self._count
            socket.send_fds(self._control, [REQUEST.pack(SPAWN, number, seed)], [theirs.fileno()])
            reply = self._reply()
        if "error" in reply:
            ours.close()
            raise _unsafe(str(reply["error"]).strip().splitlines()[-1])
        return Child(self, number, ours)

    def interrupt(self, number: int) -> None:
        """Interrupt what a child is doing."""
        self._ask(INTERRUPT, number)

    def end(self, number: int) -> None:
        """End a child and all that it started."""
        self._ask(END, number)

    def spent(self) -> float:
        """Give the seconds of CPU that all in the sandbox used so far, of children those that ended."""
        return float(self._ask(SPENT, 0)["cpu"])

    def close(self) -> None:
        """End the sandbox and all that is in it."""
        self._control.close()
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, what: int, number: int) -> dict[str, Any]:
        with self._lock:
            self._control.send(REQUEST.pack(what, number, 0))
            return self._reply()

    def _reply(self) -> dict[str, Any]:
        reply: dict[str, Any] = json.loads(self._control.recv(MOST))
        return reply


class Child:
    """A confined process that runs cells.

    Args:
        jail: where it lives.
        number: its number there.
        place: the socket to it.
    """

    def __init__(self, jail: Jail, number: int, place: socket.socket) -> None:
        """Take over the socket."""
        self._jail, self._number, self._place = jail, number, place

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send a request and wait for the answer.

        Raises:
            SlowError: it did not come in time.
            WireError: the process is gone, or answers what is no message.
        """
        wire.send(self._place, request)
        return wire.receive(self._place, seconds)

    def hear(self, seconds: float) -> dict[str, Any]:
        """Wait for another answer to the same request."""
        return wire.receive(self._place, seconds)

    def interrupt(self) -> None:
        """Interrupt what it is doing."""
        self._jail.interrupt(self._number)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._place.close()
        self._jail.end(self._number)


def _bubblewrap(shown: list[tuple[str, str]]) -> list[str]:
    """Give the command that confines the warm parent: the system and this Python, read-only, and nothing else."""
    command = ["bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    # Root needs no new user for itself, and gives up being root in each child: so that the kernel counts its processes.
    command += ["--cap-drop", "ALL"]
    command += [part for name in ROOT_KEEPS for part in ("--cap-add", name)] if _root() else ["--unshare-user"]
    for name, value in ENVIRONMENT.items():
        command += ["--setenv", name, value]
    folders = {str(parent) for _, place in shown for parent in Path(place).parents} - {"/"}
    for folder in sorted(folders | set(EMPTY) - {"/proc", "/dev/shm"}):  # noqa: S108  not our folders
        command += ["--perms", "0755", "--dir", folder]
    for source, place in shown:
        command += ["--symlink", str(Path(source).readlink()), place] if _link(source) else ["--ro-bind", source, place]
    return [*command, "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _shown() -> list[tuple[str, str]]:
    """Give what the sandbox shows, and where."""
    paths = [path for path in (*SYSTEM, *ETC, sys.base_prefix, sys.prefix) if Path(path).exists()]
    # The program is found by the name it was called by, which may be a link out of the environment.
    paths.append(str(Path(sys.executable).resolve().parent.parent))
    shown = {path: path for path in paths}
    return [*shown.items(), (str(Path(groundrules.__file__).parent), f"{PACKAGE}/groundrules")]


def _emptied(shown: list[tuple[str, str]]) -> tuple[str, ...]:
    """Give the folders that are emptied for each child; one that something shown lies in stays as it is, unwritable."""
    return tuple(place for place in EMPTY if not any(Path(one).is_relative_to(place) for _, one in shown))


def _root() -> bool:
    return os.geteuid() == 0


def _link(path: str) -> bool:
    return Path(path).is_symlink() and path in SYSTEM


def _unsafe(reason: str) -> GradingError:
    return GradingError(
        f"Code of learners cannot be run safely here: {reason}.",
        remedy="Grade on Linux with bubblewrap installed (apt install bubblewrap). Answers that are data need none.",
    )
