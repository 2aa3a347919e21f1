"""The start of the learner's JupyterLab: its settings, its port, and the lesson on which it opens."""

from __future__ import annotations

import os
import socket
from importlib.resources import files
from typing import TYPE_CHECKING

from groundrules.errors import SetupError
from groundrules.light import skip_slow_imports

if TYPE_CHECKING:
    from pathlib import Path

    from groundrules.course import Lesson

FIRST_PORT = 8888
HOME = "home"  # the page on which the course opens


def launch(home: Path, lesson: Lesson | None, *, port: int | None, browser: bool, page: bool = True) -> None:
    """Serve the learner's folder until it is stopped with Control-C.

    Args:
        home: the learner's course folder, already prepared.
        lesson: the lesson to open; None opens the course's home page.
        port: the port to use; None takes the first free one from 8888 on.
        browser: whether to open a browser.
        page: whether to open the lesson as a page, or in the whole of JupyterLab.

    Raises:
        SetupError: the port is in use.
    """
    if port is not None:
        _require_free(port)
    os.environ["GROUNDRULES_HOME"] = str(home)  # the kernels inherit it
    os.environ["GROUNDRULES_LESSON"] = lesson.id if lesson else HOME
    os.environ["GROUNDRULES_VIEWS"] = "server"  # the server answers the views here, so no cell needs a widget
    _put_first("JUPYTER_CONFIG_PATH", str(files("groundrules.server").joinpath("learner")))
    skip_slow_imports()
    from jupyterlab.labapp import LabApp  # noqa: PLC0415  heavy: only when serving

    LabApp.launch_instance(arguments(home, lesson, port=port, browser=browser, page=page))


def arguments(home: Path, lesson: Lesson | None, *, port: int | None, browser: bool, page: bool) -> list[str]:
    """Give JupyterLab's command line for a learner."""
    view = "doc" if page else "lab"
    notebook = lesson.notebook if lesson else f"{HOME}.ipynb"
    extensions = files("groundrules").joinpath("labextension")
    return [
        f"--ServerApp.root_dir={home}",
        f"--ServerApp.port={port or FIRST_PORT}",
        f"--ServerApp.port_retries={0 if port else 50}",
        f"--ServerApp.open_browser={browser}",
        "--ServerApp.allow_root=True",  # containers run as root; it listens on this machine alone, with a token
        "--Application.log_level=WARN",
        f"--LabApp.default_url=/{view}/tree/notebooks/{notebook}",
        f"--LabApp.extra_labextensions_path={extensions}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def _put_first(variable: str, path: str) -> None:
    rest = os.environ.get(variable)
    os.environ[variable] = os.pathsep.join([path, *([rest] if rest else [])])


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SetupError(
                f"Port {port} is in use.",
                where=f"127.0.0.1:{port}",
                remedy="Leave --port out to take the next free one, or name another.",
            ) from error
