"""An exercise's master, text and questions, becomes nbgrader's source notebook and the learner's list of questions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pprint import pformat
from typing import TYPE_CHECKING, Any

from groundrules.errors import ContentError, Fault
from groundrules.exercise import lab, sheet
from groundrules.exercise.lab.source import public_bytes, read_case
from groundrules.exercise.question import key, models, public
from groundrules.exercise.source import read
from groundrules.notebook import LESSON_TAG, name_cells, read_text_notebook
from groundrules.view import view_of

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from groundrules.exercise.base import Base

QUESTIONS = "questions.yaml"
LAB = "lab.yaml"
QUESTION_TAG = "question"
TRY_TAG = "try"
SOLUTION_TAG = "solution"
TEST_TAG = "test"
FILES = "files"
SETUP_TAG = "setup"
SCORE_TAG = "score"
# What the cells below it call; each exercise gets it before its first question, whether its text has it or not.
SETUP = "from groundrules import answer, ask, score"
SETUP_LAB = "from groundrules import answer, ask, data, lab, score"
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
SCHEME = ("### BEGIN MARK SCHEME", "### END MARK SCHEME")
WIDTH = 110


@dataclass(frozen=True, slots=True)
class Master:
    """An exercise with all its answers.

    Attributes:
        name: of the exercise: its folder, its notebook and nbgrader's assignment.
        title: as people see it, the notebook's first heading.
        notebook: nbgrader's source version, with hidden tests and mark schemes.
        questions: as written by the author, in the notebook's order.
        files: what its code reads, by name.
    """

    name: str
    title: str
    notebook: NotebookNode
    questions: tuple[Base, ...]
    files: dict[str, bytes]

    def public_bytes(self) -> bytes:
        """Give the content of the learner's `questions.json`."""
        content = {
            "schema": sheet.SCHEMA,
            "exercise": self.name,
            "questions": [public(question) for question in self.questions],
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

    def secrets(self) -> tuple[str, ...]:
        """Give every sentence that must not leave: feedback, explanations, checks and model texts."""
        found: list[str] = []
        for question in self.questions:
            content = key(question)
            found += [content["explain"], *models(question), *content.get("feedback", {}).values()]
            found += [check["say"] for check in content.get("checks", [])]
        return tuple(dict.fromkeys(found))


def read_master(folder: Path) -> Master:
    """Read an exercise's master.

    Beside questions it may hold cells of code: one tagged `solution` or `test` has a `grade_id`, a test also `points`.
    One tagged `try` is the learner's to change and is not graded.

    Args:
        folder: `solutions/<name>`, with `<name>.md`, `questions.yaml` where it asks any, `lab.yaml` for records, and
            `files/` for its code.

    Raises:
        ContentError: with every fault found in one of the two, or between them.
    """
    name, source = folder.name, folder / QUESTIONS
    questions = {question.id: question for question in read(source)} if source.is_file() else {}
    notebook = read_text_notebook(folder / f"{name}.md")
    faults = [
        Fault(str(source), f"The question “{one}” is not marked as graded.", "Write `graded: true`.")
        for one, question in questions.items()
        if not question.graded
    ]
    cells: list[NotebookNode] = []
    setup = _code(SETUP_LAB if (folder / LAB).is_file() else SETUP, _nbgrader(SETUP_TAG), [LESSON_TAG, SETUP_TAG])
    asked: list[str] = []
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if SETUP_TAG in tags:
            continue
        if LESSON_TAG in tags and view_of(cell.source):
            cell.metadata = _fixed(nbgrader=_nbgrader(f"show-{len(cells)}"), tags=[LESSON_TAG])
            cells += [cell] if setup in cells else [setup, cell]
            continue
        if QUESTION_TAG not in tags:
            cells.append(_own(cell, len(cells), folder / f"{name}.md", faults))
            continue
        if setup not in cells:
            cells.append(setup)
        shown = view_of(cell.source)
        one = str(shown.get("id")) if shown and shown["view"] == "question" and not shown["practice"] else ""
        if one in questions and one not in asked:
            cells += _asked(cell, questions[one])
        else:
            faults.append(_misplaced(folder / f"{name}.md", cell.source, one, one in asked))
        asked.append(one)
    faults += [
        Fault(str(source), f"The question “{one}” is asked nowhere.", f'Add a cell with ask("{one}").')
        for one in questions
        if one not in asked
    ]
    if faults:
        raise ContentError("The exercise is not whole.", faults, where=str(folder))
    notebook.cells = cells
    notebook.metadata["groundrules"] = {"exercise": name}
    name_cells(notebook, name)
    headings = (line for cell in notebook.cells for line in cell.source.splitlines() if line.startswith("# "))
    files = {path.name: path.read_bytes() for path in sorted(folder.glob(f"{FILES}/*")) if path.is_file()}
    if (folder / LAB).is_file():
        files[lab.FILE] = public_bytes(read_case(folder / LAB), name)
    title, ordered = next(headings, f"# {name}")[2:].strip(), tuple(questions[one] for one in asked)
    return Master(name, title, notebook, ordered, files)


def _own(cell: NotebookNode, place: int, path: Path, faults: list[Fault]) -> NotebookNode:
    """Give a cell that is no question: prose, code that prepares, code to be written, or a test of it."""
    tags = cell.metadata.get("tags", [])
    grade_id, points = str(cell.metadata.get("grade_id", "")), cell.metadata.get("points")
    if cell.cell_type != "code":
        cell.metadata = _fixed()
    elif TRY_TAG in tags:
        cell.metadata = {"deletable": False, "tags": [TRY_TAG]}
    elif SOLUTION_TAG in tags or TEST_TAG in tags:
        if not re.fullmatch(r"[a-z0-9_-]+", grade_id):
            faults.append(Fault(str(path), f"A cell of code has no grade_id: “{cell.source[:40]}”.", "Give it one."))
        if TEST_TAG in tags and not isinstance(points, int | float):
            faults.append(Fault(str(path), f"The test “{grade_id}” has no points.", "Write :points: and a number."))
            points = 0
        solution = {**_nbgrader(grade_id), "locked": False, "solution": True}
        # What a learner writes in must stay editable.
        cell.metadata = {"nbgrader": solution} if SOLUTION_TAG in tags else _fixed(nbgrader=_nbgrader(grade_id, points))
    else:
        cell.metadata = _fixed(nbgrader=_nbgrader(grade_id or f"prepare-{place}"))
    return cell


def _misplaced(path: Path, source: str, name: str, twice: bool) -> Fault:
    if not name:
        return Fault(str(path), f"A question cell holds “{source}”.", 'It holds one call, such as ask("which-one").')
    if twice:
        return Fault(str(path), f"The question “{name}” is asked twice.", "Ask it once.")
    return Fault(str(path), f"There is no question “{name}” in {QUESTIONS}.", "Write it there, or check its spelling.")


def _nbgrader(grade_id: str, points: float | None = None, *, task: bool = False) -> dict[str, Any]:
    metadata: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points is not None and not task,
        "locked": True,
        "solution": False,
        "task": task,
    }
    return metadata if points is None else {**metadata, "points": points}


