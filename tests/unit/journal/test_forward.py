"""Statements sent to a record store: all of them, once, to nobody else."""

from __future__ import annotations

import base64
import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from groundrules.errors import JournalError
from groundrules.journal import statement
from groundrules.journal.forward import forward
from groundrules.journal.statement import Choice, Occasion
from groundrules.journal.store import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Store(ThreadingHTTPServer):
    """A record store that keeps what it gets, and answers with the given statuses first."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.kept: dict[str, dict[str, Any]] = {}
        self.heads: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.answers: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/xapi"


class Receiver(BaseHTTPRequestHandler):
    server: Store

    def do_POST(self) -> None:
        batch = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heads.append(dict(self.headers))
        self.server.paths.append(self.path)
        status = self.server.answers.pop(0) if self.server.answers else 200
        if status == 200 and any(each["id"] in self.server.kept for each in batch):
            status = 409
        if status == 200:
            self.server.kept |= {each["id"]: each for each in batch}
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the base class's)
        pass


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = Journal(tmp_path / "journal.db")
    record(journal, 0, 120)
    return journal


def record(journal: Journal, first: int, last: int) -> None:
    here = Occasion("a1b2", datetime(2026, 11, 22, 10, 0, tzinfo=UTC))
    made = [statement.chose(here, Choice("night", "call", number, "up", "weak")) for number in range(first, last)]
    journal.record(*made)


def test_all_statements_are_sent_in_batches_and_only_new_ones_the_next_time(journal: Journal, store: Store) -> None:
    assert forward(journal, store.url, "key", "word") == 120
    assert list(store.kept.values()) == list(journal.statements())
    assert len(store.paths) == 3
    assert forward(journal, store.url, "key", "word") == 0
    record(journal, 120, 123)
    assert forward(journal, f"{store.url}/", "key", "word") == 3
    assert len(store.kept) == 123


def test_the_store_is_told_the_version_and_who_sends(journal: Journal, store: Store) -> None:
    forward(journal, store.url, "key", "wörd")
    assert set(store.paths) == {"/xapi/statements"}
    assert store.heads[0]["X-Experience-API-Version"] == "1.0.3"
    assert base64.b64decode(store.heads[0]["Authorization"].removeprefix("Basic ")).decode() == "key:wörd"


def test_after_an_error_it_goes_on_where_it_was(journal: Journal, store: Store) -> None:
    store.answers = [200, 503]
    with pytest.raises(JournalError, match="answered with 503"):
        forward(journal, store.url, "key", "word")
    assert len(store.kept) == 50
    assert forward(journal, store.url, "key", "word") == 70
    assert len(store.kept) == 120


def test_what_the_store_has_already_is_left_and_the_rest_is_sent(journal: Journal, store: Store) -> None:
    there = next(journal.statements())
    store.kept[there["id"]] = there
    assert forward(journal, store.url, "key", "word") == 120
    assert len(store.kept) == 120


@pytest.mark.parametrize(
    ("status", "told"), [(401, "does not know this name"), (403, "does not let"), (404, "no record store")]
)
def test_a_refusal_is_said_with_a_remedy(journal: Journal, store: Store, status: int, told: str) -> None:
    store.answers = [status]
    with pytest.raises(JournalError, match=told) as caught:
        forward(journal, store.url, "key", "word")
    assert caught.value.remedy
    assert "word" not in caught.value.where


def test_a_redirection_is_not_followed(journal: Journal, store: Store) -> None:
    store.answers = [302]
    with pytest.raises(JournalError, match="answered with 302"):
        forward(journal, store.url, "key", "word")
    assert len(store.paths) == 1


@pytest.mark.parametrize("endpoint", ["http://lrs.example/xapi", "ftp://lrs.example", "lrs.example", "https://", ""])
def test_an_address_that_is_not_safe_is_refused_before_anything_is_sent(journal: Journal, endpoint: str) -> None:
    with pytest.raises(JournalError, match="not safe"):
        forward(journal, endpoint, "key", "word")


def test_a_store_that_cannot_be_reached_is_said_and_nothing_is_lost(journal: Journal, store: Store) -> None:
    with pytest.raises(JournalError, match="cannot be reached"):
        forward(journal, "http://127.0.0.1:9/xapi", "key", "word")
    assert forward(journal, store.url, "key", "word") == 120


def test_an_erased_journal_forgets_what_it_had_sent(journal: Journal, store: Store) -> None:
    forward(journal, store.url, "key", "word")
    journal.erase()
    record(journal, 200, 202)
    assert forward(journal, store.url, "key", "word") == 2
