"""A filter of system calls for a process and all its children: no new namespaces, no mounts, no tracing, for good."""

from __future__ import annotations

import ctypes
import platform
import struct

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER_MODE = 38, 22, 2
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
EPERM, ENOSYS = 1, 38
NEW_NAMESPACES = 0x7E020000  # all the CLONE_NEW… flags that the call knows

# By machine: what the kernel calls it, and the numbers of its calls.
MACHINES = {
    "x86_64": (
        0xC000003E,
        {
            "clone": 56, "clone3": 435, "ptrace": 101, "unshare": 272, "setns": 308, "mount": 165, "umount2": 166,
            "pivot_root": 155, "chroot": 161, "bpf": 321, "keyctl": 250, "add_key": 248, "request_key": 249,
            "perf_event_open": 298, "userfaultfd": 323, "process_vm_readv": 310, "process_vm_writev": 311,
            "open_by_handle_at": 304, "name_to_handle_at": 303, "io_uring_setup": 425, "io_uring_enter": 426,
            "io_uring_register": 427, "kexec_load": 246, "kexec_file_load": 320, "init_module": 175,
            "finit_module": 313, "delete_module": 176, "reboot": 169, "swapon": 167, "swapoff": 168,
            "fsopen": 430, "fsmount": 432, "move_mount": 429, "open_tree": 428, "mount_setattr": 442,
            "pidfd_getfd": 438, "personality": 135, "acct": 163, "quotactl": 179, "syslog": 103,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "clone": 220, "clone3": 435, "ptrace": 117, "unshare": 97, "setns": 268, "mount": 40, "umount2": 39,
            "pivot_root": 41, "chroot": 51, "bpf": 280, "keyctl": 219, "add_key": 217, "request_key": 218,
            "perf_event_open": 241, "userfaultfd": 282, "process_vm_readv": 270, "process_vm_writev": 271,
            "open_by_handle_at": 265, "name_to_handle_at": 264, "io_uring_setup": 425, "io_uring_enter": 426,
            "io_uring_register": 427, "kexec_load": 104, "kexec_file_load": 294, "init_module": 105,
            "finit_module": 273, "delete_module": 106, "reboot": 142, "swapon": 224, "swapoff": 225,
            "fsopen": 430, "fsmount": 432, "move_mount": 429, "open_tree": 428, "mount_setattr": 442,
            "pidfd_getfd": 438, "personality": 92, "acct": 89, "quotactl": 60, "syslog": 116,
        },
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def supported() -> bool:
    """Say whether the filter knows this machine's system calls."""
    return platform.machine() in MACHINES


def install(libc: ctypes.CDLL) -> None:
    """Put the filter in place; it cannot be taken off again.

    Raises:
        OSError: the kernel does not take it.
    """
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs was refused")
    code = program(platform.machine())
    whole = _Program(len(code) // 8, code)
    if libc.prctl(PR_SET_SECCOMP, FILTER_MODE, ctypes.byref(whole), 0, 0):
        raise OSError(ctypes.get_errno(), "the filter was refused")


def program(machine: str) -> bytes:
    """Give the filter's instructions for a machine.

    Calls of another architecture end the process; forbidden ones fail; `clone` fails with any namespace flag, and
    `clone3`, whose flags cannot be looked into, is said not to exist, so that the C library uses `clone`.
    """
    architecture, calls = MACHINES[machine]
    rest = {number for name, number in calls.items() if name not in {"clone", "clone3"}}
    code = [
        _load(4),
        _jump_equal(architecture, 1, 0),
        _return(KILL),
        _load(0),
        # The other calling convention of x86-64 marks its numbers with this bit.
        *([_jump_at_least(0x40000000, 0, 1), _return(KILL)] if machine == "x86_64" else []),
        _jump_equal(calls["clone3"], 0, 1),
        _return(ERRNO | ENOSYS),
        _jump_equal(calls["clone"], 0, 4),
        _load(16),
        _jump_any_bit(NEW_NAMESPACES, 0, 1),
        _return(ERRNO | EPERM),
        _return(ALLOW),
    ]
    for number in sorted(rest):
        code += [_jump_equal(number, 0, 1), _return(ERRNO | EPERM)]
    return b"".join([*code, _return(ALLOW)])


def _load(offset: int) -> bytes:
    return struct.pack("HBBI", 0x20, 0, 0, offset)


def _return(value: int) -> bytes:
    return struct.pack("HBBI", 0x06, 0, 0, value)


def _jump_equal(value: int, yes: int, no: int) -> bytes:
    return struct.pack("HBBI", 0x15, yes, no, value)


def _jump_at_least(value: int, yes: int, no: int) -> bytes:
    return struct.pack("HBBI", 0x35, yes, no, value)


def _jump_any_bit(value: int, yes: int, no: int) -> bytes:
    return struct.pack("HBBI", 0x45, yes, no, value)
