"""Statements sent on to a learning record store, where somebody asks for it; never by itself."""

from __future__ import annotations

import base64
import json
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from groundrules.errors import JournalError
from groundrules.journal.xapi import VERSION

if TYPE_CHECKING:
    from groundrules.journal.store import Journal

BATCH = 50  # statements in one request
TIMEOUT = 20  # seconds without an answer
_HERE = {"localhost", "127.0.0.1", "::1"}
_REFUSED = {
    HTTPStatus.UNAUTHORIZED: ("The record store does not know this name and word.", "Ask for new ones."),
    HTTPStatus.FORBIDDEN: ("The record store does not let this name write.", "Ask for the right to write statements."),
    HTTPStatus.NOT_FOUND: ("There is no record store at this address.", "Check the address; it often ends in /xapi."),
}


def forward(journal: Journal, endpoint: str, name: str, word: str) -> int:
    """Send all statements that this store has not got yet.

    How far it came is kept in the journal after each request, so that it goes on there the next time, also after
    an error. A statement that the store has already is left as it is there.

    Args:
        journal: the learner's.
        endpoint: the store's xAPI address, for example ``https://lrs.example/xapi``; plain http only on this machine.
        name: the user name, or key, that the store knows.
        word: its password, or secret.

    Returns:
        How many were sent.

    Raises:
        JournalError: the store cannot be reached or refuses them, or the address is not safe.
    """
    address = _checked(endpoint)
    head = {
        "Authorization": f"Basic {base64.b64encode(f'{name}:{word}'.encode()).decode()}",
        "Content-Type": "application/json",
        "X-Experience-API-Version": VERSION,
    }
    mark = f"sent to {address.geturl()}"
    before = sent = int(journal.kept(mark) or 0)
    statements = journal.statements(since=sent)
    while batch := list(islice(statements, BATCH)):
        _send(address, head, batch)
        sent += len(batch)
        journal.keep(mark, str(sent))
    return sent - before


def _checked(endpoint: str) -> SplitResult:
    address = urlsplit(f"{endpoint.rstrip('/')}/statements")
    if address.hostname and (address.scheme == "https" or (address.scheme == "http" and address.hostname in _HERE)):
        return address
    remedy = "Ask for an address that begins with https://."
    raise JournalError("The address of the record store is not safe to send to.", where=endpoint, remedy=remedy)


def _send(address: SplitResult, head: dict[str, str], batch: list[dict[str, Any]]) -> None:
    status = _post(address, head, batch)
    if status == HTTPStatus.CONFLICT and len(batch) > 1:
        # One of them is there already, and the store refused all: one by one it takes those that it lacks.
        for statement in batch:
            _send(address, head, [statement])
    elif status >= HTTPStatus.MULTIPLE_CHOICES and status != HTTPStatus.CONFLICT:
        default = (f"The record store answered with {status}.", "Try again later; nothing is lost.")
        what, remedy = _REFUSED.get(HTTPStatus(status), default) if status in set(HTTPStatus) else default
        raise JournalError(what, where=address.geturl(), remedy=remedy)


def _post(address: SplitResult, head: dict[str, str], batch: list[dict[str, Any]]) -> int:
    """Send one request; give its status. A redirection is not followed: it could lead the statements elsewhere."""
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=TIMEOUT)
    path = f"{address.path}?{address.query}" if address.query else address.path
    try:
        connection.request("POST", path, json.dumps(batch).encode(), head)
        return connection.getresponse().status
    except (OSError, HTTPException) as error:
        what = f"The record store cannot be reached ({error})."
        raise JournalError(what, where=address.geturl(), remedy="Try again later; nothing is lost.") from error
    finally:
        connection.close()
