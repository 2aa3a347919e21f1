"""What a seat may use, as its command's first words say it."""

from __future__ import annotations

import os

import pytest

from groundrules.server.bounds import Bounds, bounded

BOUNDS = Bounds(memory=1 << 30, cores=1.5, tasks=100, file=1 << 20)


@pytest.mark.parametrize(("user", "whose"), [(0, []), (1000, ["--user"])])
def test_systemd_bounds_the_whole_seat(monkeypatch: pytest.MonkeyPatch, user: int, whose: list[str]) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    assert bounded(BOUNDS, systemd=True) == [
        "systemd-run",
        *whose,
        "--scope",
        "--quiet",
        "--collect",
        "-p",
        "MemoryMax=1073741824",
        "-p",
        "MemorySwapMax=0",
        "-p",
        "CPUQuota=150%",
        "-p",
        "TasksMax=100",
        "--",
        "prlimit",
        "--fsize=1048576",
        "--core=0",
        "--",
    ]


def test_without_systemd_each_process_is_bounded() -> None:
    assert bounded(BOUNDS, systemd=False) == ["prlimit", "--fsize=1048576", "--core=0", "--data=1073741824", "--"]
