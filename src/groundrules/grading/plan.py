"""What grading an exercise needs, read once: its notebook as graded, its keys, and the cells in the gradebook."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from groundrules.errors import GradingError
from groundrules.exercise.lab import FILE as LAB

if TYPE_CHECKING:
    from groundrules.grading.tree import AnswerKey, Tree

# The gradebook's layout that is written here, as nbgrader's own migrations name it.
LAYOUT = "e43177bfe90b"
GRADER = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """How an exercise is graded.

    Attributes:
        assignment: its name.
        template: the notebook with hidden tests and checksums, as JSON data.
        solution: the notebook with its answers, as bytes.
        key: its questions with their keys.
        files: what lies beside the notebook in the source, by name; `questions.json` is one of them.
        code: names of the graded cells that only running code can score.
        modules: what that code loads.
        digest: of all this; when it changes, everything is graded again.
    """

    assignment: str
    template: dict[str, Any]
    solution: bytes
    key: AnswerKey
    files: dict[str, bytes]
    code: tuple[str, ...]
    modules: tuple[str, ...]
    digest: str

    def of(self, code: str) -> Plan:
        """Give the plan for one learner: its keys are worked out for their own records, where the exercise has any.

        Args:
            code: the learner's; empty for the practice records.
        """
        if LAB not in self.files:
            return self
        from groundrules.exercise.lab.reckon import all_reckoned  # noqa: PLC0415  most exercises have no records

        case = json.loads(self.files[LAB])["case"]
        return replace(self, key=replace(self.key, keys=all_reckoned(self.key.keys, case, self.assignment, code)))


def read_plan(tree: Tree, assignment: str) -> Plan:
    """Read what grading an exercise needs.

    Raises:
        GradingError: it was not released, or the gradebook is of another version of nbgrader.
    """
    key = tree.answer_key(assignment)
    try:
        place = tree.source(assignment)
        files = {path.name: path.read_bytes() for path in sorted(place.iterdir()) if path.is_file()}
        source = files.pop(f"{assignment}.ipynb")
        cells = _source_cells(tree, assignment)
    except (OSError, KeyError, sqlite3.Error) as error:
        raise GradingError(
            f"The released exercise cannot be read ({error}).",
            where=assignment,
            remedy=f"Run “groundrules release {assignment}” again.",
        ) from error
    template: dict[str, Any] = json.loads(source)
    code = []
    for cell in template["cells"]:
        cell["source"] = "".join(cell["source"])
        nbgrader = cell["metadata"].get("nbgrader")
        if nbgrader:
            cell["source"], nbgrader["checksum"] = cells[nbgrader["grade_id"]]
            nbgrader["cell_type"] = cell["cell_type"]
            if nbgrader["grade"] and not nbgrader["solution"] and nbgrader["grade_id"] not in key.keys:
                code.append(nbgrader["grade_id"])
    whole = hashlib.sha256(f"{GRADER}".encode())
    for content in (source, tree.keys(assignment).read_bytes(), *files.values()):
        whole.update(f"{len(content)}".encode() + content)
    modules = _modules(template["cells"]) if code else ()
    return Plan(assignment, template, source, key, files, tuple(code), modules, whole.hexdigest())


def _modules(cells: list[dict[str, Any]]) -> tuple[str, ...]:
    """Name what the exercise's own cells import."""
    import ast  # noqa: PLC0415  only for exercises of code

    found = set()
    for cell in cells:
        if cell["cell_type"] == "code":
            with suppress(SyntaxError):
                for node in ast.walk(ast.parse(cell["source"])):
                    if isinstance(node, ast.Import):
                        found |= {alias.name for alias in node.names}
                    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                        found.add(node.module)
    return tuple(sorted(found))


def _source_cells(tree: Tree, assignment: str) -> dict[str, tuple[str, str]]:
    if not tree.database.is_file():
        raise FileNotFoundError(2, "there is no gradebook", str(tree.database))
    with closing(sqlite3.connect(tree.database)) as database:
        layout = [row[0] for row in database.execute("SELECT version_num FROM alembic_version")]
        if layout != [LAYOUT]:
            raise GradingError(
                f"The gradebook has another layout ({', '.join(layout)}) than nbgrader 0.9 gives it.",
                where=str(tree.database),
                remedy="Back it up, then run “nbgrader db upgrade” in its folder.",
            )
        rows = database.execute(
            "SELECT source_cell.name, source, checksum FROM source_cell JOIN notebook ON notebook_id = notebook.id "
            "JOIN assignment ON assignment_id = assignment.id WHERE assignment.name = ? AND notebook.name = ?",
            (assignment, assignment),
        )
        return {name: (source, checksum) for name, source, checksum in rows}
