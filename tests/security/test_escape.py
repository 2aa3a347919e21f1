"""What learners' code may reach from inside the sandbox: nothing but its own folder."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from groundrules.grading.code import Bench
from groundrules.grading.sandbox.confine import Limits
from groundrules.grading.sandbox.jail import Jail, missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")


def said(outputs: list[dict[str, Any]]) -> str:
    return "".join(one.get("text", "") for one in outputs) + "".join(one.get("evalue", "") for one in outputs)


READ = """
import os
for path in {paths!r}:
    try:
        print(path, "HELD", os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(20))
    except OSError as error:
        print(path, type(error).__name__)
"""


def test_nothing_outside_can_be_read(bench: Bench, tmp_path: Path) -> None:
    secret = tmp_path / "gradebook.db"
    secret.write_text("secret")
    here = Path(__file__).resolve()
    paths = [
        str(secret),
        str(here),
        str(here.parents[2] / "solutions"),
        str(here.parents[2] / ".git"),
        "../../../source",
        "/etc/passwd",
        "/etc/shadow",
        str(Path.home() / ".ssh"),
        str(Path.home() / ".ipython"),
        "/proc/1/environ",
        "/proc/self/environ",
        "/sys/class/net",
        "/dev/sda",
        "/dev/mem",
        "/var/log",
        "/home",
    ]
    told = said(bench.run(READ.format(paths=paths)))
    assert told.count("FileNotFoundError") + told.count("PermissionError") == len(paths), told
    assert "HELD" not in told


WRITE = """
import os
for path in {paths!r}:
    try:
        os.makedirs(path, exist_ok=True)
        open(os.path.join(path, "x.py"), "w").write("evil")
        print(path, "WROTE")
    except OSError as error:
        print(path, type(error).__name__)
"""


def test_nothing_outside_can_be_written(bench: Bench, tmp_path: Path) -> None:
    paths = [
        str(Path.home() / ".ipython/profile_default/startup"),
        "/usr/lib",
        "/opt/groundrules",
        "/etc",
    ]
    paths += ["/", "/var/tmp", str(Path(os.__file__).parent), str(Path(__file__).resolve().parents[2])]  # noqa: S108
    told = said(bench.run(WRITE.format(paths=paths)))
    assert "WROTE" not in told
    assert told.count("Error") == len(paths)
    # A folder of its own stands where ours is.
    assert "WROTE" in said(bench.run(WRITE.format(paths=[str(tmp_path)])))
    assert list(tmp_path.iterdir()) == []


def test_what_one_leaves_behind_the_next_does_not_find(jail: Jail) -> None:
    leave = (
        "import os, json\nfor place in ('/learner', '/tmp', '/dev/shm', '/run'):\n"
        "    try: open(place + '/left', 'w').write('x')\n    except OSError: pass\n"
        "os.symlink('/etc/passwd', '/learner/link')\njson.dumps = None"
    )
    with Bench(jail, 1, {}, seconds=20) as first:
        first.run(leave)
        look = "import os, json\n[os.listdir(p) for p in ('/learner', '/tmp', '/dev/shm', '/run')], json.dumps is None"
        with Bench(jail, 2, {}, seconds=20) as second:
            assert second.run(look)[0]["data"]["text/plain"] == "([[], [], [], []], False)"


def test_no_connection_is_made(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as local:
        server.settimeout(0.2)
        local.bind("\0groundrules-outside")
        local.listen()
        local.settimeout(0.2)
        told = said(
            bench.run(
                "import socket, urllib.request\n"
                "def tried(what):\n    try: what(); print('REACHED')\n"
                "    except Exception as error: print(type(error).__name__)\n"
                f"tried(lambda: socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 2))\n"
                "tried(lambda: socket.create_connection(('1.1.1.1', 53), 2))\n"
                "tried(lambda: socket.getaddrinfo('example.org', 80))\n"
                "tried(lambda: urllib.request.urlopen('http://example.org', timeout=2))\n"
                "tried(lambda: socket.socket(socket.AF_UNIX).connect('\\0groundrules-outside'))\n"
                "tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW))\n"
            )
        )
        assert "REACHED" not in told
        assert told.count("Error") + told.count("gaierror") >= 6
        for listening in (server, local):
            with pytest.raises(TimeoutError):
                listening.accept()


CALLS = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def tried(name, *arguments):
    result = getattr(libc, name)(*arguments)
    print(name, "DONE" if result >= 0 else os.strerror(ctypes.get_errno()))
tried("unshare", 0x10000000)
tried("unshare", 0x20000)
tried("setns", 0, 0)
tried("mount", b"none", b"/learner", b"tmpfs", 0, b"")
tried("umount2", b"/proc", 2)
tried("ptrace", 16, 1, 0, 0)
tried("chroot", b"/learner")
tried("setuid", 0)
tried("setgid", 0)
tried("syscall", 435, 0, 0)
tried("syscall", 321, 0, 0, 0)
tried("syscall", 425, 1, 0)
tried("syscall", 56, 0x10000011, 0, 0, 0, 0)
print(os.getuid(), os.getgid(), os.getpid(), os.getgroups())
try:
    os.kill(-1, 9)
except OSError as error:
    print("kill", type(error).__name__)
"""


def test_there_is_no_way_to_more_rights(bench: Bench) -> None:
    told = said(bench.run(CALLS))
    assert "DONE" not in told
    assert "1000 1000 1 " in told
    assert bench.run("1 + 1")[0]["data"]["text/plain"] == "2"


def test_the_grader_and_other_submissions_cannot_be_signalled(jail: Jail) -> None:
    kill = "import os\nfor n in range(2, 70000):\n    try: os.kill(n, 9); print('KILLED', n)\n    except OSError: pass"
    with Bench(jail, 1, {}, seconds=30) as victim, Bench(jail, 2, {}, seconds=30) as evil:
        assert "KILLED" not in said(evil.run(kill))
        # The group of the process that all come from.
        evil.run("import os\nos.kill(0, 9)")
        assert victim.run("1 + 1")[0]["data"]["text/plain"] == "2"
    with Bench(jail, 3, {}, seconds=30) as after:
        assert after.run("2 + 2")[0]["data"]["text/plain"] == "4"


def test_nothing_of_the_graders_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OF_THE_GRADER", "hush")
    with Jail([], Limits()) as jail, Bench(jail, 1, {}, seconds=20) as bench:
        told = said(
            bench.run(
                "import os\nprint(dict(os.environ))\nopen_ = []\n"
                "for n in range(256):\n    try: os.fstat(n); open_.append(n)\n    except OSError: 0\nprint(len(open_))"
            )
        )
    assert "hush" not in told
    assert "OF_THE_GRADER" not in told
    # Standard input, output and error lead nowhere; the fourth is the socket to the grader.
    assert told.rstrip().endswith("4")
