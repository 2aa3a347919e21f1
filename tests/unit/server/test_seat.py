"""A seat on a shared machine: what its server may see."""

from __future__ import annotations

import sys
from pathlib import Path

from groundrules.server import seat


def test_of_all_homes_a_server_sees_its_own_and_everything_else_is_read_only() -> None:
    seats = Path("/srv/seats")
    command = seat.command(seats / "homes/ana", hidden=seats, sandbox="bwrap")
    wrap, server = command[: command.index("--")], command[command.index("--") + 1 :]
    assert wrap[:4] == ["bwrap", "--ro-bind", "/", "/"]
    hidden, own = wrap.index("/srv/seats"), wrap.index("/srv/seats/homes/ana")
    assert (wrap[hidden - 1], wrap[own - 1]) == ("--tmpfs", "--bind")
    assert hidden < own
    assert wrap.count("--bind") == 1
    assert "--unshare-pid" in wrap
    assert server[:4] == [
        sys.executable,
        "-m",
        "jupyterhub.singleuser",
        "--ServerApp.root_dir=/srv/seats/homes/ana/ground-rules",
    ]


def test_a_seat_has_the_course_and_a_second_start_keeps_what_was_written(tmp_path: Path) -> None:
    home = tmp_path / "homes" / "ana"
    seat.lay_out(home)
    lesson = home / "ground-rules/notebooks/home.ipynb"
    assert lesson.is_file()
    assert home.stat().st_mode & 0o777 == 0o700
    mine = '"cells": [{"cell_type": "markdown", "id": "mine", "metadata": {}, "source": ["mine"]},'
    lesson.write_text(lesson.read_text(encoding="utf-8").replace('"cells": [', mine, 1), encoding="utf-8")
    seat.lay_out(home)
    assert "mine" in lesson.read_text(encoding="utf-8")


def test_the_views_are_answered_by_the_server_and_no_cell_needs_a_widget(tmp_path: Path) -> None:
    assert seat.environment(tmp_path)["GROUNDRULES_VIEWS"] == "server"
    assert seat.environment(tmp_path)["GROUNDRULES_HOME"] == str(tmp_path / "ground-rules")
