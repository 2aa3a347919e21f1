"""JSON messages over a socket, each with its length before it; what is too long or too slow is an error."""

from __future__ import annotations

import json
import struct
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket

LARGEST = 16_000_000
_HEAD = struct.Struct("!I")


class WireError(Exception):
    """The other side is gone, too slow, or says what is no message."""


class SlowError(WireError):
    """The other side did not answer in time."""


def send(place: socket.socket, message: dict[str, Any]) -> None:
    """Send a message.

    Raises:
        WireError: the other side is gone, or the message is too long.
    """
    content = json.dumps(message).encode()
    if len(content) > LARGEST:
        raise WireError(f"a message of {len(content):,} bytes is too long")
    try:
        place.sendall(_HEAD.pack(len(content)) + content)
    except OSError as error:
        raise WireError(str(error)) from error


def receive(place: socket.socket, seconds: float | None = None) -> dict[str, Any]:
    """Wait for a message.

    Args:
        place: the socket.
        seconds: how long to wait for the whole of it; None waits for ever.

    Raises:
        SlowError: it did not come in time.
        WireError: the other side is gone, or what came is no message.
    """
    until = None if seconds is None else time.monotonic() + seconds
    (length,) = _HEAD.unpack(_exactly(place, _HEAD.size, until))
    if length > LARGEST:
        raise WireError(f"a message of {length:,} bytes is too long")
    try:
        message = json.loads(_exactly(place, length, until))
    except (ValueError, RecursionError) as error:
        raise WireError("what came is not JSON") from error
    if not isinstance(message, dict):
        raise WireError("what came is not a message")
    return message


def _exactly(place: socket.socket, count: int, until: float | None) -> bytes:
    content = bytearray()
    while len(content) < count:
        try:
            place.settimeout(None if until is None else max(0.001, until - time.monotonic()))
            part = place.recv(min(count - len(content), 1 << 20))
        except TimeoutError as error:
            raise SlowError("no answer in time") from error
        except OSError as error:
            raise WireError(str(error)) from error
        if not part:
            raise WireError("the other side is gone")
        content += part
    return bytes(content)
