"""Where a room can be reached: this machine's addresses on the local network, a free port, and the QR code to it."""

from __future__ import annotations

import io
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from groundrules.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_PORT = 8800
PORTS = 50  # that are tried
CONNECTIONS = 4096  # a browser that loads a page takes up to six
# An address that is kept free for examples: connecting a datagram socket to it sends nothing, but chooses a way there.
_ANYWHERE = ("192.0.2.1", 9)


def local_addresses() -> list[str]:
    """Give this machine's IPv4 addresses on its networks, the one that leads out first."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(_ANYWHERE)
        found.append(str(probe.getsockname()[0]))
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [each for each in dict.fromkeys(found) if not each.startswith(("127.", "0."))]


def host_names(addresses: Iterable[str], port: int) -> frozenset[str]:
    """Give every name under which a browser may ask for this machine, with the port."""
    name = socket.gethostname().lower()
    hosts = {"127.0.0.1", "localhost", name, f"{name.removesuffix('.local')}.local", *addresses}
    return frozenset(f"{host.lower()}:{port}" for host in hosts) | (frozenset(hosts) if port == 80 else frozenset())  # noqa: PLR2004


def bind(port: int | None, *, everywhere: bool) -> tuple[socket.socket, int]:
    """Take a port; give its socket and its number.

    Args:
        port: this one; None takes the first free one from 8800 on, 0 any.
        everywhere: whether other machines can reach it, or this one alone.

    Raises:
        SetupError: it is in use.
    """
    wanted = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else [port]
    for each in wanted:
        try:
            found = socket.create_server(("0.0.0.0" if everywhere else "127.0.0.1", each), backlog=256)  # noqa: S104  a room
        except OSError:
            continue
        found.setblocking(False)
        return found, int(found.getsockname()[1])
    remedy = "Leave --port out to take the next free one, or name another."
    raise SetupError(f"Port {wanted[0]} is in use.", where=f"port {wanted[0]}", remedy=remedy)


def allow_many() -> None:
    """Let this program hold as many connections as a full room needs; some systems begin with 256."""
    if sys.platform == "win32":  # there is no such limit
        return
    import resource  # noqa: PLC0415  not there on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS if hard == resource.RLIM_INFINITY else min(CONNECTIONS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # a sandbox may forbid it
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def qr_lines(text: str) -> list[str]:
    """Give a QR code for a terminal, line by line; none where no package can make one."""
    try:
        import segno  # noqa: PLC0415  comes with the extra `workshop`
    except ImportError:
        return []
    out = io.StringIO()
    segno.make_qr(text, error="l").terminal(out, border=2, compact=True)
    return out.getvalue().rstrip("\n").split("\n")


def qr(text: str) -> dict[str, Any] | None:
    """Give a QR code as the path of an SVG, and the length of its side; None where no package can make one."""
    try:
        import segno  # noqa: PLC0415  comes with the extra `workshop`
    except ImportError:
        return None
    rows = [list(map(bool, row)) for row in segno.make_qr(text, error="m").matrix]
    dots = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"side": len(rows), "path": "".join(dots)}
