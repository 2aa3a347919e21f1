from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.grading.conftest import EXERCISE, FIXTURE

from groundrules.errors import ContentError
from groundrules.grading.build import leaks, release_files
from groundrules.grading.master import read_master

if TYPE_CHECKING:
    from pathlib import Path

MASTER = FIXTURE / "solutions" / EXERCISE


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return release_files(MASTER)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(MASTER, tmp_path / EXERCISE)
    return tmp_path / EXERCISE


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def told(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        release_files(folder)
    return [f"{fault.what} {fault.remedy}".strip() for fault in refused.value.faults]


def cell(files: dict[str, bytes], name: str) -> dict[str, Any]:
    cells = json.loads(files[f"{EXERCISE}.ipynb"])["cells"]
    return next(cell for cell in cells if cell["id"] == name)


def test_the_learner_gets_a_notebook_and_the_questions_the_same_bytes_each_time(files: dict[str, bytes]) -> None:
    assert sorted(files) == ["late-invoices.ipynb", "questions.json"]
    assert release_files(MASTER) == files


def test_a_question_becomes_a_form_and_a_cell_that_nbgrader_scores(files: dict[str, bytes]) -> None:
    assert cell(files, "which-rule-form") == {
        "cell_type": "code",
        "execution_count": None,
        "id": "which-rule-form",
        "metadata": {
            "deletable": False,
            "editable": False,
            "nbgrader": {
                "cell_type": "code",
                "checksum": "d0ea9c58924c544b9c2858bd5ba71cda",
                "grade": False,
                "grade_id": "which-rule-form",
                "locked": True,
                "schema_version": 3,
                "solution": False,
                "task": False,
            },
            "tags": ["lesson"],
        },
        "outputs": [],
        "source": ['ask("which-rule")'],
    }
    scored = cell(files, "which-rule")
    assert scored["source"] == ['score("which-rule")']
    assert (scored["metadata"]["nbgrader"]["grade"], scored["metadata"]["nbgrader"]["points"]) == (True, 2.0)


def test_a_question_marked_by_a_person_becomes_a_form_a_cell_that_prints_it_and_a_task(
    files: dict[str, bytes],
) -> None:
    assert cell(files, "the-mail-text")["source"] == ['answer("the-mail")']
    task = cell(files, "the-mail")
    assert "".join(task["source"]) == ("**Marked by a person: The mail afterwards**\n")
    assert (task["cell_type"], task["metadata"]["nbgrader"]["task"]) == ("markdown", True)
    assert task["metadata"]["nbgrader"]["points"] == 4.0


def test_the_source_notebook_has_the_keys_as_hidden_tests_and_the_model_as_mark_scheme() -> None:
    sources = {cell["id"]: cell["source"] for cell in read_master(MASTER).notebook.cells}
    assert sources["first-to-last"] == (
        'score("first-to-last")\n### BEGIN HIDDEN TESTS\n'
        "score(\"first-to-last\", key={'key': ['welcome', 'problem', 'agree', 'write'], "
        "'explain': 'Each step makes the next one possible.'})\n### END HIDDEN TESTS"
    )
    assert (
        "### BEGIN MARK SCHEME\n- Says what was agreed and from when (2.5)\n- Asks for his own words in reply (1.5)\n\n"
        "A good answer:\n\nDear Marek, from December on"
    ) in sources["the-mail"]


def test_no_answer_is_in_the_learners_files(files: dict[str, bytes]) -> None:
    assert leaks(files, read_master(MASTER)) == []
    text = b"".join(files.values()).decode()
    for secret in ("Nobody ever named one", "explain", "BEGIN", "key", "Thank you for making the time"):
        assert secret not in text


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "# Late invoices",
            "# Late invoices\n\nWhere there was never a rule,\nyou make one together.",
            "It gives away “Where there was never a rule, you make one together.”.",
        ),
        (
            "# Late invoices",
            "# Late invoices\n\nkey='agree'",
            "It holds “key=”.",
        ),
    ],
)
def test_an_answer_that_would_get_out_stops_the_build(copy: Path, before: str, after: str, said: str) -> None:
    edit(copy / f"{EXERCISE}.md", before, after)
    assert told(copy) == [f"{said} Reword it, or take it out of what the learner sees."]


def test_a_key_left_in_the_questions_is_found(files: dict[str, bytes]) -> None:
    spoilt = json.loads(files["questions.json"])
    spoilt["questions"][0]["key"] = "agree"
    found = leaks({"questions.json": json.dumps(spoilt).encode()}, read_master(MASTER))
    assert [fault.what for fault in found] == ["The question “which-rule” has the field “key”."]


def test_text_and_questions_that_do_not_fit_each_other_are_all_told_at_once(copy: Path) -> None:
    edit(copy / f"{EXERCISE}.md", 'ask("what-to-bring")', 'ask("which-rule")')
    edit(copy / f"{EXERCISE}.md", 'ask("first-to-last")', 'ask("first-to-lost")')
    edit(copy / f"{EXERCISE}.md", 'ask("where-does-it-belong")', 'check("where-does-it-belong")')
    edit(copy / "questions.yaml", "graded: true", "graded: false")
    assert told(copy) == [
        "The question “which-rule” is not marked as graded. Write `graded: true`.",
        "The question “which-rule” is asked twice. Ask it once.",
        "There is no question “first-to-lost” in questions.yaml. Write it there, or check its spelling.",
        'A question cell holds “check("where-does-it-belong")”. It holds one call, such as ask("which-one").',
        'The question “what-to-bring” is asked nowhere. Add a cell with ask("what-to-bring").',
        'The question “first-to-last” is asked nowhere. Add a cell with ask("first-to-last").',
        'The question “where-does-it-belong” is asked nowhere. Add a cell with ask("where-does-it-belong").',
    ]
