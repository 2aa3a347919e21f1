"""A seat on a shared machine: what its server may see."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from groundrules.server import seat
from groundrules.server.bounds import Bounds, bounded
from groundrules.server.exchange import Exchange


def test_of_all_homes_a_server_sees_its_own_and_everything_else_is_read_only() -> None:
    seats = Path("/srv/seats")
    command = seat.command(seats / "homes/ana", hidden=seats, sandbox="bwrap")
    begins = command.index("bwrap")
    ends = command.index("--", begins)
    wrap, server = command[begins:ends], command[ends + 1 :]
    assert wrap[:4] == ["bwrap", "--ro-bind", "/", "/"]
    hidden, own = wrap.index("/srv/seats"), wrap.index("/srv/seats/homes/ana")
    assert (wrap[hidden - 1], wrap[own - 1]) == ("--tmpfs", "--bind")
    assert hidden < own
    assert wrap.count("--bind") == 1
    assert "--unshare-pid" in wrap
    scratch = wrap.index("/tmp")  # noqa: S108  the sandbox's own
    assert wrap[scratch - 3 : scratch] == ["--size", "67108864", "--tmpfs"]
    assert server[:4] == [
        sys.executable,
        "-c",
        seat.SERVER,
        "--ServerApp.root_dir=/srv/seats/homes/ana/ground-rules",
    ]


def test_a_seat_has_the_course_and_a_second_start_keeps_what_was_written(tmp_path: Path) -> None:
    home = tmp_path / "homes" / "ana"
    seat.lay_out(home)
    lesson = home / "ground-rules/notebooks/home.ipynb"
    assert lesson.is_file()
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / ".local/share/jupyter/nbsignatures.db").is_file()
    mine = '"cells": [{"cell_type": "markdown", "id": "mine", "metadata": {}, "source": ["mine"]},'
    lesson.write_text(lesson.read_text(encoding="utf-8").replace('"cells": [', mine, 1), encoding="utf-8")
    seat.lay_out(home)
    assert "mine" in lesson.read_text(encoding="utf-8")


def test_the_views_are_answered_by_the_server_and_no_cell_needs_a_widget(tmp_path: Path) -> None:
    assert seat.environment(tmp_path)["GROUNDRULES_VIEWS"] == "server"
    assert seat.environment(tmp_path)["GROUNDRULES_HOME"] == str(tmp_path / "ground-rules")


def test_a_seat_sees_its_own_box_of_the_exchange_and_reads_what_is_given_out() -> None:
    seats = Path("/srv/seats")
    command = seat.command(seats / "homes/ana", hidden=seats, sandbox="bwrap", exchange=Exchange.within(seats))
    out, inbound = "/srv/seats/exchange/ground-rules/outbound", "/srv/seats/exchange/ground-rules/inbound"
    assert command[command.index(out) - 1 : command.index(inbound) + 1] == [
        "--ro-bind",
        out,
        out,
        "--bind",
        "/srv/seats/boxes/ana",
        inbound,
    ]
    assert "/srv/seats/boxes/bo" not in command


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("prlimit"), reason="seats need Linux")
@pytest.mark.parametrize(
    ("code", "fault"),
    [("bytearray(300 << 20)", "MemoryError"), ("open('big', 'wb').write(bytes(2 << 20))", "File too large")],
)
def test_a_seat_without_systemd_is_held_to_its_memory_and_its_largest_file(
    tmp_path: Path, code: str, fault: str
) -> None:
    bounds = Bounds(memory=256 << 20, file=1 << 20)
    command = [*bounded(bounds, systemd=False), sys.executable, "-c", f"import signal; {code}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert fault in done.stderr