def _fixed(**metadata: Any) -> dict[str, Any]:  # noqa: ANN401  cell metadata is open
    # nbgrader fixes its own cells only; the text between them must not be changed by a slip either.
    return {"editable": False, "deletable": False, **metadata}


def _asked(cell: NotebookNode, question: Base) -> list[NotebookNode]:
    """Give the cells of a question: the form, and below it what scores or shows its answer."""
    cell.metadata = _fixed(nbgrader=_nbgrader(f"{question.id}-form"), tags=[LESSON_TAG])
    shown = public(question)
    if shown["kind"] != "marked":
        scoring = [
            f'score("{question.id}")',
            HIDDEN[0],
            f'score("{question.id}", key={pformat(key(question), width=WIDTH, sort_dicts=False)})',
            HIDDEN[1],
        ]
        return [cell, _code("\n".join(scoring), _nbgrader(question.id, question.points), [SCORE_TAG])]
    rubric = [f"- {line['text']} ({line['points']:g})" for line in shown["rubric"]]
    scheme = [part for text in models(question) for part in ("A good answer:", "", text, "")]
    # The learner reads the rubric in the form; here it is for the person who marks.
    text = [f"**Marked by a person: {question.title}**", "", SCHEME[0], *rubric, "", *scheme, SCHEME[1]]
    task = _markdown("\n".join(text), _nbgrader(question.id, question.points, task=True))
    return [cell, _code(f'answer("{question.id}")', _nbgrader(f"{question.id}-text"), [SCORE_TAG]), task]


def _code(source: str, nbgrader: dict[str, Any], tags: list[str]) -> NotebookNode:
    from nbformat import v4  # noqa: PLC0415  heavy

    cell: NotebookNode = v4.new_code_cell(source, metadata=_fixed(nbgrader=nbgrader, tags=tags))
    return cell


def _markdown(source: str, nbgrader: dict[str, Any]) -> NotebookNode:
    from nbformat import v4  # noqa: PLC0415  heavy

    cell: NotebookNode = v4.new_markdown_cell(source, metadata=_fixed(nbgrader=nbgrader))
    return cell
