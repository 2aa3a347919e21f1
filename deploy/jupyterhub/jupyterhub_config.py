"""JupyterHub for a course on one Linux machine: stock hub, proxy and spawner, each seat alone with its own files.

Start it with `jupyterhub -f jupyterhub_config.py`, in the environment in which Ground Rules and JupyterHub are
installed. README.md beside this file tells each step. Settings come from the environment, so that this file stays as
it is:

GROUNDRULES_SEATS     the folder in which each learner gets one of their own (default: seats, beside this file)
GROUNDRULES_PASSWORD  the one word that lets a learner in, who then chooses a name; unset: nobody gets in
GROUNDRULES_TEACHERS  names with the hub's admin page, parted by commas
GROUNDRULES_PROXY     the command of configurable-http-proxy, where it is not on the path
GROUNDRULES_MEMORY    of each seat, for example 1G; GROUNDRULES_CORES of the processor, for example 1.5
GROUNDRULES_EXCHANGE  yes: learners fetch and hand in exercises by nbgrader's list (some 15 MiB more for each seat)
GROUNDRULES_IDLE      minutes after which a seat that nobody uses is closed (default 60; 0: never)
"""

import asyncio
import os
import shutil
import sys
from pathlib import Path

from groundrules.server import seat
from groundrules.server.bounds import Bounds
from groundrules.server.exchange import Exchange

c = get_config()  # noqa: F821  JupyterHub gives it

seats = Path(os.environ.get("GROUNDRULES_SEATS", Path(__file__).parent / "seats")).resolve()
exchange = Exchange.within(seats) if os.environ.get("GROUNDRULES_EXCHANGE") == "yes" else None
here = Path(__file__).parent
idle = 60 * int(os.environ.get("GROUNDRULES_IDLE", "60"))
teachers = {name.strip() for name in os.environ.get("GROUNDRULES_TEACHERS", "").split(",") if name.strip()}

c.JupyterHub.bind_url = os.environ.get("GROUNDRULES_BIND", "http://127.0.0.1:8000")
c.JupyterHub.cookie_secret_file = str(seats / "hub" / "cookie_secret")
c.JupyterHub.db_url = f"sqlite:///{seats / 'hub' / 'hub.sqlite'}"
c.ConfigurableHTTPProxy.command = [os.environ.get("GROUNDRULES_PROXY", "configurable-http-proxy")]
c.ConfigurableHTTPProxy.pid_file = str(seats / "hub" / "proxy.pid")
(seats / "hub").mkdir(mode=0o700, parents=True, exist_ok=True)

# A workshop's way in. For a course that lasts, put your organisation's authenticator here.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ.get("GROUNDRULES_PASSWORD", "")
c.Authenticator.allow_all = bool(os.environ.get("GROUNDRULES_PASSWORD"))
c.Authenticator.admin_users = teachers
c.SharedPasswordAuthenticator.admin_password = os.environ.get("GROUNDRULES_TEACHERS_PASSWORD", "")
# A name becomes a folder's name.
c.Authenticator.username_pattern = r"^[a-z0-9][a-z0-9_-]{0,31}$"

# Seats that nobody uses are closed. Their kernels end sooner, by the seat's own settings.
if idle:
    culler = [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={idle}", f"--cull-every={min(idle, 300)}"]
    c.JupyterHub.services = [{"name": "idle-culler", "command": culler}]
    scopes = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    c.JupyterHub.load_roles = [{"name": "idle-culler", "scopes": scopes, "services": ["idle-culler"]}]

# No system account for each learner: bubblewrap gives each server its own view of the files.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(seats / "homes" / "{username}")
c.Spawner.default_url = "/doc/tree/notebooks/home.ipynb"
c.Spawner.cmd = ["jupyterhub-singleuser"]  # set for each seat below
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL"]
c.Spawner.mem_limit = os.environ.get("GROUNDRULES_MEMORY", "1G")
c.Spawner.cpu_limit = float(os.environ.get("GROUNDRULES_CORES", "1"))
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 60
c.JupyterHub.concurrent_spawn_limit = 10  # starting is what binds first: see benchmarks/hub.py

sandbox = shutil.which("bwrap")
if sandbox is None:
    sys.exit("bubblewrap is missing, and without it every learner could read the others' files. Install “bubblewrap”.")

one_at_a_time = asyncio.Lock()


async def make_seat(spawner: object) -> None:
    """Lay out a learner's folder, and wrap their server so that it sees that folder alone."""
    home = seats / "homes" / spawner.user.name
    async with one_at_a_time:  # and in a thread, so that the hub goes on answering meanwhile
        await asyncio.to_thread(seat.lay_out, home)
    bounds = Bounds(memory=spawner.mem_limit, cores=spawner.cpu_limit)
    spawner.cmd = seat.command(home, hidden=seats, sandbox=sandbox, exchange=exchange, bounds=bounds)
    known = seat.environment(home)
    paths = [str(here / "seat"), known["JUPYTER_CONFIG_PATH"]]
    if exchange:
        exchange.lay_out(home.name)
        paths.insert(0, str(here / "exchange"))
        known["GROUNDRULES_EXCHANGE"] = str(exchange.root)
    spawner.environment = {**known, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}


c.Spawner.pre_spawn_hook = make_seat
