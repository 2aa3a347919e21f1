"""A learner's seat on a shared machine: their folder, and a server that sees no other's files."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from groundrules import course
from groundrules.server.bounds import Bounds, bounded
from groundrules.server.courseware import prepare

if TYPE_CHECKING:
    from groundrules.server.exchange import Exchange

# JupyterHub's own server, without the imports that cost seconds and memory and serve nothing here.
SERVER = (
    "from groundrules.light import skip_slow_imports; skip_slow_imports(); "
    "from jupyterhub.singleuser import main; main()"
)
FOLDER = "ground-rules"  # in the learner's home


def lay_out(home: Path) -> None:
    """Make a learner's home, and put the course into it; nothing that they wrote is overwritten.

    Raises:
        FolderError: it cannot be made or written.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    trust = home / ".local" / "share" / "jupyter"
    trust.mkdir(mode=0o700, parents=True, exist_ok=True)
    prepare(home / FOLDER, course.load(), trust)


def environment(home: Path) -> dict[str, str]:
    """Give what a seat's server has to know beside what the hub tells it."""
    return {
        "HOME": str(home),
        "GROUNDRULES_HOME": str(home / FOLDER),
        "GROUNDRULES_LESSON": "home",
        "GROUNDRULES_VIEWS": "server",
        "JUPYTER_CONFIG_PATH": str(files("groundrules.server").joinpath("learner")),
        "TMPDIR": "/tmp",  # noqa: S108  the sandbox's own
    }


def command(
    home: Path, *, hidden: Path, sandbox: str, exchange: Exchange | None = None, bounds: Bounds | None = None
) -> list[str]:
    """Give the command of a seat's server, inside bubblewrap.

    The machine's files can be read and not written; of `hidden`, which holds every learner's home and the hub's own
    files, there is nothing but this home. Processes of others cannot be seen. The network stays: the hub has to
    reach the server, and the server the hub.

    Args:
        home: the learner's; the one place that can be written.
        hidden: the folder of all homes and of the hub's secrets.
        sandbox: the command `bwrap`.
        exchange: where exercises are given out and handed in; None where they are not.
        bounds: what the seat may use.
    """
    bounds = bounds or Bounds()
    wrap = [*bounded(bounds), sandbox, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    wrap += ["--size", str(bounds.scratch), "--tmpfs", "/tmp"]  # noqa: S108
    # An environment or a checkout below /tmp would be hidden with the rest of it.
    needed = {Path(sys.prefix), Path(sys.base_prefix), course.content(), Path(str(files("groundrules")))}
    for place in sorted(each.resolve() for each in needed if each.resolve().is_relative_to("/tmp")):  # noqa: S108
        wrap += ["--ro-bind", str(place), str(place)]
    wrap += ["--size", str(1 << 20), "--tmpfs", str(hidden), "--bind", str(home), str(home), "--chdir", str(home)]
    wrap += exchange.sight(home.name) if exchange else []
    wrap += ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--die-with-parent", "--new-session"]
    folder = str(home / FOLDER)
    server = [sys.executable, "-c", SERVER, f"--ServerApp.root_dir={folder}"]
    extensions = files("groundrules").joinpath("labextension")
    return [
        *wrap,
        "--",
        *server,
        f"--LabApp.extra_labextensions_path={extensions}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--ServerApp.allow_root=True",
        "--MappingKernelManager.cull_idle_timeout=1200",  # a kernel that nobody used for 20 minutes makes room
        "--MappingKernelManager.cull_interval=120",
    ]
