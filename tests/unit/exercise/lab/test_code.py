from __future__ import annotations

import pytest

from groundrules.errors import AnswerError
from groundrules.exercise.lab.code import code_of, read_code, seed_of

KEY = bytes(range(32))


def test_a_code_depends_on_the_key_the_exercise_and_the_student_and_on_nothing_else() -> None:
    assert code_of(KEY, "evidence-lab", "ana") == "B60-4NV-KQG"
    assert code_of(KEY, "evidence-lab", "ana") == code_of(KEY, "evidence-lab", "ana")
    others = {
        code_of(bytes(32), "evidence-lab", "ana"),
        code_of(KEY, "another-lab", "ana"),
        code_of(KEY, "evidence-lab", "ben"),
    }
    assert len(others - {"B60-4NV-KQG"}) == 3


@pytest.mark.parametrize("typed", ["B60-4NV-KQG", "b604nvkqg", " b6o 4nv kqg "])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == "B60-4NV-KQG"


@pytest.mark.parametrize("typed", ["", "  ", "-"])
def test_no_code_means_the_practice_records(typed: str) -> None:
    assert read_code(typed) == ""


@pytest.mark.parametrize(
    "typed", ["B60-4NV-KQ", "B60-4NV-KQH", "6B0-4NV-KQG", "B60-4NV-KQG-G", "ana@example.org", "é" * 9]
)
def test_a_slip_in_a_code_is_noticed(typed: str) -> None:
    with pytest.raises(AnswerError, match="is not a code of this exercise"):
        read_code(typed)


def test_the_seed_of_a_code_stays_the_same_for_ever() -> None:
    assert seed_of("evidence-lab", "") == 949820213897359397
