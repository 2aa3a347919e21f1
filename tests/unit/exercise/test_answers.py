from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from groundrules.errors import AnswerError
from groundrules.exercise import answers
from groundrules.exercise.answers import Answer, Answers
from groundrules.exercise.lock import held

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


def test_a_saved_answer_stands_in_the_file_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    assert answers.save(path, "late-invoices", "which", "a", NOON) == ""
    assert answers.save(path, "late-invoices", "words", "Café, 10 €", NOON) == ""
    assert path.read_text(encoding="utf-8") == (
        '{\n "schema": 1,\n "exercise": "late-invoices",\n "answers": {\n'
        '  "which": {\n   "value": "a",\n   "saved": "2026-11-22T12:00:00Z"\n  },\n'
        '  "words": {\n   "value": "Café, 10 €",\n   "saved": "2026-11-22T12:00:00Z"\n  }\n }\n}\n'
    )
    assert answers.read(path) == Answers(
        "late-invoices",
        {"which": Answer("a", "2026-11-22T12:00:00Z"), "words": Answer("Café, 10 €", "2026-11-22T12:00:00Z")},
    )


def test_no_value_takes_an_answer_away(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    answers.save(path, "x", "one", "a", NOON)
    answers.save(path, "x", "one", None, NOON)
    assert answers.read(path) == Answers("x", {})


def test_a_missing_file_holds_no_answers(tmp_path: Path) -> None:
    assert answers.read(tmp_path / "answers.json", "x") == Answers("x", {})


def test_two_windows_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: answers.save(path, "x", f"q{n}", n, NOON), range(40)))
    assert {name: answer.value for name, answer in answers.read(path).answers.items()} == {
        f"q{n}": n for n in range(40)
    }
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".answers.json.lock", "answers.json"]


DAMAGED = {
    "cut short": (b'{"schema": 1, "exercise": "x", "answ', "it is not JSON (Unterminated string starting at: line 1"),
    "of another encoding": ('{"schema": 1, "é": 2}'.encode("utf-16"), "it is not UTF-8 text"),
    "nested without end": (b"[" * 100_000, "it is too deeply nested"),
    "too large": (b" " * 2_000_001, "it is larger than 2,000,000 bytes"),
    "a number without bound": (b'{"a": NaN}', "it is not JSON (NaN is not a number)"),
    "a list": (b"[]", "its head is not that of an answers file"),
    "of no schema": (b'{"answers": {}}', "its head is not that of an answers file"),
    "of no exercise": (b'{"schema": 1, "answers": {}}', "it does not name its exercise"),
    "with an entry that is none": (
        b'{"schema": 1, "exercise": "x", "answers": {"q": "a"}}',
        "its entry “q” is not an answer",
    ),
    "with too many": (
        json.dumps({"schema": 1, "exercise": "x", "answers": dict.fromkeys(map(str, range(501)))}).encode(),
        "it holds 501 answers, more than any exercise asks",
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_refused_with_its_reason(damage: str, tmp_path: Path) -> None:
    content, reason = DAMAGED[damage]
    path = tmp_path / "answers.json"
    path.write_bytes(content)
    with pytest.raises(AnswerError) as refused:
        answers.read(path)
    assert refused.value.what.startswith(f"The answers file is damaged: {reason}")
    assert refused.value.where == str(path)


def test_saving_over_a_damaged_file_sets_it_aside_unchanged_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(b"{broken")
    (tmp_path / "answers.damaged-1.json").write_text("an older one")
    told = answers.save(path, "x", "q", "a", NOON)
    assert told == (
        "Your earlier answers could not be read: it is not JSON (Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)). They are kept, unchanged, in answers.damaged-2.json."
    )
    assert (tmp_path / "answers.damaged-2.json").read_bytes() == b"{broken"
    assert answers.read(path) == Answers("x", {"q": Answer("a", "2026-11-22T12:00:00Z")})


def test_a_file_of_a_newer_version_is_neither_read_nor_moved_nor_written(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text('{"schema": 2, "answers": []}')
    with pytest.raises(AnswerError, match=r"written by a newer version of the course \(schema 2\)"):
        answers.save(path, "x", "q", "a", NOON)
    assert path.read_text() == '{"schema": 2, "answers": []}'


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of another kind there")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    place = tmp_path / "there"
    place.write_text("a file where the folder should be")
    with pytest.raises(AnswerError) as refused:
        answers.save(place / "answers.json", "x", "q", "a", NOON)
    assert refused.value.as_dict() == {
        "what": "The answers file cannot be written (not a directory).",
        "where": str(place / "answers.json"),
        "remedy": "See that the folder can be written and the disk is not full, then try again.",
    }


def test_a_write_that_fails_leaves_the_old_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers.json"
    answers.save(path, "x", "q", "a", NOON)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AnswerError, match="no space left on device"):
        answers.save(path, "x", "q", "b", NOON)
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".answers.json.lock", "answers.json"]


def test_a_writer_that_never_ends_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    with held(path), pytest.raises(AnswerError, match="Another window is saving"), held(path, patience=0):
        pass
