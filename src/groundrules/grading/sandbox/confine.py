"""What a child of the warm parent does to itself before it runs anything: namespaces, mounts, limits, no way back."""

from __future__ import annotations

import ctypes
import os
import resource
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules.grading.sandbox import seccomp

if TYPE_CHECKING:
    from collections.abc import Callable

NAMESPACES = 0x7E020000  # mount, cgroup, uts, ipc, user, pid, net
NOSUID_NODEV = 2 | 4
CAPABILITIES = 0x20080522  # the third version of the call
NOBODY = 65534
INSIDE = 1000
WORK = "/learner"
EMPTY = ("/tmp", "/dev/shm", "/run", "/proc", WORK)  # noqa: S108  mounted anew and empty for each child
BOUNDING_DROP, LAST_CAPABILITY = 24, 63
DEATH_SIGNAL, SIGKILL, DUMPABLE = 1, 9, 4


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may use.

    Attributes:
        memory: bytes of address space for each process.
        disk: bytes in its own folder, which is kept in memory.
        file: bytes of the largest file.
        processes: how many processes and threads at once.
        cpu: seconds of CPU for each process.
        empty: the folders that each run gets anew; only these can be written.
    """

    memory: int = 3 << 30
    disk: int = 64 << 20
    file: int = 32 << 20
    processes: int = 64
    cpu: int = 120
    empty: tuple[str, ...] = EMPTY


def confine(limits: Limits, told: Callable[[int], None]) -> None:
    """Confine the calling process; it returns in a new process, the first of its namespaces, in an empty folder.

    The process that called waits for that one, and ends as it ends.

    Args:
        limits: what it may use.
        told: hears, in the process that called, the number of the new one.

    Raises:
        OSError: a part of it was refused; then nothing may be run.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if os.getuid() == 0:
        # The kernel does not count the processes of root.
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # Having changed its user, a process may not open its own /proc files until it says that it may be looked at.
        _check(libc.prctl(DUMPABLE, 1, 0, 0, 0), "dumpable")
    uid, gid = os.getuid(), os.getgid()
    _check(libc.unshare(NAMESPACES), "unshare")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{INSIDE} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{INSIDE} {gid} 1", encoding="ascii")
    first = os.fork()
    if first:
        told(first)
        _, status = os.waitpid(first, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    # A signal to one's own group would else reach all that the warm parent ever made.
    os.setsid()
    _check(libc.prctl(DEATH_SIGNAL, SIGKILL, 0, 0, 0), "death signal")
    for place in limits.empty:
        size = limits.disk if place == WORK else limits.disk // 4
        _check(libc.mount(b"tmpfs", place.encode(), b"tmpfs", NOSUID_NODEV, f"size={size},mode=0700".encode()), place)
    os.chdir(WORK)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
    ):
        resource.setrlimit(what, (most, most))
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(BOUNDING_DROP, capability, 0, 0, 0)
    _drop_capabilities(libc)
    seccomp.install(libc)


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    header = (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(libc.capset(ctypes.byref(header), ctypes.byref(nothing)), "capset")


def _check(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
