"""nbgrader's exchange among seats: what falls into a learner's box speaks for that learner, and leads nowhere else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from groundrules.server import exchange
from groundrules.server.exchange import Exchange

if TYPE_CHECKING:
    from pathlib import Path

TIME = "2026-11-22 13:30:54.827302 UTC"


@pytest.fixture
def held(tmp_path: Path) -> Exchange:
    made = Exchange.within(tmp_path)
    for name in ("ana", "bo"):
        made.lay_out(name)
    (tmp_path / "secret").write_text("the other's")
    return made


def send(held: Exchange, box: str, name: str) -> Path:
    sent = held.boxes / box / name
    sent.mkdir()
    (sent / "own.ipynb").write_text("{}")
    return sent


def gathered(held: Exchange) -> list[str]:
    return sorted(path.name for path in (held.root / "ground-rules/inbound").iterdir())


def test_what_was_handed_in_is_taken_once_as_nbgrader_names_it(held: Exchange) -> None:
    name = f"ana+own-case+{TIME}+PA3QMTjFqArC"
    send(held, "ana", name)
    assert held.gather() == ([name], [])
    assert held.gather() == ([], [])
    assert gathered(held) == [name]


@pytest.mark.parametrize("name", [f"bo+own-case+{TIME}+x", f"anaconda+own-case+{TIME}+x", "ana", "ana+..+..+.."])
def test_nobody_hands_in_for_another_or_under_a_name_that_is_none(held: Exchange, name: str) -> None:
    send(held, "ana", name)
    assert held.gather() == ([], [name])
    assert gathered(held) == []


def test_a_hand_in_with_a_link_or_a_pipe_or_that_is_one_is_left(held: Exchange) -> None:
    names = [f"ana+own-case+{TIME}+{end}" for end in "abc"]
    (send(held, "ana", names[0]) / "answers.json").symlink_to(held.boxes.parent / "secret")
    os.mkfifo(send(held, "ana", names[1]) / "pipe")
    (held.boxes / "ana" / names[2]).symlink_to(held.boxes.parent)
    assert held.gather() == ([], names)
    assert gathered(held) == []


def test_a_link_that_comes_while_it_is_copied_is_not_followed(held: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = send(held, "ana", f"ana+own-case+{TIME}+x")
    looked: list[Path] = []

    def plain(folder: Path) -> bool:
        was = true_plain(folder)
        if not looked:
            (sent / "late").symlink_to(held.boxes.parent / "secret")
        looked.append(folder)
        return was

    true_plain = exchange._plain
    monkeypatch.setattr(exchange, "_plain", plain)
    assert held.gather() == ([], [sent.name])
    assert gathered(held) == []


def test_a_hand_in_that_is_too_large_is_left(held: Exchange) -> None:
    sent = send(held, "bo", f"bo+own-case+{TIME}+x")
    with (sent / "big").open("wb") as file:
        file.truncate(exchange.MOST + 1)
    assert held.gather() == ([], [sent.name])
